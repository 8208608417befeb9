//! The layout of `data/lexicon.bin`: a hash table of buckets of four 32-bit slots, filled from the first; a word that
//! finds its bucket full goes to the next one.
//!
//! A slot keeps 26 bits of the word's hash instead of the word. All words packed are told apart (the packer refuses a
//! clash); a word that was not packed is mistaken for one that was with a chance below one in ten million.
//!
//! This file is compiled twice: in the crate, which reads the table, and in `examples/pack_lexicon.rs`, which writes it.

/// How many buckets the table has; a power of two, such that about half of all slots are filled.
pub(crate) const BUCKETS: usize = 1 << 16;

/// How many slots a bucket has.
pub(crate) const BUCKET: usize = 4;

/// The longest word in the table, in bytes; longer ones need no look-up.
pub(crate) const MAX_WORD_BYTES: usize = 40;

const SYLLABLES: u32 = 0b1111;
const LISTED: u32 = 1 << 4;
const FAMILIAR: u32 = 1 << 5;
const TAG: u32 = !(SYLLABLES | LISTED | FAMILIAR);

/// What the table knows of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Entry(u32);

impl Entry {
    /// An entry from its parts; `syllables` is at most 14.
    pub(crate) fn new(syllables: Option<u8>, listed: bool, familiar: bool) -> Self {
        let count = syllables.map_or(0, |count| u32::from(count.min(14)) + 1);
        Self(count | if listed { LISTED } else { 0 } | if familiar { FAMILIAR } else { 0 })
    }

    /// Syllables of the first pronunciation in the CMU dictionary; `None` when the word is not in it.
    pub(crate) fn syllables(self) -> Option<u32> {
        (self.0 & SYLLABLES).checked_sub(1)
    }

    /// Whether the word itself stands in the Dale-Chall list.
    pub(crate) fn is_listed(self) -> bool {
        self.0 & LISTED != 0
    }

    /// Whether the word is in the Dale-Chall list or is a regular inflection of a word that is.
    pub(crate) fn is_familiar(self) -> bool {
        self.0 & FAMILIAR != 0
    }
}

/// The longest word that is hashed in one step, in bytes.
pub(crate) const SHORT: usize = 16;

/// The hash of a word, without regard to the case of ASCII letters: its low bits choose the first bucket, its high bits
/// tell words apart.
pub(crate) fn hash(word: &[u8]) -> u64 {
    if word.len() <= SHORT { hash_short(padded(word), word.len()) } else { hash_long(word) }
}

/// A word of at most [`SHORT`] bytes as one number, the first byte lowest; read in halves that overlap.
fn padded(word: &[u8]) -> u128 {
    let len = word.len();
    if let (Some(first), Some(last)) = (word.first_chunk::<8>(), word.last_chunk::<8>()) {
        return u128::from(u64::from_le_bytes(*first))
            | u128::from(u64::from_le_bytes(*last)) << (8 * (len - 8));
    }
    if let (Some(first), Some(last)) = (word.first_chunk::<4>(), word.last_chunk::<4>()) {
        return u128::from(u32::from_le_bytes(*first))
            | u128::from(u32::from_le_bytes(*last)) << (8 * (len - 4));
    }
    word.iter().rev().fold(0, |bytes, &byte| bytes << 8 | u128::from(byte))
}

/// The hash of a word of at most [`SHORT`] bytes, given them and whatever follows them, the first byte lowest.
#[inline(always)]
pub(crate) fn hash_short(bytes: u128, len: usize) -> u64 {
    let [low_mask, high_mask] = MASKS[len.min(SHORT)];
    mix(bytes as u64 & low_mask | LOWER, (bytes >> 64) as u64 & high_mask | LOWER, len)
}

/// By length of a word, which bytes of its two halves belong to it.
static MASKS: [[u64; 2]; SHORT + 1] = {
    let mut masks = [[0, 0]; SHORT + 1];
    let mut len = 1;
    while len <= SHORT {
        let bits = u128::MAX >> (8 * (SHORT - len));
        masks[len] = [bits as u64, (bits >> 64) as u64];
        len += 1;
    }
    masks
};

/// The bit that makes an ASCII letter lower-case, in every byte. It leaves digits, apostrophes, hyphens and points as
/// they are; what it does to other bytes makes no word of the table.
const LOWER: u64 = 0x2020_2020_2020_2020;

fn hash_long(word: &[u8]) -> u64 {
    word.chunks(SHORT).fold(0, |seed, chunk| {
        let mut padded = [0; SHORT];
        padded[..chunk.len()].copy_from_slice(chunk);
        let bytes = u128::from_le_bytes(padded);
        mix((bytes as u64 | LOWER) ^ seed, (bytes >> 64) as u64 | LOWER, word.len())
    })
}

#[inline(always)]
fn mix(low: u64, high: u64, len: usize) -> u64 {
    let left = low ^ 0xa076_1d64_78bd_642f ^ (len as u64) << 56;
    let product = u128::from(left) * u128::from(high ^ 0xe703_7ed1_a0b4_28db);
    (product as u64) ^ ((product >> 64) as u64)
}

/// The first bucket to look into.
#[inline(always)]
pub(crate) fn home(hash: u64) -> usize {
    hash as usize & (BUCKETS - 1)
}

/// Whether a slot holds the word with this hash.
#[inline(always)]
pub(crate) fn matches(slot: u32, hash: u64) -> bool {
    (slot ^ (hash >> 32) as u32) & TAG == 0
}

/// The entry a slot holds.
#[inline(always)]
pub(crate) fn entry(slot: u32) -> Entry {
    Entry(slot & !TAG)
}

/// The slot for a word with this hash.
pub(crate) fn pack(hash: u64, entry: Entry) -> u32 {
    (hash >> 32) as u32 & TAG | entry.0
}
