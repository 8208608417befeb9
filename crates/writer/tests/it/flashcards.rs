//! Flashcards: what a teacher checks before copying them.

use content::{Body, ContentType, GradeLevel};

use crate::check::{alike, each_draft, is_sound, reads_well, stems, written};
use crate::library;

fn cards(body: Body) -> Vec<content::material::flashcards::Flashcard> {
    match body {
        Body::Flashcards(deck) => deck.items,
        other => panic!("{:?} instead of flashcards", other.content_type()),
    }
}

#[test]
fn every_topic_gives_a_deck_at_every_level() {
    each_draft(ContentType::Flashcards, |name, text, draft| {
        is_sound(name, ContentType::Flashcards, text, &draft);
        let cards = cards(draft.body);
        for card in &cards {
            reads_well(name, &card.definition);
            reads_well(name, &card.term);
            let first = card.definition.chars().next().unwrap_or(' ');
            assert!(!first.is_lowercase() && card.definition.ends_with('.'), "{name}: {}", card.definition);
            let (front, back) = (stems(&card.term), stems(&card.definition));
            let asks_figure =
                card.term.ends_with('?') && card.definition.contains(|c: char| c.is_ascii_digit());
            let told = front.is_subset(&back) && !asks_figure;
            assert!(!told, "{name}: `{}` is given away by `{}`", card.term, card.definition);
        }
        for (index, card) in cards.iter().enumerate() {
            for other in &cards[index + 1..] {
                assert_ne!(stems(&card.term), stems(&other.term), "{name}: {} twice", card.term);
                assert!(
                    alike(&card.definition, &other.definition) < 0.7,
                    "{name}: {} ~ {}",
                    card.term,
                    other.term
                );
            }
        }
    });
}

/// The school grade of a deck's backs.
fn grade(cards: &[content::material::flashcards::Flashcard]) -> f64 {
    let backs: Vec<&str> = cards.iter().map(|card| card.definition.as_str()).collect();
    let measured = text::readability::measure(&backs.join("\n\n"), text::Language::En);
    text::readability::grade(&measured).unwrap()
}

#[test]
fn nine_decks_of_ten_suit_readers_in_college() {
    // three grades below those of a college are what the grade check lets pass
    const EASIEST: f64 = 10.0;
    let texts: Vec<_> = library::all().into_iter().filter(|text| text.name.ends_with(".upper")).collect();
    let suits = |text: &&library::Text| {
        let draft = written(ContentType::Flashcards, text, GradeLevel::College, None).unwrap();
        grade(&cards(draft.body)) >= EASIEST
    };
    let suiting = texts.iter().filter(suits).count();
    assert!(suiting * 10 >= texts.len() * 9, "{suiting} of {}", texts.len());
}

#[test]
fn a_count_is_kept_or_refused_with_numbers() {
    let text = library::named("photosynthesis.lower").unwrap();
    for count in [1, 5, 12, 17] {
        let draft = written(ContentType::Flashcards, &text, GradeLevel::MiddleSchool, Some(count)).unwrap();
        assert_eq!(cards(draft.body).len(), count as usize);
    }
    let refused = written(ContentType::Flashcards, &text, GradeLevel::MiddleSchool, Some(50)).unwrap_err();
    let detail = &refused.findings[0].detail;
    assert!(detail.contains("of 50 cards could be supported; add a source on"), "{detail}");
}
