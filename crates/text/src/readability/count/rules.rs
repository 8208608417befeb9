//! Which English words Gunning counts as complex, and which Dale and Chall as difficult.

use crate::lexicon::{self, Entry};
use crate::{Language, syllable};

/// Whether a word of three syllables or more is complex: not a name, not a compound whose parts are short, and still
/// of three syllables without `-es`, `-ed` or `-ing`.
///
/// **Source** R. Gunning, "The technique of clear writing", McGraw-Hill, 1952.
pub(super) fn is_complex(word: &str, first: bool) -> bool {
    if is_name(word, first) {
        return false;
    }
    if word.contains('-') {
        return word.split('-').any(|part| syllable::count(part, Language::En) >= 3);
    }
    let base = ["es", "ed", "ing"].iter().find_map(|ending| word.strip_suffix(ending));
    base.is_none_or(|base| syllables_of_base(base) >= 3)
}

/// Syllables of what is left when an ending is cut off: of the word itself, or with its `e` restored.
fn syllables_of_base(base: &str) -> u32 {
    let known = |word: &str| lexicon::lookup(word.as_bytes()).and_then(Entry::syllables);
    known(base).or_else(|| known(&format!("{base}e"))).unwrap_or_else(|| syllable::count(base, Language::En))
}

/// Whether a word that is not marked familiar is difficult: not a number, not a name, not an inflection of a familiar
/// word, and, if a compound, with a part that is difficult.
///
/// **Source** E. Dale and J. S. Chall, "A formula for predicting readability: Instructions", Educational Research
/// Bulletin 27(2), 1948.
pub(super) fn is_difficult(word: &str, first: bool) -> bool {
    if is_name(word, first) || word.bytes().all(|byte| !byte.is_ascii_alphabetic() && byte.is_ascii()) {
        return false;
    }
    if word.contains('-') {
        return word.split('-').any(|part| !is_familiar(part));
    }
    !is_familiar(word)
}

fn is_familiar(word: &str) -> bool {
    if let Some(entry) = lexicon::lookup(word.as_bytes()) {
        return entry.is_familiar();
    }
    let plain = word.to_lowercase().replace('’', "'");
    lexicon::lookup(plain.as_bytes()).map_or_else(|| lexicon::inflects_familiar(&plain), Entry::is_familiar)
}

/// A capital inside a sentence makes a name.
fn is_name(word: &str, first: bool) -> bool {
    !first && word.chars().next().is_some_and(char::is_uppercase)
}
