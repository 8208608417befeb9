//! One-page summary: the essence of a topic.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::markdown::Markdown;
use crate::statement::{Collector, StatementRole};

/// The essence of a topic on one page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OnePagerSummary {
    /// What a reader sees first.
    #[schemars(length(min = 1, max = 300))]
    pub title: String,
    /// The whole in a few sentences.
    #[schemars(length(min = 1, max = 2000))]
    pub executive_summary: String,
    /// What to remember.
    #[schemars(length(min = 3, max = 7), inner(length(min = 1, max = 1000)))]
    pub key_takeaways: Vec<String>,
    /// The text; paragraphs are parted by a blank line.
    #[schemars(length(min = 1, max = 8000))]
    pub main_content: String,
}

impl OnePagerSummary {
    pub(super) fn collect(&self, to: &mut Collector) {
        to.push(StatementRole::Frame, "/title", &self.title);
        to.push(StatementRole::Fact, "/executive_summary", &self.executive_summary);
        to.each(StatementRole::Fact, "/key_takeaways", &self.key_takeaways);
        to.push(StatementRole::Fact, "/main_content", &self.main_content);
    }

    pub(super) fn to_markdown(&self) -> String {
        let mut md = Markdown::titled(&self.title);
        md.paragraph(&self.executive_summary);
        md.heading(2, "Key takeaways");
        md.bullets(&self.key_takeaways);
        md.heading(2, "In more detail");
        md.paragraph(&self.main_content);
        md.finish()
    }
}
