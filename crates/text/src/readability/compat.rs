//! Counting as textstat 0.7.13 does, for comparing figures with it.
//!
//! Its rules differ from this crate's: words are what white space separates, once everything but letters, digits,
//! underscores and the apostrophes of English contractions is taken out (`well-known` is `wellknown`, `3.5` is `35`);
//! every run of `.`, `!` or `?` ends a sentence, and a sentence of fewer than three words is not counted; a formula
//! without words is 0.
//!
//! **Source** the behaviour of textstat 0.7.13 (2026) with the CMU dictionary and pyphen 0.18, observed and compared
//! on the texts in `tests/data/`.

use super::{Counts, Readability};
use crate::Language;

mod scan;

/// Measures an English text as textstat 0.7.13 does, in one pass.
///
/// In the counts, `characters` is everything but white space, `complex_words` and `difficult_words` are the words
/// outside the Dale-Chall list of three syllables and more, and of any length.
pub fn measure(text: &str) -> Readability {
    let scanned = scan::scan(text);
    let counts = scanned.counts;
    let Counts {
        words, sentences, syllables, letters, polysyllables, complex_words, difficult_words, ..
    } = counts;
    let words_per_sentence = per(words, sentences);
    let syllables_per_word = per(syllables, words);
    let difficult_percent = 100.0 * per(difficult_words, words);
    let unless_zero =
        |first: f64, second: f64, value: f64| if first == 0.0 || second == 0.0 { 0.0 } else { value };
    let flesch = |base: f64, sentence: f64, syllable: f64| {
        let value = base + sentence * words_per_sentence + syllable * syllables_per_word;
        Some(unless_zero(words_per_sentence, syllables_per_word, value))
    };
    let letters_percent = 100.0 * per(letters, words);
    let sentences_percent = 100.0 * per(sentences, words);
    let characters_per_token = per(counts.characters, scanned.tokens);
    Readability {
        language: Language::En,
        counts,
        flesch_reading_ease: flesch(206.835, -1.015, -84.6),
        flesch_kincaid_grade: flesch(-15.59, 0.39, 11.8),
        gunning_fog: some_if(words, 0.4 * (words_per_sentence + 100.0 * per(complex_words, words))),
        smog_index: some_if(sentences, 1.043 * (30.0 * per(polysyllables, sentences)).sqrt() + 3.1291),
        coleman_liau_index: Some(unless_zero(
            letters_percent,
            sentences_percent,
            0.058 * letters_percent - 0.296 * sentences_percent - 15.8,
        )),
        automated_readability_index: Some(unless_zero(
            characters_per_token,
            words_per_sentence,
            4.71 * characters_per_token + 0.5 * words_per_sentence - 21.43,
        )),
        dale_chall_readability_score: some_if(words, dale_chall(difficult_percent, words_per_sentence)),
        ..Readability::default()
    }
}

fn dale_chall(difficult_percent: f64, words_per_sentence: f64) -> f64 {
    let adjustment = if difficult_percent > 5.0 { 3.6365 } else { 0.0 };
    0.1579 * difficult_percent + 0.0496 * words_per_sentence + adjustment
}

/// A ratio that is 0 when there is nothing to divide by.
fn per(part: u32, whole: u32) -> f64 {
    if whole == 0 { 0.0 } else { f64::from(part) / f64::from(whole) }
}

/// The value, or 0 when there is nothing it could be measured on.
fn some_if(whole: u32, value: f64) -> Option<f64> {
    Some(if whole == 0 { 0.0 } else { value })
}
