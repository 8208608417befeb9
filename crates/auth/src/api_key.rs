//! API keys: `lf_`, 200 random bits, a checksum; shown once, stored as a digest, never mightier than their owner.
//!
//! The checksum lets a mistyped or invented key be refused without a look-up, and lets scanners of public code
//! recognise a leaked one with certainty. It is no secret and proves nothing.

use data_encoding::Encoding;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::id::{ApiKeyId, UserId};
use crate::opaque::TokenDigest;
use crate::permission::{Grant, ScopeSet};
use crate::time::MINUTE_MS;
use crate::user::Role;
use crate::{Error, Refusal};

/// What every key begins with.
pub const PREFIX: &str = "lf_";
/// Bytes of randomness in a key.
pub const RANDOM_BYTES: usize = 25;
const CHECKSUM_BYTES: usize = 5;
const BODY_LENGTH: usize = RANDOM_BYTES * 8 / 5;
const TEXT_LENGTH: usize = PREFIX.len() + BODY_LENGTH + CHECKSUM_BYTES * 8 / 5;

/// A key in clear; it does not print itself and is wiped when dropped.
#[derive(Debug, Clone)]
pub struct ApiKey(SecretString);

impl ApiKey {
    /// Makes a key from 25 bytes of the operating system's randomness.
    #[must_use]
    pub fn mint(random: [u8; RANDOM_BYTES]) -> Self {
        let encoding = base32();
        let body = encoding.encode(&random);
        Self(format!("{PREFIX}{body}{}", encoding.encode(&checksum(&body))).into())
    }

    /// Reads a key that somebody presents, refusing quickly what was never issued.
    ///
    /// # Errors
    /// [`Error::Refused`] when it has not the form of a key or its checksum is wrong.
    pub fn parse(presented: &str) -> Result<Self, Error> {
        if presented.len() > TEXT_LENGTH {
            return Err(Refusal::TooLong.into());
        }
        let (body, check) = presented
            .strip_prefix(PREFIX)
            .and_then(|rest| rest.split_at_checked(BODY_LENGTH))
            .ok_or(Refusal::Form)?;
        let encoding = base32();
        encoding.decode(body.as_bytes()).map_err(|_| Refusal::Form)?;
        let check = encoding.decode(check.as_bytes()).map_err(|_| Refusal::Form)?;
        if check != checksum(body) {
            return Err(Refusal::Checksum.into());
        }
        Ok(Self(presented.into()))
    }

    /// The key, to be shown once.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// What is stored and looked up in its place.
    #[must_use]
    pub fn digest(&self) -> TokenDigest {
        TokenDigest::of(self.expose())
    }

    /// The beginning that may be shown in lists, so that its owner recognises it: prefix and six characters.
    #[must_use]
    pub fn hint(&self) -> &str {
        self.expose().get(..PREFIX.len() + 6).unwrap_or(PREFIX)
    }
}

fn checksum(body: &str) -> [u8; CHECKSUM_BYTES] {
    let digest = Sha256::new_with_prefix(PREFIX).chain_update(body).finalize();
    let mut checksum = [0; CHECKSUM_BYTES];
    checksum.copy_from_slice(&digest[..CHECKSUM_BYTES]);
    checksum
}

fn base32() -> Encoding {
    let mut specification = data_encoding::Specification::new();
    specification.symbols.push_str("abcdefghijklmnopqrstuvwxyz234567");
    specification.encoding().expect("thirty-two distinct symbols are an encoding")
}

/// What is stored about a key, beside its digest, hint and name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyRecord {
    /// The key's own id.
    pub id: ApiKeyId,
    /// Whose it is.
    pub owner: UserId,
    /// What it was given.
    pub scopes: ScopeSet,
    /// When it stops working, if ever.
    pub expires_ms: Option<i64>,
    /// When it was last used, to the minute.
    pub last_used_ms: Option<i64>,
    /// Whether its owner took it back.
    pub revoked: bool,
}

/// Whether a key that was found opens anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It does.
    Live {
        /// What the request may do: never more than the owner may today.
        grant: Grant,
        /// Write `last_used_ms` down; at most once a minute, so that use does not mean writing.
        touch: bool,
    },
    /// It was revoked.
    Revoked,
    /// Its time is over.
    Expired,
}

/// Decides about a key whose owner has this role today; a disabled owner is the caller's to refuse.
#[must_use]
pub fn decide(record: &KeyRecord, owner_role: Role, now_ms: i64) -> Verdict {
    if record.revoked {
        return Verdict::Revoked;
    }
    if record.expires_ms.is_some_and(|expires_ms| expires_ms <= now_ms) {
        return Verdict::Expired;
    }
    let scopes = record.scopes.shared_with(ScopeSet::for_keys(owner_role));
    let touch = record.last_used_ms.is_none_or(|used_ms| now_ms.saturating_sub(used_ms) >= MINUTE_MS);
    Verdict::Live { grant: Grant { role: owner_role, scopes }, touch }
}

/// Checks the scopes that an owner asks for a new key with a credential that was `granted` this much.
///
/// # Errors
/// [`Error::Malformed`] when none is asked for, or one that the owner or the credential lacks or that keys never carry.
pub fn check_scopes(asked: ScopeSet, owner_role: Role, granted: ScopeSet) -> Result<ScopeSet, Error> {
    let malformed = |problem| Err(Error::Malformed { field: "scopes", problem });
    if asked.is_empty() {
        return malformed("has to name at least one scope");
    }
    if !asked.is_subset_of(ScopeSet::for_keys(owner_role).shared_with(granted)) {
        return malformed("names a scope that you do not have or that keys cannot carry");
    }
    Ok(asked)
}

#[cfg(test)]
mod tests;
