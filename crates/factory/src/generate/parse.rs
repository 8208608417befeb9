//! 5 · Draft → a body of its type, or findings. Pure.

use content::{Body, Brief, Citation, ContentType, Finding, Objective, Passage};
use serde_json::Value;
use writer::Draft;

use super::answer::Answer;
use super::salvage::item_of;

/// A draft whose body has its type's shape and keeps its limits.
#[derive(Debug, Clone)]
pub struct Parsed {
    /// What was written.
    pub body: Body,
    /// What it says it rests on.
    pub citations: Vec<Citation>,
    /// What learners can do afterwards.
    pub objectives: Vec<Objective>,
    /// Items beyond those wanted, to take the place of some that do not stand.
    pub spares: Vec<Spare>,
}

/// An item to spare, with what it rests on.
#[derive(Debug, Clone)]
pub struct Spare {
    /// The item.
    pub item: Value,
    /// What it says it rests on; the pointers lead into the item.
    pub citations: Vec<Citation>,
}

/// Reads the built-in writer's draft by its type's schema and invariants, for it is not believed either.
///
/// # Errors
/// Findings with a pointer each.
pub fn parse(brief: &Brief, draft: Draft) -> Result<Parsed, Vec<Finding>> {
    let body = Body::from_json(brief.content_type, brief.items_wanted(), &draft.body.to_json())?;
    Ok(Parsed { body, citations: draft.citations, objectives: draft.objectives, spares: Vec::new() })
}

/// Reads a model's answer by the same, and looks up what it cites.
///
/// # Errors
/// Findings with a pointer each.
pub fn parse_answer(brief: &Brief, answer: &Answer, passages: &[Passage]) -> Result<Parsed, Vec<Finding>> {
    let mut value = answer.body.clone();
    let mut citations = answer.citations(passages);
    let spares = spared(brief, &mut value, &mut citations);
    let body = Body::from_json(brief.content_type, brief.items_wanted(), &value)?;
    let objectives = match brief.learning_objectives.as_slice() {
        [] => answer.objectives.clone(),
        own => own.to_vec(),
    };
    Ok(Parsed { body, citations, objectives, spares })
}

/// Takes the items beyond those wanted out of a body.
fn spared(brief: &Brief, body: &mut Value, citations: &mut Vec<Citation>) -> Vec<Spare> {
    let Some((_, most)) = brief.items_wanted() else { return Vec::new() };
    let list = list_of(brief.content_type);
    let Some(items) = body.get_mut(list).and_then(Value::as_array_mut).filter(|items| items.len() > most)
    else {
        return Vec::new();
    };
    let mut spares: Vec<Spare> =
        items.split_off(most).into_iter().map(|item| Spare { item, citations: Vec::new() }).collect();
    citations.retain_mut(|citation| {
        let place = item_of(&citation.pointer)
            .and_then(|(_, at, rest)| Some((at.checked_sub(most)?, rest.to_owned())));
        let Some((spare, rest)) = place.and_then(|(at, rest)| Some((spares.get_mut(at)?, rest))) else {
            return true;
        };
        spare.citations.push(Citation { pointer: rest, ..citation.clone() });
        false
    });
    spares
}

/// The list of a type that is a list of items.
pub(super) fn list_of(content_type: ContentType) -> &'static str {
    match content_type {
        ContentType::ReadingGuideQuestions => "questions",
        _ => "items",
    }
}
