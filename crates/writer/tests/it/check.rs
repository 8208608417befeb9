//! What every draft must hold, whatever its type.

use std::collections::BTreeSet;

use content::{Brief, ContentType, GradeLevel, NewBrief, evidence};
use factoria_writer::{Draft, Request, TooLittle, write};
use text::Language;
use text::stem::stem;

use crate::library::{self, Text};

/// What the writer makes of a text.
pub(crate) fn written(
    kind: ContentType,
    text: &Text,
    grade: GradeLevel,
    count: Option<u32>,
) -> Result<Draft, TooLittle> {
    let new = NewBrief {
        content_type: kind.as_str().to_owned(),
        topic: text.title.clone(),
        grade_level: Some(grade.as_str().to_owned()),
        count,
        ..NewBrief::default()
    };
    let brief = Brief::try_from(new).expect("a title is a topic");
    write(&Request { brief: &brief, passages: &text.passages, sources: std::slice::from_ref(&text.source) })
}

/// Runs a check on what the writer makes of every text of the library that suits a grade level.
pub(crate) fn each_draft(kind: ContentType, mut check: impl FnMut(&str, &Text, Draft)) {
    for text in library::all() {
        let lower = text.name.ends_with(".lower");
        for grade in GradeLevel::ALL {
            if lower != matches!(grade, GradeLevel::Elementary | GradeLevel::MiddleSchool) {
                continue;
            }
            let name = format!("{} for {grade}", text.name);
            match written(kind, &text, grade, None) {
                Ok(draft) => check(&name, &text, draft),
                Err(too_little) => panic!("{name}: {too_little}"),
            }
        }
    }
}

/// The body is what its type's schema asks for, every quote stands in its passage, every cited statement stands at its
/// place and says nothing that its quotes do not.
pub(crate) fn is_sound(name: &str, kind: ContentType, text: &Text, draft: &Draft) {
    let json = draft.body.to_json();
    let schema = content::schema::of_type(kind);
    assert_eq!(content::schema::check(&schema, &json), [], "{name}");
    assert_eq!(draft.body.broken_invariants(), [], "{name}");
    assert!((1..=5).contains(&draft.objectives.len()), "{name}: {:?}", draft.objectives);
    for citation in &draft.citations {
        let found = evidence::locate(citation, &text.passages);
        assert!(found.verified, "{name}: {citation:?} is not in its passage");
        let here = json.pointer(&citation.pointer).and_then(serde_json::Value::as_str);
        let here = here.unwrap_or_else(|| panic!("{name}: {} leads nowhere", citation.pointer));
        let statement = citation.statement.as_deref().unwrap_or(here);
        assert!(here.contains(statement), "{name}: `{statement}` is not at {}", citation.pointer);
        adds_nothing(name, statement, &citation.quote);
    }
}

/// Every number and every word that carries meaning in a statement stands in its quote.
fn adds_nothing(name: &str, statement: &str, quote: &str) {
    let stems = |words: &str| -> BTreeSet<String> {
        text::word::words(words).map(|word| stem(word, Language::En)).collect()
    };
    let known = stems(quote);
    for word in text::word::words(statement) {
        let lower = word.to_lowercase();
        let joins = text::stopwords::is_stop_word(&lower, Language::En)
            || matches!(lower.as_str(), "because" | "_____");
        assert!(
            joins || known.contains(&stem(word, Language::En)),
            "{name}: `{word}` of `{statement}` is not in `{quote}`"
        );
    }
}

/// A question is one sentence that reads like one.
pub(crate) fn is_a_question(name: &str, question: &str) {
    let first = question.chars().next().unwrap_or(' ');
    assert!(first.is_uppercase(), "{name}: `{question}` begins small");
    assert!(question.ends_with('?'), "{name}: `{question}` does not ask");
    reads_well(name, question);
}

/// No slip that a teacher would mark in red.
pub(crate) fn reads_well(name: &str, words: &str) {
    let padded = format!(" {} ", words.to_lowercase());
    for slip in [
        " do is ",
        " does is ",
        " did is ",
        " do are ",
        " does are ",
        " do was ",
        " did was ",
        " did were ",
        " a a ",
        " a an ",
        " the the ",
        " an a ",
        " a the ",
        " the a ",
        " is is ",
        " are are ",
        " of of ",
        " is are ",
        "  ",
        " , ",
        " . ",
        " ? ",
        "..",
        ",,",
        " why is it that it ",
        " a(n) ",
    ] {
        assert!(!padded.contains(slip), "{name}: `{slip}` in `{words}`");
    }
    assert!(!words.contains('\n'), "{name}: `{words}` runs over a line");
    for (open, close) in [('(', ')'), ('[', ']'), ('“', '”')] {
        assert_eq!(words.matches(open).count(), words.matches(close).count(), "{name}: `{words}`");
    }
    assert_eq!(words.matches('$').count() % 2, 0, "{name}: `{words}` cuts a formula");
}

/// The stems of the words that carry meaning.
pub(crate) fn stems(words: &str) -> BTreeSet<String> {
    text::word::words(words)
        .filter(|word| !text::stopwords::is_stop_word(word, Language::En))
        .map(|word| stem(word, Language::En))
        .collect()
}

/// How much two texts share, from 0 to 1.
pub(crate) fn alike(one: &str, other: &str) -> f64 {
    let (one, other) = (stems(one), stems(other));
    let all = one.union(&other).count();
    if all == 0 { 0.0 } else { one.intersection(&other).count() as f64 / all as f64 }
}
