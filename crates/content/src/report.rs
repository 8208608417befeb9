//! The outcome of judging a material: findings, scores, and whether it may be seen.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Something wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// What kind of fault, as one stable word: `too_short`, `unsupported`, `duplicate`.
    pub code: String,
    /// JSON Pointer (RFC 6901) to the place; empty for the whole.
    pub pointer: String,
    /// What was wrong and what to do, in a sentence a person can act on.
    pub detail: String,
}

impl Finding {
    /// A finding at a place.
    pub fn new(code: &str, pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { code: code.to_owned(), pointer: pointer.into(), detail: detail.into() }
    }
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.pointer.is_empty() {
            f.write_str(&self.detail)
        } else {
            write!(f, "{}: {}", self.pointer, self.detail)
        }
    }
}

/// How one measure came out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Score {
    /// The measure, as its file is named: `evidence`, `grade_fit`.
    pub evaluator: String,
    /// From 0 (worst) to 1 (best).
    pub value: f64,
    /// The least value that passes, from 0 to 1.
    pub threshold: f64,
    /// Whether `value` reaches `threshold`.
    pub passed: bool,
    /// What the number rests on, in a sentence.
    pub reason: String,
}

/// Everything the measures said about one material.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    /// Whether every measure passed.
    pub passed: bool,
    /// One score a measure.
    pub scores: Vec<Score>,
    /// What to mend, most serious first; empty when all passed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
}

impl Report {
    /// Joins what each measure said.
    pub fn of(outcomes: impl IntoIterator<Item = (Score, Vec<Finding>)>) -> Self {
        let mut report = Self { passed: true, ..Self::default() };
        for (score, findings) in outcomes {
            report.passed &= score.passed;
            report.scores.push(score);
            report.findings.extend(findings);
        }
        report
    }
}
