//! Sources and passages: what statements may rest on.

use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::id::{PassageId, SourceId};
use crate::language::LanguageTag;

mod label;

pub use label::is_label;

/// Where a source came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The starter library that ships with the product.
    Library,
    /// Text a person typed or pasted.
    Text,
    /// A file a person uploaded.
    Upload,
    /// A page fetched from the web.
    Url,
}

/// A text that statements may rest on.
///
/// In `text` a paragraph, a heading and a list item are one line each; a blank line parts paragraphs. All offsets
/// count Unicode scalar values from its start.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// Its name.
    pub id: SourceId,
    /// What a person calls it; 1 to 300 characters.
    pub title: String,
    /// The cleaned text.
    pub text: String,
    /// Under what terms it may be used, as an SPDX name or a sentence; `None` when unknown.
    pub licence: Option<String>,
    /// Where it was fetched from.
    pub url: Option<String>,
    /// Where it came from.
    pub origin: Origin,
    /// The language it is written in; `None` when it could not be told.
    pub language: Option<LanguageTag>,
    /// Works for further reading that the source names; never quoted as evidence.
    #[serde(default)]
    pub references: Vec<String>,
}

/// A stretch of a source, bounded in size, that never cuts a sentence and never crosses a heading.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Passage {
    /// Its name.
    pub id: PassageId,
    /// The source it is part of.
    pub source_id: SourceId,
    /// Its place among the source's passages, from 0.
    pub ordinal: u32,
    /// The source's text from `start` to `end`.
    pub text: String,
    /// Where it begins: Unicode scalar values from the start of the source's text.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
    /// The page it stands on, from 1, where the source has pages.
    pub page: Option<u32>,
    /// The heading it stands under, innermost; `None` before the first heading.
    pub heading: Option<String>,
    /// What the author marked in it; empty on a stranger's text.
    #[serde(default)]
    pub marks: Vec<Mark>,
}

impl Passage {
    /// Turns a byte range of `text` into Unicode scalar offsets into the source.
    pub fn source_offsets(&self, bytes: &Range<usize>) -> Option<(usize, usize)> {
        let before = self.text.get(..bytes.start)?.chars().count();
        let length = self.text.get(bytes.clone())?.chars().count();
        Some((self.start + before, self.start + before + length))
    }
}

/// Words that the author of a library text marked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Mark {
    /// What the words are.
    pub kind: MarkKind,
    /// Where they begin: bytes from the start of the passage's text.
    pub start: usize,
    /// Where they end, exclusive.
    pub end: usize,
}

/// What marked words are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MarkKind {
    /// A term that the same sentence defines.
    Term,
    /// The words that define the sentence's term; never holds the term itself.
    Definition,
    /// The clause that says why.
    Cause,
    /// The clause that says what follows.
    Effect,
    /// One step of an ordered process.
    Step,
    /// A sentence that compares two things.
    Contrast,
    /// A number with its unit, or a date, worth asking about.
    Figure,
    /// A widespread wrong belief: false, never to be stated as a fact.
    Misconception,
    /// The sentence that sets the preceding misconception right.
    Correction,
    /// A thing whose parts the sentence lists.
    Whole,
    /// One part of the sentence's whole.
    Part,
}

impl MarkKind {
    /// The kind named in a library text, such as `term` in `[photosynthesis]{term}`.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "term" => Self::Term,
            "definition" => Self::Definition,
            "cause" => Self::Cause,
            "effect" => Self::Effect,
            "step" => Self::Step,
            "contrast" => Self::Contrast,
            "figure" => Self::Figure,
            "misconception" => Self::Misconception,
            "correction" => Self::Correction,
            "whole" => Self::Whole,
            "part" => Self::Part,
            _ => return None,
        })
    }
}

/// How a source is named where a material lists what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SourceCredit {
    /// The source.
    pub source_id: SourceId,
    /// Its title.
    pub title: String,
    /// Its terms of use; `None` when unknown.
    pub licence: Option<String>,
    /// Where it was fetched from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}
