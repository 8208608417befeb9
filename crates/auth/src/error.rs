//! Why something is refused: one variant for each thing the caller does differently.

use crate::password::Weakness;

/// Every way in which this crate says no with an error.
///
/// Decisions that are part of ordinary life (a session has expired, wait a minute) are not errors but
/// enums of the module that takes them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Somebody typed or sent something that has not the right form: show `problem` at `field` (422).
    #[error("{field} {problem}")]
    Malformed {
        /// The name of the input as the interface calls it.
        field: &'static str,
        /// What is wrong and what would be right, to be read after the field's name.
        problem: &'static str,
    },
    /// The password is too easy to guess: show each weakness at the password field (422).
    #[error("the password is too easy to guess")]
    WeakPassword {
        /// Every reason that was found, not only the first.
        weaknesses: Vec<Weakness>,
    },
    /// A credential is not good: answer 401 without saying why; the reason is for the log.
    #[error("the credential is refused")]
    Refused(#[source] Refusal),
    /// A setting is missing or dangerous: do not start.
    #[error("`{setting}` {problem}; {remedy}")]
    Misconfigured {
        /// The setting's name as the operator writes it.
        setting: &'static str,
        /// What is wrong with it.
        problem: &'static str,
        /// What to do about it.
        remedy: &'static str,
    },
    /// Something that was stored cannot be read back: log it and alert; the cause is a fault or tampering.
    #[error("the stored {what} cannot be read; it was damaged, or its key is missing from the configuration")]
    Corrupt {
        /// What was to be read.
        what: &'static str,
    },
}

/// Why a credential was refused; for logs and tests, never for the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refusal {
    /// Longer than any credential that was ever issued.
    #[error("it is too long")]
    TooLong,
    /// Not of the form that its kind has.
    #[error("it has not the form of such a credential")]
    Form,
    /// The checksum does not match: mistyped or invented.
    #[error("its checksum is wrong")]
    Checksum,
    /// The header asks for an algorithm that is not the key's.
    #[error("its algorithm is not the key's")]
    Algorithm,
    /// The header names no key, or none that is in use.
    #[error("its key is unknown")]
    Key,
    /// The signature does not match.
    #[error("its signature is wrong")]
    Signature,
    /// It is good for something else.
    #[error("it is of another kind")]
    Kind,
    /// The header demands an extension (`crit`) that is not understood.
    #[error("it demands an unknown extension")]
    Extension,
    /// A claim is missing or has the wrong type.
    #[error("a claim is missing or mistyped")]
    Claims,
    /// Its time is over.
    #[error("it has expired")]
    Expired,
    /// Its time has not begun.
    #[error("it is not valid yet")]
    NotYet,
    /// Another issuer made it.
    #[error("another issuer made it")]
    Issuer,
    /// It was made for another audience.
    #[error("it was made for another audience")]
    Audience,
    /// It belongs to another attempt to sign in.
    #[error("it belongs to another attempt")]
    Nonce,
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}
