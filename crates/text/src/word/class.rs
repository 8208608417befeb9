//! What a character does to a word: begins it, continues it, joins two parts, ends it.

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Ends a word.
    Other,
    Letter,
    Digit,
    /// Inside a word only between the right neighbours.
    Joiner,
    /// A combining mark: goes with what stands before it.
    Mark,
    /// A word by itself, as in scripts written without spaces.
    Alone,
    /// Not ASCII: [`class_of`] tells.
    Wide,
}

impl Class {
    pub(super) fn starts_word(self) -> bool {
        matches!(self, Self::Letter | Self::Digit | Self::Alone)
    }
}

static ASCII: [Class; 256] = table();

const fn table() -> [Class; 256] {
    let mut classes = [Class::Wide; 256];
    let mut byte = 0;
    while byte < 128 {
        classes[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b'\'' | b'-' | b'.' | b',' | b':' | b'/' | b'_' => Class::Joiner,
            _ => Class::Other,
        };
        byte += 1;
    }
    classes
}

#[inline]
pub(super) fn of_byte(byte: u8) -> Class {
    ASCII[usize::from(byte)]
}

/// How many ASCII letters stand at `at`, one after the other.
#[inline(always)]
pub(crate) fn letters_at(bytes: &[u8], at: usize) -> usize {
    let mut end = at;
    while let Some(eight) = bytes.get(end..).and_then(<[u8]>::first_chunk::<8>) {
        let others = !letter_marks(u64::from_le_bytes(*eight)) & (EACH * 0x80);
        if others != 0 {
            return end + others.trailing_zeros() as usize / 8 - at;
        }
        end += 8;
    }
    end + bytes[end.min(bytes.len())..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count() - at
}

/// How many of sixteen bytes are ASCII letters before the first that is not; `None` when all are.
#[inline(always)]
pub(super) fn leading_letters(bytes: &[u8; 16]) -> Option<usize> {
    let both = u128::from_le_bytes(*bytes);
    let low = !letter_marks(both as u64) & (EACH * 0x80);
    if low != 0 {
        return Some(low.trailing_zeros() as usize / 8);
    }
    let high = !letter_marks((both >> 64) as u64) & (EACH * 0x80);
    (high != 0).then(|| 8 + high.trailing_zeros() as usize / 8)
}

const EACH: u64 = 0x0101_0101_0101_0101;

/// The high bit of each byte that is an ASCII letter: seven bits of its lower case are compared by addition, so that
/// no byte carries into the next.
#[inline(always)]
fn letter_marks(bytes: u64) -> u64 {
    let lower = (bytes | (EACH * 0x20)) & (EACH * 0x7f);
    let from_a = lower + EACH * (0x80 - b'a' as u64);
    let past_z = lower + EACH * (0x7f - b'z' as u64);
    from_a & !past_z & !bytes & (EACH * 0x80)
}

pub(super) fn class_of(character: char) -> Class {
    match character {
        '\0'..='\x7f' => of_byte(character as u8),
        // right single quotation mark, modifier apostrophe, hyphens, soft hyphen, joiners
        '’' | '＇' | '\u{2010}' | '\u{2011}' | '\u{ad}' | '\u{200c}' | '\u{200d}' => Class::Joiner,
        _ => match character.general_category_group() {
            GeneralCategoryGroup::Letter if stands_alone(character) => Class::Alone,
            GeneralCategoryGroup::Letter => Class::Letter,
            GeneralCategoryGroup::Number => Class::Digit,
            GeneralCategoryGroup::Mark => Class::Mark,
            _ => Class::Other,
        },
    }
}

/// Whether a letter is of a script written without spaces, a word a letter: hiragana and the Chinese characters.
fn stands_alone(letter: char) -> bool {
    matches!(
        letter,
        '\u{3041}'..='\u{309f}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}'
    )
}

/// Whether a joiner between these two neighbours is part of one word.
pub(super) fn joins(joiner: char, before: Class, after: Class) -> bool {
    use Class::{Digit, Letter};
    let same = matches!((before, after), (Letter, Letter) | (Digit, Digit));
    let both = matches!((before, after), (Letter | Digit, Letter | Digit));
    match joiner {
        '\'' | '’' | '＇' => both && after == Letter,
        '-' | '\u{2010}' | '\u{2011}' => both && (before, after) != (Digit, Digit),
        '.' => same,
        ',' | ':' | '/' => (before, after) == (Digit, Digit),
        '_' => both,
        _ => (before, after) == (Letter, Letter),
    }
}
