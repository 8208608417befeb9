//! Passwords: read once, judged when they are new, hashed by whoever owns the memory for it.
//!
//! Any characters count as they are; nothing is trimmed, folded or cut. The one change is Unicode normalisation
//! (NFC), so that `é` typed on another keyboard is the same `é`.
//! **Source** NIST SP 800-63B-4 §3.1.1.2; OWASP ASVS 5.0 §6.2.
//!
//! Hashing takes tens of milliseconds and megabytes: run [`verify`], [`hash()`] and [`check_new`] on a bounded set of
//! workers, each with its own [`Scratch`], never on the threads that answer requests.

use secrecy::{ExposeSecret, SecretString};
use unicode_normalization::UnicodeNormalization;

use crate::Error;

pub use hash::{Cost, Scratch, Verdict, hash, verify};
pub use strength::{About, LengthRule, Weakness, check_new};

mod hash;
mod strength;

/// The most characters that a password may have.
pub const MAX_CHARACTERS: usize = 256;
/// The most bytes that are looked at at all; what is longer costs nothing.
const MAX_BYTES: usize = 4_096;

/// A password somebody typed, normalised and of bounded length; it prints as `[REDACTED]` and is wiped when dropped.
#[derive(Debug, Clone)]
pub struct Password(SecretString);

impl Password {
    /// Takes what was typed, if its length is within the bounds.
    ///
    /// # Errors
    /// [`Error::Malformed`] for more than 256 characters: before any normalising or hashing beyond 4,096 bytes.
    pub fn parse(typed: &str) -> Result<Self, Error> {
        let too_long = Error::Malformed { field: "password", problem: "takes at most 256 characters" };
        if typed.len() > MAX_BYTES {
            return Err(too_long);
        }
        let normal: String = typed.nfc().collect();
        let characters = normal.chars().count();
        let password = Self(normal.into());
        if characters > MAX_CHARACTERS { Err(too_long) } else { Ok(password) }
    }

    pub(crate) fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

#[cfg(test)]
mod tests;
