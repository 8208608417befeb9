//! 5 · Draft → a body of its type, or findings. Pure.

use content::{Body, Brief, Citation, Finding, Objective};
use writer::Draft;

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

/// Reads the draft by its type's schema and invariants, whoever wrote it.
///
/// # Errors
/// Findings with a pointer each.
pub fn parse(brief: &Brief, draft: Draft) -> Result<Parsed, Vec<Finding>> {
    let body = Body::from_json(brief.content_type, brief.items_wanted(), &draft.body.to_json())?;
    Ok(Parsed { body, citations: draft.citations, objectives: draft.objectives })
}
