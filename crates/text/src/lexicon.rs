//! The word table behind syllable counts and familiar words: a static blob, looked up without parsing or allocation.
//!
//! `data/README.md` says where the words come from and how the blob is made.

mod inflection;
#[allow(dead_code, reason = "the packer writes what the crate only reads")]
mod slot;

pub(crate) use slot::{Entry, MAX_WORD_BYTES};

static TABLE: &[u8; slot::SLOTS * 4] = include_bytes!("../data/lexicon.bin");

/// What the table knows of a lower-case word; `None` when it is not there.
#[inline]
pub(crate) fn lookup(word: &[u8]) -> Option<Entry> {
    if word.len() > MAX_WORD_BYTES {
        return None;
    }
    let hash = slot::hash(word);
    let slots = TABLE.as_chunks::<4>().0;
    let mut index = slot::home(hash);
    loop {
        let slot = u32::from_le_bytes(slots[index]);
        if slot == 0 {
            return None;
        }
        if slot::matches(slot, hash) {
            return Some(slot::entry(slot));
        }
        index = (index + 1) & (slot::SLOTS - 1);
    }
}

/// Whether a lower-case word that the table does not hold is a regular inflection of a familiar one.
pub(crate) fn inflects_familiar(word: &str) -> bool {
    word.len() <= MAX_WORD_BYTES
        && inflection::has_base(word, |base| lookup(base.as_bytes()).is_some_and(Entry::is_listed))
}
