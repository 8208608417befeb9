//! Regular inflections of a word that the Dale-Chall rules count as familiar with their base.
//!
//! This file is compiled twice, like `slot.rs`: the packer marks every dictionary word, the crate asks about the rest.

/// Whether some base form of `word`, a lower-case ASCII word, satisfies `is_base`.
///
/// Undone are the possessive, plural and third person (`-s`, `-es`, `-ies`), past (`-d`, `-ed`, `-ied`), `-ing`,
/// comparison (`-er`, `-est`, `-r`, `-st`) and adverbs in `-ly`, with a dropped `e` or a doubled consonant restored.
///
/// **Source** E. Dale and J. S. Chall, "A formula for predicting readability: Instructions", Educational Research
/// Bulletin 27(2), 1948, rules for common words.
pub(crate) fn has_base(word: &str, is_base: impl Fn(&str) -> bool) -> bool {
    if !word.is_ascii() {
        return false;
    }
    let bare = word.strip_suffix("'s").or_else(|| word.strip_suffix('\'')).unwrap_or(word);
    if bare.len() < word.len() && is_base(bare) {
        return true;
    }
    if let Some(stem) = ["ies", "ied", "ier", "iest", "ily"].iter().find_map(|end| bare.strip_suffix(end))
        && stem.len() > 1
        && is_base(&format!("{stem}y"))
    {
        return true;
    }
    SUFFIXES.iter().any(|&(suffix, restores)| {
        let Some(stem) = bare.strip_suffix(suffix).filter(|stem| stem.len() > 1) else { return false };
        let undoubled = || stem.len() > 2 && ends_doubled(stem) && is_base(&stem[..stem.len() - 1]);
        is_base(stem) || (restores && (is_base(&format!("{stem}e")) || undoubled()))
    })
}

/// Endings, and whether adding them may have dropped an `e` or doubled a consonant.
const SUFFIXES: [(&str, bool); 7] =
    [("s", false), ("es", false), ("ly", false), ("ed", true), ("ing", true), ("er", true), ("est", true)];

fn ends_doubled(stem: &str) -> bool {
    let bytes = stem.as_bytes();
    bytes[bytes.len() - 1] == bytes[bytes.len() - 2]
}
