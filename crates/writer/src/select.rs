//! Selection: which facts make it into a material, and in what order a reader meets them.

use std::collections::{BTreeSet, HashMap};

use crate::facts::Fact;
use crate::lesson::Lesson;
use crate::stems;

/// How much a fact loses for each fact of the same section that was picked before it.
const CROWDING: f64 = 0.12;

/// Picks `wanted` of the facts: the best, spread over the sections, in reading order.
pub(crate) fn spread<'a>(lesson: &Lesson<'_>, facts: &[&'a Fact], wanted: usize) -> Vec<&'a Fact> {
    let mut left: Vec<(&Fact, f64)> = facts.iter().map(|fact| (*fact, lesson.score(fact))).collect();
    let mut crowd: HashMap<usize, u32> = HashMap::new();
    let mut picked: Vec<&Fact> = Vec::new();
    while picked.len() < wanted && !left.is_empty() {
        let worth = |(fact, score): &(&Fact, f64)| {
            score - CROWDING * f64::from(crowd.get(&fact.quote.passage).copied().unwrap_or(0))
        };
        let best = (0..left.len())
            .max_by(|&one, &other| worth(&left[one]).total_cmp(&worth(&left[other])).then(other.cmp(&one)));
        let Some(best) = best else { break };
        let (fact, _) = left.remove(best);
        *crowd.entry(fact.quote.passage).or_default() += 1;
        picked.push(fact);
    }
    in_reading_order(lesson, &mut picked);
    picked
}

/// Puts facts in the order in which a reader meets them.
pub(crate) fn in_reading_order(lesson: &Lesson<'_>, facts: &mut [&Fact]) {
    facts.sort_by_key(|fact| lesson.place(fact));
}

/// Remembers texts, and tells whether a new one says nearly the same as one of them.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    stems: Vec<BTreeSet<String>>,
}

impl Seen {
    /// Takes a text in; `false` when one taken before shares more than `most` of its words (0 to 1).
    pub(crate) fn is_new(&mut self, text: &str, most: f64) -> bool {
        let words = stems::of(text);
        if words.is_empty() || self.stems.iter().any(|seen| stems::jaccard(seen, &words) > most) {
            return false;
        }
        self.stems.push(words);
        true
    }
}

/// A stable number made of a text, to vary what may vary from topic to topic: FNV-1a.
pub(crate) fn hash(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// An order of `length` places that depends on nothing but `seed`.
pub(crate) fn shuffled(length: usize, seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..length).collect();
    let mut state = seed | 1;
    for last in (1..length).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let at = (state >> 33) as usize % (last + 1);
        order.swap(last, at);
    }
    order
}
