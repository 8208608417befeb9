//! The word table behind syllable counts and familiar words: a static blob, looked up without parsing or allocation.
//!
//! `data/README.md` says where the words come from and how the blob is made.

use std::ops::Range;

mod inflection;
#[allow(dead_code, reason = "the packer writes what the crate only reads")]
mod slot;

pub(crate) use slot::{Entry, MAX_WORD_BYTES};

static TABLE: &[u8; slot::BUCKETS * slot::BUCKET * 4] = include_bytes!("../data/lexicon.bin");

/// What the table knows of a word, in any case of ASCII letters; `None` when it is not there.
pub(crate) fn lookup(word: &[u8]) -> Option<Entry> {
    if word.len() > MAX_WORD_BYTES { None } else { find(slot::hash(word)) }
}

/// [`lookup`] for a stretch of a text; faster, since it may read past the stretch.
#[inline(always)]
pub(crate) fn lookup_within(text: &[u8], stretch: Range<usize>) -> Option<Entry> {
    let near = text.get(stretch.start..).and_then(<[u8]>::first_chunk::<{ slot::SHORT }>);
    match near {
        Some(near) if stretch.len() <= slot::SHORT => {
            find(slot::hash_short(u128::from_le_bytes(*near), stretch.len()))
        }
        _ => lookup(text.get(stretch)?),
    }
}

/// [`lookup`] for a word of at most sixteen bytes, given them and whatever follows them, the first byte lowest.
#[inline(always)]
pub(crate) fn lookup_short(bytes: u128, len: usize) -> Option<Entry> {
    find(slot::hash_short(bytes, len))
}

#[inline(always)]
fn find(hash: u64) -> Option<Entry> {
    let buckets = TABLE.as_chunks::<{ slot::BUCKET * 4 }>().0;
    let mut index = slot::home(hash);
    loop {
        // all slots of the bucket at once: which one matches cannot be foretold, so no branch should depend on it
        let slots = buckets[index].as_chunks::<4>().0;
        let mut found = 0;
        for bytes in slots {
            let slot = u32::from_le_bytes(*bytes);
            found |= if slot::matches(slot, hash) { slot } else { 0 };
        }
        if found != 0 {
            return Some(slot::entry(found));
        }
        if slots[slot::BUCKET - 1] == [0; 4] {
            return None;
        }
        index = (index + 1) & (slot::BUCKETS - 1);
    }
}

/// Whether a lower-case word that the table does not hold is a regular inflection of a familiar one.
pub(crate) fn inflects_familiar(word: &str) -> bool {
    let ends = word.bytes().next_back().is_some_and(|byte| b"sdgrty'".contains(&byte));
    ends && word.len() <= MAX_WORD_BYTES
        && inflection::has_base(word, |base| lookup(base).is_some_and(Entry::is_listed))
}
