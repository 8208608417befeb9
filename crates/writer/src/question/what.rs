//! `What is …?`, `What are the parts of …?`, `How is … different from …?`, `What are the steps of …?`

use super::inversion::with_rest;
use crate::english::clause;
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
    let plural = is_plural_phrase(&named);
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
    let verb = if is_plural_phrase(&one) { "are" } else { "is" };
    Some(format!("How {verb} {one} different from {other}?"))
}

/// `What are the steps of photosynthesis?`, `How does a flashlight work?`
pub(crate) fn steps(lesson: &Lesson<'_>, fact: &Fact) -> Option<String> {
    let FactKind::Sequence { intro, .. } = &fact.kind else { return None };
    let intro = intro.as_ref().map(|intro| lesson.words(intro)).unwrap_or_default();
    from_how(lesson, &intro)
        .or_else(|| from_way(lesson, &intro))
        .or_else(|| from_subject(lesson, &intro))
        .or_else(|| from_heading(lesson, fact))
}

/// `Here is how a flashlight works:`
fn from_how(lesson: &Lesson<'_>, intro: &str) -> Option<String> {
    let (_, asked) = intro.split_once(" how ")?;
    let clause = clause::parse(asked)?;
    let turned = with_rest(lesson, &clause, clause.rest)?;
    Some(format!("How {turned}?"))
}

/// `The equation can be solved in this way:`
fn from_way(lesson: &Lesson<'_>, intro: &str) -> Option<String> {
    let clause = clause::parse(intro)?;
    let rest = clause.rest;
    let cut =
        [" in this way", " in these steps", " like this", " as follows", " in this order", " step by step"]
            .iter()
            .find_map(|way| rest.find(way))
            .or_else(|| rest.ends_with(" steps").then(|| rest.rfind(" in ")).flatten())?;
    let rest = &rest[..cut];
    (rest.starts_with("be ") && text::word::count(rest) >= 2)
        .then(|| with_rest(lesson, &clause, rest))
        .flatten()
        .map(|turned| format!("How {turned}?"))
}

/// `Photosynthesis runs in five steps.`
fn from_subject(lesson: &Lesson<'_>, intro: &str) -> Option<String> {
    let clause = clause::parse(intro)?;
    let first = text::word::words(clause.subject).next()?.to_lowercase();
    let vague = matches!(
        first.as_str(),
        "it" | "this" | "these" | "they" | "there" | "here" | "each" | "every" | "we" | "you"
    );
    let counted = text::word::words(clause.subject)
        .any(|word| matches!(word.to_lowercase().as_str(), "steps" | "stages" | "phases" | "events"));
    match (vague, counted) {
        (true, _) => None,
        (false, true) => {
            Some(format!("What are {}?", lesson.inside(clause.subject))).filter(|_| first == "the")
        }
        (false, false) => Some(format!("What are the steps of {}?", lesson.inside(clause.subject))),
    }
}

fn from_heading(lesson: &Lesson<'_>, fact: &Fact) -> Option<String> {
    let heading = lesson.heading(fact);
    let lower = heading.to_lowercase();
    if lower.contains("steps") || lower.contains("stages") || lower.contains("phases") {
        return Some(format!("What are {}?", lesson.inside(&heading))).filter(|_| lower.starts_with("the "));
    }
    Some(format!("Which steps does the text describe under “{heading}”?"))
}
