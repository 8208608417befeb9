//! Which key signs now, which ones are believed, and when the next one is due.

use data_encoding::BASE64URL_NOPAD;
use serde::Serialize;

use crate::Error;
use crate::keys::SigningKey;
use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS};
use crate::token::ACCESS_TTL_MS;

/// How long a retired key is believed beyond the life of the last token it signed.
const RETIRED_MARGIN_MS: i64 = MINUTE_MS;

/// What a key is at some instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyState {
    /// Published, not signing yet; believed, since another replica's clock may be ahead.
    Next,
    /// Signs.
    Active,
    /// Signs no more; believed until the last token it signed has expired.
    Retired,
    /// Believed no more; to be deleted.
    Gone,
}

/// When keys are changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RotationPlan {
    /// How long a key signs.
    pub period_ms: i64,
    /// How long a key is published before it signs, so that caches of the set have it.
    pub lead_ms: i64,
}

impl Default for RotationPlan {
    fn default() -> Self {
        Self { period_ms: 90 * DAY_MS, lead_ms: 24 * HOUR_MS }
    }
}

/// What a rotation has to do now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rotation {
    /// Nothing.
    NotDue,
    /// Make a key that signs from this instant on.
    Add {
        /// For [`SigningKey::generate`].
        active_from_ms: i64,
    },
}

/// The keys, of which there is always at least one.
#[derive(Debug)]
pub struct KeyRing(Vec<SigningKey>);

impl KeyRing {
    /// Takes the keys in any order.
    ///
    /// # Errors
    /// [`Error::Misconfigured`] without any key or with two of one id.
    pub fn new(mut keys: Vec<SigningKey>) -> Result<Self, Error> {
        keys.sort_by_key(SigningKey::active_from_ms);
        let twice =
            keys.iter().enumerate().any(|(i, key)| keys[..i].iter().any(|other| other.kid() == key.kid()));
        if keys.is_empty() || twice {
            return Err(Error::Misconfigured {
                setting: "auth.signing_key_file",
                problem: "gives no key to sign with, or the same one twice",
                remedy: "keep one file for each key",
            });
        }
        Ok(Self(keys))
    }

    /// The key that signs now: the latest whose time has come, or the first when none has (a clock set back).
    #[must_use]
    pub fn active(&self, now_ms: i64) -> &SigningKey {
        &self.0[self.active_index(now_ms)]
    }

    /// The key of that id, if it is believed now: exact match, in memory, nothing fetched.
    #[must_use]
    pub fn believed(&self, kid: &str, now_ms: i64) -> Option<&SigningKey> {
        let index = self.0.iter().position(|key| key.kid() == kid)?;
        (self.state_at(index, now_ms) != KeyState::Gone).then(|| &self.0[index])
    }

    /// Each key's id and state, oldest first: for the admin page and for deleting what is gone.
    #[must_use]
    pub fn states(&self, now_ms: i64) -> Vec<(&str, KeyState)> {
        self.0.iter().enumerate().map(|(i, key)| (key.kid(), self.state_at(i, now_ms))).collect()
    }

    /// The public halves of all keys that are believed, for `/.well-known/jwks.json`; shared secrets have none.
    #[must_use]
    pub fn public_set(&self, now_ms: i64) -> JsonWebKeySet {
        let believed = self.0.iter().enumerate().filter(|(i, _)| self.state_at(*i, now_ms) != KeyState::Gone);
        JsonWebKeySet { keys: believed.filter_map(|(_, key)| JsonWebKey::of(key)).collect() }
    }

    /// Whether a new key has to be made now, for the plan to hold.
    #[must_use]
    pub fn rotation(&self, plan: &RotationPlan, now_ms: i64) -> Rotation {
        let newest_ms = self.0.last().map_or(now_ms, SigningKey::active_from_ms);
        let due_ms = newest_ms.saturating_add(plan.period_ms);
        if now_ms < due_ms.saturating_sub(plan.lead_ms) {
            return Rotation::NotDue;
        }
        Rotation::Add { active_from_ms: due_ms.max(now_ms.saturating_add(plan.lead_ms)) }
    }

    fn active_index(&self, now_ms: i64) -> usize {
        self.0.iter().rposition(|key| key.active_from_ms() <= now_ms).unwrap_or(0)
    }

    fn state_at(&self, index: usize, now_ms: i64) -> KeyState {
        let active = self.active_index(now_ms);
        if index == active {
            return KeyState::Active;
        }
        if index > active {
            return KeyState::Next;
        }
        let retired_ms = self.0[index + 1].active_from_ms();
        let gone_ms = retired_ms.saturating_add(ACCESS_TTL_MS).saturating_add(RETIRED_MARGIN_MS);
        if now_ms < gone_ms { KeyState::Retired } else { KeyState::Gone }
    }
}

/// The public half of one key (RFC 7517, RFC 8037).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JsonWebKey {
    /// Always `OKP`.
    pub kty: &'static str,
    /// Always `Ed25519`.
    pub crv: &'static str,
    /// The public key.
    pub x: String,
    /// The key's id.
    pub kid: String,
    /// Always `EdDSA`.
    pub alg: &'static str,
    /// Always `sig`.
    #[serde(rename = "use")]
    pub purpose: &'static str,
}

impl JsonWebKey {
    fn of(key: &SigningKey) -> Option<Self> {
        let x = BASE64URL_NOPAD.encode(key.public()?);
        let kid = key.kid().to_owned();
        Some(Self { kty: "OKP", crv: "Ed25519", x, kid, alg: "EdDSA", purpose: "sig" })
    }
}

/// The body of `/.well-known/jwks.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JsonWebKeySet {
    /// The keys, oldest first.
    pub keys: Vec<JsonWebKey>,
}
