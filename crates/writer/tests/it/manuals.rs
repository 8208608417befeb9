//! Manuals: what they say under the names of options, errors and files is taught under these names.

use content::{Body, ContentType, GradeLevel};

use crate::check::{is_sound, written};
use crate::library;

#[test]
fn a_manual_gives_cards_for_its_options_errors_and_files() {
    let text = library::of_bytes("kiln.txt", include_bytes!("texts/kiln.txt"));
    let draft = written(ContentType::Flashcards, &text, GradeLevel::General, None).unwrap();
    is_sound("kiln", ContentType::Flashcards, &text, &draft);
    let Body::Flashcards(deck) = draft.body else { panic!("another type") };
    let cards: Vec<(&str, &str)> =
        deck.items.iter().map(|card| (card.term.as_str(), card.definition.as_str())).collect();
    for wanted in [
        ("--hold=minutes", "Keep the kiln at its highest heat for some minutes."),
        ("--slow", "Heat at half the usual rate until the clay is dry."),
        ("--vent=kind", "Opens the vents on the lid or on the wall of the kiln."),
        ("/etc/kiln/ramps", "The file in which the ramps of each program are kept."),
        ("ramp", "A stretch of a firing in which the kiln heats at one rate."),
    ] {
        assert!(cards.contains(&wanted), "{wanted:?} is not among {cards:?}");
    }
    let leans = |(front, back): &&(&str, &str)| front.contains("value") || back.contains("default value");
    assert_eq!(cards.iter().find(leans), None);
}

#[test]
fn a_manual_gives_questions_about_what_it_names() {
    let text = library::of_bytes("kiln.txt", include_bytes!("texts/kiln.txt"));
    let draft = written(ContentType::FaqCollection, &text, GradeLevel::General, None).unwrap();
    let Body::FaqCollection(faq) = draft.body else { panic!("another type") };
    let asked = |question: &str| faq.items.iter().any(|item| item.question == question);
    assert!(asked("What is “--hold=minutes” for?"), "{:?}", faq.items);
    assert!(!faq.items.iter().any(|item| item.question.contains("the value is 0")), "{:?}", faq.items);
}
