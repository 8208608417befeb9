//! Where an English word may be broken, by Liang's patterns: how textstat counts what the dictionary does not hold.
//!
//! The patterns are those of LibreOffice's American English dictionary, in a static blob that is walked without parsing
//! or allocation. `data/README.md` says where they come from and how the blob is made. The crate's own counts do not
//! use them: breaks for printing are fewer than syllables in speech (see [`crate::syllable`]).
//!
//! **Source** F. M. Liang, "Word hy-phen-a-tion by com-put-er", Stanford University, 1983.

mod table;

use table::Node;

/// How many parts hyphenation cuts a lower-case English word into, with at least two characters before the first and
/// after the last break; 1 for a word that is not to be broken.
pub(crate) fn parts(word: &str) -> u32 {
    const SHORT: usize = 64;
    if word.is_ascii() && word.len() < SHORT - 2 {
        let mut symbols = [table::EDGE; SHORT];
        let mut levels = [0; SHORT + 1];
        for (symbol, byte) in symbols[1..].iter_mut().zip(word.bytes()) {
            *symbol = table::symbol(char::from(byte));
        }
        return breaks(&symbols[..word.len() + 2], &mut levels[..word.len() + 3]) + 1;
    }
    let edge = || std::iter::once(table::EDGE);
    let symbols: Vec<u8> = edge().chain(word.chars().map(table::symbol)).chain(edge()).collect();
    breaks(&symbols, &mut vec![0; symbols.len() + 1]) + 1
}

/// How many odd levels the patterns leave between the second character and the last but one.
fn breaks(symbols: &[u8], levels: &mut [u8]) -> u32 {
    for from in 0..symbols.len() {
        let mut node = Node::ROOT;
        for &symbol in &symbols[from..] {
            let Some(next) = node.child(symbol) else { break };
            node = next;
            let Some((offset, values)) = node.levels() else { continue };
            for (level, value) in levels[from + offset..].iter_mut().zip(values) {
                *level = (*level).max(*value);
            }
        }
    }
    // the word has two edges: its character k stands at k + 1, and a break before it has the level there
    let inner = 3..symbols.len().saturating_sub(3);
    levels
        .get(inner.start..=inner.end)
        .map_or(0, |inner| inner.iter().filter(|level| *level % 2 == 1).count() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_break_where_the_patterns_say() {
        let broken = [("hyphenation", 3), ("algorithm", 3), ("elephant", 2), ("cat", 1), ("academic", 3)];
        for (word, expected) in broken {
            assert_eq!(parts(word), expected, "{word}");
        }
    }

    #[test]
    fn a_word_without_patterns_is_whole() {
        for word in ["", "a", "2024", "光合作用", "\u{301}\u{301}\u{301}\u{301}"] {
            assert_eq!(parts(word), 1, "{word:?}");
        }
    }

    #[test]
    fn a_long_word_breaks_like_its_short_parts() {
        assert_eq!(parts(&"ration".repeat(4)), 5);
        assert_eq!(parts(&"ration".repeat(40)), 41);
        assert_eq!(parts(&format!("{}光光光", "ration".repeat(40))), 41);
    }
}
