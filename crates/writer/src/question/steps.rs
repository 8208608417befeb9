//! Questions for a sequence: from the sentence that announces it.

use super::inversion::with_rest;
use crate::english::clause::{self, Clause, Finite};
use crate::english::word::{is_modal, is_preposition};
use crate::facts::{Fact, FactKind};
use crate::lesson::Lesson;

/// `What are the steps of photosynthesis?`, `How does a flashlight work?`; `None` where nothing announces the steps.
pub(crate) fn steps(lesson: &Lesson<'_>, fact: &Fact) -> Option<String> {
    let FactKind::Sequence { intro, .. } = &fact.kind else { return None };
    let intro = intro.as_ref().map(|intro| lesson.words(intro)).unwrap_or_default();
    let intro = intro.trim_end_matches(['.', ':']);
    here_is_how(lesson, intro)
        .or_else(|| to_do(intro))
        .or_else(|| announced(lesson, intro))
        .or_else(|| from_heading(lesson, fact))
}

/// `Here is how a flashlight works`
fn here_is_how(lesson: &Lesson<'_>, intro: &str) -> Option<String> {
    let asked = intro.strip_prefix("Here is how ").or_else(|| intro.strip_prefix("This is how "))?;
    let clause = clause::parse(asked)?;
    Some(format!("How {}?", with_rest(lesson, &clause, clause.rest)?))
}

/// `To find the mean, follow these steps`
fn to_do(intro: &str) -> Option<String> {
    let (task, then) = intro.strip_prefix("To ")?.split_once(", ")?;
    (then.starts_with("follow") || then.starts_with("take")).then(|| format!("How do you {task}?"))
}

fn announced(lesson: &Lesson<'_>, intro: &str) -> Option<String> {
    let (place, main) = place_first(intro);
    let main = main
        .rsplit_once(" that ")
        .filter(|(before, _)| before.split(' ').count() <= 3)
        .map_or(main, |(_, clause)| clause);
    let clause = clause::parse(main).or_else(|| clause::parse(main.split(", ").next()?))?;
    let subject = lesson.inside(clause.subject);
    if is_vague(&subject) {
        return None;
    }
    let rest = without_manner(clause.rest.split(", ").next()?);
    let place = if place.is_empty() { String::new() } else { format!(" {}", lesson.inside(place)) };
    if takes_its_course(&clause, rest) {
        let of = is_process(&subject).then(|| format!("What are the steps of {subject}{place}?"));
        return if names_steps(&subject) { Some(format!("What are {subject}{place}?")) } else { of };
    }
    let whole = rest.len() == clause.rest.len();
    let told = rest.contains(" and ") || rest.contains(" be told") || rest == "be told";
    let goes = matches!(clause.kind, Finite::Lexical(verb) if matches!(verb.base, "move" | "pass" | "go" | "proceed"));
    if (goes && rest.is_empty())
        || (whole && !is_modal(clause.verb))
        || told
        || rest.is_empty() && matches!(clause.kind, Finite::Auxiliary)
    {
        return None;
    }
    Some(format!("How {}{place}?", with_rest(lesson, &clause, rest)?))
}

/// `At a divergent boundary, new sea floor is made …`: the place, and the clause.
fn place_first(intro: &str) -> (&str, &str) {
    let first = text::word::words(intro).next().unwrap_or_default().to_lowercase();
    match intro.split_once(", ") {
        Some((place, clause)) if is_preposition(&first) => (place, clause),
        _ => ("", intro),
    }
}

/// What follows the verb without the words that only say that there are steps: `in four steps`, `as follows`.
fn without_manner(rest: &str) -> &str {
    const SIGNS: [&str; 11] = [
        "steps",
        "stages",
        "order",
        "sequence",
        "way",
        "ways",
        "phases",
        "follows",
        "procedure",
        "chain",
        "series",
    ];
    let joints = ["in ", "through ", "by a ", "as ", "like ", "step by step"];
    let mut starts = rest.char_indices().filter(|(at, _)| *at == 0 || rest[..*at].ends_with(' '));
    starts
        .rfind(|(at, _)| {
            let tail = &rest[*at..];
            joints.iter().any(|joint| tail.starts_with(joint))
                && text::word::words(tail).take(6).any(|word| SIGNS.contains(&word))
                && !text::word::words(tail).any(|word| matches!(word, "before" | "after" | "because"))
        })
        .map_or(rest, |(at, _)| rest[..at].trim_end())
}

/// `proceeds`, `follows these steps`, `has five stages`: the verb says no more than that steps come.
fn takes_its_course(clause: &Clause<'_>, rest: &str) -> bool {
    let verb = match clause.kind {
        Finite::Lexical(verb) => verb.base,
        Finite::Auxiliary if is_modal(clause.verb) => rest.split(' ').next().unwrap_or_default(),
        Finite::Auxiliary => return false,
    };
    let object = text::word::words(clause.rest)
        .any(|word| matches!(word, "steps" | "stages" | "order" | "sequence" | "phases"));
    match verb {
        "proceed" | "run" | "happen" | "occur" | "unfold" | "come" | "go" => {
            object && rest.split(' ').count() <= 1 || clause.rest.ends_with("follows")
        }
        "follow" | "have" | "take" | "involve" => object,
        _ => false,
    }
}

/// Whether a noun phrase names something that takes its course in time.
fn is_process(subject: &str) -> bool {
    const KNOWN: [&str; 14] = [
        "process",
        "search",
        "trip",
        "path",
        "route",
        "cycle",
        "proof",
        "argument",
        "defeat",
        "making",
        "revolution",
        "photosynthesis",
        "journey",
        "birth",
    ];
    const ENDINGS: [&str; 8] = ["ion", "ing", "ment", "sis", "ance", "ence", "reactions", "cation"];
    text::word::words(subject).any(|word| {
        let lower = word.to_lowercase();
        KNOWN.contains(&lower.as_str())
            || ENDINGS.iter().any(|ending| lower.len() > ending.len() + 2 && lower.ends_with(ending))
    })
}

fn names_steps(subject: &str) -> bool {
    subject.starts_with("the ")
        && text::word::words(subject).any(|word| matches!(word, "steps" | "stages" | "phases" | "events"))
}

/// `The trip`, `The expansion`, `It`: which one was said before.
fn is_vague(subject: &str) -> bool {
    let words: Vec<&str> = text::word::words(subject).collect();
    matches!(words.as_slice(), ["the", noun] if !noun.ends_with("sis"))
        || words.first().is_none_or(|first| crate::english::word::is_pronoun(&first.to_lowercase()))
        || words.first() == Some(&"most")
}

/// `The steps of photosynthesis`
fn from_heading(lesson: &Lesson<'_>, fact: &Fact) -> Option<String> {
    let heading = lesson.heading(fact);
    let lower = heading.to_lowercase();
    let named = ["the steps of ", "the stages of ", "the phases of "]
        .iter()
        .any(|opening| lower.starts_with(opening));
    named.then(|| format!("What are {}?", lesson.inside(&heading)))
}
