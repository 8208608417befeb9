//! Hostile input: never a panic, never a broken body, bounded work.

use content::{GradeLevel, Passage, evidence};
use proptest::prelude::*;

use crate::{Asked, KINDS, written};

fn passage(ordinal: u32, text: &str, heading: Option<&str>) -> Passage {
    let source_id = "018f4f6e-2f5a-7cc0-9d2b-6f5a7f3c2d11".parse().expect("a well-formed id");
    let id = format!("018f4f6e-2f5a-7cc0-9d2b-{ordinal:012x}").parse().expect("a well-formed id");
    Passage {
        id,
        source_id,
        ordinal,
        text: text.to_owned(),
        start: 0,
        end: text.chars().count(),
        page: None,
        heading: heading.map(str::to_owned),
        marks: Vec::new(),
    }
}

fn survives(passages: &[Passage], topic: &str, minutes: Option<u32>) {
    for kind in KINDS {
        let asked = Asked { kind, level: GradeLevel::General, topic, minutes };
        if let Ok(draft) = written(&asked, passages, &[]) {
            assert_eq!(draft.body.broken_invariants(), []);
            for citation in &draft.citations {
                assert!(evidence::locate(citation, passages).verified, "{citation:?}");
            }
        }
    }
}

#[test]
fn odd_passages_are_survived() {
    survives(&[], "nothing", None);
    for text in [
        "",
        " \n\n ",
        "\0\0",
        "$",
        "((((",
        "“",
        "1. 2. 3.",
        "🧪🧪🧪.",
        "A. B. C. D. E. F. G.",
        "\u{202e}abc.",
    ] {
        survives(&[passage(0, text, Some(text))], "odd things", Some(5));
    }
}

#[test]
fn the_same_sentence_a_thousand_times_is_no_material() {
    let text = "The mill turns because the river pushes its wheel. ".repeat(40);
    let passages: Vec<Passage> = (0..25).map(|ordinal| passage(ordinal, &text, Some("The mill"))).collect();
    for kind in KINDS {
        let asked = Asked { kind, level: GradeLevel::College, topic: "mills", minutes: Some(600) };
        assert!(written(&asked, &passages, &[]).is_err(), "{kind}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn any_passages_with_any_headings_are_survived(
        parts in prop::collection::vec(
            (
                "([A-Z][a-z]{2,9} (is|are|moves|holds|because|when|which) [a-z]{2,9} [a-z]{2,9} [a-z]{2,9}[.:?,] ?\n?){0,12}",
                prop::option::of("\\PC{0,40}"),
            ),
            0..8,
        ),
        minutes in prop::option::of(5_u32..600),
    ) {
        let passages: Vec<Passage> = (0..)
            .zip(&parts)
            .map(|(ordinal, (text, heading))| passage(ordinal, text, heading.as_deref()))
            .collect();
        survives(&passages, "anything at all", minutes);
    }
}
