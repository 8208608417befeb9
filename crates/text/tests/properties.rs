//! What holds for any text at all: no panic, ranges in order and on character borders, nothing lost.

use std::ops::Range;

use factoria_text::readability::{self, compat};
use factoria_text::{Language, language, normalise, sentence, stem, stopwords, syllable, term, word};
use proptest::prelude::*;

/// Texts made of what makes splitting hard, beside arbitrary ones.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just(". ".to_owned()),
        Just("...".to_owned()),
        Just("\n".to_owned()),
        Just("\n\n".to_owned()),
        Just("\r\n- ".to_owned()),
        Just("# ".to_owned()),
        Just(" Dr. ".to_owned()),
        Just("U.S. ".to_owned()),
        Just("1,250.5".to_owned()),
        Just("?” ".to_owned()),
        Just("['’-_]".to_owned()),
        Just("e\u{301}\u{200d}\u{ad}".to_owned()),
        Just("\u{0}\u{1}\u{202f}".to_owned()),
        Just("光。है।؟".to_owned()),
        "[A-Za-z]{1,12}",
        "[0-9]{1,4}",
        "\\PC{1,4}",
        any::<String>(),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn any_language() -> impl Strategy<Value = Language> {
    prop::sample::select(vec!["en", "es", "de", "it", "fr", "pl", "ja", "ar"])
        .prop_map(|tag| Language::from_tag(tag).expect("a language tag"))
}

/// In bounds, on character borders, not empty, in order, without overlap.
fn check_ranges(text: &str, ranges: &[Range<usize>]) -> Result<(), TestCaseError> {
    let mut end = 0;
    for range in ranges {
        prop_assert!(range.start >= end && range.start < range.end, "{ranges:?}");
        prop_assert!(text.get(range.clone()).is_some(), "{range:?} of {text:?}");
        end = range.end;
    }
    Ok(())
}

/// Everything outside the ranges is white space.
fn check_covers(text: &str, ranges: &[Range<usize>]) -> Result<(), TestCaseError> {
    let mut end = 0;
    for range in ranges.iter().cloned().chain(std::iter::once(text.len()..text.len())) {
        prop_assert_eq!(text[end..range.start].trim(), "");
        end = range.end;
    }
    Ok(())
}

proptest! {
    #[test]
    fn sentences_are_trimmed_stretches_that_cover_the_text(text in any_text(), language in any_language()) {
        let sentences = sentence::sentences_in(&text, language);
        check_ranges(&text, &sentences)?;
        check_covers(&text, &sentences)?;
        for range in &sentences {
            prop_assert_eq!(text[range.clone()].trim(), &text[range.clone()]);
        }
        let units: Vec<_> = sentence::units(&text).into_iter().map(|unit| unit.range).collect();
        check_ranges(&text, &units)?;
        check_covers(&text, &units)?;
        for range in sentences {
            prop_assert!(units.iter().any(|unit| unit.start <= range.start && range.end <= unit.end));
        }
    }

    #[test]
    fn words_are_stretches_with_a_letter_or_digit_and_no_space(text in any_text()) {
        let ranges: Vec<_> = word::ranges(&text).collect();
        check_ranges(&text, &ranges)?;
        prop_assert_eq!(ranges.len(), word::count(&text));
        for word in word::words(&text) {
            prop_assert!(!word.contains(char::is_whitespace), "{word:?}");
        }
        let letters = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).count();
        prop_assert_eq!(letters(&text), word::words(&text).map(letters).sum::<usize>());
    }

    #[test]
    fn every_sentence_has_the_words_of_the_text(text in any_text()) {
        let of_sentences: Vec<&str> =
            sentence::sentences(&text).into_iter().flat_map(|range| word::words(&text[range]).collect::<Vec<_>>()).collect();
        prop_assert!(of_sentences.len() >= word::count(&text));
    }

    #[test]
    fn any_text_is_measured(text in any_text(), language in any_language()) {
        let measured = readability::measure(&text, language);
        let counts = measured.counts;
        prop_assert!(counts.words >= counts.sentences && counts.syllables >= counts.words);
        prop_assert!(counts.monosyllables + counts.polysyllables <= counts.words);
        prop_assert!(counts.complex_words <= counts.polysyllables && counts.difficult_words <= counts.words);
        prop_assert!(counts.characters >= counts.letters);
        let formulas = [
            measured.flesch_reading_ease, measured.flesch_kincaid_grade, measured.gunning_fog, measured.smog_index,
            measured.coleman_liau_index, measured.automated_readability_index, measured.dale_chall_readability_score,
            measured.fernandez_huerta, measured.szigriszt_pazos, measured.amstad, measured.wiener_sachtextformel,
            measured.gulpease, measured.kandel_moles, readability::grade(&measured),
        ];
        prop_assert!(formulas.into_iter().flatten().all(f64::is_finite));
        prop_assert!(counts.sentences > 0 || formulas.iter().all(Option::is_none));
        let compatible = compat::measure(&text);
        prop_assert!(compatible.smog_index.is_some_and(f64::is_finite));
    }

    #[test]
    fn any_word_has_syllables_a_stem_and_a_key(word in any_text(), language in any_language()) {
        let spoken = word.contains(char::is_alphanumeric);
        prop_assert_eq!(syllable::count(&word, language) > 0, spoken);
        let _ = (stem::stem(&word, language), stopwords::is_stop_word(&word, language));
        let _ = (normalise::roman(&word), normalise::number(&word, language), language::detect(&word));
        let key = normalise::key(&word);
        prop_assert_eq!(normalise::key(&key), key);
        let name = normalise::name_key(&word);
        prop_assert_eq!(normalise::name_key(&name), name);
    }

    #[test]
    fn terms_stand_in_the_text(text in any_text(), language in any_language()) {
        for found in term::terms(&text, language, 10) {
            prop_assert!(text.contains(&found.text) && text.get(found.first.clone()).is_some());
            prop_assert!(found.score > 0.0 && found.score <= 1.0 && found.count > 0);
        }
    }
}
