//! Weights: how central a fact is to the passages it comes from.

use std::collections::HashMap;

use content::Passage;

use super::{Fact, FactKind};
use crate::sentence::Sentence;
use crate::stems;

/// Gives every fact its weight: how often the passages speak of what it is about, what kind it is, whether an author
/// marked it, and how high its passage was ranked.
pub(super) fn weigh(facts: &mut [Fact], sentences: &[Sentence<'_>], passages: &[Passage]) {
    let frequency = frequencies(sentences);
    let most = frequency.values().copied().max().unwrap_or(1).max(1);
    for fact in facts {
        let about = about(fact, passages);
        let central = centrality(about, &frequency, most);
        let rank = 1.0 - fact.quote.passage as f64 / passages.len().max(1) as f64;
        let mark = if fact.marked { 1.0 } else { 0.0 };
        fact.weight = 0.45 * central + 0.25 * kind(&fact.kind) + 0.2 * mark + 0.1 * rank;
    }
}

/// In how many sentences each stem occurs.
fn frequencies(sentences: &[Sentence<'_>]) -> HashMap<String, usize> {
    let mut frequency = HashMap::new();
    for sentence in sentences {
        for stem in stems::of(sentence.text) {
            *frequency.entry(stem).or_insert(0) += 1;
        }
    }
    frequency
}

/// The words that say what the fact is about.
fn about<'a>(fact: &Fact, passages: &'a [Passage]) -> &'a str {
    match &fact.kind {
        FactKind::Definition { term, .. } => term.text(passages),
        FactKind::Entry { meaning, .. } => meaning.text(passages),
        FactKind::Parts { whole, .. } => whole.text(passages),
        FactKind::Cause { effect, .. } => effect.text(passages),
        FactKind::Misconception { belief, .. } => belief.text(passages),
        _ => fact.quote.text(passages),
    }
}

/// The mean of the three most frequent stems, on a scale on which the most frequent stem of all is 1.
fn centrality(words: &str, frequency: &HashMap<String, usize>, most: usize) -> f64 {
    let mut counts: Vec<usize> =
        stems::of(words).iter().filter_map(|stem| frequency.get(stem)).copied().collect();
    counts.sort_unstable_by(|one, other| other.cmp(one));
    counts.truncate(3);
    if counts.is_empty() {
        return 0.0;
    }
    let mean = counts.iter().sum::<usize>() as f64 / counts.len() as f64;
    (mean / most as f64).sqrt()
}

fn kind(kind: &FactKind) -> f64 {
    match kind {
        FactKind::Definition { .. } => 1.0,
        FactKind::Cause { .. } | FactKind::Misconception { .. } | FactKind::Sequence { .. } => 0.9,
        FactKind::Parts { .. } | FactKind::Contrast { .. } | FactKind::Entry { .. } => 0.8,
        FactKind::Figure { .. } => 0.6,
        FactKind::Statement => 0.3,
    }
}
