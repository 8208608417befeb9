//! Words: runs of letters and digits, with what belongs inside them.

use std::ops::Range;

mod class;
mod plain;
mod walk;

pub(crate) use class::letters_at;
pub(crate) use plain::Plain;
pub(crate) use walk::{Found, each};

use walk::walk;

/// The words of a text, in order.
///
/// Hyphens and apostrophes inside a word belong to it (`well-known`, `don’t`), and so do points, commas and colons
/// inside a number (`1,250`, `3.5`, `08:30`) and points between letters (`U.S`, `example.org`). A range of numbers
/// (`1939-1945`) is two words. Marks at the edge of a word do not belong to it. Scripts written without spaces give
/// one word a character (Chinese, Japanese kana) or one word a run (Thai).
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    ranges(text).map(|range| &text[range])
}

/// The byte ranges of the words of a text, as in [`words`].
pub fn ranges(text: &str) -> impl Iterator<Item = Range<usize>> {
    walk(text).map(|found| found.range)
}

/// How many words a text has, as in [`words`].
pub fn count(text: &str) -> usize {
    ranges(text).count()
}

/// Whether a lower-case letter writes a vowel in a European script, accents aside.
pub(crate) fn is_vowel(letter: char) -> bool {
    "aeiouyáàâäãåæéèêëęíìîïóòôöõøœúùûüýąőűаеёиоуыэюяіїєαεηιουωάέήίόύώ".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        words(text).collect()
    }

    #[test]
    fn hyphens_and_apostrophes_stay_inside_words_only() {
        assert_eq!(
            split("The dogs' well-known o'clock — ‘don’t’ wait -"),
            ["The", "dogs", "well-known", "o'clock", "don’t", "wait"]
        );
        assert_eq!(
            split("rock-'n'-roll half- and full-time"),
            ["rock", "n", "roll", "half", "and", "full-time"]
        );
    }

    #[test]
    fn numbers_stay_whole() {
        assert_eq!(
            split("1,250 pupils, 19.5 each; 3.2% of $4.75, 08:30, 1/4, 1939-1945, COVID-19"),
            [
                "1,250", "pupils", "19.5", "each", "3.2", "of", "4.75", "08:30", "1/4", "1939", "1945",
                "COVID-19"
            ]
        );
    }

    #[test]
    fn other_scripts_and_odd_marks_are_words_too() {
        assert_eq!(
            split("cafe\u{301} naïve Straße über_uns"),
            ["cafe\u{301}", "naïve", "Straße", "über_uns"]
        );
        assert_eq!(split("光合作用"), ["光", "合", "作", "用"]);
        assert_eq!(split("التمثيل الضوئي"), ["التمثيل", "الضوئي"]);
        assert_eq!(split("\u{301}\0 ... -- ''"), Vec::<&str>::new());
        assert_eq!(split("か\u{3099}く \u{3099}\u{309b} \u{2fffe}"), ["か\u{3099}", "く"]);
    }
}
