//! Sign-ins that are known to exist, so that a token does not mean asking the store each time.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use auth::id::{SessionId, UserId};
use auth::token::ACCESS_TTL_MS;

/// The most sign-ins remembered; beyond it all are looked up anew.
const MOST: usize = 100_000;

/// Sign-ins seen lately, each with its owner and until when that is believed.
#[derive(Debug, Default)]
pub(super) struct Seen(RwLock<HashMap<SessionId, (UserId, i64)>>);

impl Seen {
    /// Whether this sign-in is known to be this person's.
    pub(super) fn knows(&self, session: SessionId, user: UserId, now_ms: i64) -> bool {
        let seen = self.0.read().unwrap_or_else(PoisonError::into_inner);
        seen.get(&session).is_some_and(|(owner, until_ms)| *owner == user && *until_ms > now_ms)
    }

    /// Remembers it for as long as a token lives.
    pub(super) fn note(&self, session: SessionId, user: UserId, now_ms: i64) {
        let mut seen = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if seen.len() >= MOST {
            seen.clear();
        }
        seen.insert(session, (user, now_ms.saturating_add(ACCESS_TTL_MS)));
    }
}
