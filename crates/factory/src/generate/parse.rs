//! 5 · Draft → a body of its type, or findings. Pure.

use content::{Body, Brief, Citation, Finding, Objective, Passage};
use writer::Draft;

use super::answer::Answer;

/// A draft whose body has its type's shape and keeps its limits.
#[derive(Debug, Clone)]
pub struct Parsed {
    /// What was written.
    pub body: Body,
    /// What it says it rests on.
    pub citations: Vec<Citation>,
    /// What learners can do afterwards.
    pub objectives: Vec<Objective>,
}

/// Reads the built-in writer's draft by its type's schema and invariants, for it is not believed either.
///
/// # Errors
/// Findings with a pointer each.
pub fn parse(brief: &Brief, draft: Draft) -> Result<Parsed, Vec<Finding>> {
    let body = Body::from_json(brief.content_type, brief.items_wanted(), &draft.body.to_json())?;
    Ok(Parsed { body, citations: draft.citations, objectives: draft.objectives })
}

/// Reads a model's answer by the same, and looks up what it cites.
///
/// # Errors
/// Findings with a pointer each.
pub fn parse_answer(brief: &Brief, answer: &Answer, passages: &[Passage]) -> Result<Parsed, Vec<Finding>> {
    let body = Body::from_json(brief.content_type, brief.items_wanted(), &answer.body)?;
    let objectives = match brief.learning_objectives.as_slice() {
        [] => answer.objectives.clone(),
        own => own.to_vec(),
    };
    Ok(Parsed { body, citations: answer.citations(passages), objectives })
}
