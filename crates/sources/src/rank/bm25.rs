//! Ordering passages at hand by how much they say about a topic.

use std::collections::HashMap;

use content::Passage;
use text::Language;

use super::query::SearchQuery;
use crate::stems;

/// How quickly a word's repetition stops to count.
const SATURATION: f64 = 1.2;
/// How much a passage's length is held against it.
const LENGTH: f64 = 0.75;
/// How often a word in the heading counts.
const HEADING_WEIGHT: u32 = 3;
/// How much a word of another name counts beside one of the topic itself.
const ALTERNATIVE_WEIGHT: f64 = 0.7;

/// The passages that hold a word of the query, best first, as their index and score; equals keep their order.
///
/// **Source** BM25 with k1 = 1.2 and b = 0.75: S. Robertson and H. Zaragoza, "The Probabilistic Relevance Framework:
/// BM25 and Beyond", Foundations and Trends in Information Retrieval 3(4), 2009. The weights of headings and of other
/// names are our own choice.
pub fn order(query: &SearchQuery, passages: &[Passage]) -> Vec<(usize, f64)> {
    let weights = weights(query);
    let counted: Vec<Counted> =
        passages.iter().map(|passage| Counted::new(passage, &weights, query.language)).collect();
    let total: u32 = counted.iter().map(|counted| counted.length).sum();
    let average = f64::from(total.max(1)) / passages.len().max(1) as f64;
    let mut holders: HashMap<&str, usize> = HashMap::new();
    for term in counted.iter().flat_map(|counted| counted.counts.keys()) {
        *holders.entry(term).or_default() += 1;
    }
    let mut scored: Vec<(usize, f64)> = Vec::new();
    for (index, counted) in counted.iter().enumerate() {
        // in the order of the query, so that the sum is the same in every run
        let score: f64 = weights
            .iter()
            .map(|(term, weight)| {
                let rarity = rarity(passages.len(), holders.get(term).copied().unwrap_or_default());
                weight * rarity * counted.gain(term, average)
            })
            .sum();
        if score > 0.0 {
            scored.push((index, score));
        }
    }
    scored.sort_by(|left, right| right.1.total_cmp(&left.1).then(left.0.cmp(&right.0)));
    scored
}

fn weights(query: &SearchQuery) -> Vec<(&str, f64)> {
    let own = query.terms.len();
    let weight = |index: usize| if index < own { 1.0 } else { ALTERNATIVE_WEIGHT };
    query.all_terms().into_iter().enumerate().map(|(index, term)| (term, weight(index))).collect()
}

fn rarity(passages: usize, holders: usize) -> f64 {
    let (passages, holders) = (passages as f64, holders as f64);
    ((passages - holders + 0.5) / (holders + 0.5)).ln_1p()
}

/// How often the words of a query stand in a passage.
struct Counted<'a> {
    counts: HashMap<&'a str, u32>,
    length: u32,
}

impl<'a> Counted<'a> {
    fn new(passage: &Passage, weights: &[(&'a str, f64)], language: Language) -> Self {
        let mut counted = Self { counts: HashMap::new(), length: 0 };
        let body = stems::of(&passage.text, language);
        let heading =
            passage.heading.as_deref().map(|heading| stems::of(heading, language)).unwrap_or_default();
        for (stem, times) in
            body.iter().map(|stem| (stem, 1)).chain(heading.iter().map(|stem| (stem, HEADING_WEIGHT)))
        {
            counted.length = counted.length.saturating_add(1);
            if let Some((term, _)) = weights.iter().find(|(term, _)| term == stem) {
                *counted.counts.entry(term).or_default() += times;
            }
        }
        counted
    }

    fn gain(&self, term: &str, average: f64) -> f64 {
        let count = f64::from(self.counts.get(term).copied().unwrap_or_default());
        let norm = 1.0 - LENGTH + LENGTH * f64::from(self.length) / average;
        count * (SATURATION + 1.0) / (count + SATURATION * norm)
    }
}
