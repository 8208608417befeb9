//! Study guide: a guide one learner can work through alone.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Section;
use crate::markdown::Markdown;
use crate::objective::BloomLevel;
use crate::statement::{Collector, StatementRole};

/// A guide one learner can work through alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StudyGuide {
    /// What a reader sees first.
    #[schemars(length(min = 1, max = 300))]
    pub title: String,
    /// What the topic is about, in a paragraph.
    #[schemars(length(min = 1, max = 5000))]
    pub overview: String,
    /// The words to know.
    #[schemars(length(min = 5, max = 20))]
    pub key_concepts: Vec<KeyConcept>,
    /// The topic explained.
    #[schemars(length(min = 2, max = 10))]
    pub sections: Vec<Section>,
    /// Tasks with a model answer.
    #[schemars(length(min = 3, max = 10))]
    pub practice_exercises: Vec<PracticeExercise>,
    /// A self-test.
    #[schemars(length(min = 5, max = 15))]
    pub assessment_questions: Vec<AssessmentQuestion>,
    /// The whole in a paragraph.
    #[schemars(length(min = 1, max = 5000))]
    pub summary: String,
    /// Works for further reading, as the sources name them.
    #[schemars(length(max = 20), inner(length(min = 1, max = 500)))]
    pub recommended_reading: Vec<String>,
}

/// A term and what it means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KeyConcept {
    /// The word or phrase.
    #[schemars(length(min = 1, max = 200))]
    pub term: String,
    /// What it means.
    #[schemars(length(min = 1, max = 2000))]
    pub definition: String,
}

/// A task with a model answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PracticeExercise {
    /// What to do.
    #[schemars(length(min = 1, max = 2000))]
    pub prompt: String,
    /// What a good answer says.
    #[schemars(length(min = 1, max = 5000))]
    pub answer: String,
}

/// A question of the self-test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AssessmentQuestion {
    /// What is asked.
    #[schemars(length(min = 1, max = 2000))]
    pub question: String,
    /// The answer.
    #[schemars(length(min = 1, max = 5000))]
    pub answer: String,
    /// The kind of thinking it asks for.
    pub bloom_level: BloomLevel,
}

impl StudyGuide {
    pub(super) fn collect(&self, to: &mut Collector) {
        to.push(StatementRole::Frame, "/title", &self.title);
        to.push(StatementRole::Fact, "/overview", &self.overview);
        for (index, concept) in self.key_concepts.iter().enumerate() {
            to.definition(&format!("/key_concepts/{index}"), &concept.term, &concept.definition);
        }
        for (index, section) in self.sections.iter().enumerate() {
            to.push(StatementRole::Frame, format!("/sections/{index}/title"), &section.title);
            to.push(StatementRole::Fact, format!("/sections/{index}/content"), &section.content);
        }
        for (index, exercise) in self.practice_exercises.iter().enumerate() {
            to.push(StatementRole::Question, format!("/practice_exercises/{index}/prompt"), &exercise.prompt);
            to.push(StatementRole::Fact, format!("/practice_exercises/{index}/answer"), &exercise.answer);
        }
        for (index, question) in self.assessment_questions.iter().enumerate() {
            let at = format!("/assessment_questions/{index}");
            to.push(StatementRole::Question, format!("{at}/question"), &question.question);
            to.push(StatementRole::Fact, format!("{at}/answer"), &question.answer);
        }
        to.push(StatementRole::Fact, "/summary", &self.summary);
        to.each(StatementRole::Frame, "/recommended_reading", &self.recommended_reading);
    }

    pub(super) fn to_markdown(&self) -> String {
        let mut md = Markdown::titled(&self.title);
        md.paragraph(&self.overview);
        md.heading(2, "Key concepts");
        for concept in &self.key_concepts {
            md.definition(&concept.term, &concept.definition);
        }
        for section in &self.sections {
            md.heading(2, &section.title);
            md.paragraph(&section.content);
        }
        md.heading(2, "Practice");
        for (index, exercise) in self.practice_exercises.iter().enumerate() {
            md.question(index + 1, &exercise.prompt, &exercise.answer);
        }
        md.heading(2, "Test yourself");
        for (index, question) in self.assessment_questions.iter().enumerate() {
            md.question(index + 1, &question.question, &question.answer);
        }
        md.heading(2, "Summary");
        md.paragraph(&self.summary);
        if !self.recommended_reading.is_empty() {
            md.heading(2, "Further reading");
            md.bullets(&self.recommended_reading);
        }
        md.finish()
    }
}
