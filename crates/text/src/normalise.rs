//! Keys for comparing text that means the same but is written differently.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

mod number;

pub use number::{number, roman};

/// A key that is equal for texts that differ only in case, width, quotation marks, dashes, spaces, invisible characters
/// or the thousands marks of their numbers: `“1,000  Volts”` and `"1000 volts"` share one.
///
/// Compatibility forms are unfolded (NFKC), so `ﬁ` is `fi` and `²` is `2`.
pub fn key(text: &str) -> String {
    let marked =
        text.chars().map(|character| if number::is_thin_space(character) { THIN } else { character });
    // most texts are unfolded already
    let key = match is_nfkc_quick(text.chars()) {
        IsNormalized::Yes => plain(marked, text.len()),
        IsNormalized::No | IsNormalized::Maybe => plain(marked.nfkc(), text.len()),
    };
    number::without_thousands_marks(key)
}

/// Small letters, one kind of quotation mark, dash and space, and nothing invisible.
fn plain(characters: impl Iterator<Item = char>, bytes: usize) -> String {
    let mut key = String::with_capacity(bytes);
    for character in characters.flat_map(char::to_lowercase) {
        match character {
            THIN if key.ends_with(|last: char| last.is_ascii_digit()) => key.push(THIN),
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' => {}
            '‘' | '’' | '‚' | '‛' | '`' | '´' | 'ʼ' | '′' => key.push('\''),
            '“' | '”' | '„' | '‟' | '«' | '»' | '″' => key.push('"'),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => key.push('-'),
            space if space.is_whitespace() || space.is_control() => {
                if !key.is_empty() && !key.ends_with([' ', THIN]) {
                    key.push(' ');
                }
            }
            other => key.push(other),
        }
    }
    key.truncate(key.trim_end_matches([' ', THIN]).len());
    key
}

/// Stands for a thin or unbreakable space, which may part the thousands of a number, until the numbers are joined.
const THIN: char = '\u{1}';

/// A key for names and topics: [`key`] without punctuation, and with Roman numerals after the first word as digits.
///
/// `World War II`, `world_war_2` and `"World War 2"` share one.
pub fn name_key(text: &str) -> String {
    let key = key(text);
    let words = key.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut name = String::with_capacity(key.len());
    for (place, word) in words.enumerate() {
        if place > 0 {
            name.push(' ');
        }
        match roman(word).filter(|_| place > 0) {
            Some(value) => name.push_str(&value.to_string()),
            None => name.push_str(word),
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_of_writing_the_same_share_a_key() {
        let same = [
            ("“1,000  Volts”", "\"1000 volts\""),
            ("don’t", "don't"),
            ("1939–1945", "1939-1945"),
            ("  ﬁ\u{200b}nance\n", "finance"),
            ("1\u{202f}250 km²", "1250 km2"),
            ("5\u{a0} km", "5 km"),
            ("CAFÉ", "cafe\u{301}"),
        ];
        for (left, right) in same {
            assert_eq!(key(left), key(right), "{left:?} {right:?}");
        }
    }

    #[test]
    fn what_differs_keeps_different_keys() {
        for (left, right) in [
            ("1,000", "1.000"),
            ("1,23", "123"),
            ("12,5000", "125000"),
            ("100 200", "100200"),
            ("a-b", "ab"),
            ("é", "e"),
        ] {
            assert_ne!(key(left), key(right), "{left:?} {right:?}");
        }
    }

    #[test]
    fn names_are_equal_whatever_their_numerals_and_marks() {
        assert_eq!(name_key("World War II"), "world war 2");
        assert_eq!(name_key("world_war_2"), "world war 2");
        assert_eq!(name_key("Newton's laws"), name_key("newton’s  LAWS"));
        assert_eq!(name_key("I, Robot"), "i robot");
        assert_eq!(name_key("…"), "");
    }
}
