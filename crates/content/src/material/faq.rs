//! Questions people ask about a topic, answered.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::markdown::Markdown;
use crate::statement::{Collector, StatementRole};

/// The questions people ask, answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FaqCollection {
    /// What a reader sees first.
    #[schemars(length(min = 1, max = 300))]
    pub title: String,
    /// The questions.
    #[schemars(length(min = 5, max = 15))]
    pub items: Vec<FaqItem>,
}

/// A question and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FaqItem {
    /// What people ask.
    #[schemars(length(min = 1, max = 1000))]
    pub question: String,
    /// The answer.
    #[schemars(length(min = 1, max = 5000))]
    pub answer: String,
    /// What part of the topic it belongs to.
    #[schemars(length(min = 1, max = 200))]
    pub category: String,
}

impl FaqCollection {
    pub(super) fn collect(&self, to: &mut Collector) {
        to.push(StatementRole::Frame, "/title", &self.title);
        for (index, item) in self.items.iter().enumerate() {
            to.push(StatementRole::Question, format!("/items/{index}/question"), &item.question);
            to.push(StatementRole::Fact, format!("/items/{index}/answer"), &item.answer);
        }
    }

    pub(super) fn to_markdown(&self) -> String {
        let mut md = Markdown::titled(&self.title);
        for item in &self.items {
            md.heading(2, &item.question);
            md.paragraph(&item.answer);
        }
        md.finish()
    }
}
