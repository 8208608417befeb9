//! Terms: the words and phrases a text is about.

use std::collections::HashMap;

use crate::{Language, sentence, stem, stopwords, word};

/// A word or phrase that a text is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// The term as the text writes it first.
    pub text: String,
    /// The stems of its words, joined by spaces: equal for inflected forms.
    pub key: String,
    /// How often it occurs, in any inflection.
    pub count: u32,
    /// How much it stands for the text: 1 for the first term of the list, then falling, above 0.
    pub score: f64,
}

/// The most telling words and phrases of a text, best first, at most `limit`.
///
/// Candidates are runs of up to three words without stop words, numbers or punctuation between them. Deterministic:
/// equal scores keep the order of the text.
pub fn terms(text: &str, language: Language, limit: usize) -> Vec<Term> {
    let mut found: HashMap<String, (usize, Term)> = HashMap::new();
    sentence::each(text, language, |range| {
        for run in runs(&text[range], language) {
            for length in 1..=3 {
                for words in run.windows(length) {
                    let key =
                        words.iter().map(|word| stem::stem(word, language)).collect::<Vec<_>>().join(" ");
                    let order = found.len();
                    let blank = || Term { text: words.join(" "), key: key.clone(), count: 0, score: 0.0 };
                    let (_, term) = found.entry(key.clone()).or_insert_with(|| (order, blank()));
                    term.count += 1;
                    term.score += length as f64;
                }
            }
        }
    });
    let mut ranked: Vec<(usize, Term)> = found.into_values().collect();
    ranked.sort_by(|(left_order, left), (right_order, right)| {
        right.score.total_cmp(&left.score).then(left_order.cmp(right_order))
    });
    let best = ranked.first().map_or(1.0, |(_, term)| term.score);
    ranked.into_iter().take(limit).map(|(_, term)| Term { score: term.score / best, ..term }).collect()
}

/// Runs of content words with nothing but spaces between them.
fn runs(sentence: &str, language: Language) -> Vec<Vec<&str>> {
    let mut runs: Vec<Vec<&str>> = Vec::new();
    let mut last_end = None;
    for range in word::ranges(sentence) {
        let word = &sentence[range.clone()];
        let content = word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'))
            && word.chars().nth(1).is_some()
            && !stopwords::is_stop_word(word, language);
        if content {
            let joined = last_end.is_some_and(|end: usize| sentence[end..range.start].trim().is_empty());
            match runs.last_mut().filter(|_| joined) {
                Some(run) => run.push(word),
                None => runs.push(vec![word]),
            }
        }
        last_end = content.then_some(range.end);
    }
    runs
}
