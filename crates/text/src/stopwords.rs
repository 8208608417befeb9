//! Stop words: the words that say nothing about a text's subject.

use crate::Language;

mod lists;

/// Whether a word is so common in its language that it tells nothing about a subject; in any case of letters.
///
/// Articles, pronouns, prepositions, conjunctions, auxiliaries and their contractions. Always `false` for a language
/// without a list.
///
/// **Source** lists compiled for this project from the closed word classes of each language's grammar.
pub fn is_stop_word(word: &str, language: Language) -> bool {
    const LONGEST_BYTES: usize = 24;
    if word.len() > LONGEST_BYTES {
        return false;
    }
    if word.is_ascii() {
        return lists::contains(word, language);
    }
    let plain = word.to_lowercase().replace('’', "'");
    lists::contains(&plain, language) || elided(&plain).is_some_and(|rest| lists::contains(rest, language))
}

/// What stands before the apostrophe of an elided article: `l'` in `l'eau` is not the word that counts.
fn elided(word: &str) -> Option<&str> {
    let (_, rest) = word.split_once('\'')?;
    Some(rest).filter(|rest| !rest.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn function_words_are_stop_words_and_subjects_are_not() {
        let cases = [
            (Language::En, "The", "energy"),
            (Language::En, "don’t", "cell"),
            (Language::Es, "también", "célula"),
            (Language::De, "über", "Zelle"),
            (Language::It, "della", "cellula"),
            (Language::Fr, "été", "cellule"),
        ];
        for (language, stop, subject) in cases {
            assert!(is_stop_word(stop, language), "{stop}");
            assert!(!is_stop_word(subject, language), "{subject}");
        }
    }

    #[test]
    fn a_language_without_a_list_has_none() {
        assert!(!is_stop_word("the", Language::from_tag("pl").unwrap()));
    }
}
