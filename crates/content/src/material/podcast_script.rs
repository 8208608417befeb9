//! Podcast script: two voices explain the topic.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::markdown::Markdown;
use crate::statement::{Collector, StatementRole};

/// Two voices explain the topic, ready to be read aloud.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PodcastScript {
    /// What a listener hears first.
    #[schemars(length(min = 1, max = 300))]
    pub title: String,
    /// Welcomes the listener and says what is coming.
    #[schemars(length(min = 1, max = 5000))]
    pub introduction: String,
    /// Who says what, in order.
    #[schemars(length(min = 2, max = 100))]
    pub segments: Vec<PodcastSegment>,
    /// Sums up and says goodbye.
    #[schemars(length(min = 1, max = 5000))]
    pub conclusion: String,
    /// How to read it: names, pauses, hard words.
    #[schemars(length(max = 20), inner(length(min = 1, max = 1000)))]
    pub speaker_notes: Vec<String>,
    /// Length when read aloud, in minutes.
    #[schemars(range(min = 1, max = 600))]
    pub estimated_duration_minutes: u32,
}

/// What one speaker says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PodcastSegment {
    /// Who speaks.
    #[schemars(length(min = 1, max = 100))]
    pub speaker: String,
    /// What is said.
    #[schemars(length(min = 1, max = 10_000))]
    pub text: String,
}

impl PodcastScript {
    pub(super) fn collect(&self, to: &mut Collector) {
        to.push(StatementRole::Frame, "/title", &self.title);
        to.push(StatementRole::Guidance, "/introduction", &self.introduction);
        for (index, segment) in self.segments.iter().enumerate() {
            to.push(StatementRole::Guidance, format!("/segments/{index}/text"), &segment.text);
        }
        to.push(StatementRole::Guidance, "/conclusion", &self.conclusion);
        to.each(StatementRole::Frame, "/speaker_notes", &self.speaker_notes);
    }

    pub(super) fn to_markdown(&self) -> String {
        let mut md = Markdown::titled(&self.title);
        md.line(&format!("*About {} minutes*", self.estimated_duration_minutes));
        md.paragraph(&self.introduction);
        for segment in &self.segments {
            md.definition(&segment.speaker, &segment.text);
        }
        md.paragraph(&self.conclusion);
        if !self.speaker_notes.is_empty() {
            md.heading(2, "Notes for the speakers");
            md.bullets(&self.speaker_notes);
        }
        md.finish()
    }
}
