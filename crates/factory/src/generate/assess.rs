//! 6 · Parsed draft → judged: accepted, or findings to revise by.

use std::sync::Arc;

use content::source::SourceCredit;
use content::{Body, Evidence, Objective, Passage, Report};
use eval::{Candidate, Judged};

use super::gather::Gathered;
use super::parse::Parsed;
use super::{Rejected, Verdict};
use crate::error::Error;

/// A body that passed every check, with what it rests on. Only `assess` makes one.
#[derive(Debug, Clone)]
pub struct Assessed {
    body: Body,
    objectives: Vec<Objective>,
    evidence: Vec<Evidence>,
    report: Report,
    passages: Vec<Passage>,
    credits: Vec<SourceCredit>,
    safety_check: String,
}

impl Assessed {
    /// What was written.
    pub fn body(&self) -> &Body {
        &self.body
    }

    /// What learners can do afterwards.
    pub fn objectives(&self) -> &[Objective] {
        &self.objectives
    }

    /// Where each statement stands in a source.
    pub fn evidence(&self) -> &[Evidence] {
        &self.evidence
    }

    /// How it was judged.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// The passages the writer had before it.
    pub fn passages(&self) -> &[Passage] {
        &self.passages
    }

    /// The sources the evidence comes from.
    pub fn credits(&self) -> &[SourceCredit] {
        &self.credits
    }

    /// What the screening found.
    pub fn safety_check(&self) -> &str {
        &self.safety_check
    }
}

/// Judges a draft. Judging computes for a while, so it runs beside the async threads, its two halves beside each other.
///
/// # Errors
/// [`Error::Broken`] when a check panicked.
pub(super) async fn assess(gathered: &Gathered, parsed: Parsed) -> Result<Verdict, Error> {
    let draft = Arc::new((gathered.clone(), parsed));
    let (one, other) = (draft.clone(), draft.clone());
    let stated = tokio::task::spawn_blocking(move || eval::judge_stated(&candidate(&one)));
    let whole = tokio::task::spawn_blocking(move || eval::judge_whole(&candidate(&other)));
    let (stated, whole) = tokio::try_join!(stated, whole).map_err(|_| Error::Broken)?;
    let judged = Judged::of(stated, whole);
    if !judged.report.passed {
        return Ok(Verdict::Revise(Box::new(Rejected::judged(judged))));
    }
    let (gathered, parsed) = Arc::unwrap_or_clone(draft);
    let safety_check = gathered.safety_check();
    let credits = credits(&gathered, &judged.evidence);
    Ok(Verdict::Accept(Box::new(Assessed {
        body: parsed.body,
        objectives: parsed.objectives,
        evidence: judged.evidence,
        report: judged.report,
        passages: gathered.passages,
        credits,
        safety_check,
    })))
}

fn candidate((gathered, parsed): &(Gathered, Parsed)) -> Candidate<'_> {
    Candidate {
        brief: &gathered.screened.brief,
        body: &parsed.body,
        objectives: &parsed.objectives,
        citations: &parsed.citations,
        passages: &gathered.passages,
    }
}

/// The sources that evidence was taken from, in the order they were gathered.
fn credits(gathered: &Gathered, evidence: &[Evidence]) -> Vec<SourceCredit> {
    let quoted = |source: &content::Source| {
        evidence.iter().filter_map(|entry| entry.passage_id).any(|id| {
            gathered.passages.iter().any(|passage| passage.id == id && passage.source_id == source.id)
        })
    };
    let credit = |source: &content::Source| SourceCredit {
        source_id: source.id,
        title: source.title.clone(),
        licence: source.licence.clone(),
        url: source.url.clone(),
    };
    gathered.sources.iter().filter(|source| quoted(source)).map(credit).collect()
}
