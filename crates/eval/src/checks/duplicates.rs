//! Duplicates: does anything say the same twice?

use content::{Finding, Score, Statement, StatementRole};
use text::Language;

use super::evidence::item_of;
use super::{Case, score};

/// Two texts are the same when they share this much of their words, from 0 to 1.
const SAME: f64 = 0.85;
/// Two questions with one answer are the same sooner.
const SAME_WITH_ANSWER: f64 = 0.6;

/// Finds cards, questions and sentences that say the same.
///
/// **Measures** how many items (cards, questions with their answers) and sentences of prose repeat an earlier one.
/// **Scale** 0 to 1: the share that repeats nothing; passes at 1 only.
/// **Source** the overlap of word stems (P. Jaccard, 1912); the bounds of 0.85, and 0.6 where the answers are the same
/// too, were chosen on the starter library.
/// **Limits** sentences are compared within one section of a body, so that a summary may repeat what it sums up; the
/// same thought in other words is not seen.
pub fn check(case: &Case<'_>) -> (Score, Vec<Finding>) {
    let mut findings = Vec::new();
    let mut compared = 0;
    for group in [items(case), sentences(case), terms(case)] {
        compared += group.len();
        repeats(&group, &mut findings);
    }
    let repeated = findings.len();
    let value = if compared == 0 { 1.0 } else { 1.0 - repeated as f64 / compared as f64 };
    let reason = match repeated {
        0 => format!("{compared} items and sentences, none said twice"),
        _ => format!("{repeated} of {compared} items and sentences repeat an earlier one"),
    };
    (score("duplicates", value.max(0.0), 1.0, reason), findings)
}

/// One text to be compared, with its answer where it has one.
struct Said {
    pointer: String,
    section: String,
    /// Sorted, each once.
    stems: Vec<String>,
    answer: Option<String>,
    shown: String,
}

fn repeats(group: &[Said], findings: &mut Vec<Finding>) {
    for (index, said) in group.iter().enumerate() {
        let earlier =
            group[..index].iter().find(|other| other.section == said.section && is_same(other, said));
        if let Some(other) = earlier {
            let detail =
                format!("says the same as {}: “{}”; replace or leave out one", other.pointer, said.shown);
            findings.push(Finding::new("duplicate", said.pointer.clone(), detail));
        }
    }
}

fn is_same(left: &Said, right: &Said) -> bool {
    if left.stems.is_empty() || right.stems.is_empty() {
        return false;
    }
    let shared = left.stems.iter().filter(|stem| right.stems.binary_search(stem).is_ok()).count();
    let all = left.stems.len() + right.stems.len() - shared;
    let overlap = shared as f64 / all as f64;
    match (&left.answer, &right.answer) {
        (Some(mine), Some(theirs)) if mine == theirs => overlap >= SAME_WITH_ANSWER,
        // the same words with another answer ask for something else: "What is A?", "What is B?"
        (Some(_), Some(_)) => overlap >= 0.999,
        _ => overlap >= SAME,
    }
}

/// Questions with their answers; what is asked in a quiz, a collection or a self-test.
fn items(case: &Case<'_>) -> Vec<Said> {
    let asks = |statement: &&Statement| {
        let is_stem = statement.pointer.ends_with("/stem");
        statement.role == StatementRole::Question || is_stem
    };
    case.statements
        .iter()
        .filter(asks)
        .map(|statement| {
            let item = item_of(&statement.pointer);
            let answer = answer_of(case, item).map(|answer| text::normalise::key(&answer));
            said(statement, "", &statement.text, answer, case.language)
        })
        .collect()
}

/// The answer of an item, as its body gives it.
fn answer_of(case: &Case<'_>, item: &str) -> Option<String> {
    let at = |field: &str| {
        let pointer = format!("{item}/{field}");
        case.statements
            .iter()
            .find(|statement| statement.pointer == pointer)
            .map(|statement| statement.text.clone())
    };
    let chosen = || {
        let options = format!("{item}/options/");
        let right = |statement: &&Statement| {
            statement.role == StatementRole::Answer && statement.pointer.starts_with(&options)
        };
        case.statements.iter().find(right).map(|statement| statement.text.clone())
    };
    at("answer").or_else(|| at("sample_answer")).or_else(chosen)
}

/// Sentences of facts, each compared within its own text's section.
fn sentences(case: &Case<'_>) -> Vec<Said> {
    let mut found = Vec::new();
    for statement in &case.statements {
        let is_prose = statement.role == StatementRole::Fact && statement.subject.is_none();
        let is_key = statement.pointer.ends_with("/explanation") || statement.pointer.ends_with("/stem");
        if !is_prose || is_key {
            continue;
        }
        for range in text::sentence::sentences_in(&statement.text, case.language) {
            let part = &statement.text[range];
            found.push(said(statement, &section_of(&statement.pointer), part, None, case.language));
        }
    }
    found
}

/// Definitions, compared among themselves.
fn terms(case: &Case<'_>) -> Vec<Said> {
    let with_subject = case.statements.iter().filter(|statement| statement.subject.is_some());
    let definitions = with_subject.map(|statement| said(statement, "", &statement.text, None, case.language));
    let fronts = case.statements.iter().filter(|statement| statement.pointer.ends_with("/term"));
    let fronts = fronts.map(|statement| said(statement, "term", &statement.text, None, case.language));
    definitions.chain(fronts).collect()
}

/// The part of a body within which nothing may be said twice: a field, or all items of a list.
fn section_of(pointer: &str) -> String {
    // two answers may share a sentence: their questions differ
    if pointer.ends_with("answer") {
        return pointer.to_owned();
    }
    let parts: Vec<&str> =
        pointer.split('/').filter(|part| !part.bytes().all(|byte| byte.is_ascii_digit())).collect();
    parts.join("/")
}

fn said(
    statement: &Statement,
    section: &str,
    text: &str,
    answer: Option<String>,
    language: Language,
) -> Said {
    let mut stems: Vec<String> = text::word::words(text)
        .filter(|word| !text::stopwords::is_stop_word(word, language))
        .map(|word| text::stem::stem(word, language))
        .collect();
    stems.sort_unstable();
    stems.dedup();
    let shown = text.chars().take(120).collect();
    Said { pointer: statement.pointer.clone(), section: section.to_owned(), stems, answer, shown }
}
