//! After reading: using, judging and making something of what was read.

use content::BloomLevel;
use content::material::reading_questions::ReadingStage;

use super::Asked;
use crate::facts::{Fact, FactKind, Link, Span};
use crate::lesson::Lesson;
use crate::phrase::{as_sentence, list_of, without_stop};
use crate::question::{self, Asked as Because};

/// Questions to make something of the text: one to apply, one to judge, one to create, then more of each.
pub(super) fn questions(lesson: &Lesson<'_>) -> Vec<Asked> {
    let mut apply: Vec<Asked> =
        lesson.causes().into_iter().filter_map(|fact| suppose(lesson, fact)).collect();
    apply.extend(lesson.definitions().into_iter().filter_map(|fact| example(lesson, fact)));
    let mut judge: Vec<Asked> =
        lesson.misconceptions().into_iter().rev().filter_map(|fact| classmate(lesson, fact)).collect();
    judge.extend(lesson.causes().into_iter().filter_map(|fact| support(lesson, fact)));
    let mut create: Vec<Asked> =
        lesson.sequences().into_iter().filter_map(|fact| diagram(lesson, fact)).collect();
    create.extend(map(lesson));
    let mut kinds = [apply.into_iter(), judge.into_iter(), create.into_iter()];
    let mut found = Vec::new();
    loop {
        let before = found.len();
        for kind in &mut kinds {
            found.extend(kind.next());
        }
        if found.len() == before {
            return found;
        }
    }
}

/// `Suppose that a plant runs short of water. What would happen, and how do you know?`
fn suppose(lesson: &Lesson<'_>, fact: &Fact) -> Option<Asked> {
    let FactKind::Cause { cause, link: Link::When, .. } = &fact.kind else { return None };
    let Because::Effect(question) = question::because(lesson, fact)? else { return None };
    let condition = lesson.inside(without_stop(&lesson.words(cause)));
    let present = question.starts_with("What happens");
    let question = format!("Suppose that {condition}. What would happen, and how do you know?");
    present
        .then(|| asked(question, BloomLevel::Apply, vec![(lesson.stated(&fact.quote), fact.quote.clone())]))
}

/// `Find an example of a consumer that the text does not name. Why does it fit?`
fn example(lesson: &Lesson<'_>, fact: &Fact) -> Option<Asked> {
    let FactKind::Definition { term, .. } = &fact.kind else { return None };
    let named = lesson.named(term);
    let countable = named.starts_with("a ") || named.starts_with("an ");
    let question = format!("Find your own example of {named}. Why does it fit the definition?");
    countable.then(|| asked(question, BloomLevel::Apply, vec![(lesson.defined(fact), fact.quote.clone())]))
}

/// `A classmate says that plants get their food from the soil. How would you judge this claim after reading?`
fn classmate(lesson: &Lesson<'_>, fact: &Fact) -> Option<Asked> {
    let FactKind::Misconception { belief, correction } = &fact.kind else { return None };
    let claim = lesson.inside(without_stop(&lesson.words(belief)));
    let question = format!("A classmate says that {claim}. How would you judge this claim after reading?");
    Some(asked(
        question,
        BloomLevel::Evaluate,
        vec![(as_sentence(&lesson.words(correction)), correction.clone())],
    ))
}

/// `How well does the text explain why leaves look green, and what makes you think so?`
fn support(lesson: &Lesson<'_>, fact: &Fact) -> Option<Asked> {
    let Because::Cause(question) = question::because(lesson, fact)? else { return None };
    let FactKind::Cause { effect, .. } = &fact.kind else { return None };
    question.strip_prefix("Why ")?;
    let effect = lesson.inside(without_stop(&lesson.words(effect)));
    let question = format!("How well does the text explain why {effect}, and what makes you think so?");
    Some(asked(question, BloomLevel::Evaluate, vec![(lesson.stated(&fact.quote), fact.quote.clone())]))
}

/// `How would you draw the steps of photosynthesis in a diagram, with each step in your own words?`
fn diagram(lesson: &Lesson<'_>, fact: &Fact) -> Option<Asked> {
    let FactKind::Sequence { steps, .. } = &fact.kind else { return None };
    let asked_of = question::steps(lesson, fact)?;
    let question = match asked_of.strip_prefix("What are ") {
        Some(rest) => {
            format!(
                "How would you draw {} in a diagram, with each step in your own words?",
                rest.trim_end_matches('?')
            )
        }
        None => format!(
            "How would you answer this question with a diagram of your own: {}",
            lesson.inside(&asked_of)
        ),
    };
    let answer: Vec<(String, Span)> =
        steps.iter().map(|step| (as_sentence(&lesson.words(step)), step.clone())).collect();
    Some(asked(question, BloomLevel::Create, answer))
}

/// `How would you link photosynthesis, glucose and oxygen in a concept map?`
fn map(lesson: &Lesson<'_>) -> Vec<Asked> {
    let definitions: Vec<&Fact> = lesson.definitions().into_iter().skip(1).collect();
    definitions
        .chunks_exact(3)
        .map(|facts| {
            let terms: Vec<String> = facts
                .iter()
                .filter_map(|fact| match &fact.kind {
                    FactKind::Definition { term, .. } => Some(lesson.known_as(term)),
                    _ => None,
                })
                .collect();
            let question = format!(
                "How would you link {} in a concept map, and what would you write on each line?",
                list_of(&terms)
            );
            let answer = facts.iter().map(|fact| (lesson.defined(fact), fact.quote.clone())).collect();
            asked(question, BloomLevel::Create, answer)
        })
        .collect()
}

fn asked(question: String, bloom_level: BloomLevel, answer: Vec<(String, Span)>) -> Asked {
    Asked { stage: ReadingStage::After, question, bloom_level, answer }
}
