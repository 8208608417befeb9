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

static TABLE: &[u8] = include_bytes!("../../data/hyphenation.bin");

const ROOT_CELL: u16 = 0;

/// A place in the trie.
#[derive(Clone, Copy)]
pub(crate) struct Node(u16);

impl Node {
    pub(crate) const ROOT: Self = Self(ROOT_CELL);

    /// The node one symbol on, if a pattern goes there.
    #[inline]
    pub(crate) fn child(self, symbol: u8) -> Option<Self> {
        let [base, ..] = cell(self.0)?;
        let child = base.checked_add(u16::from(symbol))?;
        let [_, parent, _] = cell(child)?;
        (symbol != 0 && base != 0 && parent == self.0 + 1).then_some(Self(child))
    }

    /// The levels of the pattern that ends here, and how far from its start the first of them stands.
    #[inline]
    pub(crate) fn levels(self) -> (usize, &'static [u8]) {
        let levels = || {
            let [_, _, at] = cell(self.0).filter(|cell| cell[2] != 0)?;
            let entry = TABLE.get(2 + cells() * CELL + usize::from(at)..)?;
            let (&offset, rest) = entry.split_first()?;
            let (&length, rest) = rest.split_first()?;
            Some((usize::from(offset), rest.get(..usize::from(length))?))
        };
        levels().unwrap_or_default()
    }
}

fn cells() -> usize {
    usize::from(u16::from_le_bytes([TABLE[0], TABLE[1]]))
}

#[inline]
fn cell(index: u16) -> Option<[u16; 3]> {
    let bytes = TABLE.get(2 + usize::from(index) * CELL..)?.first_chunk::<CELL>()?;
    (usize::from(index) < cells()).then(|| {
        let [a, b, c, d, e, f] = *bytes;
        [u16::from_le_bytes([a, b]), u16::from_le_bytes([c, d]), u16::from_le_bytes([e, f])]
    })
}
