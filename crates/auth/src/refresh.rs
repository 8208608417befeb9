//! Refresh tokens: used once, seven days, and a thief's use of one ends the whole sign-in.
//!
//! The store claims a token and this module decides, in that order and in one transaction:
//!
//! 1. `UPDATE … SET used_ms = now WHERE digest = ? AND used_ms IS NULL`, giving back the row **as it was before**
//!    (in Redis: one script). Of any number of parallel callers exactly one sees `used_ms: None`.
//! 2. [`decide`] on that row. The one caller gets [`Outcome::Fresh`] and stores the successor; every other one is
//!    [`Outcome::Replayed`], which revokes the family, the winner's successor included. At most one branch lives
//!    where two raced, none does, since a client that is robbed looks the same as one that races itself.
//!
//! There is no grace period: a client must not send one token twice, and RFC 9700 §4.14.2 asks for no less.

use crate::id::{SessionId, UserId};
use crate::permission::ScopeSet;
use crate::time::DAY_MS;
use crate::user::Role;
use crate::{Error, opaque};

/// How long refresh tokens live.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lifetime {
    /// A token that is not used within this time is dead.
    pub token_ms: i64,
    /// No token of a sign-in outlives this, however often it was renewed.
    pub session_ms: i64,
}

impl Default for Lifetime {
    fn default() -> Self {
        Self { token_ms: 7 * DAY_MS, session_ms: 30 * DAY_MS }
    }
}

/// What is stored about a refresh token, beside its digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stored {
    /// The sign-in all tokens of one family share.
    pub session: SessionId,
    /// Whose it is.
    pub user: UserId,
    /// When that sign-in began.
    pub session_started_ms: i64,
    /// When this token dies.
    pub expires_ms: i64,
    /// When it was used, before this attempt.
    pub used_ms: Option<i64>,
    /// Whether the sign-in was ended (logout, admin, reuse).
    pub revoked: bool,
    /// What the sign-in was granted.
    pub scopes: ScopeSet,
    /// Whether a second factor was shown in it.
    pub strong: bool,
}

/// What to do with a presented token. All but the first are answered alike: `invalid_grant`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Mint a successor with this expiry, and an access token with it.
    Fresh {
        /// When the successor dies.
        expires_ms: i64,
    },
    /// It was used before: revoke the family and its access tokens, log `refresh_reuse`, tell the owner.
    Replayed {
        /// The family to end.
        session: SessionId,
    },
    /// Its time, or that of its sign-in, is over.
    Expired,
    /// Its sign-in was ended.
    Revoked,
    /// Nobody ever issued it.
    Unknown,
}

/// Decides about a token as the store's claim found it.
///
/// Reuse is told before expiry and revocation: it is news whenever it happens.
#[must_use]
pub fn decide(found: Option<&Stored>, lifetime: &Lifetime, now_ms: i64) -> Outcome {
    let Some(stored) = found else { return Outcome::Unknown };
    if stored.used_ms.is_some() {
        return Outcome::Replayed { session: stored.session };
    }
    if stored.revoked {
        return Outcome::Revoked;
    }
    let ends_ms = stored.session_started_ms.saturating_add(lifetime.session_ms);
    if now_ms >= stored.expires_ms.min(ends_ms) {
        return Outcome::Expired;
    }
    Outcome::Fresh { expires_ms: expiry(stored.session_started_ms, lifetime, now_ms) }
}

/// When a token that is issued now dies: after its own life or with its sign-in, whichever is sooner.
#[must_use]
pub fn expiry(session_started_ms: i64, lifetime: &Lifetime, now_ms: i64) -> i64 {
    now_ms.saturating_add(lifetime.token_ms).min(session_started_ms.saturating_add(lifetime.session_ms))
}

/// The scopes of the next access token: what was asked for or else all that was granted, within today's role.
///
/// # Errors
/// [`Error::Malformed`] with the field `scope` when more is asked for than was granted (`invalid_scope`).
pub fn scopes(asked: Option<ScopeSet>, granted: ScopeSet, role_today: Role) -> Result<ScopeSet, Error> {
    let scopes = asked.unwrap_or(granted);
    if !scopes.is_subset_of(granted) {
        return Err(Error::Malformed {
            field: "scope",
            problem: "asks for more than was granted at sign-in",
        });
    }
    Ok(scopes.shared_with(ScopeSet::of_role(role_today)))
}

/// The kind of [`Opaque`](opaque::Opaque) that refresh tokens are.
pub const KIND: opaque::Kind = opaque::Kind::Refresh;

#[cfg(test)]
mod tests;
