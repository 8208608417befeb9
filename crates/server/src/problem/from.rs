//! What failed in a use case, as the client is told.

use axum::http::{HeaderValue, header};
use factory::{DocumentError, Error};

use super::{Kind, Problem};

/// When to try again after the store did not answer, in seconds.
const RETRY_STORE_S: u32 = 2;

/// When to try again after a model did not answer, in seconds.
const RETRY_MODEL_S: u32 = 30;
/// When to look again whether a budget has something left, in seconds: limits begin anew each day.
const RETRY_BUDGET_S: u32 = 3600;

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Invalid { findings }
            | Error::NothingToTeachFrom { findings }
            | Error::NotGoodEnough { findings, .. } => Self::of_findings(findings),
            Error::NotFound { what } => Self::not_found(what),
            Error::Budget { findings } => Self::used_up(&findings),
            Error::Model { findings, retry_after_ms, .. } => {
                let seconds = retry_after_ms
                    .map_or(RETRY_MODEL_S, |ms| u32::try_from(ms.div_ceil(1000)).unwrap_or(3600));
                Self::unavailable(&said(&findings, "the model did not answer"), seconds)
            }
            Error::Conflict { detail } => Self::new(Kind::Conflict, detail),
            Error::Document(error) => Self::of_document(&error, ""),
            Error::Stopped => Self::new(Kind::Conflict, "the work was stopped"),
            Error::Store(error) => error.into(),
            Error::Broken => broken(&error),
        }
    }
}

impl From<store::Error> for Problem {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Corrupt { .. } | store::Error::Panicked => broken(&error),
            _ => {
                tracing::error!(error = &error as &dyn std::error::Error, "store_unavailable");
                Self::unavailable("the store does not answer; try again", RETRY_STORE_S)
            }
        }
    }
}

impl Problem {
    /// A document that could not be read, which came in the field at `pointer`.
    pub(crate) fn of_document(error: &DocumentError, pointer: &str) -> Self {
        let is_file = pointer != "/text";
        let kind = match error {
            DocumentError::TooLarge { .. } => Kind::TooLarge,
            DocumentError::Unsupported { .. } | DocumentError::Binary if is_file => Kind::MediaType,
            _ => return Self::invalid(pointer, error.to_string()),
        };
        Self::new(kind, error.to_string())
    }
}

impl Problem {
    /// Nothing is left to pay a model with.
    fn used_up(findings: &[content::Finding]) -> Self {
        let detail = said(findings, "the budget for models is used up");
        Self::new(Kind::UsedUp, detail).with(header::RETRY_AFTER, HeaderValue::from(RETRY_BUDGET_S))
    }
}

fn said(findings: &[content::Finding], otherwise: &str) -> String {
    findings.first().map_or_else(|| otherwise.to_owned(), |finding| finding.detail.clone())
}

/// A failure of ours: the log has the causes, the client an id to ask by.
pub(crate) fn broken(error: &(dyn std::error::Error + 'static)) -> Problem {
    tracing::error!(error, "request_failed");
    Problem::new(Kind::Internal, "a part of the server broke; nothing you did")
}
