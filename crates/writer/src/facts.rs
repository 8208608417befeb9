//! What passages say: definitions, parts, causes, sequences, figures, dates, comparisons, each with its exact words.
//!
//! Every finder works on one sentence (or one run of sentences) of one passage and keeps byte ranges into the
//! passage's text, so that a quote is always the passage's own words. Marks of the library are used as if a finder
//! had found them; on a stranger's text the finders work alone.

use std::ops::Range;

use content::Passage;

/// Words of a passage.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Span {
    /// Which passage: index into the request's passages.
    pub passage: usize,
    /// Bytes of that passage's text.
    pub bytes: Range<usize>,
}

impl Span {
    /// The words themselves.
    pub fn text<'a>(&self, passages: &'a [Passage]) -> &'a str {
        passages.get(self.passage).and_then(|passage| passage.text.get(self.bytes.clone())).unwrap_or_default()
    }
}

/// One thing a passage says.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// The sentence, or the run of sentences, that says it: the quote.
    pub quote: Span,
    /// What it says.
    pub kind: FactKind,
    /// Whether an author marked it; marked facts are preferred.
    pub marked: bool,
    /// How central it is to the passages, from 0 to 1.
    pub weight: f64,
}

/// What a fact says.
#[derive(Debug, Clone, PartialEq)]
pub enum FactKind {
    /// `term` is `definition`; the definition holds no word of the term.
    Definition {
        /// The term without its article.
        term: Span,
        /// What it is.
        definition: Span,
        /// The words that join them as written: `is`, `are`, `means`, `is called`.
        copula: String,
    },
    /// `effect` because of `cause`.
    Cause {
        /// Why.
        cause: Span,
        /// What follows.
        effect: Span,
    },
    /// Steps of one process in order.
    Sequence {
        /// The steps.
        steps: Vec<Span>,
    },
    /// A number with its unit, or a date.
    Figure {
        /// The words to ask for, unit included.
        value: Span,
        /// Whether it is a date or a year.
        is_date: bool,
    },
    /// A sentence that compares two things.
    Contrast,
    /// A whole and its parts.
    Parts {
        /// What has parts.
        whole: Span,
        /// The parts.
        parts: Vec<Span>,
    },
    /// A widespread wrong belief, set right in the quote's last sentence.
    Misconception {
        /// The wrong belief: false, never stated as fact.
        belief: Span,
        /// The sentence that sets it right.
        correction: Span,
    },
    /// A plain statement worth keeping that none of the others fits.
    Statement,
}

/// Everything found in the passages, in reading order.
pub fn find(passages: &[Passage]) -> Vec<Fact> {
    let _ = passages;
    Vec::new()
}
