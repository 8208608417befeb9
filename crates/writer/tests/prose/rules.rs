//! What must hold of every draft: its shape, its citations, and what an editor would not let pass.

use std::collections::BTreeSet;

use content::{Body, Citation, ContentType, Passage, Statement, StatementRole, evidence};
use factoria_writer::Draft;
use text::Language;

/// Checks everything.
pub(crate) fn hold(name: &str, kind: ContentType, draft: &Draft, passages: &[Passage]) {
    if let Err(findings) = Body::from_json(kind, None, &draft.body.to_json()) {
        panic!("{name}: {findings:?}");
    }
    assert!(!draft.objectives.is_empty(), "{name}: no objectives");
    quotes_stand(name, draft, passages);
    for statement in draft.body.statements() {
        leaves_no_marks(name, &statement);
        if statement.role == StatementRole::Fact {
            every_sentence_is_cited(name, &statement, &draft.citations);
            nothing_leans_on_what_is_left_out(name, &statement, &draft.citations, passages);
        }
    }
    nothing_is_said_twice(name, draft);
}

/// Every quote stands in its passage and begins and ends with a sentence.
fn quotes_stand(name: &str, draft: &Draft, passages: &[Passage]) {
    for citation in &draft.citations {
        let found = evidence::locate(citation, passages);
        assert!(found.verified, "{name}: {citation:?}");
        assert!(citation.quote.trim_end_matches(['”', '"', ')']).ends_with('.'), "{name}: {citation:?}");
    }
}

fn leaves_no_marks(name: &str, statement: &Statement) {
    let slips = ["]{", "  ", " ,", "..", " .", "\u{fffd}", "{term}", "{definition}"];
    for slip in slips {
        // a formula may hold anything
        let outside = statement.text.split('$').step_by(2).any(|part| part.contains(slip));
        assert!(!outside, "{name}: `{slip}` in {} “{}”", statement.pointer, statement.text);
    }
}

fn sentences(text: &str) -> Vec<&str> {
    text::sentence::sentences_in(text, Language::En).into_iter().map(|range| &text[range]).collect()
}

/// The citation that speaks for a sentence of the text at a place.
fn citation_of<'a>(pointer: &str, sentence: &str, citations: &'a [Citation]) -> Option<&'a Citation> {
    citations.iter().filter(|citation| citation.pointer == pointer).find(|citation| {
        match &citation.statement {
            None => true,
            Some(statement) => statement.contains(sentence) || sentence.contains(statement.as_str()),
        }
    })
}

fn every_sentence_is_cited(name: &str, statement: &Statement, citations: &[Citation]) {
    for sentence in sentences(&statement.text) {
        let cited = citation_of(&statement.pointer, sentence, citations).is_some();
        assert!(cited, "{name}: nothing cited for “{sentence}” at {}", statement.pointer);
    }
}

/// A sentence that begins with a pronoun follows the very sentence it follows in its source.
fn nothing_leans_on_what_is_left_out(
    name: &str,
    statement: &Statement,
    citations: &[Citation],
    passages: &[Passage],
) {
    const LEANING: [&str; 12] =
        ["it", "they", "this", "these", "those", "such", "he", "she", "its", "their", "however", "therefore"];
    // a key concept's `It …` speaks of its term
    if statement.subject.is_some() {
        return;
    }
    let mut before: Option<&Citation> = None;
    for sentence in sentences(&statement.text) {
        let citation = citation_of(&statement.pointer, sentence, citations).expect("checked before");
        let first = text::word::words(sentence).next().unwrap_or_default().to_lowercase();
        if LEANING.contains(&first.as_str()) {
            let follows = before.is_some_and(|before| follows(before, citation, passages));
            assert!(follows, "{name}: “{sentence}” at {} leans on nothing", statement.pointer);
        }
        before = Some(citation);
    }
}

fn follows(before: &Citation, citation: &Citation, passages: &[Passage]) -> bool {
    let (one, other) = (evidence::locate(before, passages), evidence::locate(citation, passages));
    before.passage_id == citation.passage_id && one.start <= other.start && other.start <= one.end + 4
}

/// No two key points or sentences of prose say nearly the same, and no two questions ask it; answers may repeat.
fn nothing_is_said_twice(name: &str, draft: &Draft) {
    let repeats = |pointer: &str| pointer.contains("/answer") || pointer.contains("/key_concepts");
    let statements = draft.body.statements();
    let facts = statements
        .iter()
        .filter(|statement| statement.role == StatementRole::Fact && !repeats(&statement.pointer))
        .flat_map(|statement| sentences(&statement.text));
    no_twins(name, facts);
    let questions = statements.iter().filter(|statement| statement.role == StatementRole::Question);
    no_twins(name, questions.map(|statement| statement.text.as_str()));
}

fn no_twins<'a>(name: &str, texts: impl Iterator<Item = &'a str>) {
    let mut seen: Vec<(&str, BTreeSet<String>)> = Vec::new();
    for text in texts {
        let stems = stems(text);
        let twin = seen.iter().find(|(_, other)| alike(other, &stems) >= 0.85).map(|(twin, _)| twin);
        assert!(twin.is_none(), "{name}: “{text}” says the same as “{twin:?}”");
        seen.push((text, stems));
    }
}

fn stems(text: &str) -> BTreeSet<String> {
    text::word::words(text)
        .filter(|word| !text::stopwords::is_stop_word(word, Language::En))
        .map(|word| text::stem::stem(word, Language::En))
        .collect()
}

fn alike(one: &BTreeSet<String>, other: &BTreeSet<String>) -> f64 {
    let all = one.union(other).count();
    if all < 3 { 0.0 } else { one.intersection(other).count() as f64 / all as f64 }
}
