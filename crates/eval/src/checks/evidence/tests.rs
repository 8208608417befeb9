//! Evidence of what a manual says right under a name.

use content::{Body, Brief, NewBrief, Passage};
use serde_json::json;

use crate::Candidate;

/// Whether a card is carried by a quote of the passages, which stand under headings.
fn carried(term: &str, definition: &str, quote: &str, under: &[(&str, &str)]) -> bool {
    let new = NewBrief {
        content_type: "flashcards".into(),
        topic: "rights of processes".into(),
        ..NewBrief::default()
    };
    let brief = Brief::try_from(new).unwrap();
    let card = json!({ "term": term, "definition": definition, "category": "Rights", "difficulty": "easy" });
    let body =
        Body::restore(brief.content_type, &json!({ "title": "Rights", "items": vec![card; 10] })).unwrap();
    let id = |number: usize| format!("00000000-0000-7000-8000-{number:012}");
    let passages: Vec<Passage> = under
        .iter()
        .enumerate()
        .map(|(ordinal, (heading, text))| Passage {
            id: id(ordinal + 2).parse().unwrap(),
            source_id: id(1).parse().unwrap(),
            ordinal: u32::try_from(ordinal).unwrap(),
            text: (*text).into(),
            start: 0,
            end: text.chars().count(),
            page: None,
            heading: Some((*heading).into()),
            marks: Vec::new(),
        })
        .collect();
    let cited = passages.iter().find(|passage| passage.text.contains(quote)).unwrap();
    let citation = content::Citation {
        pointer: "/items/0/definition".into(),
        statement: None,
        passage_id: cited.id,
        quote: quote.into(),
    };
    let candidate = Candidate {
        brief: &brief,
        body: &body,
        objectives: &[],
        citations: &[citation],
        passages: &passages,
    };
    let case = super::Case::new(&candidate);
    let (_, _, findings) = super::check(&case);
    !findings.iter().any(|finding| finding.pointer == "/items/0/definition")
}

#[test]
fn what_stands_right_under_a_name_is_said_of_it() {
    let meaning = "Bypass permission checks for sending signals.";
    let manual = [
        ("CAP_KILL", "Bypass permission checks for sending signals. Raise limits on open files."),
        ("CAP_LEASE (since Linux 2.4)", "Establish leases on arbitrary files."),
        ("CAP_KILL", "Set the system clock to any time."),
    ];
    assert!(carried("CAP_KILL", meaning, meaning, &manual));
    assert!(carried(
        "CAP_LEASE",
        "Establish leases on arbitrary files.",
        "Establish leases on arbitrary files.",
        &manual
    ));
    assert!(!carried("CAP_LEASE", meaning, meaning, &manual), "it is said of another name");
    assert!(
        !carried("CAP_KILL", "Bypass permission checks for 12 signals.", meaning, &manual),
        "it says more"
    );
    assert!(
        !carried("CAP_KILL", "Raise limits on open files.", "Raise limits on open files.", &manual),
        "not right under it"
    );
    assert!(!carried(
        "CAP_KILL",
        "Set the system clock to any time.",
        "Set the system clock to any time.",
        &manual
    ));
}

#[test]
fn a_heading_in_words_lends_its_name_to_no_sentence() {
    let text = "Drift slowly through the upper water.";
    assert!(!carried("Jellyfish", text, text, &[("Jellyfish", text)]));
}
