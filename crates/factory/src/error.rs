//! Every way a use case fails, by what the caller should do.

use content::{Finding, Report};

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The request is understood and wrong; show the findings.
    #[error("{}", first(findings, "the request is not valid"))]
    Invalid {
        /// What is wrong and where.
        findings: Vec<Finding>,
    },
    /// There is no such thing, or it is somebody else's.
    #[error("there is no such {what}")]
    NotFound {
        /// What was looked for: `material`, `source`, `batch`.
        what: &'static str,
    },
    /// It cannot be done to the thing as it is now.
    #[error("{detail}")]
    Conflict {
        /// Why, and what to do.
        detail: String,
    },
    /// No source covers the topic; ask the user for sources.
    #[error("{}", first(findings, "no source covers the topic"))]
    NothingToTeachFrom {
        /// What was looked for and what would help.
        findings: Vec<Finding>,
    },
    /// Every draft was judged too weak; show the findings.
    #[error("{}", first(findings, "no draft was good enough"))]
    NotGoodEnough {
        /// What was wrong with the last draft.
        findings: Vec<Finding>,
        /// How the last draft was judged, if there was one.
        report: Report,
    },
    /// The document cannot be read.
    #[error(transparent)]
    Document(#[from] sources::Error),
    /// The document cannot be fetched from its web address.
    #[error(transparent)]
    Fetch(#[from] sources::fetch::Error),
    /// The work was stopped: cancelled, deleted, or taken over by another worker.
    #[error("the work was stopped")]
    Stopped,
    /// The store did not do its part; try again later.
    #[error("the store did not answer")]
    Store(#[from] store::Error),
    /// A part of the work broke; nothing the user did.
    #[error("a part of the work broke")]
    Broken,
}

impl Error {
    /// A request with one fault.
    pub fn invalid(code: &str, pointer: &str, detail: impl Into<String>) -> Self {
        Self::Invalid { findings: vec![Finding::new(code, pointer, detail)] }
    }
}

fn first<'a>(findings: &'a [Finding], otherwise: &'a str) -> &'a str {
    findings.first().map_or(otherwise, |finding| finding.detail.as_str())
}
