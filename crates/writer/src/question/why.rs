//! `Why …?` and `What happens when …?`

use super::inversion::inverted;
use crate::english::clause;
use crate::english::word::is_pronoun;
use crate::facts::{Fact, FactKind, Link};
use crate::lesson::Lesson;

/// A question about a cause, and the span that answers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Asked {
    /// `Why …?`: the cause answers.
    Why(String),
    /// `What happens when …?`: the effect answers.
    WhatHappens(String),
}

/// The question that a cause and its effect invite.
pub(crate) fn because(lesson: &Lesson<'_>, fact: &Fact) -> Option<Asked> {
    let FactKind::Cause { cause, effect, link } = &fact.kind else { return None };
    match link {
        Link::Because | Link::So => why(lesson, &lesson.words(effect)).map(Asked::Why),
        Link::When => happens(lesson, &lesson.words(cause)).map(Asked::WhatHappens),
    }
}

/// `What happens when the light grows dim?`
pub(crate) fn happens(lesson: &Lesson<'_>, condition: &str) -> Option<String> {
    let condition = condition.trim_end_matches(['.', ',', ';']);
    (names_its_subject(condition) && !leans(condition))
        .then(|| format!("What happens when {}?", lesson.inside(condition)))
}

/// `Why do leaves look green?`
fn why(lesson: &Lesson<'_>, effect: &str) -> Option<String> {
    let effect = effect.trim_end_matches(['.', ',', ';']);
    if !names_its_subject(effect) || leans(effect) {
        return None;
    }
    let clause = clause::parse(effect);
    let turned = clause.as_ref().and_then(|clause| inverted(lesson, clause));
    match turned {
        Some(turned) => Some(format!("Why {turned}?")),
        None if effect.contains([',', ';', ':']) => None,
        None => Some(format!("Why is it that {}?", lesson.inside(effect))),
    }
}

fn names_its_subject(clause: &str) -> bool {
    let first = text::word::words(clause).next().unwrap_or_default().to_lowercase();
    !(first.is_empty() || is_pronoun(&first) || matches!(first.as_str(), "its" | "their" | "his" | "her"))
}

/// Whether a clause adds to something said before.
fn leans(clause: &str) -> bool {
    let lower = clause.to_lowercase();
    lower.ends_with(" as well")
        || text::word::words(&lower)
            .any(|word| matches!(word, "also" | "too" | "this" | "these" | "therefore" | "thus"))
}
