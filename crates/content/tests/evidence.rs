//! Evidence: quotes are found where they stand, and nowhere else.

use factoria_content::evidence::locate;
use factoria_content::{Citation, Passage, PassageId, SourceId, Support};
use proptest::prelude::*;
use uuid::Uuid;

fn passage(text: &str, start: usize) -> Passage {
    Passage {
        id: PassageId(Uuid::from_u128(1)),
        source_id: SourceId(Uuid::from_u128(2)),
        ordinal: 0,
        text: text.to_owned(),
        start,
        end: start + text.chars().count(),
        page: None,
        heading: None,
        marks: Vec::new(),
    }
}

fn citation(quote: &str) -> Citation {
    Citation {
        pointer: "/title".to_owned(),
        statement: None,
        passage_id: PassageId(Uuid::from_u128(1)),
        quote: quote.to_owned(),
    }
}

#[test]
fn a_quote_is_found_by_characters_not_bytes() {
    let passage = passage("Élèves: the sun is hot.", 100);
    let found = locate(&citation("the sun is hot."), &[passage]);
    assert!(found.verified);
    assert_eq!((found.start, found.end), (108, 123));
    assert_eq!(found.support, Support::Unchecked);
    assert!(!found.holds(), "that the words stand there does not mean that they carry the statement");
}

#[test]
fn white_space_may_differ_and_nothing_else() {
    let passages = [passage("Water  boils\nat 100 degrees.", 0)];
    let found = locate(&citation("Water boils at 100 degrees."), &passages);
    assert_eq!(found.quote, "Water  boils\nat 100 degrees.");
    for wrong in ["Water boils at 10 degrees.", "water boils", "", "   ", "Waterboils"] {
        let found = locate(&citation(wrong), &passages);
        assert!(!found.verified, "{wrong:?}");
        assert_eq!(found.support, Support::Unsupported);
        assert!(found.reason.is_some());
    }
}

#[test]
fn a_quote_from_another_passage_is_not_believed() {
    let mut other = citation("Water boils");
    other.passage_id = PassageId(Uuid::from_u128(9));
    assert!(!locate(&other, &[passage("Water boils", 0)]).verified);
}

proptest! {
    #[test]
    fn what_is_found_stands_at_its_offsets(text in ".{0,80}", quote in ".{0,20}", start in 0_usize..1000) {
        let passage = passage(&text, start);
        let found = locate(&citation(&quote), std::slice::from_ref(&passage));
        if found.verified {
            let there: String = text.chars().skip(found.start - start).take(found.end - found.start).collect();
            prop_assert_eq!(&there, &found.quote);
            prop_assert_eq!(
                there.split_whitespace().collect::<Vec<_>>(),
                quote.split_whitespace().collect::<Vec<_>>()
            );
        } else {
            prop_assert!(quote.trim().is_empty() || !text.contains(quote.trim()));
        }
    }

    #[test]
    fn any_part_of_a_passage_is_found(text in "\\PC{1,80}", from in any::<prop::sample::Index>(), to in any::<prop::sample::Index>()) {
        let letters: Vec<char> = text.chars().collect();
        let (a, b) = (from.index(letters.len()), to.index(letters.len()));
        let quote: String = letters[a.min(b)..=a.max(b)].iter().collect();
        prop_assume!(!quote.trim().is_empty());
        prop_assert!(locate(&citation(&quote), &[passage(&text, 0)]).verified);
    }
}
