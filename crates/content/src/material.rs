//! Materials: the ten bodies, and what every material carries beside its body.
//!
//! One content type a file; each holds the body's type, its statements and its Markdown. Limits stand on the
//! fields as schema attributes, so that the published JSON Schema and the check are one thing.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::content_type::ContentType;
use crate::evidence::Evidence;
use crate::id::{MaterialId, PassageId, SourceId};
use crate::language::LanguageTag;
use crate::level::GradeLevel;
use crate::objective::Objective;
use crate::report::{Finding, Report};
use crate::source::{Passage, SourceCredit};
use crate::statement::{Collector, Statement};
use crate::timestamp::Timestamp;

pub mod faq;
pub mod flashcards;
pub mod lesson_plan;
pub mod one_pager;
pub mod outline;
pub mod podcast_script;
pub mod quiz;
pub mod reading;
pub mod reading_questions;
pub mod study_guide;

pub use faq::FaqCollection;
pub use flashcards::Flashcards;
pub use lesson_plan::LessonPlan;
pub use one_pager::OnePagerSummary;
pub use outline::MasterContentOutline;
pub use podcast_script::PodcastScript;
pub use quiz::Quiz;
pub use reading::DetailedReadingMaterial;
pub use reading_questions::ReadingGuideQuestions;
pub use study_guide::StudyGuide;

/// How hard an item is for the readers it is meant for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Difficulty {
    /// Most readers answer it.
    Easy,
    /// About half do.
    Medium,
    /// Few do.
    Hard,
}

/// A headed stretch of prose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its heading.
    #[schemars(length(min = 1, max = 300))]
    pub title: String,
    /// Its text; paragraphs are parted by a blank line.
    #[schemars(length(min = 1, max = 20_000))]
    pub content: String,
}

/// The body of a material, one variant a content type.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Body {
    /// See [`MasterContentOutline`].
    MasterContentOutline(MasterContentOutline),
    /// See [`StudyGuide`].
    StudyGuide(StudyGuide),
    /// See [`OnePagerSummary`].
    OnePagerSummary(OnePagerSummary),
    /// See [`DetailedReadingMaterial`].
    DetailedReadingMaterial(DetailedReadingMaterial),
    /// See [`Flashcards`].
    Flashcards(Flashcards),
    /// See [`Quiz`].
    Quiz(Quiz),
    /// See [`FaqCollection`].
    FaqCollection(FaqCollection),
    /// See [`ReadingGuideQuestions`].
    ReadingGuideQuestions(ReadingGuideQuestions),
    /// See [`PodcastScript`].
    PodcastScript(PodcastScript),
    /// See [`LessonPlan`].
    LessonPlan(LessonPlan),
}

/// Runs one expression on whichever body it is.
macro_rules! each_body {
    ($body:expr, $inner:ident => $result:expr) => {
        match $body {
            Body::MasterContentOutline($inner) => $result,
            Body::StudyGuide($inner) => $result,
            Body::OnePagerSummary($inner) => $result,
            Body::DetailedReadingMaterial($inner) => $result,
            Body::Flashcards($inner) => $result,
            Body::Quiz($inner) => $result,
            Body::FaqCollection($inner) => $result,
            Body::ReadingGuideQuestions($inner) => $result,
            Body::PodcastScript($inner) => $result,
            Body::LessonPlan($inner) => $result,
        }
    };
}

impl Body {
    /// Reads a body of this type, or says everything that is wrong with it.
    ///
    /// # Errors
    /// Findings with a pointer each: what the type's JSON Schema refuses, then what its invariants refuse.
    /// `items_wanted` overrides the type's own number of items.
    pub fn from_json(
        content_type: ContentType,
        items_wanted: Option<(usize, usize)>,
        value: &Value,
    ) -> Result<Self, Vec<Finding>> {
        let schema = crate::schema::of_type_with(content_type, items_wanted);
        let findings = crate::schema::check(&schema, value);
        if !findings.is_empty() {
            return Err(findings);
        }
        let body = Self::restore(content_type, value)
            .map_err(|error| vec![Finding::new("wrong_shape", "", error.to_string())])?;
        let findings = body.broken_invariants();
        if findings.is_empty() { Ok(body) } else { Err(findings) }
    }

    /// Reads a body that was checked before and kept.
    ///
    /// # Errors
    /// When the value does not have the type's shape.
    pub fn restore(content_type: ContentType, value: &Value) -> Result<Self, serde_json::Error> {
        Ok(match content_type {
            ContentType::MasterContentOutline => Self::MasterContentOutline(Deserialize::deserialize(value)?),
            ContentType::StudyGuide => Self::StudyGuide(Deserialize::deserialize(value)?),
            ContentType::OnePagerSummary => Self::OnePagerSummary(Deserialize::deserialize(value)?),
            ContentType::DetailedReadingMaterial => {
                Self::DetailedReadingMaterial(Deserialize::deserialize(value)?)
            }
            ContentType::Flashcards => Self::Flashcards(Deserialize::deserialize(value)?),
            ContentType::Quiz => Self::Quiz(Deserialize::deserialize(value)?),
            ContentType::FaqCollection => Self::FaqCollection(Deserialize::deserialize(value)?),
            ContentType::ReadingGuideQuestions => {
                Self::ReadingGuideQuestions(Deserialize::deserialize(value)?)
            }
            ContentType::PodcastScript => Self::PodcastScript(Deserialize::deserialize(value)?),
            ContentType::LessonPlan => Self::LessonPlan(Deserialize::deserialize(value)?),
        })
    }

    /// Which type it is.
    pub fn content_type(&self) -> ContentType {
        match self {
            Self::MasterContentOutline(_) => ContentType::MasterContentOutline,
            Self::StudyGuide(_) => ContentType::StudyGuide,
            Self::OnePagerSummary(_) => ContentType::OnePagerSummary,
            Self::DetailedReadingMaterial(_) => ContentType::DetailedReadingMaterial,
            Self::Flashcards(_) => ContentType::Flashcards,
            Self::Quiz(_) => ContentType::Quiz,
            Self::FaqCollection(_) => ContentType::FaqCollection,
            Self::ReadingGuideQuestions(_) => ContentType::ReadingGuideQuestions,
            Self::PodcastScript(_) => ContentType::PodcastScript,
            Self::LessonPlan(_) => ContentType::LessonPlan,
        }
    }

    /// What a reader sees first.
    pub fn title(&self) -> &str {
        each_body!(self, body => &body.title)
    }

    /// Every text of the body with its place and role, in reading order.
    pub fn statements(&self) -> Vec<Statement> {
        let mut collector = Collector::default();
        each_body!(self, body => body.collect(&mut collector));
        collector.finish()
    }

    /// What the schema cannot say: sums that do not add up, keys that contradict themselves.
    pub fn broken_invariants(&self) -> Vec<Finding> {
        match self {
            Self::MasterContentOutline(outline) => outline.broken_invariants(),
            Self::Quiz(quiz) => quiz.broken_invariants(),
            Self::LessonPlan(plan) => plan.broken_invariants(),
            _ => Vec::new(),
        }
    }

    /// The body as Markdown, mathematics kept as TeX.
    pub fn to_markdown(&self) -> String {
        each_body!(self, body => body.to_markdown())
    }

    /// The body as JSON.
    pub fn to_json(&self) -> Value {
        serde_json::to_value(self).expect("a body holds only strings, numbers and lists")
    }
}

/// Where a material stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Waits for a worker.
    Queued,
    /// Is being made.
    Running,
    /// Made, checked, may be seen.
    Ready,
    /// Could not be made well enough; `findings` carry why.
    Rejected,
    /// Something broke; can be asked for again.
    Failed,
    /// Stopped by its owner.
    Cancelled,
}

impl Status {
    /// The name used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Ready => "ready",
            Self::Rejected => "rejected",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether nothing more will happen by itself.
    pub fn is_final(self) -> bool {
        !matches!(self, Self::Queued | Self::Running)
    }
}

impl std::str::FromStr for Status {
    type Err = Finding;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        [Self::Queued, Self::Running, Self::Ready, Self::Rejected, Self::Failed, Self::Cancelled]
            .into_iter()
            .find(|status| status.as_str() == s)
            .ok_or_else(|| {
                let detail = "the statuses are queued, running, ready, rejected, failed, cancelled";
                Finding::new("unknown_value", "/status", detail)
            })
    }
}

/// A passage as a material keeps it: what the writer had before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RetrievedPassage {
    /// The passage.
    pub passage_id: PassageId,
    /// Its source.
    pub source_id: SourceId,
    /// Its text.
    pub text: String,
    /// Where it begins in the source: Unicode scalar values.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
    /// The page it stands on, from 1, where the source has pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
}

impl From<&Passage> for RetrievedPassage {
    fn from(passage: &Passage) -> Self {
        Self {
            passage_id: passage.id,
            source_id: passage.source_id,
            text: passage.text.clone(),
            start: passage.start,
            end: passage.end,
            page: passage.page,
        }
    }
}

/// How a material came to be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Metadata {
    /// Outcome of the screening: `passed`, or what was found and removed.
    pub safety_check: String,
    /// Whether the text stays with its topic: `on_topic` or `off_topic`.
    pub educational_focus: String,
    /// `builtin`, or the model that wrote it.
    pub engine: String,
    /// Hash of the prompt that produced it; `null` for the built-in writer.
    pub prompt_hash: Option<String>,
    /// How many drafts were needed, from 1.
    pub attempts: u32,
    /// Version of the material, from 1; each edit or regeneration adds one.
    pub version: u32,
}

/// What a material cost.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Usage {
    /// Tokens sent to models.
    pub input_tokens: u64,
    /// Tokens received from models.
    pub output_tokens: u64,
    /// US dollars; `null` when a model's price is unknown.
    pub cost_usd: Option<f64>,
}

/// A material as its owner sees it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Material {
    /// Its name.
    pub id: MaterialId,
    /// Where it stands.
    pub status: Status,
    /// What kind it is.
    pub content_type: ContentType,
    /// What it teaches.
    pub topic: String,
    /// For whom.
    pub grade_level: GradeLevel,
    /// The language it is written in.
    pub language: LanguageTag,
    /// The content; `null` until it is ready. Its shape is the content type's schema.
    #[schemars(with = "Option<Value>")]
    pub body: Option<Body>,
    /// What learners can do afterwards.
    pub learning_objectives: Vec<Objective>,
    /// The sources it rests on.
    pub source_materials: Vec<SourceCredit>,
    /// The passages the writer had before it.
    pub retrieved_context: Vec<RetrievedPassage>,
    /// Where each statement stands in a source.
    pub evidence: Vec<Evidence>,
    /// How it was judged.
    pub quality: Report,
    /// How it came to be; `null` until it is ready.
    pub metadata: Option<Metadata>,
    /// What it cost.
    pub usage: Usage,
    /// Input and output tokens together.
    pub token_count: u64,
    /// From claim to end, in milliseconds.
    pub duration_ms: u64,
    /// Why it was rejected or failed; empty otherwise.
    pub findings: Vec<Finding>,
    /// When a person approved it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approved_at: Option<Timestamp>,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}
