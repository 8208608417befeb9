//! Own knowledge: where a brief allows it, what no source carries is marked instead of refused.

use content::brief::Grounding;
use content::{Evidence, Finding, Score, StatementRole};

use super::Case;

/// What marks a statement that a model wrote from its own knowledge.
const REASON: &str = "written from the model's own knowledge; no source was checked";

/// Turns the outcome of the evidence check into what an open brief makes of it.
///
/// **Measures** as [`super::evidence`] does; statements without any quote are marked `unsupported` and let stand, while a
/// statement that its quote contradicts, or a quote that stands nowhere, is refused as ever.
/// **Scale** 0 to 1: supported facts by all facts; passes when nothing is contradicted or invented.
/// **Source** the contract of `grounding: open`.
/// **Limits** nothing here says whether a marked statement is true.
pub fn admit(
    case: &Case<'_>,
    (mut evidence, mut score, mut findings): (Vec<Evidence>, Score, Vec<Finding>),
) -> (Vec<Evidence>, Score, Vec<Finding>) {
    if case.candidate.brief.grounding != Grounding::Open {
        return (evidence, score, findings);
    }
    findings.retain(|finding| finding.code != "unsupported");
    for statement in &case.statements {
        let states = matches!(statement.role, StatementRole::Fact | StatementRole::Answer);
        if states && !evidence.iter().any(|entry| entry.pointer == statement.pointer) {
            evidence.push(Evidence::missing(statement.pointer.clone(), None, REASON));
        }
    }
    for entry in evidence.iter_mut().filter(|entry| entry.passage_id.is_none()) {
        entry.reason = Some(REASON.to_owned());
    }
    score.threshold = 0.0;
    score.passed = findings.is_empty();
    (evidence, score, findings)
}
