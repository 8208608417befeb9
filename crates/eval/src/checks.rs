//! The checks that need no model, one a file. Each has the four lines Measures, Scale, Source and Limits.

pub mod answer_key;
pub mod duplicates;
pub mod evidence;
pub mod fluency;
pub mod focus;
mod frames;
pub mod grade_fit;
pub mod objectives;
pub mod own_knowledge;
pub mod safety;
pub mod schema;
mod titles;

use std::sync::Arc;

use content::{Score, Statement};
use text::Language;

use crate::Candidate;
use crate::agreement::Sentence;
use crate::passages::Passages;

/// A candidate on the desk: everything that more than one check needs, worked out once.
#[derive(Debug)]
pub struct Case<'a> {
    /// What is judged.
    pub candidate: &'a Candidate<'a>,
    /// The texts of the body in reading order.
    pub statements: Vec<Statement>,
    /// The language it is written in.
    pub language: Language,
    /// The passages, taken apart.
    pub(crate) passages: Passages,
    /// What was asked for, taken apart: topic, requirements, objectives; and the passages' headings.
    pub(crate) asked: Vec<Arc<Sentence>>,
}

impl<'a> Case<'a> {
    /// The topic, the objectives of the brief and the passages' headings: what was asked for, without wishes, which may say
    /// anything, and without the objectives that the writer set.
    pub(crate) fn named(&self) -> impl Iterator<Item = &Sentence> {
        /// Where the wishes stand among what was asked for; the brief's objectives come after them, then the writer's.
        const WISHES: usize = 1;
        let own = WISHES + 1 + self.candidate.brief.learning_objectives.len();
        let set = own..own + self.candidate.objectives.len();
        let asked = self.asked.iter().enumerate();
        asked.filter(move |(at, _)| *at != WISHES && !set.contains(at)).map(|(_, asked)| asked.as_ref())
    }

    /// Lays a candidate on the desk.
    pub fn new(candidate: &'a Candidate<'a>) -> Self {
        let language = Language::from_tag(candidate.brief.language.as_str()).unwrap_or_default();
        let brief = candidate.brief;
        let objectives = brief.learning_objectives.iter().chain(candidate.objectives);
        let asked = [brief.topic.as_str(), brief.requirements.as_str()]
            .into_iter()
            .chain(objectives.map(|objective| objective.statement.as_str()))
            .chain(candidate.passages.iter().filter_map(|passage| passage.heading.as_deref()))
            .map(|text| Sentence::known(text, language))
            .collect();
        Self {
            asked,
            candidate,
            statements: candidate.body.statements(),
            language,
            passages: Passages::read(candidate.passages, language),
        }
    }
}

/// How a check came out; `value` from 0 to 1.
fn score(evaluator: &str, value: f64, threshold: f64, reason: String) -> Score {
    Score { evaluator: evaluator.to_owned(), value, threshold, passed: value >= threshold, reason }
}
