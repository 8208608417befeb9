//! Flashcards: terms on one side, definitions on the other.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Difficulty;
use crate::markdown::Markdown;
use crate::statement::{Collector, StatementRole};

/// Terms on one side, definitions on the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Flashcards {
    /// What a reader sees first.
    #[schemars(length(min = 1, max = 300))]
    pub title: String,
    /// The cards.
    #[schemars(length(min = 10, max = 25))]
    pub items: Vec<Flashcard>,
}

/// One card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Flashcard {
    /// The front.
    #[schemars(length(min = 1, max = 200))]
    pub term: String,
    /// The back; never holds the term.
    #[schemars(length(min = 1, max = 2000))]
    pub definition: String,
    /// What part of the topic it belongs to.
    #[schemars(length(min = 1, max = 200))]
    pub category: String,
    /// How hard it is.
    pub difficulty: Difficulty,
}

impl Flashcards {
    pub(super) fn collect(&self, to: &mut Collector) {
        to.push(StatementRole::Frame, "/title", &self.title);
        for (index, card) in self.items.iter().enumerate() {
            to.definition(&format!("/items/{index}"), &card.term, &card.definition);
        }
    }

    pub(super) fn to_markdown(&self) -> String {
        let mut md = Markdown::titled(&self.title);
        for card in &self.items {
            md.definition(&card.term, &card.definition);
        }
        md.finish()
    }
}
