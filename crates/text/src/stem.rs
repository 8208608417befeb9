//! Stems: words cut down to what their inflected forms share.

use rust_stemmers::{Algorithm, Stemmer};

use crate::Language;

/// The stem of a word, lower-cased; the lower-cased word itself where the language has no stemmer.
///
/// **Source** M. Porter, Snowball (2001); the English one is Porter 2.
pub fn stem(word: &str, language: Language) -> String {
    let word = word.to_lowercase();
    match algorithm(language) {
        Some(algorithm) => Stemmer::create(algorithm).stem(&word).into_owned(),
        None => word,
    }
}

fn algorithm(language: Language) -> Option<Algorithm> {
    Some(match language.code() {
        "en" => Algorithm::English,
        "es" => Algorithm::Spanish,
        "de" => Algorithm::German,
        "it" => Algorithm::Italian,
        "fr" => Algorithm::French,
        "ar" => Algorithm::Arabic,
        "da" => Algorithm::Danish,
        "nl" => Algorithm::Dutch,
        "fi" => Algorithm::Finnish,
        "el" => Algorithm::Greek,
        "hu" => Algorithm::Hungarian,
        "no" | "nb" | "nn" => Algorithm::Norwegian,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflected_forms_share_a_stem() {
        assert_eq!(stem("Photosynthesis", Language::En), stem("photosynthesis", Language::En));
        assert_eq!(stem("converting", Language::En), stem("converts", Language::En));
        assert_eq!(stem("células", Language::Es), stem("célula", Language::Es));
        assert_eq!(stem("Pflanzen", Language::De), stem("pflanze", Language::De));
        let polish = Language::from_tag("pl").unwrap();
        assert_eq!(stem("Komórki", polish), "komórki");
    }

    #[test]
    fn any_string_has_a_stem() {
        for odd in ["", "\0", "'", "\u{301}", "ßẞİ", "ies", "’s"] {
            for language in [Language::En, Language::Es, Language::De, Language::It, Language::Fr] {
                let _ = stem(odd, language);
            }
        }
    }
}
