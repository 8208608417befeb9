//! Where somebody lives: a street with a number, and words that make it a home.

use super::contact::is_name;

/// How streets are called that a number stands before.
const STREETS: &[&str] = &[
    "street",
    "st",
    "avenue",
    "ave",
    "road",
    "rd",
    "lane",
    "ln",
    "drive",
    "court",
    "boulevard",
    "blvd",
    "terrace",
    "crescent",
    "close",
    "way",
    "square",
    "place",
    "gardens",
];
/// How streets are called that the name stands after.
const BEFORE_NAME: &[&str] =
    &["rue", "avenue", "boulevard", "place", "chemin", "calle", "avenida", "paseo", "via", "viale"];
/// How names of streets end in German.
const ENDINGS: &[&str] = &["straße", "strasse", "gasse", "weg", "platz", "allee"];
/// Words that make an address a home; what somebody long dead lived in is history.
const HOMES: &[&str] = &[
    "lives at",
    "lives on",
    "live at",
    "living at",
    "resides at",
    "residing at",
    "home address",
    "his address",
    "her address",
    "my address",
    "private address",
    "'s address",
    "’s address",
    "'s house",
    "’s house",
    "wohnt in",
    "wohnt am",
    "wohnhaft",
    "habite",
    "vive en",
    "vive in",
    "abita in",
];
/// Homes that everybody knows, of an office or of a story.
const FAMOUS: &[&str] = &["downing street", "pennsylvania avenue", "baker street"];

/// Whether a sentence says where somebody lives.
pub(super) fn is_a_home(sentence: &str) -> bool {
    /// How far before its number a street's name may begin.
    const REACH: usize = 5;
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let numbers: Vec<usize> = (0..words.len()).filter(|&at| is_house_number(words[at])).collect();
    let near_a_number = |at: &usize| numbers.iter().any(|number| (*at..=at + REACH).contains(number));
    let Some(at) = (0..words.len()).filter(near_a_number).find(|&at| is_street(&words, at)) else {
        return false;
    };
    let lower = sentence.to_lowercase();
    let stands_after_a_name =
        at >= 2 && words[at - 1].ends_with(',') && is_name(words[at - 1]) && is_name(words[at - 2]);
    !FAMOUS.iter().any(|famous| lower.contains(famous))
        && (HOMES.iter().any(|home| lower.contains(home)) || stands_after_a_name)
}

/// Whether a street with its number begins at a word.
fn is_street(words: &[&str], at: usize) -> bool {
    let lower = |at: usize| {
        words
            .get(at)
            .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
            .unwrap_or_default()
    };
    let number = |at: usize| words.get(at).is_some_and(|word| is_house_number(word));
    if number(at) {
        let named = (1..=3).take_while(|step| words.get(at + step).is_some_and(|word| is_name(word))).count();
        let english = (2..=named).any(|step| STREETS.contains(&lower(at + step).as_str()));
        return english || BEFORE_NAME.contains(&lower(at + 1).as_str());
    }
    let german = ENDINGS.iter().any(|ending| lower(at).ends_with(ending)) && is_name(words[at]);
    let named_after = BEFORE_NAME.contains(&lower(at).as_str()) && is_name(words[at]);
    (german && number(at + 1)) || (named_after && (2..=5).any(|step| number(at + step)))
}

/// One to five digits and a letter perhaps.
fn is_house_number(word: &str) -> bool {
    let word = word.trim_end_matches([',', '.', ';']);
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &word[digits..];
    (1..=5).contains(&digits)
        && (rest.is_empty() || (rest.len() == 1 && rest.bytes().all(|c| c.is_ascii_alphabetic())))
}
