//! Objectives: what learners can do afterwards, drawn from the facts where the brief names none.

use content::{Body, Objective};

use crate::english::clause;
use crate::facts::{Fact, FactKind};
use crate::lesson::Lesson;
use crate::phrase;
use crate::question::Asked;
use crate::stems;

/// The brief's objectives, or three to five of our own on rising Bloom levels.
pub(crate) fn of(lesson: &Lesson<'_>) -> Vec<Objective> {
    let given = &lesson.request.brief.learning_objectives;
    if !given.is_empty() {
        return given.clone();
    }
    let topic = lesson.topic_inside();
    let mut found: Vec<Objective> = [
        define(lesson),
        lesson.causes().iter().find_map(|fact| explain(lesson, fact)),
        lesson.sequences().first().and_then(|fact| order(lesson, fact)),
        lesson.contrasts().iter().find_map(|fact| compare(lesson, fact)),
        lesson.misconceptions().first().and_then(|fact| judge(lesson, fact)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let spare = [
        ("explain", format!("what {topic} is about")),
        ("apply", format!("the main ideas of {topic} to a new example")),
        ("design", format!("a poster that teaches {topic}")),
    ];
    for (verb, object) in spare {
        if found.len() < 3 {
            found.extend(Objective::new(verb, &object));
        }
    }
    found.sort_by_key(|objective| objective.bloom_level);
    found
}

/// The least share of an objective's words that a body must hold for it to count as taught there.
const TAUGHT: f64 = 0.6;

/// Leaves out the objectives that the finished body does not serve: a deck of terms teaches no causes.
pub(crate) fn keep_taught(objectives: &mut Vec<Objective>, body: &Body) {
    let texts: Vec<String> = body.statements().into_iter().map(|statement| statement.text).collect();
    let said = stems::of(&texts.join(" "));
    objectives.retain(|objective| {
        let wanted = stems::of(&objective.object);
        let found = wanted.intersection(&said).count();
        wanted.is_empty() || found as f64 >= TAUGHT * wanted.len() as f64
    });
}

/// `Define producer, stoma and chlorophyll`
fn define(lesson: &Lesson<'_>) -> Option<Objective> {
    let terms: Vec<String> = lesson
        .definitions()
        .into_iter()
        .filter_map(|fact| match &fact.kind {
            FactKind::Definition { term, .. } => Some(lesson.known_as(term)),
            _ => None,
        })
        .take(3)
        .collect();
    if terms.is_empty() { None } else { Objective::new("define", &phrase::list_of(&terms)) }
}

/// `Explain why leaves look green`
fn explain(lesson: &Lesson<'_>, fact: &Fact) -> Option<Objective> {
    let FactKind::Cause { cause, effect, .. } = &fact.kind else { return None };
    let (opening, clause) = match crate::question::because(lesson, fact)? {
        Asked::Effect(question) if question.starts_with("What happened") => {
            ("what happened when", lesson.words(cause))
        }
        Asked::Effect(_) => ("what happens when", lesson.words(cause)),
        Asked::Cause(question) if question.starts_with("When") => ("when", lesson.words(effect)),
        Asked::Cause(_) => ("why", lesson.words(effect)),
    };
    let clause = phrase::without_stop(&clause);
    let short = text::word::count(clause) <= 14 && clause::parse(clause).is_some();
    if short { Objective::new("explain", &format!("{opening} {}", lesson.inside(clause))) } else { None }
}

/// `Describe the steps of photosynthesis`
fn order(lesson: &Lesson<'_>, fact: &Fact) -> Option<Objective> {
    let question = crate::question::steps(lesson, fact)?;
    let asked = question.strip_prefix("What are ")?.trim_end_matches('?');
    Objective::new("describe", asked)
}

/// `Compare static electricity and current`
fn compare(lesson: &Lesson<'_>, fact: &Fact) -> Option<Objective> {
    let FactKind::Contrast { sides: Some((one, other)) } = &fact.kind else { return None };
    Objective::new("compare", &format!("{} and {}", lesson.term(one), lesson.term(other)))
}

/// `Judge the claim that plants get their food from the soil`
fn judge(lesson: &Lesson<'_>, fact: &Fact) -> Option<Objective> {
    let FactKind::Misconception { belief, .. } = &fact.kind else { return None };
    Objective::new(
        "judge",
        &format!("the claim that {}", lesson.inside(phrase::without_stop(&lesson.words(belief)))),
    )
}
