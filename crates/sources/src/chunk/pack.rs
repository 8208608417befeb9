//! Packing sentences into passages so that each has a good size and the cuts fall where they hurt least.

use std::ops::Range;

use super::MAX_WORDS;
use super::piece::{Bond, Piece};

/// The fewest and most words of a passage of good size.
///
/// **Source** Our own choice: long enough to hold a definition with what explains it, short enough that a quote in it
/// is found at a glance and a dozen fit a model's prompt.
const GOOD_WORDS: Range<usize> = 60..180;
/// What every passage costs, so that two small ones are not better than one of good size.
const COST_OF_PASSAGE: usize = 20;

/// How the pieces are grouped into passages: index ranges, in order, together covering all of them.
///
/// Finds the cheapest grouping: a passage costs by how far its size is from good, a cut by what it parts. Time grows
/// linearly with the pieces, because no passage has more than [`MAX_WORDS`] words.
pub(super) fn pack(pieces: &[Piece]) -> Vec<Range<usize>> {
    // cheapest[n]: what the first n pieces cost at best, and where their last passage begins
    let mut cheapest: Vec<(usize, usize)> = vec![(0, 0)];
    for end in 1..=pieces.len() {
        let cut = if end == pieces.len() { 0 } else { cost_of_cut(pieces[end - 1].bond) };
        let mut best = (usize::MAX, end - 1);
        let mut words = 0_usize;
        for start in (0..end).rev() {
            words += pieces[start].words.max(1);
            if words > MAX_WORDS && start + 1 < end {
                break;
            }
            let cost = cheapest[start].0.saturating_add(cost_of_size(words) + cut);
            if cost < best.0 {
                best = (cost, start);
            }
        }
        cheapest.push(best);
    }
    let mut groups = Vec::new();
    let mut end = pieces.len();
    while end > 0 {
        let start = cheapest[end].1;
        groups.push(start..end);
        end = start;
    }
    groups.reverse();
    groups
}

fn cost_of_size(words: usize) -> usize {
    let off = GOOD_WORDS.start.saturating_sub(words) + words.saturating_sub(GOOD_WORDS.end);
    COST_OF_PASSAGE + off
}

fn cost_of_cut(bond: Bond) -> usize {
    match bond {
        Bond::None => 0,
        Bond::Paragraph => 40,
        Bond::List => 60,
        Bond::Meaning => 400,
    }
}
