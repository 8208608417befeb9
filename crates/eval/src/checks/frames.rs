//! Frames: sentences that direct, greet or announce may carry no number, date or name that no source gives.

use std::sync::Arc;

use content::{Finding, Statement, StatementRole};

use super::Case;
use crate::agreement::{self, Sentence};
use crate::assertion::{self, Claim};

/// Numbers, dates and names of the frames of one text that stand neither in a passage nor in the brief.
pub(super) fn check(case: &Case<'_>, statement: &Statement) -> Vec<Finding> {
    if !matches!(statement.role, StatementRole::Fact | StatementRole::Guidance) || statement.subject.is_some()
    {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for range in text::sentence::sentences_in(&statement.text, case.language) {
        let text = &statement.text[range];
        if assertion::claim(text) != Claim::Frame {
            continue;
        }
        let sentence = Sentence::known(text, case.language);
        if let Some(word) = agreement::unknown_figure(&sentence, &known(case)) {
            let detail =
                format!("`{word}` stands in no passage and not in the brief; leave it out or cite a passage");
            findings.push(Finding::new("unsupported", statement.pointer.clone(), detail));
        }
    }
    findings
}

/// Everything a frame may take its numbers and names from.
fn known<'a>(case: &'a Case<'_>) -> Vec<&'a Sentence> {
    case.passages.all().map(|(_, line)| &line.sentence).chain(case.asked.iter().map(Arc::as_ref)).collect()
}
