//! Names: which words keep their capital letter inside a sentence.
//!
//! The passages themselves tell: a word seen in small letters inside a sentence is no name, a word seen only with a
//! capital there is one.

use std::collections::HashMap;

use crate::english::word::{is_article, is_determiner, is_preposition, is_pronoun, is_subordinator};
use crate::sentence::Sentence;

/// What the passages show about capital letters.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// Lower-cased word → seen small, seen capital, both inside sentences.
    seen: HashMap<String, (u32, u32)>,
}

impl Names {
    /// Reads the capital letters of the sentences.
    pub(crate) fn of(sentences: &[Sentence<'_>]) -> Self {
        let mut names = Self::default();
        for sentence in sentences {
            for (index, word) in sentence.words.iter().enumerate().skip(1) {
                let after_stop = sentence.gap_after(index - 1).contains(['.', ':', '“', '"', '•', '?', '!']);
                if !after_stop {
                    names.note(word.text, &word.lower);
                }
            }
        }
        names
    }

    fn note(&mut self, word: &str, lower: &str) {
        let counts = self.seen.entry(lower.to_owned()).or_default();
        if word.starts_with(char::is_uppercase) {
            counts.1 += 1;
        } else {
            counts.0 += 1;
        }
    }

    /// Whether a word with a capital letter is a name, as far as the passages show; `guess` where they do not.
    fn is_name(&self, word: &str, guess: impl FnOnce() -> bool) -> bool {
        if word.chars().skip(1).any(char::is_uppercase) || word == "I" || has_digit(word) {
            return true;
        }
        let lower = word.to_lowercase();
        if is_small_word(&lower) {
            return false;
        }
        let singular = lower.strip_suffix('s').unwrap_or(&lower);
        let counts = [lower.as_str(), singular].into_iter().filter_map(|form| self.seen.get(form)).copied();
        match counts.reduce(|one, other| (one.0 + other.0, one.1 + other.1)) {
            Some((small, capital)) => capital > small,
            None => guess(),
        }
    }

    /// The words as they would stand inside a sentence: the first letter small unless it begins a name.
    pub(crate) fn inside(&self, words: &str) -> String {
        let words = words.trim();
        let Some(first) = text::word::words(words).next() else { return words.to_owned() };
        if !words.starts_with(first) || !first.starts_with(char::is_uppercase) {
            return words.to_owned();
        }
        let second = text::word::words(words).nth(1).unwrap_or_default();
        let guess = || second.starts_with(char::is_uppercase) || looks_like_name(first);
        if self.is_name(first, guess) {
            return words.to_owned();
        }
        let mut letters = words.chars();
        letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
    }

    /// Whether a word, with a capital letter inside a sentence or at its start, is a name.
    pub(crate) fn is_proper(&self, word: &str) -> bool {
        word.starts_with(char::is_uppercase) && self.is_name(word, || looks_like_name(word))
    }
}

fn has_digit(word: &str) -> bool {
    word.chars().any(|c| c.is_ascii_digit())
}

fn is_small_word(lower: &str) -> bool {
    is_article(lower)
        || is_determiner(lower)
        || is_preposition(lower)
        || is_pronoun(lower)
        || is_subordinator(lower)
        || matches!(
            lower,
            "and" | "but" | "or" | "not" | "people" | "only" | "today" | "often" | "water" | "light"
        )
}

/// A guess for a word never seen inside a sentence: plurals and words with a learned ending are common nouns.
fn looks_like_name(word: &str) -> bool {
    const COMMON_ENDINGS: [&str; 38] = [
        "ism", "tion", "sion", "ment", "ity", "ness", "sis", "ance", "ence", "ology", "ing", "graphy",
        "ship", "age", "ure", "ics", "ancy", "ency", "hood", "dom", "cy", "gen", "ide", "ose", "ase",
        "lysis", "meter", "metry", "nomy", "sm", "ate", "al", "ic", "ed", "ly", "ive", "ous", "ful",
    ];
    let lower = word.to_lowercase();
    let plural = lower.len() > 3
        && lower.ends_with('s')
        && !lower.ends_with("ss")
        && !lower.ends_with("us")
        && !lower.ends_with("is");
    !plural && !COMMON_ENDINGS.iter().any(|ending| lower.len() > ending.len() + 2 && lower.ends_with(ending))
}
