//! Stop words: the words that say nothing about a text's subject.

use crate::Language;

/// Whether a word is so common in its language that it tells nothing about a subject; in any case of letters.
///
/// Always `false` for a language without a list.
pub fn is_stop_word(word: &str, language: Language) -> bool {
    const LONGEST_BYTES: usize = 24;
    if word.len() > LONGEST_BYTES {
        return false;
    }
    let lower = word.to_lowercase().replace('’', "'");
    list(language).binary_search(&lower.as_str()).is_ok()
}

fn list(language: Language) -> &'static [&'static str] {
    match language {
        Language::En => EN,
        _ => &[],
    }
}

const EN: &[&str] = &[
    "a", "about", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "for", "from", "had",
    "has", "have", "he", "her", "his", "in", "is", "it", "its", "not", "of", "on", "or", "she", "that",
    "the", "their", "they", "this", "to", "was", "were", "which", "with",
];
