//! Aim: how hard a text may be, and trying again with plainer or richer lines where the first draft misses its readers.

use content::{GradeLevel, StatementRole};
use text::{Language, readability};

use super::manuscript::{Line, Manuscript, Standing};
use crate::facts::{Fact, FactKind};
use crate::lesson::Lesson;
use crate::{Draft, TooLittle};

/// Which lines a text is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Aim {
    /// All that are fit.
    Usual,
    /// Without the hardest lines; from 1 the more are left out.
    Plainer(u8),
    /// Without the easiest lines; from 1 the more are left out.
    Richer(u8),
}

/// The most times a text is written again.
const TRIES: u8 = 3;
/// The share of lines left out with each try.
const SHARE: f64 = 0.15;
/// How far outside the readers' grades a text may read: grades too easy, grades too hard.
///
/// **Source** half a grade inside what the grade check passes: 0.7 at 0.1 a grade too easy and 0.15 a grade too hard.
const ROOM: (f64, f64) = (2.5, 1.5);

/// The draft that suits the readers, or the one that comes nearest.
///
/// # Errors
/// What `compose` says of all lines.
pub(crate) fn fitted(
    lesson: &Lesson<'_>,
    compose: impl Fn(&Manuscript<'_>) -> Result<Draft, TooLittle>,
) -> Result<Draft, TooLittle> {
    let level = lesson.request.brief.grade_level;
    let mut best = compose(&Manuscript::read(lesson, Aim::Usual))?;
    let mut miss = miss(&best, level);
    for attempt in 1..=TRIES {
        let aim = match miss {
            miss if miss > 0.0 => Aim::Plainer(attempt),
            miss if miss < 0.0 => Aim::Richer(attempt),
            _ => break,
        };
        let Ok(draft) = compose(&Manuscript::read(lesson, aim)) else { break };
        let new = self::miss(&draft, level);
        if new.abs() < miss.abs() {
            (best, miss) = (draft, new);
        }
    }
    Ok(best)
}

/// How many grades a draft reads too hard; below 0 too easy, 0 where it suits.
pub(crate) fn miss(draft: &Draft, level: GradeLevel) -> f64 {
    let read = |role: StatementRole| !matches!(role, StatementRole::Frame | StatementRole::Distractor);
    let texts: Vec<String> = draft
        .body
        .statements()
        .into_iter()
        .filter(|statement| read(statement.role))
        .map(|statement| statement.text)
        .collect();
    let measured = readability::measure(&texts.join("\n\n"), Language::En);
    let Some(grade) = readability::grade(&measured) else { return 0.0 };
    let (low, high) = level.grades();
    (grade - high - ROOM.1).max(0.0) + (grade - low + ROOM.0).min(0.0)
}

impl Aim {
    /// Leaves out the lines that this aim does not want: never a step of a process, a belief or its correction, nor the
    /// line to keep.
    pub(super) fn apply(self, lines: &mut [Line<'_>], facts: &[Fact], keep: Option<usize>) {
        let (tries, sign) = match self {
            Self::Usual => return,
            Self::Plainer(tries) => (tries, -1.0),
            Self::Richer(tries) => (tries, 1.0),
        };
        let bound = |line: &Line<'_>| {
            let mut kinds = line.facts.iter().filter_map(|&fact| facts.get(fact));
            kinds.any(|fact| matches!(fact.kind, FactKind::Sequence { .. } | FactKind::Misconception { .. }))
        };
        let mut order: Vec<(f64, usize)> = lines
            .iter()
            .enumerate()
            .filter(|(index, line)| line.standing != Standing::Unfit && !bound(line) && Some(*index) != keep)
            .map(|(index, line)| (sign * hardness(line), index))
            .collect();
        order.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
        let dropped = (order.len() as f64 * SHARE * f64::from(tries)) as usize;
        for (_, index) in order.into_iter().take(dropped) {
            lines[index].standing = Standing::Unfit;
            lines[index].left_out = true;
        }
    }
}

/// How hard one line reads: the mean of its Flesch-Kincaid and Coleman-Liau grades.
///
/// **Source** M. Coleman and T. Liau, "A computer readability formula designed for machine scoring", Journal of Applied
/// Psychology 60, 1975; for Flesch-Kincaid see [`super::weigh`].
fn hardness(line: &Line<'_>) -> f64 {
    let words = line.words().max(1) as f64;
    let letters: usize = line.sentence.words.iter().map(|word| word.text.chars().count()).sum();
    let coleman_liau = 5.88 * letters as f64 / words - 29.6 / words - 15.8;
    f64::midpoint(super::weigh::grade(line), coleman_liau)
}
