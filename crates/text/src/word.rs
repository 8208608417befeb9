//! Words: runs of letters and digits, with what belongs inside them.

use std::ops::Range;

mod class;

use class::{Class, class_of, joins};

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
    Ranges { text, at: 0 }
}

/// How many words a text has, as in [`words`].
pub fn count(text: &str) -> usize {
    ranges(text).count()
}

/// Whether a lower-case letter writes a vowel in a European script, accents aside.
pub(crate) fn is_vowel(letter: char) -> bool {
    "aeiouyáàâäãåæéèêëęíìîïóòôöõøœúùûüýąőűаеёиоуыэюяіїєαεηιουωάέήίόύώ".contains(letter)
}

struct Ranges<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Ranges<'_> {
    type Item = Range<usize>;

    #[inline]
    fn next(&mut self) -> Option<Range<usize>> {
        let start = self.start()?;
        self.at = end(self.text, start);
        Some(start..self.at)
    }
}

impl Ranges<'_> {
    /// Where the next word begins.
    #[inline]
    fn start(&self) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut at = self.at;
        while let Some(&byte) = bytes.get(at) {
            match class::of_byte(byte) {
                Class::Letter | Class::Digit => return Some(at),
                Class::Wide => {
                    let character = self.text[at..].chars().next()?;
                    if class_of(character).starts_word() {
                        return Some(at);
                    }
                    at += character.len_utf8();
                }
                _ => at += 1,
            }
        }
        None
    }
}

/// Where the word that begins at `start` ends.
#[inline]
fn end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    let mut last = Class::Other;
    while let Some(&byte) = bytes.get(at) {
        match class::of_byte(byte) {
            class @ (Class::Letter | Class::Digit) => {
                last = class;
                at += 1;
            }
            Class::Other => break,
            Class::Joiner | Class::Wide | Class::Alone | Class::Mark => {
                let Some((next, class)) = step(text, at, last) else { break };
                at = next;
                last = class;
                if class == Class::Alone {
                    break;
                }
            }
        }
    }
    at
}

/// Takes one character that is not an ASCII letter or digit into the word, if it belongs there.
fn step(text: &str, at: usize, last: Class) -> Option<(usize, Class)> {
    let mut rest = text[at..].chars();
    let character = rest.next()?;
    let after = at + character.len_utf8();
    match class_of(character) {
        Class::Other => None,
        Class::Mark => (last != Class::Other).then_some((after, last)),
        // one word a character: it neither continues a word nor is continued
        Class::Alone => (last == Class::Other).then_some((with_marks(text, after), Class::Alone)),
        Class::Joiner => {
            let next = rest.next().map_or(Class::Other, class_of);
            joins(character, last, next).then_some((after, last))
        }
        class => Some((after, class)),
    }
}

fn with_marks(text: &str, from: usize) -> usize {
    let marks = text[from..].chars().take_while(|&mark| class_of(mark) == Class::Mark);
    from + marks.map(char::len_utf8).sum::<usize>()
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
    }
}
