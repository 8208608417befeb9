//! Is it good, is it safe: checks and measures.
//!
//! [`judge`] runs every check that needs no model on a candidate and says whether it may be seen. One check a file.
//! Nothing a writer claims is believed here: quotes are looked up again, numbers and names compared, keys solved.
//!
//! Deliberately not here: who made the candidate and what happens to it next (`factory`).
//!
//! Read [`judge`] first, then `checks/evidence.rs`.

pub mod agreement;
pub mod assertion;
pub mod check;
pub mod checks;
pub mod leak;
mod memo;
pub mod orders;
mod passages;
pub mod personal;
pub mod quote;

use content::{Body, Brief, Citation, Evidence, Finding, Objective, Passage, Report, Score};

/// A body before anyone has seen it, with everything it must answer to.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    /// What was asked for.
    pub brief: &'a Brief,
    /// What was written.
    pub body: &'a Body,
    /// What learners are to be able to do.
    pub objectives: &'a [Objective],
    /// What the writer says its statements rest on.
    pub citations: &'a [Citation],
    /// What the writer had before it.
    pub passages: &'a [Passage],
}

/// What came out: the evidence as checked here, and the report.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// One entry a citation, verified or not, and one `unsupported` entry for each statement without any.
    pub evidence: Vec<Evidence>,
    /// Scores and findings.
    pub report: Report,
}

/// What a check found.
type Found = (Score, Vec<Finding>);

/// One half of judging: what is stated, and whether it stands in the sources.
#[derive(Debug)]
pub struct Stated {
    evidence: Vec<Evidence>,
    evidence_score: Found,
    duplicates: Found,
}

/// The other half: the body as a whole.
#[derive(Debug)]
pub struct Whole {
    schema: Found,
    answer_key: Found,
    grade_fit: Found,
    objectives: Found,
    focus: Found,
    safety: Found,
    fluency: Found,
}

/// Judges a candidate by every check that needs no model.
pub fn judge(candidate: &Candidate<'_>) -> Judged {
    Judged::of(judge_stated(candidate), judge_whole(candidate))
}

/// Judges what a candidate states. Takes about as long as [`judge_whole`], so that the two may run beside each other: this
/// work stands between a model's last word and the reader.
pub fn judge_stated(candidate: &Candidate<'_>) -> Stated {
    let case = checks::Case::new(candidate);
    let found = checks::evidence::check(&case);
    let (evidence, score, findings) = checks::own_knowledge::admit(&case, found);
    Stated { evidence, evidence_score: (score, findings), duplicates: checks::duplicates::check(&case) }
}

/// Judges a candidate as a whole.
pub fn judge_whole(candidate: &Candidate<'_>) -> Whole {
    let case = checks::Case::new(candidate);
    Whole {
        schema: checks::schema::check(&case),
        answer_key: checks::answer_key::check(&case),
        grade_fit: checks::grade_fit::check(&case),
        objectives: checks::objectives::check(&case),
        focus: checks::focus::check(&case),
        safety: checks::safety::check(&case),
        fluency: checks::fluency::check(&case),
    }
}

impl Judged {
    /// Puts the two halves together, the checks in the order that reports have.
    pub fn of(stated: Stated, whole: Whole) -> Self {
        let report = Report::of([
            whole.schema,
            stated.evidence_score,
            whole.answer_key,
            stated.duplicates,
            whole.grade_fit,
            whole.objectives,
            whole.focus,
            whole.safety,
            whole.fluency,
        ]);
        Self { evidence: stated.evidence, report }
    }
}
