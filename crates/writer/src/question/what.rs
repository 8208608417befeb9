//! `What is …?`, `What are the parts of …?`, `How is … different from …?`

use crate::english::noun::{head, is_plural};
use crate::english::word::is_preposition;
use crate::facts::{Fact, FactKind};
use crate::lesson::Lesson;

/// `What is a stoma?`, `Who was Napoleon?`, `What does “TCP” mean?`
pub(crate) fn what_is(lesson: &Lesson<'_>, fact: &Fact) -> Option<String> {
    let FactKind::Definition { term, definition, copula } = &fact.kind else { return None };
    let named = lesson.named(term);
    let verb = be(lesson, fact)?;
    if matches!(copula.split(' ').next(), Some("means" | "mean" | "denotes" | "denote")) {
        return Some(format!("What does “{}” mean?", lesson.term(term)));
    }
    let word = if is_person(lesson, &lesson.words(definition), &named) { "Who" } else { "What" };
    Some(format!("{word} {verb} {named}?"))
}

/// `What is “--all” for?`, `What is “/etc/motd”?`
pub(crate) fn purpose(lesson: &Lesson<'_>, fact: &Fact) -> Option<String> {
    let FactKind::Entry { meaning, .. } = &fact.kind else { return None };
    let name = lesson.entry_name(fact)?;
    let first = lesson.words(meaning).split(' ').next().map(str::to_lowercase).unwrap_or_default();
    let names = crate::english::word::is_article(&first);
    let error = name.starts_with('E') && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    let happens = first != "used" && crate::english::verb::is_participle(&first);
    if error || happens {
        return Some(format!("What does “{name}” mean?"));
    }
    Some(if names { format!("What is “{name}”?") } else { format!("What is “{name}” for?") })
}

/// The form of be that suits a term: the sentence's own, or by the term's number where the sentence has another verb.
pub(crate) fn be(lesson: &Lesson<'_>, fact: &Fact) -> Option<&'static str> {
    let FactKind::Definition { term, copula, .. } = &fact.kind else { return None };
    Some(match copula.as_str() {
        "is" => "is",
        "are" => "are",
        "was" => "was",
        "were" => "were",
        other => match (
            is_plural_phrase(&lesson.term(term)),
            other.starts_with("was") || other.starts_with("were"),
        ) {
            (true, true) => "were",
            (true, false) => "are",
            (false, true) => "was",
            (false, false) => "is",
        },
    })
}

/// Whether a noun phrase is plural.
pub(crate) fn is_plural_phrase(phrase: &str) -> bool {
    let words: Vec<String> = text::word::words(phrase).map(str::to_lowercase).collect();
    if text::word::words(phrase).last().is_some_and(crate::english::noun::is_acronym) {
        return false;
    }
    words.iter().any(|word| word == "and") || head(&words).is_some_and(|head| is_plural(&words[head]))
}

fn is_person(lesson: &Lesson<'_>, definition: &str, named: &str) -> bool {
    let person = text::word::words(definition)
        .take(7)
        .take_while(|word| !is_preposition(&word.to_lowercase()))
        .any(|word| {
            matches!(
                word.to_lowercase().as_str(),
                "king"
                    | "queen"
                    | "leader"
                    | "scientist"
                    | "emperor"
                    | "president"
                    | "general"
                    | "writer"
                    | "pharaoh"
                    | "philosopher"
                    | "engineer"
                    | "mathematician"
                    | "man"
                    | "woman"
                    | "politician"
                    | "physicist"
                    | "chemist"
                    | "biologist"
                    | "astronomer"
                    | "inventor"
                    | "poet"
                    | "painter"
                    | "explorer"
                    | "monk"
                    | "ruler"
                    | "dictator"
                    | "author"
                    | "lawyer"
                    | "minister"
                    | "composer"
                    | "programmer"
                    | "economist"
            )
        });
    let first = text::word::words(named).next().unwrap_or_default();
    person && lesson.is_proper(first) && !named.starts_with(first.to_lowercase().as_str())
}

/// `What are the parts of a leaf?`, `What does a chloroplast contain?`
pub(crate) fn parts(lesson: &Lesson<'_>, fact: &Fact) -> Option<String> {
    let FactKind::Parts { whole, parts } = &fact.kind else { return None };
    let first = parts.first()?;
    let passage = lesson.passages().get(whole.passage)?;
    let joint = passage.text.get(whole.bytes.end..first.bytes.start)?.to_lowercase();
    let named = lesson.named(whole);
    let plural = lesson.is_plural(&named);
    let words: Vec<&str> = text::word::words(&joint).collect();
    Some(match words.as_slice() {
        ["contains" | "contain", ..] => {
            format!("What {} {named} contain?", if plural { "do" } else { "does" })
        }
        ["is" | "are", "made", "of", ..] => format!("What {} {named} made of?", words[0]),
        ["has" | "have" | "consists" | "consist" | "comprises" | "comprise", ..]
        | ["is" | "are", "made" | "composed" | "divided", ..] => format!("What are the parts of {named}?"),
        _ => return None,
    })
}

/// `How is a producer different from a consumer?`
pub(crate) fn difference(lesson: &Lesson<'_>, fact: &Fact) -> Option<String> {
    let FactKind::Contrast { sides: Some((one, other)) } = &fact.kind else { return None };
    let (one, other) = (lesson.term(one), lesson.term(other));
    if !are_comparable(lesson, &one, &other) {
        return None;
    }
    let verb = if lesson.is_plural(&one) { "are" } else { "is" };
    Some(format!("How {verb} {one} different from {other}?"))
}

/// Whether a reader would set the two side by side: one of them is a term or the topic, both are names, or both are
/// kinds of one thing.
fn are_comparable(lesson: &Lesson<'_>, one: &str, other: &str) -> bool {
    let proper = |side: &str| lesson.is_proper(text::word::words(side).next().unwrap_or_default());
    let last = |side: &str| text::word::words(side).last().map(crate::stems::of_word);
    lesson.is_known(one)
        || lesson.is_known(other)
        || (proper(one) && proper(other))
        || last(one) == last(other)
        || (is_one_noun(one) && is_one_noun(other))
}

/// A noun by itself, with or without article, that names a kind of thing.
fn is_one_noun(side: &str) -> bool {
    let words: Vec<&str> = text::word::words(side)
        .filter(|word| !crate::english::word::is_article(&word.to_lowercase()))
        .collect();
    matches!(words.as_slice(), [noun] if !matches!(*noun, "people" | "nature" | "others" | "poor" | "rich"))
}
