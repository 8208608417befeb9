//! The rules, one question a file. Each looks at a statement laid beside one sentence of the source.

pub(crate) mod missing;
mod negation;
mod numbers;
mod opposites;
mod order;
mod quantifiers;
mod relations;

use super::Verdict;
use super::align::Alignment;
use super::sentence::Sentence;

/// A statement laid beside one sentence of the source.
pub(crate) struct Laid<'a> {
    /// The statement.
    pub(crate) mine: &'a Sentence,
    /// The sentence of the source.
    pub(crate) theirs: &'a Sentence,
    /// Which words stand for which.
    pub(crate) alignment: &'a Alignment,
    /// The order in which the statement was read.
    pub(crate) my_order: &'a [usize],
    /// The order in which the source was read.
    pub(crate) their_order: &'a [usize],
    /// The sentences around the quote.
    pub(crate) around: &'a [&'a Sentence],
}

impl Laid<'_> {
    /// The share of the statement's content that was found in order, from 0 to 1.
    pub(crate) fn share(&self) -> f64 {
        let Alignment { pairs, missing, displaced } = self.alignment;
        let all = pairs.len() + missing.len() + displaced.len();
        if all == 0 { 0.0 } else { pairs.len() as f64 / all as f64 }
    }

    /// Where in the source a token of the statement stands.
    pub(crate) fn partner(&self, mine: usize) -> Option<usize> {
        self.alignment.pairs.iter().find(|pair| pair.mine == mine).map(|pair| pair.theirs)
    }

    /// Whether a token of the source stands for one of the statement.
    pub(crate) fn is_taken(&self, theirs: usize) -> bool {
        self.alignment.pairs.iter().any(|pair| pair.theirs == theirs)
    }
}

/// What one rule found.
pub(crate) type Finding = Option<Verdict>;

/// Asks every rule: a contradiction counts before a doubt, and no doubt at all is support.
pub(crate) fn judge(laid: &Laid<'_>) -> Verdict {
    let rules: [fn(&Laid<'_>) -> Finding; 7] = [
        numbers::check,
        opposites::check,
        negation::check,
        quantifiers::check,
        relations::check,
        missing::check,
        order::check,
    ];
    let mut doubt = None;
    let mut contradictions = Vec::new();
    for rule in rules {
        match rule(laid) {
            Some(Verdict::Contradicted(reason)) => contradictions.push(reason),
            Some(other) if doubt.is_none() => doubt = Some(other),
            _ => {}
        }
    }
    match contradictions.len() {
        0 => doubt.unwrap_or(Verdict::Supported),
        1 => Verdict::Contradicted(contradictions.remove(0)),
        // two turns may cancel: "does not rise" beside "falls"
        _ => match rules[1](laid).is_some() && rules[2](laid).is_some() {
            true => Verdict::CannotTell("the statement turns the quote round twice; read both".to_owned()),
            false => Verdict::Contradicted(contradictions.remove(0)),
        },
    }
}

/// A contradiction.
fn contradicts(reason: String) -> Finding {
    Some(Verdict::Contradicted(reason))
}

/// A doubt.
fn doubts(reason: String) -> Finding {
    Some(Verdict::CannotTell(reason))
}
