//! The bound of close matches keeps what `docs/evaluation/quotes.md` says of it.

use factoria_eval::check::{Case, answer};
use factoria_eval::quote::find;

use crate::mutations::{Kind, measured};

/// The bound in use; a test below sees that it is.
const BOUND: f64 = 0.8;
/// The least share of harmlessly changed quotes that must be found at their place.
const HARMLESS_FOUND: f64 = 0.95;
/// The same for one small word left out, the most usual change that is more than punctuation.
const SMALL_WORD_FOUND: f64 = 0.95;
/// The most of the harmfully changed ones that may be.
const HARMFUL_FOUND: f64 = 0.01;

fn found(kinds: &[Kind], harmless: bool) -> f64 {
    let of_kind = || kinds.iter().filter(|kind| kind.harmless == harmless);
    let quotes: usize = of_kind().map(|kind| kind.shares.len()).sum();
    assert!(quotes > 400, "{quotes} quotes are too few to mean something");
    of_kind().map(|kind| kind.found(BOUND) * kind.shares.len() as f64).sum::<f64>() / quotes as f64
}

#[test]
fn harmless_changes_are_found_and_harmful_ones_are_not() {
    let kinds = measured(25);
    let (harmless, harmful) = (found(&kinds, true), found(&kinds, false));
    assert!(harmless >= HARMLESS_FOUND, "{harmless}");
    assert!(harmful <= HARMFUL_FOUND, "{harmful}");
    for kind in &kinds {
        let share = kind.found(BOUND);
        match kind.name {
            "small word dropped" => assert!(share >= SMALL_WORD_FOUND, "{}: {share}", kind.name),
            "number changed" | "name changed" | "negation put in" | "negation left out" => {
                assert!(kind.shares.len() > 5 && share == 0.0, "{}: {share}", kind.name);
            }
            _ => {}
        }
    }
}

#[test]
fn the_bound_is_where_it_was_measured() {
    let passage = "Roots take up water and leaves take in light from the sun in the morning of each day.";
    assert!(find(passage, "leaves take in lights from a sun in the morning").is_some(), "two words in ten");
    assert!(find(passage, "leaves take in lights from a sun in a morning").is_none(), "three in ten");
}

#[test]
fn what_a_quote_leaves_out_is_read_with_it() {
    let passage = "Most of the bats are, whatever people like to say, not blind animals at all. In 1802 the town had, by \
                   the count of its own council, 412 houses and a school. Whales breathe air if they rise, and only \
                   then, to the surface of the sea.";
    for (quote, left_out, falsehood) in [
        ("Most of the bats are … blind animals at all", "not", "Most of the bats are blind animals."),
        (
            "In 1802 the town [...] houses and a school",
            "412",
            "In 1802 the town had 500 houses and a school.",
        ),
        ("Whales breathe air ... to the surface of the sea", "and only", "Whales never breathe air."),
    ] {
        let found = find(passage, quote).map(|range| &passage[range]);
        let found = found.expect("both stretches stand near each other");
        assert!(found.contains(left_out), "{found}");
        let case = Case { id: String::new(), statement: falsehood.to_owned(), passage: found.to_owned() };
        assert_ne!(answer(&case).supported, Some(true), "{falsehood}");
    }
}
