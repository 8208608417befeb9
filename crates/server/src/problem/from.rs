//! What failed in a use case, as the client is told.

use factory::{DocumentError, Error};

use super::{Kind, Problem};

/// When to try again after the store did not answer, in seconds.
const RETRY_STORE_S: u32 = 2;

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Invalid { findings }
            | Error::NothingToTeachFrom { findings }
            | Error::NotGoodEnough { findings, .. } => Self::of_findings(findings),
            Error::NotFound { what } => Self::not_found(what),
            Error::Conflict { detail } => Self::new(Kind::Conflict, detail),
            Error::Document(error) => Self::of_document(&error, ""),
            Error::Fetch(error) => Self::invalid("/url", error.to_string()),
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
        let is_file = pointer != "/text" && pointer != "/url";
        let kind = match error {
            DocumentError::TooLarge { .. } if pointer != "/url" => Kind::TooLarge,
            DocumentError::Unsupported { .. } | DocumentError::Binary if is_file => Kind::MediaType,
            _ => return Self::invalid(pointer, error.to_string()),
        };
        Self::new(kind, error.to_string())
    }
}

/// A failure of ours: the log has the causes, the client an id to ask by.
pub(crate) fn broken(error: &(dyn std::error::Error + 'static)) -> Problem {
    tracing::error!(error, "request_failed");
    Problem::new(Kind::Internal, "a part of the server broke; nothing you did")
}
