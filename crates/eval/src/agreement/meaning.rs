//! Meaning: how near two words are by the company they keep, and how rare a word is.
//!
//! Vectors of the frequent stems of English. Opposites keep the same company: nearness is never proof that two words
//! say the same, only that one may stand where the other stands.

use foldhash::HashMap;
use std::sync::LazyLock;

/// **Source** J. Pennington, R. Socher, C. Manning, GloVe (6B tokens, 50 dimensions), 2014, packed by
/// `examples/pack_vectors.rs`.
const STEMS: &str = include_str!("../../data/glove/stems.txt");
const VECTORS: &[u8] = include_bytes!("../../data/glove/vectors.bin");

/// Bytes of a packed vector: its rank, and two numbers a byte.
const PACKED: usize = 26;

static PLACES: LazyLock<HashMap<&'static str, usize>> =
    LazyLock::new(|| STEMS.lines().enumerate().map(|(at, stem)| (stem, at)).collect());

/// A word's rank where nothing is known of it: rarer than all that are.
const UNKNOWN_RANK: u8 = 136;

/// How rare a stem is, from 0 for the most frequent to 1 for one that is unknown.
pub(crate) fn rarity(stem: &str) -> f64 {
    let rank = packed(stem).and_then(|packed| packed.first()).copied().unwrap_or(UNKNOWN_RANK);
    f64::from(rank.min(UNKNOWN_RANK)) / f64::from(UNKNOWN_RANK)
}

/// How near two stems are, from -1 to 1; 0 where one is unknown.
pub(crate) fn nearness(left: &str, right: &str) -> f64 {
    let (Some(left), Some(right)) = (packed(left), packed(right)) else { return 0.0 };
    let (mut product, mut left_square, mut right_square) = (0_i32, 0_i32, 0_i32);
    for (left, right) in numbers(left).zip(numbers(right)) {
        product += left * right;
        left_square += left * left;
        right_square += right * right;
    }
    f64::from(product) / f64::from(left_square.max(1)).sqrt() / f64::from(right_square.max(1)).sqrt()
}

fn packed(stem: &str) -> Option<&'static [u8]> {
    let at = PLACES.get(stem)? * PACKED;
    VECTORS.get(at..at + PACKED)
}

fn numbers(packed: &[u8]) -> impl Iterator<Item = i32> + '_ {
    packed.iter().skip(1).flat_map(|byte| [i32::from(byte & 15) - 8, i32::from(byte >> 4) - 8])
}

#[cfg(test)]
mod tests {
    use text::Language;

    use super::*;

    fn near(left: &str, right: &str) -> f64 {
        let stem = |word: &str| text::stem::stem(word, Language::En);
        nearness(&stem(left), &stem(right))
    }

    #[test]
    fn words_of_one_matter_are_nearer_than_others() {
        assert!(near("doctor", "physician") > 0.6);
        assert!(near("doctor", "glacier") < 0.3);
        assert!(near("expensive", "costly") > near("expensive", "green"));
        assert_eq!(near("doctor", "xyzzyx"), 0.0);
    }

    #[test]
    fn rare_words_are_told_from_frequent_ones() {
        assert!(rarity("water") < rarity("khipus"));
        assert!(rarity("water") < rarity("glacier"));
    }
}
