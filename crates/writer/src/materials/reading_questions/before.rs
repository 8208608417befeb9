//! Before reading: what readers know, believe and expect.

use content::BloomLevel;
use content::material::reading_questions::ReadingStage;

use super::Asked;
use crate::facts::{Fact, FactKind, Span};
use crate::lesson::Lesson;
use crate::phrase::{as_sentence, without_stop};
use crate::stems;

/// Questions to wake what readers know, the best first.
pub(super) fn questions(lesson: &Lesson<'_>) -> Vec<Asked> {
    let mut found: Vec<Asked> = Vec::new();
    found.extend(known(lesson));
    found.extend(lesson.misconceptions().into_iter().take(1).filter_map(|fact| belief(lesson, fact)));
    found.extend(lesson.definitions().into_iter().rev().take(2).filter_map(|fact| word(lesson, fact)));
    found.extend(expected(lesson));
    found
}

/// `What do you already know about photosynthesis?`
fn known(lesson: &Lesson<'_>) -> Option<Asked> {
    let topic = lesson.topic_inside();
    let wanted = stems::of(&topic);
    let about = |fact: &&Fact| match &fact.kind {
        FactKind::Definition { term, .. } => stems::jaccard(&stems::of(&lesson.words(term)), &wanted) > 0.4,
        _ => false,
    };
    let definitions = lesson.definitions();
    let fact = definitions.iter().copied().find(about).or_else(|| definitions.first().copied())?;
    let question = format!("What do you already know about {topic}?");
    Some(asked(question, BloomLevel::Remember, vec![(lesson.defined(fact), fact.quote.clone())]))
}

/// `Before you read, decide: is it true that plants get their food from the soil?`
fn belief(lesson: &Lesson<'_>, fact: &Fact) -> Option<Asked> {
    let FactKind::Misconception { belief, correction } = &fact.kind else { return None };
    let claim = lesson.inside(without_stop(&lesson.words(belief)));
    let question = format!("Before you read, decide: is it true that {claim}?");
    let answer = vec![(as_sentence(&lesson.words(correction)), correction.clone())];
    Some(asked(question, BloomLevel::Understand, answer))
}

/// `What do you think the word “stoma” means?`
fn word(lesson: &Lesson<'_>, fact: &Fact) -> Option<Asked> {
    let FactKind::Definition { term, .. } = &fact.kind else { return None };
    let name = lesson.term(term);
    let kind = if name.contains(' ') { "term" } else { "word" };
    let question = if lesson.is_proper(text::word::words(&name).next()?) {
        format!("What have you heard about {} so far?", lesson.named(term))
    } else {
        format!("What do you think the {kind} “{name}” means?")
    };
    Some(asked(question, BloomLevel::Remember, vec![(lesson.defined(fact), fact.quote.clone())]))
}

/// `One part of the text is called “The leaf as a factory”. What do you expect to learn from it?`
fn expected(lesson: &Lesson<'_>) -> Vec<Asked> {
    let mut headings: Vec<String> = Vec::new();
    let mut found = Vec::new();
    for fact in lesson.facts {
        let heading = lesson.heading(fact);
        let special =
            matches!(fact.kind, FactKind::Parts { .. } | FactKind::Cause { .. } | FactKind::Contrast { .. });
        if !special || headings.contains(&heading) || heading == lesson.topic() {
            continue;
        }
        let question =
            format!("One part of the text is called “{heading}”. What do you expect to learn from it?");
        let answer: Vec<(String, Span)> = vec![(lesson.stated(&fact.quote), fact.quote.clone())];
        headings.push(heading);
        found.push(asked(question, BloomLevel::Understand, answer));
    }
    found
}

fn asked(question: String, bloom_level: BloomLevel, answer: Vec<(String, Span)>) -> Asked {
    Asked { stage: ReadingStage::Before, question, bloom_level, answer }
}
