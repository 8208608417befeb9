//! Stems of a text in the one form in which topics and passages are compared and indexed.
//!
//! A stem is lower-case ASCII letters and digits, so that any search engine takes it as one word: accents are dropped,
//! letters of other scripts are written as code points. British spellings become American ones, number words and
//! Roman numerals become digits.

use std::fmt::Write as _;

use text::Language;
use text::stopwords::is_stop_word;
use unicode_normalization::UnicodeNormalization;

use crate::names::spelling;

mod numeral;

/// The longest stem, in bytes; the rest of a longer one is dropped.
const LONGEST_BYTES: usize = 96;

/// The stems of the words of a text that say something about its subject, in order.
pub fn of(text: &str, language: Language) -> Vec<String> {
    words(text, language).into_iter().map(|word| word.stem).collect()
}

/// A word that says something about the subject, and its stem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stemmed {
    pub(crate) word: String,
    pub(crate) stem: String,
}

/// The words of a text that say something about its subject, each with its stem; all of them where none does.
pub(crate) fn words(text: &str, language: Language) -> Vec<Stemmed> {
    let spaced: String = text.nfkc().map(|c| if c == '_' || is_dash(c) { ' ' } else { c }).collect();
    let mut all = Vec::new();
    let mut telling = Vec::new();
    let mut before: Option<&str> = None;
    for word in text::word::words(&spaced) {
        let number = numeral::digits(word, before);
        before = Some(word);
        // the `I` of a first king is no pronoun
        let says_nothing = number.is_none() && is_stop_word(word, language);
        let stem = number.unwrap_or_else(|| stem(word, language));
        if stem.is_empty() {
            continue;
        }
        let list = if says_nothing { &mut all } else { &mut telling };
        list.push(Stemmed { word: word.to_owned(), stem });
    }
    if telling.is_empty() { all } else { telling }
}

/// The stem of one word.
fn stem(word: &str, language: Language) -> String {
    let word = word.to_lowercase().replace('’', "'");
    let word = if language == Language::En { spelling::american(&word) } else { word };
    ascii(&text::stem::stem(&word, language))
}

/// A stem in ASCII letters and digits.
fn ascii(stem: &str) -> String {
    let mut out = String::with_capacity(stem.len());
    for c in stem.nfkd() {
        if out.len() >= LONGEST_BYTES {
            break;
        }
        match c {
            'ß' => out.push_str("ss"),
            c if c.is_ascii_alphanumeric() => out.push(c.to_ascii_lowercase()),
            c if c.is_alphanumeric() => {
                let _ = write!(out, "u{:x}", u32::from(c));
            }
            // accents, apostrophes and the points in numbers
            _ => {}
        }
    }
    out
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn en(text: &str) -> String {
        of(text, Language::En).join(" ")
    }

    #[test]
    fn spellings_of_one_name_share_their_stems() {
        assert_eq!(en("World War II"), en("world_war_2"));
        assert_eq!(en("World War Two"), en("WORLD-WAR 2"));
        assert_eq!(en("World War I"), en("world war 1"));
        assert_eq!(en("Newton's laws"), en("newton’s law"));
        assert_eq!(en("The Water Cycle"), en("water cycles"));
        assert_eq!(en("industrialisation of colour"), en("industrialization of color"));
        assert_eq!(en("École"), "ecole");
    }

    #[test]
    fn stems_are_plain_words_for_any_search_engine() {
        let russian = Language::from_tag("ru").unwrap();
        for (text, language) in [
            ("Вторая мировая война", russian),
            ("光合作用", Language::En),
            ("naïve O'Neill 3.5", Language::En),
        ] {
            let stems = of(text, language);
            assert!(!stems.is_empty());
            assert!(
                stems
                    .iter()
                    .all(|stem| stem.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()))
            );
        }
    }

    #[test]
    fn a_name_made_of_stop_words_is_still_a_name() {
        assert_eq!(en("to be or not to be").split(' ').count(), 6);
        assert_eq!(en(""), "");
    }
}
