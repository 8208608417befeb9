//! `Why …?`, `What happens when …?`, `When do …?`

use super::inversion::inverted;
use crate::english::clause::{self, Finite};
use crate::english::verb::Form;
use crate::english::word::{is_adverb, is_pronoun};
use crate::facts::{Fact, FactKind, Link, standing};
use crate::lesson::Lesson;

/// A question about a cause, by what answers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Asked {
    /// `Why …?`, `When do …?`: the cause answers.
    Cause(String),
    /// `What happens when …?`: the effect answers.
    Effect(String),
}

/// The question that a cause and its effect invite.
pub(crate) fn because(lesson: &Lesson<'_>, fact: &Fact) -> Option<Asked> {
    let FactKind::Cause { cause, effect, link } = &fact.kind else { return None };
    let (cause, effect) = (lesson.words(cause), lesson.words(effect));
    match link {
        Link::So if effect.contains(|c: char| c.is_ascii_digit()) => None,
        Link::Because | Link::So => why(lesson, &effect).map(Asked::Cause),
        Link::When if effect.ends_with(" only") => when(lesson, &effect).map(Asked::Cause),
        Link::When => {
            happens(lesson, &cause).map(Asked::Effect).or_else(|| when(lesson, &effect).map(Asked::Cause))
        }
    }
}

/// `What happens when the light grows dim?`
fn happens(lesson: &Lesson<'_>, condition: &str) -> Option<String> {
    let condition = condition.trim_end_matches(['.', ',', ';']);
    if !names_its_subject(condition)
        || leans(condition)
        || condition.contains(", which")
        || points_out(condition)
        || standing::counts_known_things(condition)
        || condition.contains(" when ")
        || text::word::words(condition)
            .any(|word| matches!(word, "happens" | "occurs" | "such" | "those" | "here"))
    {
        return None;
    }
    let happen = if is_past(condition) { "happened" } else { "happens" };
    Some(format!("What {happen} when {}?", lesson.inside(condition)))
}

/// `When does a plant droop?`
fn when(lesson: &Lesson<'_>, effect: &str) -> Option<String> {
    // "When is it shown when …?" asks twice
    askable(effect)
        .filter(|effect| !text::word::words(effect).any(|word| matches!(word, "when" | "if" | "unless")))
        .and_then(|effect| inverted(lesson, &clause::parse(effect)?))
        .map(|turned| format!("When {turned}?"))
}

/// `Why do leaves look green?`
fn why(lesson: &Lesson<'_>, effect: &str) -> Option<String> {
    let effect = askable(effect)?;
    match clause::parse(effect).and_then(|clause| inverted(lesson, &clause)) {
        Some(turned) => Some(format!("Why {turned}?")),
        None if effect.contains([',', ';', ':']) => None,
        None => Some(format!("Why is it that {}?", lesson.inside(effect))),
    }
}

/// The clause of an effect as far as it can be asked for: it names its subject, adds nothing to something said
/// before, and has no second clause.
fn askable(effect: &str) -> Option<&str> {
    let effect = effect.trim_end_matches(['.', ',', ';']);
    let effect = [
        "mainly",
        "partly",
        "largely",
        "simply",
        "only",
        "precisely",
        "chiefly",
        "mostly",
        "probably",
        "just",
        "solely",
        "merely",
        "exactly",
    ]
    .iter()
    .find_map(|adverb| effect.strip_suffix(adverb))
    .map_or(effect, str::trim_end);
    let second = [", and ", ", but ", ", yet ", ", so ", ", while ", ", although ", ", whereas ", "; "];
    let joined = second.iter().any(|joint| effect.contains(joint));
    let first = text::word::words(effect).next().unwrap_or_default().to_lowercase();
    let whole = !is_adverb(&first) && !["and", "or"].iter().any(|word| effect.ends_with(&format!(" {word}")));
    let unnamed = has_unnamed_object(effect) || has_unnamed_owner(effect);
    (whole && names_its_subject(effect) && !leans(effect) && !joined && !unnamed).then_some(effect)
}

/// `ships could pass it`: what `it` is, no noun before it says.
fn has_unnamed_object(effect: &str) -> bool {
    clause::parse(effect).is_some_and(|clause| {
        let words: Vec<String> = text::word::words(clause.rest).map(str::to_lowercase).collect();
        let at = words.iter().position(|word| matches!(word.as_str(), "it" | "them" | "him" | "her"));
        at.is_some_and(|at| !words[..at].iter().any(|word| word == "and"))
    })
}

/// `pages of their books were lost`, `the king lost their help`: whose they are, no noun of the clause says.
fn has_unnamed_owner(clause: &str) -> bool {
    let owns = |words: &str| {
        text::word::words(words)
            .find(|word| matches!(word.to_lowercase().as_str(), "its" | "their" | "his" | "her"))
            .map(str::to_lowercase)
    };
    let Some(parsed) = clause::parse(clause) else {
        return owns(clause).is_some_and(|owner| owner == "their");
    };
    let plural = super::is_plural_phrase(parsed.subject);
    owns(parsed.subject).is_some() || owns(parsed.rest).is_some_and(|owner| owner == "their" && !plural)
}

fn names_its_subject(clause: &str) -> bool {
    let first = text::word::words(clause).next().unwrap_or_default().to_lowercase();
    !(first.is_empty() || is_pronoun(&first) || matches!(first.as_str(), "its" | "their" | "his" | "her"))
}

/// Whether a condition speaks of something that only the other half of its sentence names.
fn points_out(condition: &str) -> bool {
    let subject = clause::parse(condition).map_or("", |clause| clause.subject);
    let plural = super::is_plural_phrase(subject);
    has_unnamed_owner(condition)
        || text::word::words(condition).any(|word| match word.to_lowercase().as_str() {
            "it" | "them" | "they" | "he" | "she" | "him" => true,
            "its" => plural || subject.is_empty(),
            "their" => !plural,
            _ => false,
        })
}

fn is_past(clause: &str) -> bool {
    clause::parse(clause).is_some_and(|clause| match clause.kind {
        Finite::Lexical(verb) => verb.form == Form::Past,
        Finite::Auxiliary => matches!(clause.verb, "was" | "were" | "had" | "did"),
    })
}

/// Whether a clause adds to something said before.
fn leans(clause: &str) -> bool {
    let lower = clause.to_lowercase();
    lower.ends_with(" as well")
        || lower.contains("in turn")
        || text::word::words(&lower)
            .any(|word| matches!(word, "also" | "too" | "this" | "these" | "therefore" | "thus" | "that day"))
}
