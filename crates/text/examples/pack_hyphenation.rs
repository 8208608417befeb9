//! Packs `data/hyphenation.bin` from a hyphenation dictionary of LibreOffice's format; see `data/README.md`.
//!
//! `cargo run -p factoria-text --example pack_hyphenation -- hyph_en_US.dic data/hyphenation.bin`

use std::collections::{BTreeMap, VecDeque};
use std::error::Error;

#[allow(dead_code, reason = "the crate reads what the packer only writes")]
#[path = "../src/hyphenation/table.rs"]
mod table;

/// A pattern's levels without the zeros around them, and how far from its start they stand.
type Levels = (u8, Vec<u8>);

#[derive(Default)]
struct Trie {
    children: BTreeMap<u8, Trie>,
    levels: Option<Levels>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [dictionary, output] = arguments.as_slice() else {
        return Err("give two paths: hyph_en_US.dic, hyphenation.bin".into());
    };
    let mut trie = Trie::default();
    for line in std::fs::read_to_string(dictionary)?.lines().skip(1).map(str::trim) {
        let named = line.starts_with(['%', '#']) || line.contains("HYPHENMIN");
        if !line.is_empty() && !named {
            add(&mut trie, line)?;
        }
    }
    std::fs::write(output, pack(&trie)?)?;
    Ok(())
}

/// Adds a pattern such as `.an3te`; a later pattern with the same letters replaces an earlier one.
fn add(trie: &mut Trie, pattern: &str) -> Result<(), Box<dyn Error>> {
    let mut node = trie;
    let mut levels = vec![0_u8];
    for character in pattern.chars() {
        if let Some(level) = character.to_digit(10) {
            *levels.last_mut().ok_or("no level")? = level as u8;
            continue;
        }
        let symbol = if character == '.' { table::EDGE } else { table::symbol(character) };
        if symbol == 0 {
            return Err(format!("`{character}` in pattern `{pattern}` has no symbol").into());
        }
        node = node.children.entry(symbol).or_default();
        levels.push(0);
    }
    let Some(first) = levels.iter().position(|&level| level > 0) else { return Ok(()) };
    let last = levels.iter().rposition(|&level| level > 0).unwrap_or(first);
    node.levels = Some((first as u8, levels[first..=last].to_vec()));
    Ok(())
}

/// Lays the trie out as a double array: the children of a node stand at its base plus their symbols.
fn pack(trie: &Trie) -> Result<Vec<u8>, Box<dyn Error>> {
    // the first byte of the pool is never pointed at, so that 0 means no levels
    let mut pool = vec![0_u8];
    let mut known: BTreeMap<&Levels, u16> = BTreeMap::new();
    let mut cells: Vec<[u16; 3]> = vec![[0, u16::MAX, 0]];
    let mut queue = VecDeque::from([(0_usize, trie)]);
    let mut lowest = 1;
    while let Some((at, node)) = queue.pop_front() {
        if let Some(levels) = &node.levels {
            let place = u16::try_from(pool.len())?;
            cells[at][2] = *known.entry(levels).or_insert_with(|| {
                pool.extend([levels.0, levels.1.len() as u8]);
                pool.extend(&levels.1);
                place
            });
        }
        if node.children.is_empty() {
            continue;
        }
        let base = free_base(&mut cells, node, &mut lowest);
        cells[at][0] = u16::try_from(base)?;
        for (&symbol, child) in &node.children {
            let place = base + usize::from(symbol);
            cells[place][1] = u16::try_from(at + 1)?;
            queue.push_back((place, child));
        }
    }
    let mut bytes = u16::try_from(cells.len())?.to_le_bytes().to_vec();
    bytes.extend(cells.iter().flatten().flat_map(|number| number.to_le_bytes()));
    bytes.extend(pool);
    Ok(bytes)
}

/// The first base at which all children of a node fall on free cells.
fn free_base(cells: &mut Vec<[u16; 3]>, node: &Trie, lowest: &mut usize) -> usize {
    let free = |cells: &[[u16; 3]], place: usize| cells.get(place).is_none_or(|cell| cell[1] == 0);
    while !free(cells, *lowest) {
        *lowest += 1;
    }
    let mut base = lowest.saturating_sub(usize::from(table::SYMBOLS)).max(1);
    while !node.children.keys().all(|&symbol| free(cells, base + usize::from(symbol))) {
        base += 1;
    }
    let needed = base + usize::from(table::SYMBOLS);
    if cells.len() < needed {
        cells.resize(needed, [0; 3]);
    }
    base
}
