//! Which English words Gunning counts as complex, and which Dale and Chall as difficult.

use crate::lexicon::{self, Entry};
use crate::{Language, syllable};

/// A word where it stands.
pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    /// Whether it begins its sentence.
    pub(super) first: bool,
    /// Whether it is nothing but ASCII letters.
    pub(super) plain: bool,
}

impl Word<'_> {
    /// Whether the word, which has three syllables or more, is complex: not a name, not a compound whose parts are
    /// short, and still of three syllables without `-es`, `-ed` or `-ing`.
    ///
    /// **Source** R. Gunning, "The technique of clear writing", McGraw-Hill, 1952.
    pub(super) fn is_complex(&self, syllables: u32) -> bool {
        if self.is_name() {
            return false;
        }
        if !self.plain && self.text.contains('-') {
            return self.text.split('-').any(|part| syllable::count(part, Language::En) >= 3);
        }
        syllables - ending_syllables(self.text.as_bytes()) >= 3
    }

    /// Whether the word, which the lexicon does not hold as it is written, is difficult: not a name, not an inflection
    /// of a familiar word, and, if a compound, with a part that is difficult.
    ///
    /// **Source** E. Dale and J. S. Chall, "A formula for predicting readability: Instructions", Educational Research
    /// Bulletin 27(2), 1948.
    pub(super) fn is_difficult(&self) -> bool {
        if self.is_name() {
            return false;
        }
        if !self.plain && self.text.contains('-') {
            return self.text.split('-').any(|part| !is_familiar(part));
        }
        !inflects_familiar(self.text)
    }

    /// A capital inside a sentence makes a name.
    #[inline]
    pub(super) fn is_name(&self) -> bool {
        let capital = match self.text.as_bytes().first() {
            Some(byte) if byte.is_ascii() => byte.is_ascii_uppercase(),
            _ => self.text.starts_with(char::is_uppercase),
        };
        capital & !self.first
    }
}

/// How many syllables `-es`, `-ed` or `-ing` add to a word that ends so.
fn ending_syllables(word: &[u8]) -> u32 {
    let adds = matches!(
        word,
        [.., b'i', b'n', b'g']
            | [.., b't' | b'd', b'e', b'd']
            | [.., b's' | b'x' | b'z' | b'c' | b'g', b'e', b's']
            | [.., b'c' | b's', b'h', b'e', b's']
    );
    u32::from(adds)
}

fn is_familiar(part: &str) -> bool {
    lexicon::lookup(part.as_bytes()).map_or_else(|| inflects_familiar(part), Entry::is_familiar)
}

/// Whether a word that the lexicon does not hold as it is written is familiar after all.
fn inflects_familiar(word: &str) -> bool {
    if word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return lexicon::inflects_familiar(word);
    }
    let plain = word.to_lowercase().replace('’', "'");
    lexicon::lookup(plain.as_bytes()).map_or_else(|| lexicon::inflects_familiar(&plain), Entry::is_familiar)
}
