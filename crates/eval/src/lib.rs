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

use content::{Body, Brief, Citation, Evidence, Objective, Passage, Report};

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

/// Judges a candidate by every check that needs no model, on two threads: this work stands between a model's last word and
/// the reader.
pub fn judge(candidate: &Candidate<'_>) -> Judged {
    let case = checks::Case::new(candidate);
    // about half of the work each
    let statements = || {
        let found = checks::evidence::check(&case);
        let (evidence, score, findings) = checks::own_knowledge::admit(&case, found);
        (evidence, (score, findings), checks::fluency::check(&case), checks::duplicates::check(&case))
    };
    let whole = || {
        let shape = (checks::schema::check(&case), checks::answer_key::check(&case));
        let fit = (checks::grade_fit::check(&case), checks::objectives::check(&case));
        (shape, fit, checks::focus::check(&case), checks::safety::check(&case))
    };
    let (left, right) = std::thread::scope(|scope| {
        let beside = scope.spawn(whole);
        (statements(), beside.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    let (evidence, said, fluency, duplicates) = left;
    let ((schema, answer_key), (grade_fit, objectives), focus, safety) = right;
    let report =
        Report::of([schema, said, answer_key, duplicates, grade_fit, objectives, focus, safety, fluency]);
    Judged { evidence, report }
}
