//! The layout of `data/hyphenation.bin`: a double-array trie of patterns.
//!
//! Two bytes hold the number of cells; a cell is three 16-bit numbers, little-endian: where its children begin, its
//! parent, and where its levels are in the pool (0 for none). After the cells comes the pool: for each distinct list of
//! levels an offset, a length and the levels.
//!
//! This file is compiled twice: in the crate, which reads the table, and in `examples/pack_hyphenation.rs`, which
//! writes it.

/// The edge of a word, written as a point in patterns.
pub(crate) const EDGE: u8 = 27;

/// How many symbols there are; 0 is a character that no pattern has.
#[allow(dead_code, reason = "only the packer leaves room for them")]
pub(crate) const SYMBOLS: u16 = 36;

/// Bytes of one cell.
pub(crate) const CELL: usize = 6;

/// The symbol of a character in a word.
#[inline]
pub(crate) fn symbol(character: char) -> u8 {
    match character {
        'a'..='z' => character as u8 - b'a' + 1,
        '\'' => 28,
        'é' => 29,
        '’' => 30,
        'ﬀ' => 31,
        'ﬁ' => 32,
        'ﬂ' => 33,
        'ﬃ' => 34,
        'ﬄ' => 35,
        _ => 0,
    }
}

const BLOB: &[u8] = include_bytes!("../../data/hyphenation.bin");

const CELLS: usize = number(BLOB, 0) as usize;

/// Base, parent and levels of every cell.
static TRIE: [[u16; 3]; CELLS] = {
    let mut trie = [[0; 3]; CELLS];
    let mut at = 0;
    while at < CELLS {
        let from = 2 + at * CELL;
        trie[at] = [number(BLOB, from), number(BLOB, from + 2), number(BLOB, from + 4)];
        at += 1;
    }
    trie
};

/// The lists of levels, after the cells.
static POOL: &[u8] = BLOB.split_at(2 + CELLS * CELL).1;

const fn number(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

/// A place in the trie.
#[derive(Clone, Copy)]
pub(crate) struct Node {
    at: u16,
    base: u16,
    levels: u16,
}

impl Node {
    pub(crate) const ROOT: Self = Self { at: 0, base: number(BLOB, 2), levels: 0 };

    /// The node one symbol on, if a pattern goes there: a cell that names this node as its parent.
    #[inline]
    pub(crate) fn child(self, symbol: u8) -> Option<Self> {
        let at = self.base.wrapping_add(u16::from(symbol));
        let [base, parent, levels] = *TRIE.get(usize::from(at))?;
        (parent == self.at + 1).then_some(Self { at, base, levels })
    }

    /// The levels of the pattern that ends here, and how far from its start the first of them stands.
    #[inline]
    pub(crate) fn levels(self) -> Option<(usize, &'static [u8])> {
        if self.levels == 0 {
            return None;
        }
        let [offset, length, rest @ ..] = POOL.get(usize::from(self.levels)..)? else { return None };
        Some((usize::from(*offset), rest.get(..usize::from(*length))?))
    }
}
