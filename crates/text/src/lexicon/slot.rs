//! The layout of `data/lexicon.bin`: an open-addressed table of 32-bit slots, probed linearly.
//!
//! A slot keeps 26 bits of the word's hash instead of the word. All words packed are told apart (the packer refuses a
//! clash); a word that was not packed is mistaken for one that was with a chance below one in ten million.
//!
//! This file is compiled twice: in the crate, which reads the table, and in `examples/pack_lexicon.rs`, which writes it.

/// How many slots the table has; a power of two, about half of them filled.
pub(crate) const SLOTS: usize = 1 << 18;

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

/// The hash of a word, without regard to the case of ASCII letters: its low bits choose the first slot, its high bits
/// tell words apart.
#[inline]
pub(crate) fn hash(word: &[u8]) -> u64 {
    let (first, second) = match word.len() {
        0 => (0, 0),
        len @ 1..=3 => {
            (u64::from(word[0]) << 16 | u64::from(word[len / 2]) << 8 | u64::from(word[len - 1]), 0)
        }
        4..=8 => (first_bytes::<4>(word), last_bytes::<4>(word)),
        9..=16 => (first_bytes::<8>(word), last_bytes::<8>(word)),
        _ => long(word),
    };
    let length = (word.len() as u64) << 48;
    mix((first | LOWER) ^ 0xa076_1d64_78bd_642f ^ length, (second | LOWER) ^ 0xe703_7ed1_a0b4_28db)
}

/// The bit that makes an ASCII letter lower-case, in every byte. It leaves digits, apostrophes, hyphens and points as
/// they are; what it does to other bytes makes no word of the table.
const LOWER: u64 = 0x2020_2020_2020_2020;

fn long(word: &[u8]) -> (u64, u64) {
    let mut seed = 0;
    for chunk in word.chunks_exact(16) {
        let (left, right) = (first_bytes::<8>(chunk) | LOWER, last_bytes::<8>(chunk) | LOWER);
        seed = mix(left ^ seed ^ 0x8ebc_6af0_9c88_c6e3, right ^ 0x5899_65cc_7537_4cc3);
    }
    let tail = word.len().saturating_sub(16);
    let first = first_bytes::<8>(&word[tail..]) | LOWER;
    (first.rotate_left(1) ^ seed, last_bytes::<8>(word))
}

fn mix(left: u64, right: u64) -> u64 {
    let product = u128::from(left) * u128::from(right);
    (product as u64) ^ ((product >> 64) as u64)
}

fn first_bytes<const N: usize>(bytes: &[u8]) -> u64 {
    little_endian(bytes.first_chunk::<N>())
}

fn last_bytes<const N: usize>(bytes: &[u8]) -> u64 {
    little_endian(bytes.last_chunk::<N>())
}

fn little_endian<const N: usize>(bytes: Option<&[u8; N]>) -> u64 {
    let mut wide = [0; 8];
    if let Some(bytes) = bytes {
        wide[..N].copy_from_slice(bytes);
    }
    u64::from_le_bytes(wide)
}

/// The first slot to look into.
#[inline]
pub(crate) fn home(hash: u64) -> usize {
    hash as usize & (SLOTS - 1)
}

/// Whether a slot holds the word with this hash.
#[inline]
pub(crate) fn matches(slot: u32, hash: u64) -> bool {
    slot & TAG == (hash >> 32) as u32 & TAG
}

/// The entry a slot holds.
#[inline]
pub(crate) fn entry(slot: u32) -> Entry {
    Entry(slot & !TAG)
}

/// The slot for a word with this hash.
pub(crate) fn pack(hash: u64, entry: Entry) -> u32 {
    (hash >> 32) as u32 & TAG | entry.0
}
