//! What was looked up or verified lately, so that a request does not cost it again: tokens and the sign-ins behind them.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use auth::id::{SessionId, UserId};
use auth::opaque::TokenDigest;
use auth::token::{ACCESS_TTL_MS, Access};

/// The most of either that are remembered; beyond it all are looked at anew.
const MOST: usize = 50_000;

/// Tokens whose signature was good, by digest, and sign-ins that exist, each until it cannot matter any more.
#[derive(Debug, Default)]
pub(super) struct Seen {
    tokens: RwLock<HashMap<[u8; 32], Access>>,
    sign_ins: RwLock<HashMap<SessionId, (UserId, i64)>>,
}

impl Seen {
    /// What a token says whose signature was found good before, while it lives.
    pub(super) fn token(&self, digest: &TokenDigest, now_ms: i64) -> Option<Access> {
        let tokens = self.tokens.read().unwrap_or_else(PoisonError::into_inner);
        tokens.get(digest.as_bytes()).filter(|access| access.expires_ms > now_ms).copied()
    }

    /// Remembers what a token says.
    pub(super) fn note_token(&self, digest: &TokenDigest, access: Access, now_ms: i64) {
        let mut tokens = self.tokens.write().unwrap_or_else(PoisonError::into_inner);
        if tokens.len() >= MOST {
            tokens.retain(|_, access| access.expires_ms > now_ms);
        }
        if tokens.len() >= MOST {
            tokens.clear();
        }
        tokens.insert(*digest.as_bytes(), access);
    }

    /// Whether this sign-in is known to be this person's.
    pub(super) fn knows(&self, session: SessionId, user: UserId, now_ms: i64) -> bool {
        let seen = self.sign_ins.read().unwrap_or_else(PoisonError::into_inner);
        seen.get(&session).is_some_and(|(owner, until_ms)| *owner == user && *until_ms > now_ms)
    }

    /// Remembers a sign-in for as long as a token lives.
    pub(super) fn note(&self, session: SessionId, user: UserId, now_ms: i64) {
        let mut seen = self.sign_ins.write().unwrap_or_else(PoisonError::into_inner);
        if seen.len() >= MOST {
            seen.clear();
        }
        seen.insert(session, (user, now_ms.saturating_add(ACCESS_TTL_MS)));
    }
}

#[cfg(test)]
mod tests {
    use auth::permission::Grant;
    use auth::token;
    use auth::user::Role;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn nothing_is_remembered_longer_than_it_lives() {
        let (seen, digest) = (Seen::default(), token::digest("a.b.c"));
        let (user, session) = (UserId(Uuid::from_u128(1)), SessionId(Uuid::from_u128(2)));
        let access = Access::from(0, user, session, Uuid::nil(), Grant::full(Role::Student));
        seen.note_token(&digest, access, 0);
        seen.note(session, user, 0);
        assert_eq!(seen.token(&digest, ACCESS_TTL_MS - 1), Some(access));
        assert_eq!(seen.token(&digest, ACCESS_TTL_MS), None);
        assert_eq!(seen.token(&token::digest("a.b.d"), 0), None);
        assert!(seen.knows(session, user, ACCESS_TTL_MS - 1) && !seen.knows(session, user, ACCESS_TTL_MS));
        assert!(!seen.knows(session, UserId(Uuid::from_u128(3)), 0));
    }
}
