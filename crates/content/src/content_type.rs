//! The ten kinds of material.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What kind of material is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContentType {
    /// A course of sections with times and key points.
    MasterContentOutline,
    /// A guide one learner can work through alone.
    StudyGuide,
    /// The essence on one page.
    OnePagerSummary,
    /// A text to read, with references.
    DetailedReadingMaterial,
    /// Terms on one side, definitions on the other.
    Flashcards,
    /// Questions with a key.
    Quiz,
    /// Questions people ask, answered.
    FaqCollection,
    /// Questions to ask before, during and after reading.
    ReadingGuideQuestions,
    /// Two voices explain the topic.
    PodcastScript,
    /// A timed lesson.
    LessonPlan,
}

impl ContentType {
    /// All ten, in the order people meet them.
    pub const ALL: [Self; 10] = [
        Self::MasterContentOutline,
        Self::StudyGuide,
        Self::OnePagerSummary,
        Self::DetailedReadingMaterial,
        Self::Flashcards,
        Self::Quiz,
        Self::FaqCollection,
        Self::ReadingGuideQuestions,
        Self::PodcastScript,
        Self::LessonPlan,
    ];

    /// The name used in JSON, addresses and file names.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::MasterContentOutline => "master_content_outline",
            Self::StudyGuide => "study_guide",
            Self::OnePagerSummary => "one_pager_summary",
            Self::DetailedReadingMaterial => "detailed_reading_material",
            Self::Flashcards => "flashcards",
            Self::Quiz => "quiz",
            Self::FaqCollection => "faq_collection",
            Self::ReadingGuideQuestions => "reading_guide_questions",
            Self::PodcastScript => "podcast_script",
            Self::LessonPlan => "lesson_plan",
        }
    }

    /// The name a person reads.
    pub fn title(self) -> &'static str {
        match self {
            Self::MasterContentOutline => "Course outline",
            Self::StudyGuide => "Study guide",
            Self::OnePagerSummary => "One-page summary",
            Self::DetailedReadingMaterial => "Reading text",
            Self::Flashcards => "Flashcards",
            Self::Quiz => "Quiz",
            Self::FaqCollection => "Questions and answers",
            Self::ReadingGuideQuestions => "Discussion questions",
            Self::PodcastScript => "Podcast script",
            Self::LessonPlan => "Lesson plan",
        }
    }

    /// One sentence that tells a person what they get.
    pub fn description(self) -> &'static str {
        match self {
            Self::MasterContentOutline => "A course in sections, each with its time and key points.",
            Self::StudyGuide => "Key concepts, sections, exercises and a self-test for one learner.",
            Self::OnePagerSummary => "The essence of a topic on a single page.",
            Self::DetailedReadingMaterial => "A text to read, in sections, with references.",
            Self::Flashcards => "Terms and definitions to turn over.",
            Self::Quiz => "Questions of several kinds with an answer key and explanations.",
            Self::FaqCollection => "The questions people ask about a topic, answered.",
            Self::ReadingGuideQuestions => {
                "Questions for before, during and after reading, with sample answers."
            }
            Self::PodcastScript => "Two voices explain the topic, ready to be read aloud.",
            Self::LessonPlan => "A timed lesson: what the teacher does, what the learners do.",
        }
    }

    /// How many items the type holds when the brief does not say: fewest and most. `None` where the type is not a
    /// list of items and `count` has no meaning.
    pub fn item_range(self) -> Option<(usize, usize)> {
        match self {
            Self::Flashcards => Some((10, 25)),
            Self::Quiz => Some((5, 30)),
            Self::FaqCollection | Self::ReadingGuideQuestions => Some((5, 15)),
            _ => None,
        }
    }
}

impl std::fmt::Display for ContentType {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// No content type has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a content type; the types are {names}", names = names())]
pub struct UnknownContentType(pub String);

fn names() -> String {
    ContentType::ALL.map(ContentType::as_str).join(", ")
}

impl std::str::FromStr for ContentType {
    type Err = UnknownContentType;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == s).ok_or_else(|| UnknownContentType(s.to_owned()))
    }
}
