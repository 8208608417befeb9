//! Terms: the words and phrases a text is about.

use std::ops::Range;

use crate::Language;

mod candidate;
mod generic;
mod weight;

/// A word or phrase that a text is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// The term as the text writes it most often.
    pub text: String,
    /// The stems of its words, joined by spaces: equal for inflected forms.
    pub key: String,
    /// How often it occurs, in any inflection.
    pub count: u32,
    /// Where it first occurs, in bytes.
    pub first: Range<usize>,
    /// How much it stands for the text: 1 for the first term of the list, then falling, above 0.
    pub score: f64,
}

/// The most telling words and phrases of a text, best first, at most `limit`.
///
/// **Measures** how much a phrase stands for its text: its words are frequent, early, spread over the sentences, often
/// capitalised, and keep to few neighbours. A phrase is up to three content words side by side, or two joined by a
/// word such as `of`; stop words, numbers and words common to all subjects are not in it.
/// **Scale** 1 for the best of the text, then falling; not comparable between texts.
/// **Source** after R. Campos and others, "YAKE! Keyword extraction from single documents using multiple local
/// features", Information Sciences 509, 2020; with stems in place of words.
/// **Limits** knows no grammar, so a verb may be among the terms; a text of few sentences tells little. Languages
/// without a stop word list give poor terms.
///
/// The same text gives the same terms in the same order. A phrase that only ever occurs inside a better one is left
/// out.
pub fn terms(text: &str, language: Language, limit: usize) -> Vec<Term> {
    let read = candidate::read(text, language);
    let weights = weight::weigh(&read);
    let mut ranked: Vec<(f64, &candidate::Phrase)> =
        read.phrases.iter().map(|phrase| (weight::littleness(phrase, &weights), phrase)).collect();
    ranked.sort_by(|(left, earlier), (right, later)| {
        left.total_cmp(right).then_with(|| earlier.first.start.cmp(&later.first.start))
    });

    let mut kept: Vec<Term> = Vec::with_capacity(limit.min(ranked.len()));
    let best = ranked.first().map_or(1.0, |(least, _)| *least);
    for (little, phrase) in ranked {
        if kept.len() == limit {
            break;
        }
        if !kept.iter().any(|term| repeats(phrase, term)) {
            kept.push(Term {
                text: phrase.surface(text).to_owned(),
                key: phrase.key.clone(),
                count: phrase.count,
                first: phrase.first.clone(),
                score: best / little,
            });
        }
    }
    kept
}

/// Whether a phrase occurs only inside a kept term, or says no more than one that it contains.
fn repeats(phrase: &candidate::Phrase, kept: &Term) -> bool {
    let inside = |part: &str, whole: &str| format!(" {whole} ").contains(&format!(" {part} "));
    (inside(&phrase.key, &kept.key) && phrase.count <= kept.count)
        || (inside(&kept.key, &phrase.key) && phrase.count * 4 <= kept.count)
}

#[cfg(test)]
mod tests;
