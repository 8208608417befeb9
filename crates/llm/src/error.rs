//! Every way a model call fails, by what the caller should do about it.

use crate::answer::BadAnswer;
use crate::budget::Scope;
use crate::reply::{Reply, Usage};
use std::sync::Arc;

/// What lay behind a failure; shared, so that all who wait for one call can have it.
pub type Cause = Arc<dyn std::error::Error + Send + Sync>;

/// Which part of a call took too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Opening the connection.
    Connect,
    /// From the request to the first sign of an answer.
    FirstToken,
    /// Between two pieces of an answer.
    Silence,
    /// The whole call.
    Total,
}

impl Phase {
    /// The word used in messages, logs and metrics.
    pub fn as_str(self) -> &'static str {
        match self {
            Phase::Connect => "connect",
            Phase::FirstToken => "first token",
            Phase::Silence => "silence",
            Phase::Total => "total",
        }
    }
}

/// Why a model did not answer. No variant carries prompt text or a key.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// Wait, then try again; the provider said how long if `retry_after_ms` is there.
    #[error("the provider limits the rate of calls; try again later")]
    RateLimited {
        /// The provider's own hint.
        retry_after_ms: Option<u64>,
    },
    /// Wait, then try again: the provider has too much to do.
    #[error("the provider is overloaded; try again later")]
    Overloaded {
        /// The provider's own hint.
        retry_after_ms: Option<u64>,
    },
    /// Try again, or ask another provider: it failed or could not be reached.
    #[error("the provider failed: {reason}; try again later")]
    Unavailable {
        /// Status or kind of failure, in words.
        reason: String,
        /// The failure underneath.
        #[source]
        source: Option<Cause>,
    },
    /// Ask another provider: this one failed so often that it is left alone for a while. No call was made.
    #[error("{provider} failed repeatedly and is left alone for now; try again later")]
    Paused {
        /// Whose breaker is open.
        provider: String,
        /// When it will be asked again.
        retry_after_ms: u64,
    },
    /// Try again, or ask another provider.
    #[error("the provider took too long (phase: {})", .phase.as_str())]
    Timeout {
        /// Which part took too long.
        phase: Phase,
    },
    /// Tell the user: the model declined.
    #[error("the model declined to answer")]
    Refused {
        /// What it said, at most 300 characters.
        said: String,
        /// Tokens used all the same.
        usage: Usage,
    },
    /// Send less text or choose a model with a larger window.
    #[error("the prompt does not fit the model's context window; send less text or choose a larger model")]
    ContextTooLong,
    /// Mend the request or the settings: the provider does not accept it.
    #[error("the provider rejected the request (status {status}): {message}")]
    BadRequest {
        /// HTTP status.
        status: u16,
        /// The provider's words, shortened, keys removed.
        message: String,
    },
    /// Mend the key, the rights or the credit of the provider account.
    #[error("the provider does not accept the key or the account: {message}; check the API key and credit")]
    Unauthorised {
        /// The provider's words, shortened, keys removed.
        message: String,
    },
    /// Ask once more with the findings, or give up: the answer is not usable.
    #[error("the model's answer cannot be used: {reason}")]
    BadAnswer {
        /// What is wrong with it.
        reason: BadAnswer,
        /// The answer as it came, with its usage; absent when not even a model answered.
        reply: Option<Box<Reply>>,
    },
    /// Raise the limit or wait for the next day: this call could cost more than is left.
    #[error("the budget for {} is used up (limit {limit_usd_micros} millionths of a dollar)", .scope.as_str())]
    BudgetExceeded {
        /// Which limit.
        scope: Scope,
        /// The limit in millionths of a US dollar.
        limit_usd_micros: u64,
    },
    /// Refuse the call or switch the limit off: the model's price is unknown and the budget wants one.
    #[error("the price of `{model}` is unknown and the budget only allows priced models")]
    Unpriced {
        /// The model without a price.
        model: String,
    },
    /// Give up: this request has made all the upstream calls it may.
    #[error("the request used up its {limit} model calls")]
    CallCap {
        /// How many were allowed.
        limit: u32,
    },
    /// Nothing to do: the caller gave up first.
    #[error("the request was cancelled")]
    Cancelled,
}

impl Error {
    /// Whether the same call to the same provider may go better.
    pub fn is_transient(&self) -> bool {
        match self {
            Error::RateLimited { .. }
            | Error::Overloaded { .. }
            | Error::Unavailable { .. }
            | Error::Timeout { .. } => true,
            Error::BadAnswer { reason, .. } => {
                matches!(reason, BadAnswer::Empty | BadAnswer::Html | BadAnswer::Truncated)
            }
            _ => false,
        }
    }

    /// Whether another model may do better than this one.
    pub fn is_local_to_provider(&self) -> bool {
        match self {
            Error::Paused { .. }
            | Error::Unauthorised { .. }
            | Error::ContextTooLong
            | Error::BadRequest { .. }
            | Error::Unpriced { .. } => true,
            other => other.is_transient(),
        }
    }

    /// Whether this says that the provider itself is in trouble.
    pub fn is_outage(&self) -> bool {
        matches!(self, Error::Overloaded { .. } | Error::Unavailable { .. } | Error::Timeout { .. })
            || matches!(self, Error::BadAnswer { reason: BadAnswer::Html, .. })
    }

    /// When the provider asks to be called again, if it said.
    pub fn retry_after_ms(&self) -> Option<u64> {
        match self {
            Error::RateLimited { retry_after_ms } | Error::Overloaded { retry_after_ms } => *retry_after_ms,
            Error::Paused { retry_after_ms, .. } => Some(*retry_after_ms),
            _ => None,
        }
    }

    /// A short word for metrics and spans, from a closed set.
    pub fn kind(&self) -> &'static str {
        match self {
            Error::RateLimited { .. } => "rate_limited",
            Error::Overloaded { .. } => "overloaded",
            Error::Unavailable { .. } => "unavailable",
            Error::Paused { .. } => "paused",
            Error::Timeout { .. } => "timeout",
            Error::Refused { .. } => "refused",
            Error::ContextTooLong => "context_too_long",
            Error::BadRequest { .. } => "bad_request",
            Error::Unauthorised { .. } => "unauthorised",
            Error::BadAnswer { .. } => "bad_answer",
            Error::BudgetExceeded { .. } => "budget_exceeded",
            Error::Unpriced { .. } => "unpriced",
            Error::CallCap { .. } => "call_cap",
            Error::Cancelled => "cancelled",
        }
    }

    pub(crate) fn unavailable(reason: impl Into<String>) -> Self {
        Error::Unavailable { reason: reason.into(), source: None }
    }

    pub(crate) fn caused(
        reason: impl Into<String>,
        source: impl std::error::Error + Send + Sync + 'static,
    ) -> Self {
        Error::Unavailable { reason: reason.into(), source: Some(Arc::new(source)) }
    }
}
