//! Lesson plan: a timed lesson, what the teacher does and what the learners do.

use content::material::LessonPlan;
use content::material::lesson_plan::LessonStep;
use content::{Body, GradeLevel};

use crate::cite::Citations;
use crate::facts::{Fact, FactKind, Span};
use crate::inquiry::{Inquiry, Sort};
use crate::lesson::Lesson;
use crate::prose::parts::{self, Wanted};
use crate::prose::{Asking, Chooser, Manuscript, Part, fitted};
use crate::{Draft, Request, TooLittle, objectives, select};

mod around;
mod phase;
mod step;
mod wording;

use phase::Phase;

/// The fewest lines and questions a lesson can be made of.
const LEAST: (usize, usize) = (6, 4);
/// How many words to know the lesson names.
const WORDS: usize = 6;

/// A lesson being planned.
struct Plan<'m> {
    lesson: &'m Lesson<'m>,
    manuscript: &'m Manuscript<'m>,
    parts: Vec<Part>,
    /// How many blocks of new ideas and practice the lesson has.
    blocks: usize,
    chooser: Chooser<'m>,
    asking: Asking<'m>,
    citations: Citations<'m>,
    level: GradeLevel,
    /// The words to know, as they stand inside a sentence.
    words: Vec<String>,
    /// What the teacher has told.
    told: Vec<Span>,
    /// The question that opens the lesson.
    opener: Inquiry<'m>,
    /// The questions of the exit ticket.
    ticket: Vec<Inquiry<'m>>,
}

/// Composes a lesson plan.
///
/// # Errors
/// [`TooLittle`] when the passages do not carry a lesson's ideas and questions.
pub(super) fn compose(request: &Request<'_>, facts: &[Fact]) -> Result<Draft, TooLittle> {
    let lesson = Lesson::of(request, facts)?;
    fitted(&lesson, draft)
}

fn draft(manuscript: &Manuscript<'_>) -> Result<Draft, TooLittle> {
    let lesson = manuscript.lesson;
    let request = lesson.request;
    let mut plan = Plan::of(lesson, manuscript)?;
    let total = request.brief.minutes.unwrap_or(length(request.brief.grade_level));
    let phases = phase::plan(total, plan.parts.len());
    plan.blocks = phases.iter().filter(|(phase, _)| matches!(phase, Phase::Ideas(_))).count();
    let mut steps: Vec<LessonStep> = Vec::new();
    for (phase, minutes) in phases {
        let step = plan.step(phase, minutes, steps.len());
        match (step, steps.last_mut()) {
            (Some(step), _) => steps.push(step),
            // nothing to fill a phase with: its time goes to the one before it
            (None, Some(before)) => before.minutes += minutes,
            (None, None) => {}
        }
    }
    let body = LessonPlan {
        title: format!("{}: lesson plan", lesson.topic()),
        duration_minutes: steps.iter().map(|step| step.minutes).sum(),
        materials: plan.materials(&steps),
        assessment: plan.assessment(),
        differentiation: plan.differentiation(),
        homework: plan.homework(),
        steps,
    };
    if body.steps.len() < 3 || body.duration_minutes != total {
        return Err(lesson.too_little(body.steps.len(), 3, "phases"));
    }
    Ok(Draft {
        body: Body::LessonPlan(body),
        citations: plan.citations.finish(),
        objectives: objectives::of(lesson),
    })
}

/// How long a lesson takes where the brief does not say, in minutes.
///
/// **Source** usual school periods: 45 minutes for younger classes, 50 for older ones.
fn length(level: GradeLevel) -> u32 {
    match level {
        GradeLevel::Elementary | GradeLevel::MiddleSchool => 45,
        _ => 50,
    }
}

impl<'m> Plan<'m> {
    fn of(lesson: &'m Lesson<'m>, manuscript: &'m Manuscript<'m>) -> Result<Self, TooLittle> {
        let parts = parts::of(manuscript, Wanted { least: 1, most: 6, lines: 4 });
        let chooser = Chooser::new(manuscript);
        let lines = chooser.left(&(0..manuscript.lines.len()));
        if lines < LEAST.0 || parts.is_empty() {
            return Err(lesson.too_little(lines.min(LEAST.0 - 1), LEAST.0, "ideas"));
        }
        let mut asking = Asking::of(manuscript);
        let opener = asking.take_sort(&[Sort::Belief, Sort::Cause, Sort::Difference, Sort::Meaning]);
        let ticket: Vec<Inquiry<'_>> =
            [[Sort::Cause, Sort::Figure, Sort::Meaning], [Sort::Meaning, Sort::Cause, Sort::Figure]]
                .iter()
                .filter_map(|sorts| asking.take_sort(sorts))
                .collect();
        let (Some(opener), 2) = (opener, ticket.len()) else {
            return Err(lesson.too_little(ticket.len(), LEAST.1, "questions"));
        };
        let level = lesson.request.brief.grade_level;
        let citations = Citations::new(lesson.passages());
        let words = words(lesson);
        Ok(Self {
            lesson,
            manuscript,
            parts,
            blocks: 1,
            chooser,
            asking,
            citations,
            level,
            words,
            told: Vec::new(),
            opener,
            ticket,
        })
    }
}

/// The words to know, best first put into reading order.
fn words(lesson: &Lesson<'_>) -> Vec<String> {
    let definitions = select::spread(lesson, &lesson.definitions(), WORDS);
    let terms = definitions.into_iter().filter_map(|fact| match &fact.kind {
        FactKind::Definition { term, .. } => Some(lesson.term(term)),
        _ => None,
    });
    terms.filter(|term| term.chars().count() <= 60).collect()
}
