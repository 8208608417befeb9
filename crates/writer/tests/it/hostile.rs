//! Hostile input: never a panic, never a quote that is not there.

use content::{Brief, ContentType, Mark, MarkKind, NewBrief, Passage, evidence};
use factoria_writer::{Request, facts, write};
use proptest::prelude::*;

fn passage(text: String, marks: Vec<Mark>) -> Passage {
    let id = "018f4f6e-2f5a-7cc0-9d2b-6f5a7f3c2d12".parse().expect("a well-formed id");
    let source_id = "018f4f6e-2f5a-7cc0-9d2b-6f5a7f3c2d11".parse().expect("a well-formed id");
    let end = text.chars().count();
    Passage { id, source_id, ordinal: 0, text, start: 0, end, page: None, heading: None, marks }
}

fn survives(kind: ContentType, topic: &str, passages: &[Passage]) {
    let new = NewBrief {
        content_type: kind.as_str().to_owned(),
        topic: topic.to_owned(),
        count: Some(1),
        ..NewBrief::default()
    };
    let Ok(brief) = Brief::try_from(new) else { return };
    let request = Request { brief: &brief, passages, sources: &[] };
    if let Ok(draft) = write(&request) {
        for citation in &draft.citations {
            assert!(evidence::locate(citation, passages).verified, "{citation:?}");
        }
        assert_eq!(draft.body.broken_invariants(), []);
    }
}

/// Text that looks enough like English to get past the first door.
fn english_like() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => prop::sample::select(vec![
            "A", "The", "a", "the", "is", "are", "because", "when", "which", "that", "plant", "Water", "cells", "light", "of", "in",
            "called", "means", "consists", "and", "but", "whereas", "Unlike", "In", "1789", "21 percent", "$x + 1$", "it", "they",
            "grow", "grows", "grew", "green", "first", "Then", "Finally", "1.", "-", "“quoted”", "(aside)", "—", "e.g.", "Paris",
            "has", "parts", "not", "Some people think that", "In fact,", "people", "soil", "do", "cut", "’s", "e\u{301}", "光",
        ]).prop_map(str::to_owned),
        1 => "\\PC{1,8}",
    ];
    let end = prop::sample::select(vec![". ", ".\n", ".\n\n", ", ", "; ", ": ", "? ", "\n- ", "\n1. ", " "]);
    prop::collection::vec((prop::collection::vec(word, 1..12), end), 1..25)
        .prop_map(|parts| parts.into_iter().map(|(words, end)| format!("{}{end}", words.join(" "))).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_text_is_survived(text in "\\PC{0,400}", topic in "\\PC{3,40}", kind in prop::sample::select(ContentType::ALL.to_vec())) {
        survives(kind, &topic, &[passage(text, Vec::new())]);
    }

    #[test]
    fn english_debris_is_survived(text in english_like(), kind in prop::sample::select(ContentType::ALL.to_vec())) {
        survives(kind, "plants and light", &[passage(text, Vec::new())]);
    }

    #[test]
    fn marks_in_any_place_are_survived(
        text in english_like(),
        places in prop::collection::vec((0_usize..600, 0_usize..600, 0_usize..11), 0..12),
        kind in prop::sample::select(ContentType::ALL.to_vec()),
    ) {
        const KINDS: [&str; 11] = ["term", "definition", "cause", "effect", "step", "contrast", "figure", "misconception", "correction", "whole", "part"];
        let marks = places.into_iter().filter_map(|(start, end, kind)| Some(Mark { kind: MarkKind::named(KINDS[kind])?, start, end })).collect();
        survives(kind, "plants and light", &[passage(text, marks)]);
    }
}

#[test]
fn odd_passages_are_survived() {
    let long = "A word is a word that is a word because ".repeat(2_000);
    for text in [
        String::new(),
        " ".repeat(1_000),
        "\n\n\n".to_owned(),
        "A".repeat(100_000),
        "$".repeat(999),
        long,
        "((((“".repeat(500),
    ] {
        let passages = [passage(text, Vec::new())];
        let _ = facts::find(&passages);
        for kind in ContentType::ALL {
            survives(kind, "anything at all", &passages);
        }
    }
    for kind in ContentType::ALL {
        survives(kind, "nothing to teach from", &[]);
    }
}
