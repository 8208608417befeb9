//! Weights: how telling a word is, and a phrase of such words.

use super::candidate::{Phrase, Read, Seen};

/// How little each stem tells, by its place: small for a telling one, above 0.
pub(super) fn weigh(read: &Read) -> Vec<f64> {
    let counts = read.words.iter().map(|seen| f64::from(seen.count));
    let number = read.words.len().max(1) as f64;
    let mean = counts.clone().sum::<f64>() / number;
    let deviation = (counts.clone().map(|count| (count - mean).powi(2)).sum::<f64>() / number).sqrt();
    let most = counts.fold(1.0, f64::max);
    let typical = mean + deviation;
    read.words
        .iter()
        .map(|seen| weight(seen, typical.max(1.0), most, f64::from(read.sentences.max(1))))
        .collect()
}

fn weight(seen: &Seen, typical: f64, most: f64, sentences: f64) -> f64 {
    let count = f64::from(seen.count);
    // a name that occurs once says little about the text
    let case = f64::from(seen.capitals.saturating_sub(1)) / (1.0 + count.ln());
    let position = (3.0 + f64::from(seen.first_sentence)).ln().ln().max(0.05);
    let frequency = count / typical;
    let spread = f64::from(seen.sentences) / sentences;
    let variety: f64 =
        (0..2).map(|side| f64::from(seen.different[side]) / f64::from(seen.neighbours[side].max(1))).sum();
    let relatedness = 1.0 + variety * count / most;
    relatedness * position / (case + frequency / relatedness + spread / relatedness)
}

/// How little a phrase tells, above 0.
pub(super) fn littleness(phrase: &Phrase, weights: &[f64]) -> f64 {
    let (mut product, mut sum) = (1.0, 0.0);
    for &word in &phrase.words {
        product *= weights[word];
        sum += weights[word];
    }
    product / (f64::from(phrase.count) * (1.0 + sum))
}
