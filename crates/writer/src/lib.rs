//! The built-in writer: passages in, a cited draft out, no model.
//!
//! [`write()`] finds what the passages say ([`facts`]), and composes one of the ten content types from it. It is
//! deterministic: the same request always gives the same draft. It never pads: where the passages give too little it
//! says how much was wanted, how much was found and what source would help ([`TooLittle`]). It writes English; a brief
//! or source in another language is refused with a finding that says so. A brief's `requirements` are data that only a
//! model can follow; the built-in writer leaves them alone.
//!
//! Deliberately not here: choosing passages (`factory`), believing citations (`eval` checks every one again).
//!
//! Read [`facts`] first, then one file of [`materials`].

pub mod facts;
pub mod materials;

mod cite;
mod cloze;
mod difficulty;
mod distractors;
mod english;
mod fitness;
mod inquiry;
mod language;
mod lesson;
mod names;
mod objectives;
mod phrase;
mod prose;
mod question;
mod select;
mod sentence;
mod stems;

use content::{Body, Brief, Citation, Finding, Objective, Passage, Source};

/// What is to be written, and from what.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// What someone asked for.
    pub brief: &'a Brief,
    /// The passages to teach from, best first for the topic; the writer restores reading order itself.
    pub passages: &'a [Passage],
    /// The sources of these passages.
    pub sources: &'a [Source],
}

/// A body with the citations that carry it.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// What was written.
    pub body: Body,
    /// For every statement of fact, the words of a passage it rests on.
    pub citations: Vec<Citation>,
    /// What learners can do afterwards: the brief's, or the writer's own.
    pub objectives: Vec<Objective>,
}

/// The passages carry too little for what was asked.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{}", findings.first().map_or("the sources say too little", |finding| finding.detail.as_str()))]
pub struct TooLittle {
    /// What was wanted, what was found, and which source would help: `3 of 10 cards could be supported; add a source
    /// on …`.
    pub findings: Vec<Finding>,
}

/// Writes the material that the brief asks for from the passages.
///
/// # Errors
/// [`TooLittle`] when the passages do not carry the type's least number of items or sections.
pub fn write(request: &Request<'_>) -> Result<Draft, TooLittle> {
    let facts = facts::find(request.passages);
    let mut draft = fitness::fitted(request, &facts)?;
    if request.brief.learning_objectives.is_empty() {
        objectives::keep_taught(&mut draft.objectives, &draft.body);
    }
    Ok(draft)
}
