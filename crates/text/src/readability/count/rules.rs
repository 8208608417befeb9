//! Which English words Gunning counts as complex, and which Dale and Chall as difficult.
//!
//! Both leave names out, which the caller knows by a capital inside a sentence. Words come in their plain form, or, to
//! [`is_complex`], as a dictionary word in any case.

use crate::lexicon::{self, Entry};
use crate::{Language, syllable};

/// Whether a word of three syllables or more, not a name, is complex: not a compound whose parts are short, and still
/// of three syllables without `-es`, `-ed` or `-ing`.
///
/// **Source** R. Gunning, "The technique of clear writing", McGraw-Hill, 1952.
pub(super) fn is_complex(word: &str, syllables: u32) -> bool {
    if word.bytes().any(|byte| byte == b'-') {
        return word.split('-').any(|part| syllable::count_plain(part, Language::En) >= 3);
    }
    syllables - ending_syllables(word.as_bytes()) >= 3
}

/// Whether a word, not a name, is difficult: not familiar nor an inflection of a familiar word, and, if a compound,
/// with a part that is difficult. `entry` is what the lexicon holds of the word as it is written.
///
/// **Source** E. Dale and J. S. Chall, "A formula for predicting readability: Instructions", Educational Research
/// Bulletin 27(2), 1948.
pub(super) fn is_difficult(word: &str, entry: Option<Entry>) -> bool {
    if let Some(entry) = entry {
        return !entry.is_familiar();
    }
    if word.bytes().any(|byte| byte == b'-') {
        return word.split('-').any(|part| !is_familiar(part));
    }
    !lexicon::inflects_familiar(word)
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
    lexicon::lookup(part.as_bytes()).map_or_else(|| lexicon::inflects_familiar(part), Entry::is_familiar)
}
