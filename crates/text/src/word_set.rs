//! Small fixed sets of words, hashed at compile time.

/// A set of words with room for `SLOTS` entries, a power of two at least twice as many as the words.
///
/// ASCII letters are compared without regard to case; the words themselves are written in lower case.
pub(crate) struct WordSet<const SLOTS: usize> {
    words: &'static [&'static str],
    /// One more than the place of a word in `words`; 0 is a free slot.
    slots: [u16; SLOTS],
}

impl<const SLOTS: usize> WordSet<SLOTS> {
    /// The set of these words; refused at compile time when it would be more than half full.
    pub(crate) const fn new(words: &'static [&'static str]) -> Self {
        assert!(SLOTS.is_power_of_two() && words.len() * 2 <= SLOTS && SLOTS <= 1 << 15);
        let mut slots = [0; SLOTS];
        let mut at = 0;
        while at < words.len() {
            let mut slot = hash(words[at].as_bytes()) as usize & (SLOTS - 1);
            while slots[slot] != 0 {
                slot = (slot + 1) & (SLOTS - 1);
            }
            slots[slot] = at as u16 + 1;
            at += 1;
        }
        Self { words, slots }
    }

    /// Whether the set has this word.
    #[inline]
    pub(crate) fn contains(&self, word: &str) -> bool {
        self.contains_hashed(word, hash(word.as_bytes()))
    }

    /// [`WordSet::contains`] for a word whose [`hash`] is at hand.
    #[inline]
    pub(crate) fn contains_hashed(&self, word: &str, hash: u32) -> bool {
        let mut slot = hash as usize & (SLOTS - 1);
        loop {
            let Some(at) = usize::from(self.slots[slot]).checked_sub(1) else { return false };
            if self.words[at].eq_ignore_ascii_case(word) {
                return true;
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
    }
}

/// Tells most words that are in none of several lists, by one look.
pub(crate) struct Filter([u64; 64]);

impl Filter {
    /// The filter of these lists.
    pub(crate) const fn new(lists: &[&[&str]]) -> Self {
        let mut bits = [0; 64];
        let mut list = 0;
        while list < lists.len() {
            let mut at = 0;
            while at < lists[list].len() {
                let hash = hash(lists[list][at].as_bytes());
                bits[hash as usize & 63] |= 1 << (hash >> 8 & 63);
                at += 1;
            }
            list += 1;
        }
        Self(bits)
    }

    /// Whether a word with this [`hash`] may be in one of the lists; `false` is certain.
    #[inline]
    pub(crate) fn may_contain(&self, hash: u32) -> bool {
        self.0[hash as usize & 63] >> (hash >> 8 & 63) & 1 == 1
    }
}

/// The hash of a word without regard to the case of ASCII letters (FNV-1a, folded).
pub(crate) const fn hash(word: &[u8]) -> u32 {
    let mut hash: u32 = 0x811c_9dc5;
    let mut at = 0;
    while at < word.len() {
        hash = (hash ^ word[at].to_ascii_lowercase() as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    hash ^ hash >> 15
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_its_words_and_no_others() {
        static SET: WordSet<8> = WordSet::new(&["one", "two", "três", "four"]);
        for word in ["one", "Two", "três", "FOUR"] {
            assert!(SET.contains(word), "{word}");
        }
        for word in ["", "o", "ones", "TRÊS", "five"] {
            assert!(!SET.contains(word), "{word}");
        }
    }
}
