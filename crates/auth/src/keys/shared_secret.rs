//! The secret of HS256, when an operator chose that: long, and not one out of a tutorial.

use std::collections::BTreeSet;

use secrecy::{ExposeSecret, SecretString};

use crate::Error;

const MIN_BYTES: usize = 32;
/// A random text of 32 characters has about twenty different ones.
const MIN_DISTINCT_BYTES: usize = 10;

/// Secrets that stand in tutorials and example files, in lower case; so do all texts that contain them.
const KNOWN: [&str; 13] = [
    "09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7",
    "a-string-secret-at-least-256-bits-long",
    "your-256-bit-secret",
    "your-secret-key",
    "changethis",
    "change-me",
    "changeme",
    "insecure",
    "password",
    "super-secret",
    "jwt-secret",
    "0123456789",
    "abcdefghij",
];

/// A secret of at least 32 bytes for HS256.
#[derive(Debug, Clone)]
pub struct SharedSecret(SecretString);

impl SharedSecret {
    /// Takes the setting `auth.jwt_secret_key`.
    ///
    /// # Errors
    /// [`Error::Misconfigured`] for a secret that is short, monotonous or known: the server must not start with it.
    pub fn parse(setting: &str) -> Result<Self, Error> {
        let lower = setting.to_lowercase().replace(['_', ' '], "-");
        let distinct: BTreeSet<u8> = setting.bytes().collect();
        let problem = if setting.len() < MIN_BYTES {
            "has fewer than 32 bytes"
        } else if KNOWN.iter().any(|known| lower.contains(known)) {
            "is a secret from a tutorial or an example"
        } else if distinct.len() < MIN_DISTINCT_BYTES {
            "repeats a few characters"
        } else {
            return Ok(Self(setting.into()));
        };
        Err(Error::Misconfigured {
            setting: "auth.jwt_secret_key",
            problem,
            remedy: "make one with `openssl rand -base64 48`, or leave it out to sign with Ed25519",
        })
    }

    pub(super) fn expose(&self) -> &[u8] {
        self.0.expose_secret().as_bytes()
    }
}
