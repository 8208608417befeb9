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
pub(crate) fn has_base(word: &str, is_base: impl Fn(&[u8]) -> bool) -> bool {
    if !word.is_ascii() {
        return false;
    }
    let bare = word.strip_suffix("'s").or_else(|| word.strip_suffix('\'')).unwrap_or(word);
    if bare.len() < word.len() && is_base(bare.as_bytes()) {
        return true;
    }
    ENDINGS.iter().any(|ending| {
        let stem = bare.strip_suffix(ending.letters).filter(|stem| stem.len() > 1);
        stem.is_some_and(|stem| ending.bases(stem.as_bytes(), &is_base))
    })
}

/// The longest stem that is tried, in bytes.
const LONGEST_STEM: usize = 40;

struct Ending {
    letters: &'static str,
    /// What stood in place of the ending's first letter: `y` in `-ies`.
    restores: &'static [u8],
    /// Whether adding the ending may have doubled the last consonant.
    doubles: bool,
}

impl Ending {
    fn bases(&self, stem: &[u8], is_base: impl Fn(&[u8]) -> bool) -> bool {
        let mut buffer = [0; LONGEST_STEM + 1];
        let (Some(space), [.., before, last]) = (buffer.get_mut(..=stem.len()), stem) else { return false };
        space[..stem.len()].copy_from_slice(stem);
        let restored = self.restores.iter().any(|&letter| {
            space[stem.len()] = letter;
            is_base(space)
        });
        let plain = !self.letters.starts_with('i') || self.letters == "ing";
        restored
            || (plain && is_base(stem))
            || (self.doubles && before == last && is_base(&stem[..stem.len() - 1]))
    }
}

const fn ending(letters: &'static str, restores: &'static [u8], doubles: bool) -> Ending {
    Ending { letters, restores, doubles }
}

static ENDINGS: [Ending; 12] = [
    ending("s", b"", false),
    ending("es", b"", false),
    ending("ies", b"y", false),
    ending("ed", b"e", true),
    ending("ied", b"y", false),
    ending("ing", b"e", true),
    ending("er", b"e", true),
    ending("ier", b"y", false),
    ending("est", b"e", true),
    ending("iest", b"y", false),
    ending("ly", b"", false),
    ending("ily", b"y", false),
];
