//! Reading text: a topic told in sections, with references.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Section;
use crate::markdown::Markdown;
use crate::statement::{Collector, StatementRole};

/// A text to read, in sections, with references.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DetailedReadingMaterial {
    /// What a reader sees first.
    #[schemars(length(min = 1, max = 300))]
    pub title: String,
    /// Leads the reader in.
    #[schemars(length(min = 1, max = 5000))]
    pub introduction: String,
    /// The text.
    #[schemars(length(min = 3, max = 10))]
    pub sections: Vec<Section>,
    /// Leads the reader out.
    #[schemars(length(min = 1, max = 5000))]
    pub conclusion: String,
    /// The sources, as a reader would cite them.
    #[schemars(length(max = 50), inner(length(min = 1, max = 500)))]
    pub references: Vec<String>,
}

impl DetailedReadingMaterial {
    pub(super) fn collect(&self, to: &mut Collector) {
        to.push(StatementRole::Frame, "/title", &self.title);
        to.push(StatementRole::Fact, "/introduction", &self.introduction);
        for (index, section) in self.sections.iter().enumerate() {
            to.push(StatementRole::Frame, format!("/sections/{index}/title"), &section.title);
            to.push(StatementRole::Fact, format!("/sections/{index}/content"), &section.content);
        }
        to.push(StatementRole::Fact, "/conclusion", &self.conclusion);
        to.each(StatementRole::Frame, "/references", &self.references);
    }

    pub(super) fn to_markdown(&self) -> String {
        let mut md = Markdown::titled(&self.title);
        md.paragraph(&self.introduction);
        for section in &self.sections {
            md.heading(2, &section.title);
            md.paragraph(&section.content);
        }
        md.heading(2, "Conclusion");
        md.paragraph(&self.conclusion);
        if !self.references.is_empty() {
            md.heading(2, "References");
            md.bullets(&self.references);
        }
        md.finish()
    }
}
