//! The language a text is in: named by the caller, or guessed from the text.

use std::fmt;
use std::str::FromStr;

use crate::word;
use crate::word_set::WordSet;

/// A language, as far as this crate treats it differently.
///
/// The five named ones have their own abbreviations, hyphenation, stop words and readability formulas; for any other
/// the answers that need such data are an honest "not measured".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Spanish.
    Es,
    /// German.
    De,
    /// Italian.
    It,
    /// French.
    Fr,
    /// Any other language, by its primary subtag.
    Other(Subtag),
}

/// A primary language subtag: two to eight lower-case ASCII letters.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Subtag([u8; 8]);

/// A language tag that does not begin with a primary subtag of two to eight letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidTag;

impl Subtag {
    /// The subtag as text, such as `pt`.
    pub fn as_str(&self) -> &str {
        let end = self.0.iter().position(|&byte| byte == 0).unwrap_or(self.0.len());
        std::str::from_utf8(&self.0[..end]).unwrap_or_default()
    }
}

impl fmt::Debug for Subtag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.as_str())
    }
}

impl Language {
    /// The primary subtag, such as `en` or `pt`.
    pub fn code(&self) -> &str {
        match self {
            Self::En => "en",
            Self::Es => "es",
            Self::De => "de",
            Self::It => "it",
            Self::Fr => "fr",
            Self::Other(subtag) => subtag.as_str(),
        }
    }

    /// Reads a BCP-47 tag by its primary subtag: `en`, `en-GB`, `de_AT`, `pt-BR`; `None` when it has no valid one.
    ///
    /// **Source** RFC 5646, section 2.1 (2009); an underscore is accepted in place of the hyphen.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next()?;
        let valid =
            (2..=8).contains(&primary.len()) && primary.bytes().all(|byte| byte.is_ascii_alphabetic());
        if !valid {
            return None;
        }
        let mut bytes = [0; 8];
        for (slot, byte) in bytes.iter_mut().zip(primary.bytes()) {
            *slot = byte.to_ascii_lowercase();
        }
        let subtag = Subtag(bytes);
        Some(match subtag.as_str() {
            "en" | "eng" => Self::En,
            "es" | "spa" => Self::Es,
            "de" | "deu" | "ger" => Self::De,
            "it" | "ita" => Self::It,
            "fr" | "fra" | "fre" => Self::Fr,
            _ => Self::Other(subtag),
        })
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Language {
    type Err = InvalidTag;

    fn from_str(tag: &str) -> Result<Self, InvalidTag> {
        Self::from_tag(tag).ok_or(InvalidTag)
    }
}

impl fmt::Display for InvalidTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a language tag; write one such as `en`, `de-AT` or `pt-BR`")
    }
}

impl std::error::Error for InvalidTag {}

/// The most bytes of a text that are looked at to guess its language; more does not change the answer.
const SAMPLE_BYTES: usize = 4_096;

/// Guesses the language from the first few thousand characters; `None` when they do not tell.
///
/// Trigram statistics by `whatlang`, unless the first words are plainly English. A short or mixed text gives `None`
/// rather than a wild guess.
pub fn detect(text: &str) -> Option<Language> {
    let sample = &text[..text.floor_char_boundary(SAMPLE_BYTES)];
    if is_plainly_english(sample) {
        return Some(Language::En);
    }
    let info = whatlang::detect(sample)?;
    if !info.is_reliable() && info.confidence() < 0.5 {
        return None;
    }
    Language::from_tag(two_letter(info.lang().code()))
}

/// Whether a text is nearly all ASCII, and both its first words and those after its middle are full of words that only
/// English has: a hundredth of the work of trigrams, for what most texts are.
///
/// Own count, one word in eight asked for: of 226 stretches of 270 words from the starter library 191 are told so; of
/// 1,900 such stretches from manual pages in 19 other languages, those alone whose translators left them in English.
fn is_plainly_english(sample: &str) -> bool {
    const WORDS: usize = 40;
    const MOST_BEYOND_ASCII: usize = 50;
    let english = |text: &str| {
        let (mut words, mut found) = (0, 0);
        for word in word::words(text).take(WORDS) {
            words += 1;
            found += usize::from(ONLY_ENGLISH.contains(word));
        }
        words == WORDS && found * 8 >= WORDS
    };
    let beyond = sample.bytes().filter(|byte| !byte.is_ascii()).count();
    let middle = sample.floor_char_boundary(sample.len() / 2);
    beyond * MOST_BEYOND_ASCII < sample.len() && english(sample) && english(&sample[middle..])
}

/// Frequent English words; another language has two or three of them among its frequent ones at most.
static ONLY_ENGLISH: WordSet<128> = WordSet::new(&[
    "the", "and", "of", "to", "is", "are", "its", "can", "that", "with", "from", "this", "which", "they",
    "their", "these", "those", "there", "would", "could", "should", "because", "about", "through", "between",
    "when", "where", "what", "been", "have", "were", "into", "than", "other", "such", "each", "both",
    "while", "before", "after", "only", "called", "every",
]);

/// The two-letter code where ISO 639-1 has one for what the detector knows, else its three-letter code.
fn two_letter(code: &'static str) -> &'static str {
    const PAIRS: &[(&str, &str)] = &[
        ("por", "pt"),
        ("nld", "nl"),
        ("rus", "ru"),
        ("ukr", "uk"),
        ("pol", "pl"),
        ("swe", "sv"),
        ("dan", "da"),
        ("nob", "nb"),
        ("fin", "fi"),
        ("hun", "hu"),
        ("ces", "cs"),
        ("slk", "sk"),
        ("ron", "ro"),
        ("bul", "bg"),
        ("ell", "el"),
        ("tur", "tr"),
        ("ara", "ar"),
        ("heb", "he"),
        ("pes", "fa"),
        ("hin", "hi"),
        ("ben", "bn"),
        ("cmn", "zh"),
        ("jpn", "ja"),
        ("kor", "ko"),
        ("vie", "vi"),
        ("tha", "th"),
        ("ind", "id"),
        ("cat", "ca"),
        ("lat", "la"),
        ("epo", "eo"),
        ("hrv", "hr"),
        ("srp", "sr"),
        ("slv", "sl"),
        ("lit", "lt"),
        ("lav", "lv"),
        ("est", "et"),
        ("afr", "af"),
    ];
    PAIRS.iter().find(|(three, _)| *three == code).map_or(code, |(_, two)| two)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_read_by_its_primary_subtag() {
        assert_eq!(Language::from_tag("en-GB"), Some(Language::En));
        assert_eq!(Language::from_tag("DE_at"), Some(Language::De));
        assert_eq!(Language::from_tag(" spa "), Some(Language::Es));
        assert_eq!("pt-BR".parse::<Language>().map(|language| language.to_string()), Ok("pt".to_owned()));
        for wrong in ["", "e", "-", "123", "abcdefghi", "e\u{301}n", "x-klingon"] {
            assert_eq!(Language::from_tag(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn the_language_of_a_paragraph_is_recognised() {
        let german = "Die Zellatmung wandelt die in der Glukose gespeicherte chemische Energie in eine Form um, die \
                      die Zelle unmittelbar nutzen kann.";
        let spanish =
            "La célula obtiene su energía de la glucosa, que se descompone en varias etapas dentro de ella.";
        assert_eq!(detect(german), Some(Language::De));
        assert_eq!(detect(spanish), Some(Language::Es));
        assert_eq!(detect(""), None);
        assert_eq!(detect("12345 67890"), None);
    }

    #[test]
    fn plain_english_is_told_by_its_words_and_an_english_quotation_is_not() {
        let english = "Plants make their own food in a process that is called photosynthesis. The green leaves of a plant \
                       catch the light of the sun and use it to join water from the soil with a gas from the air. ";
        let german = "Pflanzen stellen ihre Nahrung selbst her. Die Blätter fangen das Licht der Sonne ein und \
                      verbinden Wasser aus dem Boden mit einem Gas aus der Luft. ";
        assert!(is_plainly_english(&english.repeat(3)));
        assert!(!is_plainly_english(english), "too short to be told by words alone");
        assert!(!is_plainly_english(&german.repeat(3)));
        let quoting = format!("{}{}", english.repeat(2), german.repeat(3));
        assert!(!is_plainly_english(&quoting));
        assert_eq!(detect(&quoting), Some(Language::De));
    }
}
