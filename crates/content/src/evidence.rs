//! Evidence: the place in a source on which a statement rests.
//!
//! A [`Citation`] is what a writer claims; [`Evidence`] is what was found. Only [`locate`] turns the one into the
//! other, by looking the quote up in the passage: no writer's offsets are believed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::id::PassageId;
use crate::source::Passage;

/// A writer's claim that a passage carries a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Citation {
    /// JSON Pointer (RFC 6901) into the body: the text that needs support.
    pub pointer: String,
    /// The words at that place which rest on the quote; `None` for the whole text there.
    pub statement: Option<String>,
    /// The passage cited.
    pub passage_id: PassageId,
    /// The passage's words.
    pub quote: String,
}

/// Whether the quote carries the statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Support {
    /// The statement agrees with the quote in numbers, dates, names and negation.
    Supported,
    /// No quote stands behind the statement, or the quote says otherwise; `reason` tells which.
    Unsupported,
    /// The quote was found, and nothing checked yet whether it carries the statement.
    Unchecked,
}

/// One checked link from a statement to its source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// JSON Pointer (RFC 6901) into the body.
    pub pointer: String,
    /// The words at that place which rest on the quote; absent for the whole text there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<String>,
    /// The passage quoted; absent where the statement has none.
    pub passage_id: Option<PassageId>,
    /// The source's own words from `start` to `end`.
    pub quote: String,
    /// Where the quote begins: Unicode scalar values from the start of the source's text.
    pub start: usize,
    /// Where the quote ends, exclusive: Unicode scalar values from the start of the source's text.
    pub end: usize,
    /// Whether the server found the quote at that place.
    pub verified: bool,
    /// Whether the quote carries the statement.
    pub support: Support,
    /// Why not, where it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Evidence {
    /// Whether this entry lets the statement stand.
    pub fn holds(&self) -> bool {
        self.verified && self.support == Support::Supported
    }

    /// An entry that marks a statement as resting on nothing.
    pub fn missing(pointer: impl Into<String>, statement: Option<String>, reason: impl Into<String>) -> Self {
        Self {
            pointer: pointer.into(),
            statement,
            passage_id: None,
            quote: String::new(),
            start: 0,
            end: 0,
            verified: false,
            support: Support::Unsupported,
            reason: Some(reason.into()),
        }
    }
}

/// Looks a citation's quote up in the passage it names.
///
/// The quote counts as found when the passage holds it letter for letter, runs of white space apart. The result
/// carries the passage's own words, and [`Support::Unchecked`]: that the words are there does not yet mean that
/// they carry the statement.
pub fn locate(citation: &Citation, passages: &[Passage]) -> Evidence {
    let missing =
        |reason: &str| Evidence::missing(citation.pointer.clone(), citation.statement.clone(), reason);
    let Some(passage) = passages.iter().find(|passage| passage.id == citation.passage_id) else {
        return missing("the passage cited is not among those retrieved");
    };
    let Some((from, to)) = find_quote(&passage.text, &citation.quote) else {
        return missing("the quote does not stand in the passage cited");
    };
    let before = passage.text[..from].chars().count();
    let quote = passage.text[from..to].to_owned();
    let start = passage.start + before;
    Evidence {
        pointer: citation.pointer.clone(),
        statement: citation.statement.clone(),
        passage_id: Some(passage.id),
        start,
        end: start + quote.chars().count(),
        quote,
        verified: true,
        support: Support::Unchecked,
        reason: None,
    }
}

/// The byte range of `quote` in `text`, white space runs counting as one space.
fn find_quote(text: &str, quote: &str) -> Option<(usize, usize)> {
    let quote = quote.trim();
    if quote.is_empty() {
        return None;
    }
    if let Some(from) = text.find(quote) {
        return Some((from, from + quote.len()));
    }
    let first = quote.split_whitespace().next()?;
    text.match_indices(first).find_map(|(from, _)| {
        match_words(&text[from..], quote.split_whitespace()).map(|length| (from, from + length))
    })
}

/// How many bytes of `text` hold exactly these words, separated by white space; `None` if they differ.
fn match_words<'a>(text: &str, words: impl Iterator<Item = &'a str>) -> Option<usize> {
    let mut at = 0;
    for (index, word) in words.enumerate() {
        let rest = &text[at..];
        let trimmed = rest.trim_start();
        let gap = rest.len() - trimmed.len();
        if (index > 0 && gap == 0) || !trimmed.starts_with(word) {
            return None;
        }
        at += gap + word.len();
    }
    Some(at)
}
