//! What failed in a use case, as the client is told.

use auth::bearer;
use axum::http::{HeaderValue, header};
use factory::{DocumentError, Error};

use super::{Kind, Problem};

/// When to try again after the store did not answer, in seconds.
const RETRY_STORE_S: u32 = 2;

/// When to try again after an identity provider did not answer, in seconds.
const RETRY_PROVIDER_S: u32 = 30;

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
            Error::Unauthenticated => Self::unauthenticated(),
            Error::SignInRefused => Self::refused("the name or the password is not right"),
            Error::SecondFactorNeeded { .. } => Self::refused("a second factor is needed"),
            Error::SecondFactorWrong => Self::invalid("/code", error.to_string()),
            Error::SignOnRefused { why } => Self::new(Kind::Forbidden, why),
            Error::Provider(error) => {
                tracing::warn!(error = &error as &dyn std::error::Error, "identity_provider_unavailable");
                Self::unavailable("the identity provider does not answer; try again", RETRY_PROVIDER_S)
            }
            Error::NotConfirmed { detail } => Self::new(Kind::Forbidden, detail),
            Error::Forbidden { detail } => Self::new(Kind::Forbidden, detail),
            Error::TooMany { retry_after_s } => Self::too_many(retry_after_s),
            Error::Busy { retry_after_s } => {
                let detail = "too many people sign in at the moment; try again";
                Self::unavailable(detail, u32::try_from(retry_after_s).unwrap_or(u32::MAX))
            }
            Error::Identity(error) => broken(&error),
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
    /// A credential came with the request and is not good.
    pub(crate) fn unauthenticated() -> Self {
        Self::challenged("the credential is not good; sign in again", bearer::challenge_invalid())
    }

    /// No credential came with the request.
    pub(crate) fn anonymous() -> Self {
        Self::challenged("sign in first", bearer::challenge())
    }

    /// A sign-in that did not succeed.
    pub(crate) fn refused(detail: &str) -> Self {
        Self::challenged(detail, bearer::challenge())
    }

    /// There were too many attempts.
    pub(crate) fn too_many(retry_after_s: u64) -> Self {
        let detail = format!("too many attempts; try again in {retry_after_s} seconds");
        Self::new(Kind::TooMany, detail).with(header::RETRY_AFTER, HeaderValue::from(retry_after_s))
    }

    fn challenged(detail: &str, challenge: &'static str) -> Self {
        let problem = Self::new(Kind::Unauthenticated, detail);
        problem.with(header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge))
    }

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
