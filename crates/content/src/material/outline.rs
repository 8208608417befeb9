//! Master content outline: a course in sections.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::markdown::Markdown;
use crate::report::Finding;
use crate::statement::{Collector, StatementRole};

/// A course in sections, each with its time and key points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MasterContentOutline {
    /// What a reader sees first.
    #[schemars(length(min = 1, max = 300))]
    pub title: String,
    /// What the course is about, in a paragraph.
    #[schemars(length(min = 1, max = 5000))]
    pub overview: String,
    /// The sections in teaching order.
    #[schemars(length(min = 3, max = 15))]
    pub sections: Vec<OutlineSection>,
    /// The sum of the sections' minutes.
    #[schemars(range(min = 1, max = 10_000))]
    pub estimated_total_duration: u32,
    /// For whom, in words.
    #[schemars(length(min = 1, max = 300))]
    pub target_audience: String,
    /// `beginner`, `intermediate` or `advanced`.
    pub difficulty_level: DifficultyLevel,
}

/// One section of an outline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OutlineSection {
    /// From 1, without gaps.
    #[schemars(range(min = 1, max = 15))]
    pub section_number: u32,
    /// Its heading.
    #[schemars(length(min = 1, max = 300))]
    pub title: String,
    /// What it is about.
    #[schemars(length(min = 1, max = 5000))]
    pub description: String,
    /// How long it takes, in minutes.
    #[schemars(range(min = 1, max = 600))]
    pub estimated_duration_minutes: u32,
    /// What to remember of it.
    #[schemars(length(min = 1, max = 12), inner(length(min = 1, max = 1000)))]
    pub key_points: Vec<String>,
}

/// How much a course asks of those who begin it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DifficultyLevel {
    /// Nothing is taken as known.
    Beginner,
    /// The basics are taken as known.
    Intermediate,
    /// Much is taken as known.
    Advanced,
}

impl DifficultyLevel {
    /// The name used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Beginner => "beginner",
            Self::Intermediate => "intermediate",
            Self::Advanced => "advanced",
        }
    }
}

impl MasterContentOutline {
    pub(super) fn collect(&self, to: &mut Collector) {
        to.push(StatementRole::Frame, "/title", &self.title);
        to.push(StatementRole::Fact, "/overview", &self.overview);
        for (index, section) in self.sections.iter().enumerate() {
            let at = format!("/sections/{index}");
            to.push(StatementRole::Frame, format!("{at}/title"), &section.title);
            to.push(StatementRole::Fact, format!("{at}/description"), &section.description);
            to.each(StatementRole::Fact, &format!("{at}/key_points"), &section.key_points);
        }
        to.push(StatementRole::Frame, "/target_audience", &self.target_audience);
    }

    pub(super) fn broken_invariants(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (index, section) in self.sections.iter().enumerate() {
            if section.section_number as usize != index + 1 {
                let detail =
                    format!("section {} stands where {} is expected", section.section_number, index + 1);
                findings.push(Finding::new("order", format!("/sections/{index}/section_number"), detail));
            }
        }
        let sum: u32 = self.sections.iter().map(|section| section.estimated_duration_minutes).sum();
        if sum != self.estimated_total_duration {
            let detail = format!(
                "the sections take {sum} minutes, not {}; make them agree",
                self.estimated_total_duration
            );
            findings.push(Finding::new("sum", "/estimated_total_duration", detail));
        }
        findings
    }

    pub(super) fn to_markdown(&self) -> String {
        let mut md = Markdown::titled(&self.title);
        md.paragraph(&self.overview);
        md.line(&format!(
            "*For {} · {} · {} minutes*",
            self.target_audience,
            self.difficulty_level.as_str(),
            self.estimated_total_duration
        ));
        for section in &self.sections {
            md.heading(2, &format!("{}. {}", section.section_number, section.title));
            md.line(&format!("*{} minutes*", section.estimated_duration_minutes));
            md.paragraph(&section.description);
            md.bullets(&section.key_points);
        }
        md.finish()
    }
}
