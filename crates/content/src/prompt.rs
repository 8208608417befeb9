//! Prompts: what a model is told, from templates that are files.
//!
//! `prompts/<type>/system.md` holds the role and the standing rules, `prompts/<type>/user.md` the task and its data;
//! shared wording is included from `prompts/shared/`. An unknown variable is an error that a test finds. Every text of
//! a person or a source stands in a block whose tag ends in a word that nobody can guess, and nothing in it that looks
//! like a tag is left as it is ([`encode`]). Nothing that names a user ever goes in.

use std::collections::HashMap;
use std::sync::OnceLock;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::brief::Grounding;
use crate::{Brief, ContentType, Finding, GradeLevel, Passage, Source};

mod answer;
mod encoding;
mod files;

pub use answer::{SchemaKey, items_asked_for, schema};
pub use encoding::{decode, encode};

/// What a prompt is rendered from.
#[derive(Debug, Clone, Copy)]
pub struct Inputs<'a> {
    /// What was asked for.
    pub brief: &'a Brief,
    /// What to write from, in reading order; the labels are `P1`, `P2` and so on.
    pub passages: &'a [Passage],
    /// The sources of these.
    pub sources: &'a [Source],
    /// The word at the end of every tag around data: letters and digits that nobody can guess.
    pub marker: &'a str,
    /// A word that must never come back: letters and digits that nobody can guess.
    pub canary: &'a str,
}

/// What a model is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    /// Role and standing rules.
    pub system: String,
    /// Task and data.
    pub user: String,
    /// SHA-256 of the templates it was rendered from, in hexadecimal: which prompt wrote a material.
    pub hash: String,
}

/// The label of the passage at a place, from 0: `P1` is the first.
pub fn label(place: usize) -> String {
    format!("P{}", place + 1)
}

/// The place, from 0, that a label names, however it is bracketed or cased: `[p3]` and `3` are `P3`.
pub fn place_of(label: &str) -> Option<usize> {
    let label = label.trim().trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let number = label.trim_start_matches(['P', 'p']);
    number.parse::<usize>().ok()?.checked_sub(1)
}

/// Renders the prompt of a type.
pub fn render(inputs: &Inputs<'_>) -> Prompt {
    let content_type = inputs.brief.content_type;
    let values = Values::of(inputs);
    Prompt {
        system: rendered(content_type, "system", &values),
        user: rendered(content_type, "user", &values),
        hash: hash(content_type),
    }
}

/// The most findings a correction names.
const FINDINGS: usize = 25;
/// The most characters of one of them.
const FINDING_CHARACTERS: usize = 400;

/// What is said about an answer that cannot stand: what is wrong with it, and what to do.
pub fn correction(findings: &[Finding], marker: &str) -> String {
    let shown = |finding: &Finding| {
        let pointer = if finding.pointer.is_empty() { "the whole" } else { finding.pointer.as_str() };
        let line = format!("{pointer}: {}", finding.detail);
        encode(&line.chars().take(FINDING_CHARACTERS).collect::<String>()).replace('\n', " ")
    };
    let findings: Vec<String> = findings.iter().take(FINDINGS).map(shown).collect();
    let template = environment().get_template("shared/correction.md").expect("the template is compiled in");
    let values = Serde(serde_json::json!({ "findings": findings, "marker": marker }));
    template.render(values).expect("a test renders the correction").trim().to_owned()
}

/// SHA-256 of every template that a type's prompt is rendered from, in hexadecimal.
pub fn hash(content_type: ContentType) -> String {
    static HASHES: OnceLock<HashMap<ContentType, String>> = OnceLock::new();
    let of = |content_type| (content_type, digest_of(content_type));
    let hashes = HASHES.get_or_init(|| ContentType::ALL.into_iter().map(of).collect());
    hashes.get(&content_type).cloned().expect("all types are hashed")
}

fn digest_of(content_type: ContentType) -> String {
    let mut digest = Sha256::new();
    let own = format!("{}/", content_type.as_str());
    for (name, source) in files::ALL {
        if name.starts_with(&own) || name.starts_with("shared/") {
            for part in [name.as_bytes(), &[0], source.as_bytes(), &[0]] {
                digest.update(part);
            }
        }
    }
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The names that templates know.
#[derive(Debug, Serialize)]
struct Values<'a> {
    topic: String,
    level: LevelValues,
    language: &'a str,
    requirements: String,
    objectives: Vec<ObjectiveValues>,
    minutes: Option<u32>,
    count: Option<u32>,
    asked: Option<usize>,
    passages: Vec<PassageValues>,
    marker: &'a str,
    canary: &'a str,
    open: bool,
    asks_for_objectives: bool,
}

#[derive(Debug, Serialize)]
struct LevelValues {
    name: &'static str,
    title: &'static str,
    from_grade: f64,
    to_grade: f64,
}

#[derive(Debug, Serialize)]
struct ObjectiveValues {
    statement: String,
    bloom_level: &'static str,
}

#[derive(Debug, Serialize)]
struct PassageValues {
    label: String,
    source: String,
    text: String,
}

impl<'a> Values<'a> {
    fn of(inputs: &Inputs<'a>) -> Self {
        let Inputs { brief, passages, sources, marker, canary } = *inputs;
        let objective = |objective: &crate::Objective| ObjectiveValues {
            statement: encode(&objective.statement),
            bloom_level: objective.bloom_level.as_str(),
        };
        let passage = |(place, passage): (usize, &Passage)| {
            let source = sources.iter().find(|source| source.id == passage.source_id);
            let title = source.map_or("", |source| source.title.as_str());
            let one_line: String = title.split_whitespace().collect::<Vec<_>>().join(" ");
            PassageValues {
                label: label(place),
                source: encode(&one_line).replace('"', "'"),
                text: encode(&passage.text),
            }
        };
        Self {
            topic: encode(&brief.topic),
            level: LevelValues::of(brief.grade_level),
            language: brief.language.as_str(),
            requirements: encode(&brief.requirements),
            objectives: brief.learning_objectives.iter().map(objective).collect(),
            minutes: brief.minutes,
            count: brief.count.filter(|_| brief.content_type.item_range().is_some()),
            asked: items_asked_for(brief).map(|(least, _)| least),
            passages: passages.iter().enumerate().map(passage).collect(),
            marker,
            canary,
            open: brief.grounding == Grounding::Open,
            asks_for_objectives: answer::asks_for_objectives(brief),
        }
    }
}

impl LevelValues {
    fn of(level: GradeLevel) -> Self {
        let (from_grade, to_grade) = level.grades();
        Self { name: level.as_str(), title: level.title(), from_grade, to_grade }
    }
}

fn rendered(content_type: ContentType, part: &str, values: &Values<'_>) -> String {
    let name = format!("{}/{part}.md", content_type.as_str());
    let template = environment().get_template(&name).expect("a test renders the prompts of every type");
    let text = template.render(Serde(values)).expect("a test renders every branch of every prompt");
    text.trim().to_owned()
}

fn environment() -> &'static Environment<'static> {
    static ENVIRONMENT: OnceLock<Environment<'static>> = OnceLock::new();
    ENVIRONMENT.get_or_init(|| {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
        environment.set_syntax(syntax.expect("Jinja's own delimiters are in order"));
        for (name, source) in files::ALL {
            environment.add_template(name, source).expect("a test reads every template");
        }
        environment
    })
}
