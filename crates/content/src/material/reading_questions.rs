//! Discussion questions: to ask before, during and after reading.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::markdown::Markdown;
use crate::objective::BloomLevel;
use crate::statement::{Collector, StatementRole};

/// Questions to ask before, during and after reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadingGuideQuestions {
    /// What a reader sees first.
    #[schemars(length(min = 1, max = 300))]
    pub title: String,
    /// The questions, in the order of the stages.
    #[schemars(length(min = 5, max = 15))]
    pub questions: Vec<ReadingQuestion>,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadingQuestion {
    /// What is asked.
    #[schemars(length(min = 1, max = 1000))]
    pub question: String,
    /// When to ask it.
    pub stage: ReadingStage,
    /// The kind of thinking it asks for.
    pub bloom_level: BloomLevel,
    /// What a good answer may say.
    #[schemars(length(min = 1, max = 5000))]
    pub sample_answer: String,
}

/// When a question is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReadingStage {
    /// To wake what readers know.
    Before,
    /// To keep them with the text.
    During,
    /// To make something of it.
    After,
}

impl ReadingStage {
    /// The heading a person reads.
    pub fn title(self) -> &'static str {
        match self {
            Self::Before => "Before reading",
            Self::During => "While reading",
            Self::After => "After reading",
        }
    }
}

impl ReadingGuideQuestions {
    pub(super) fn collect(&self, to: &mut Collector) {
        to.push(StatementRole::Frame, "/title", &self.title);
        for (index, question) in self.questions.iter().enumerate() {
            let at = format!("/questions/{index}");
            to.push(StatementRole::Question, format!("{at}/question"), &question.question);
            to.push(StatementRole::Fact, format!("{at}/sample_answer"), &question.sample_answer);
        }
    }

    pub(super) fn to_markdown(&self) -> String {
        let mut md = Markdown::titled(&self.title);
        let mut stage = None;
        for (index, question) in self.questions.iter().enumerate() {
            if stage != Some(question.stage) {
                md.heading(2, question.stage.title());
                stage = Some(question.stage);
            }
            md.question(index + 1, &question.question, &question.sample_answer);
        }
        md.finish()
    }
}
