//! Terms of small texts.

use super::*;

const PHOTOSYNTHESIS: &str = "Photosynthesis is the process by which green plants make glucose from carbon dioxide and \
    water. It takes place in the chloroplasts of the leaf cells. Chloroplasts contain chlorophyll, a green pigment that \
    absorbs light energy. During photosynthesis, light energy is used to split water molecules. The light reactions \
    release oxygen. In the Calvin cycle, carbon dioxide is turned into glucose. The rate of photosynthesis depends on \
    light energy, on carbon dioxide and on temperature. Without photosynthesis there would be little oxygen in the air.";

fn texts(text: &str, language: Language, limit: usize) -> Vec<String> {
    terms(text, language, limit).into_iter().map(|term| term.text).collect()
}

#[test]
fn the_subject_of_a_text_comes_first() {
    let best = texts(PHOTOSYNTHESIS, Language::En, 6);
    for expected in ["photosynthesis", "light energy", "carbon dioxide"] {
        assert!(best.iter().any(|term| term.to_lowercase() == expected), "{expected} not in {best:?}");
    }
}

#[test]
fn a_term_knows_where_and_how_often_it_occurs() {
    let all = terms(PHOTOSYNTHESIS, Language::En, 50);
    let term = all.iter().find(|term| term.key == "carbon dioxid").unwrap();
    assert_eq!((term.count, &PHOTOSYNTHESIS[term.first.clone()]), (3, "carbon dioxide"));
    assert!(all.windows(2).all(|pair| pair[0].score >= pair[1].score && pair[1].score > 0.0));
}

#[test]
fn stop_words_numbers_and_common_words_are_no_terms() {
    let all = texts(
        "There are 12 kinds of things that people use. They use them in 1999 or very quickly.",
        Language::En,
        20,
    );
    assert_eq!(all, Vec::<String>::new());
}

#[test]
fn a_link_word_joins_a_term_and_punctuation_parts_it() {
    let all =
        texts("The law of gravity holds. Newton found the law of gravity. Mass, force", Language::En, 20);
    assert!(all.contains(&"law of gravity".to_owned()), "{all:?}");
    assert!(!all.iter().any(|term| term.contains(',')), "{all:?}");
}

#[test]
fn other_languages_have_terms_too() {
    let german = "Die Zellatmung findet in den Mitochondrien statt. Die Mitochondrien gewinnen Energie aus Glukose. Ohne \
        Mitochondrien gäbe es keine Zellatmung.";
    assert_eq!(texts(german, Language::De, 2).len(), 2);
    assert!(texts(german, Language::De, 3).contains(&"Mitochondrien".to_owned()));
}

#[test]
fn the_same_text_gives_the_same_terms_and_any_text_gives_some_list() {
    assert_eq!(terms(PHOTOSYNTHESIS, Language::En, 30), terms(PHOTOSYNTHESIS, Language::En, 30));
    for odd in ["", "…", "\0", "of of of", "a of b", "Law of", "- - -"] {
        let _ = terms(odd, Language::En, 5);
    }
    assert!(terms(PHOTOSYNTHESIS, Language::En, 0).is_empty());
}
