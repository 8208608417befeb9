//! Fitness: how well a sentence suits the readers it is meant for, and choosing again where a list of items does not.

use content::{ContentType, GradeLevel, Passage};
use text::{Language, readability};

use crate::facts::{Fact, FactKind};
use crate::prose::aim;
use crate::{Draft, Request, TooLittle, materials};

/// The most times a list of items is chosen again.
const TRIES: u8 = 3;
/// The share of facts left out with each try.
const SHARE: f64 = 0.2;

/// The draft that suits the readers, or the one that comes nearest: a list of items that reads too easy is chosen again
/// without the easiest facts, one that reads too hard without the hardest. Texts see to it line by line ([`aim`]).
///
/// # Errors
/// What [`materials::compose`] says of all facts.
pub(crate) fn fitted(request: &Request<'_>, facts: &[Fact]) -> Result<Draft, TooLittle> {
    let mut best = materials::compose(request, facts)?;
    let level = request.brief.grade_level;
    let mut miss = aim::miss(&best, level);
    if !is_list(request.brief.content_type) {
        return Ok(best);
    }
    for attempt in 1..=TRIES {
        if miss == 0.0 {
            break;
        }
        let kept = without_extremes(facts, request.passages, miss.signum(), f64::from(attempt) * SHARE);
        let Ok(draft) = materials::compose(request, &kept) else { break };
        let new = aim::miss(&draft, level);
        if new.abs() < miss.abs() {
            (best, miss) = (draft, new);
        }
    }
    Ok(best)
}

fn is_list(content_type: ContentType) -> bool {
    matches!(
        content_type,
        ContentType::Flashcards
            | ContentType::Quiz
            | ContentType::FaqCollection
            | ContentType::ReadingGuideQuestions
    )
}

/// The facts but for a share of the hardest (`sign` 1) or the easiest (`sign` -1), in the same order; steps and beliefs,
/// which nothing can stand in for, stay.
fn without_extremes(facts: &[Fact], passages: &[Passage], sign: f64, share: f64) -> Vec<Fact> {
    let bound = |fact: &Fact| matches!(fact.kind, FactKind::Sequence { .. } | FactKind::Misconception { .. });
    let mut order: Vec<(f64, usize)> = facts
        .iter()
        .enumerate()
        .filter(|(_, fact)| !bound(fact))
        .map(|(index, fact)| (sign * hardness(fact.quote.text(passages)), index))
        .collect();
    order.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    order.truncate((order.len() as f64 * share) as usize);
    let dropped: std::collections::HashSet<usize> = order.into_iter().map(|(_, index)| index).collect();
    facts
        .iter()
        .enumerate()
        .filter(|(index, _)| !dropped.contains(index))
        .map(|(_, fact)| fact.clone())
        .collect()
}

/// How hard one sentence reads: the mean of its Flesch-Kincaid and Coleman-Liau grades.
fn hardness(sentence: &str) -> f64 {
    let measured = readability::measure(sentence, Language::En);
    let grade = |grade: Option<f64>| grade.unwrap_or_default();
    f64::midpoint(grade(measured.flesch_kincaid_grade), grade(measured.coleman_liau_index))
}

/// How well a sentence suits a grade level, from 0 to 1, by the length of the sentence and of its words.
///
/// A rough guide for choosing between sentences of one text; whether the whole suits is measured elsewhere.
pub(crate) fn of(sentence: &str, level: GradeLevel) -> f64 {
    let (mut words, mut letters) = (0_u32, 0_u32);
    for word in text::word::words(sentence) {
        words += 1;
        letters += u32::try_from(word.chars().count()).unwrap_or(u32::MAX).min(30);
    }
    if words == 0 {
        return 0.0;
    }
    let (most_words, most_letters) = limits(level);
    let long = f64::from(words) / most_words;
    let heavy = f64::from(letters) / f64::from(words) / most_letters;
    let fits = |ratio: f64| if ratio <= 1.0 { 1.0 } else { (2.0 - ratio).max(0.0) };
    fits(long) * 0.6 + fits(heavy) * 0.4
}

/// The longest sentence in words, and the longest words in letters on average, that suit a level.
///
/// **Source** own choice: the means of the starter library's two levels, with room above.
fn limits(level: GradeLevel) -> (f64, f64) {
    match level {
        GradeLevel::Elementary => (13.0, 4.8),
        GradeLevel::MiddleSchool => (18.0, 5.1),
        GradeLevel::HighSchool => (25.0, 5.8),
        GradeLevel::College => (32.0, 6.4),
        GradeLevel::AdultLearning | GradeLevel::General => (22.0, 5.5),
    }
}
