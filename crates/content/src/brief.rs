//! Briefs: what someone asked for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::content_type::ContentType;
use crate::id::SourceId;
use crate::language::LanguageTag;
use crate::level::GradeLevel;
use crate::objective::Objective;
use crate::report::Finding;

/// The fewest and most characters of a topic.
pub const TOPIC_CHARACTERS: (usize, usize) = (3, 500);
/// The most characters of the requirements.
pub const REQUIREMENTS_CHARACTERS: usize = 1000;
/// The most objectives of a brief.
pub const MAX_OBJECTIVES: usize = 10;
/// The most sources a brief may name.
pub const MAX_SOURCES: usize = 50;
/// The fewest and most items that may be asked for.
pub const COUNT: (u32, u32) = (1, 50);
/// The shortest and longest time, in minutes.
pub const MINUTES: (u32, u32) = (5, 600);
/// The engine that needs no model.
pub const BUILT_IN_ENGINE: &str = "builtin";

/// What a material's statements may rest on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Grounding {
    /// Sources alone: what they do not say is not written.
    #[default]
    Sources,
    /// A model may add what it knows itself; every such statement is marked `unsupported`.
    Open,
}

impl Grounding {
    /// The name used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sources => "sources",
            Self::Open => "open",
        }
    }
}

impl std::str::FromStr for Grounding {
    type Err = &'static str;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        [Self::Sources, Self::Open]
            .into_iter()
            .find(|grounding| grounding.as_str() == s)
            .ok_or("write `sources`, or `open` to let a model add what it knows itself")
    }
}

/// A brief as it arrives: well-formed, not yet checked.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NewBrief {
    /// One of the ten content types.
    #[schemars(with = "ContentType")]
    pub content_type: String,
    /// What to teach; 3 to 500 characters, a letter or digit among them.
    #[schemars(length(min = 3, max = 500))]
    pub topic: String,
    /// For whom; `general` when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<GradeLevel>")]
    pub grade_level: Option<String>,
    /// The language to write in, as a tag such as `en`; `en` when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<LanguageTag>")]
    pub language: Option<String>,
    /// What learners can do afterwards, each beginning with a verb; at most 10.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 10))]
    pub learning_objectives: Option<Vec<String>>,
    /// Anything else the material must respect; at most 1,000 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 1000))]
    pub requirements: Option<String>,
    /// The sources to teach from; all of the caller's and the library's when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 50))]
    pub source_ids: Option<Vec<SourceId>>,
    /// How many items, for types that are lists of items; 1 to 50.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 50))]
    pub count: Option<u32>,
    /// How long the material takes, in minutes; 5 to 600.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 5, max = 600))]
    pub minutes: Option<u32>,
    /// `builtin` or the name of a model.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 200))]
    pub engine: Option<String>,
    /// What statements may rest on: `sources` when absent, or `open` to let a model write from its own knowledge, every
    /// such statement marked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Grounding>")]
    pub grounding: Option<String>,
    /// Which wording of the prompts to use; `default` when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = "^default$"))]
    pub template: Option<String>,
}

/// What someone asked for, checked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Brief {
    /// What kind of material.
    pub content_type: ContentType,
    /// What to teach, trimmed.
    pub topic: String,
    /// For whom.
    pub grade_level: GradeLevel,
    /// The language to write in.
    pub language: LanguageTag,
    /// What learners can do afterwards; empty when the writer is to choose.
    pub learning_objectives: Vec<Objective>,
    /// Anything else the material must respect; empty for nothing.
    pub requirements: String,
    /// The sources to teach from; empty for all that the caller may read.
    pub source_ids: Vec<SourceId>,
    /// How many items, where the type is a list of items.
    pub count: Option<u32>,
    /// How long the material takes, in minutes.
    pub minutes: Option<u32>,
    /// `builtin` or the name of a model; `None` for whatever is configured.
    pub engine: Option<String>,
    /// What statements may rest on.
    #[serde(default)]
    pub grounding: Grounding,
}

impl Brief {
    /// How many items are wanted: fewest and most. `None` where the type is not a list of items.
    pub fn items_wanted(&self) -> Option<(usize, usize)> {
        let range = self.content_type.item_range()?;
        Some(self.count.map_or(range, |count| (count as usize, count as usize)))
    }
}

impl TryFrom<NewBrief> for Brief {
    type Error = Vec<Finding>;

    fn try_from(new: NewBrief) -> Result<Self, Self::Error> {
        let mut check = Check::default();
        let brief = Self {
            content_type: check.parsed("/content_type", &new.content_type, ContentType::Flashcards),
            topic: check.topic(&new.topic),
            grade_level: check.parsed_or("/grade_level", new.grade_level.as_deref(), GradeLevel::General),
            language: check.parsed_or("/language", new.language.as_deref(), LanguageTag::english()),
            learning_objectives: check.objectives(&new.learning_objectives.unwrap_or_default()),
            requirements: check.requirements(new.requirements.unwrap_or_default()),
            source_ids: check.sources(new.source_ids.unwrap_or_default()),
            count: check.within("/count", new.count, COUNT),
            minutes: check.within("/minutes", new.minutes, MINUTES),
            engine: check.engine(new.engine),
            grounding: check.parsed_or("/grounding", new.grounding.as_deref(), Grounding::Sources),
        };
        check.template(new.template.as_deref());
        if check.findings.is_empty() { Ok(brief) } else { Err(check.findings) }
    }
}

/// Gathers every fault of a brief, so that a person mends them in one go.
#[derive(Default)]
struct Check {
    findings: Vec<Finding>,
}

impl Check {
    fn refuse(&mut self, code: &str, pointer: impl Into<String>, detail: impl Into<String>) {
        self.findings.push(Finding::new(code, pointer, detail));
    }

    fn parsed<T: std::str::FromStr<Err: std::fmt::Display>>(
        &mut self,
        pointer: &str,
        text: &str,
        placeholder: T,
    ) -> T {
        text.parse().unwrap_or_else(|error: T::Err| {
            let detail: String = error.to_string().chars().take(400).collect();
            self.refuse("unknown_value", pointer, detail);
            placeholder
        })
    }

    fn parsed_or<T: std::str::FromStr<Err: std::fmt::Display>>(
        &mut self,
        pointer: &str,
        text: Option<&str>,
        default: T,
    ) -> T {
        match text {
            Some(text) => self.parsed(pointer, text, default),
            None => default,
        }
    }

    fn topic(&mut self, topic: &str) -> String {
        let given = topic;
        let topic = given.trim();
        let (least, most) = TOPIC_CHARACTERS;
        let length = topic.chars().count();
        if length < least {
            self.refuse("too_short", "/topic", format!("say what to teach in at least {least} characters"));
        } else if length > most {
            self.refuse(
                "too_long",
                "/topic",
                format!("the topic has {length} characters; the most is {most}"),
            );
        } else if !topic.chars().any(char::is_alphanumeric) {
            self.refuse("no_words", "/topic", "the topic holds no word");
        }
        let (before, after) = (given.trim_start_matches(' '), given.trim_end_matches(' '));
        if before.starts_with(['\r', '\n']) || after.ends_with(['\r', '\n']) {
            self.refuse("line_break", "/topic", "the topic begins or ends with a line break; remove it");
        }
        self.no_control_characters("/topic", topic);
        topic.to_owned()
    }

    fn no_control_characters(&mut self, pointer: &str, text: &str) {
        if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
            self.refuse("control_character", pointer, "the text holds a control character; remove it");
        }
    }

    fn requirements(&mut self, requirements: String) -> String {
        let length = requirements.chars().count();
        if length > REQUIREMENTS_CHARACTERS {
            let detail =
                format!("the requirements have {length} characters; the most is {REQUIREMENTS_CHARACTERS}");
            self.refuse("too_long", "/requirements", detail);
        }
        self.no_control_characters("/requirements", &requirements);
        requirements
    }

    fn objectives(&mut self, texts: &[String]) -> Vec<Objective> {
        if texts.len() > MAX_OBJECTIVES {
            let detail = format!("{} objectives were given; the most is {MAX_OBJECTIVES}", texts.len());
            self.refuse("too_many", "/learning_objectives", detail);
            return Vec::new();
        }
        let mut objectives = Vec::with_capacity(texts.len());
        for (index, text) in texts.iter().enumerate() {
            match text.parse() {
                Ok(objective) => objectives.push(objective),
                Err(error) => {
                    let error: crate::objective::NotAnObjective = error;
                    self.refuse(
                        "not_an_objective",
                        format!("/learning_objectives/{index}"),
                        error.to_string(),
                    );
                }
            }
        }
        objectives
    }

    fn sources(&mut self, mut ids: Vec<SourceId>) -> Vec<SourceId> {
        if ids.len() > MAX_SOURCES {
            let detail = format!("{} sources were named; the most is {MAX_SOURCES}", ids.len());
            self.refuse("too_many", "/source_ids", detail);
        }
        let mut seen = std::collections::HashSet::new();
        ids.retain(|id| seen.insert(*id));
        ids
    }

    fn within(&mut self, pointer: &str, value: Option<u32>, (least, most): (u32, u32)) -> Option<u32> {
        let value = value?;
        if !(least..=most).contains(&value) {
            self.refuse("out_of_range", pointer, format!("{value} is not from {least} to {most}"));
        }
        Some(value)
    }

    fn engine(&mut self, engine: Option<String>) -> Option<String> {
        let engine = engine?;
        if engine.trim().is_empty() || engine.chars().count() > 200 {
            self.refuse("unknown_value", "/engine", "name `builtin` or a model from GET /api/v1/models");
        }
        Some(engine)
    }

    fn template(&mut self, template: Option<&str>) {
        if template.is_some_and(|template| template != "default") {
            self.refuse("unknown_value", "/template", "no such template; leave it out or write `default`");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(topic: &str) -> NewBrief {
        NewBrief { content_type: "quiz".into(), topic: topic.into(), ..NewBrief::default() }
    }

    #[test]
    fn a_short_brief_is_completed_with_defaults() {
        let brief = Brief::try_from(asked("  The water cycle ")).unwrap();
        assert_eq!(brief.topic, "The water cycle");
        assert_eq!(brief.grade_level, GradeLevel::General);
        assert_eq!(brief.language.as_str(), "en");
        assert_eq!(brief.items_wanted(), Some((5, 30)));
    }

    #[test]
    fn every_fault_is_named_at_once() {
        let new = NewBrief {
            content_type: "poem".into(),
            topic: "x".into(),
            grade_level: Some("grade 5".into()),
            language: Some("english".into()),
            learning_objectives: Some(vec!["Photosynthesis".into()]),
            requirements: Some("r".repeat(1001)),
            count: Some(0),
            minutes: Some(9999),
            engine: Some(" ".into()),
            grounding: Some("none".into()),
            template: Some("fancy".into()),
            source_ids: None,
        };
        let findings = Brief::try_from(new).unwrap_err();
        let pointers: Vec<_> = findings.iter().map(|finding| finding.pointer.as_str()).collect();
        assert_eq!(
            pointers,
            [
                "/content_type",
                "/topic",
                "/grade_level",
                "/language",
                "/learning_objectives/0",
                "/requirements",
                "/count",
                "/minutes",
                "/engine",
                "/grounding",
                "/template"
            ]
        );
    }

    #[test]
    fn a_topic_is_counted_in_characters_not_bytes() {
        assert!(Brief::try_from(asked(&"é".repeat(500))).is_ok());
        assert!(Brief::try_from(asked(&"é".repeat(501))).is_err());
        assert!(Brief::try_from(asked("水循环")).is_ok());
        assert!(Brief::try_from(asked("???")).is_err());
        assert!(Brief::try_from(asked("cells\0")).is_err());
    }
}
