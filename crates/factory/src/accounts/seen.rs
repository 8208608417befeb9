//! What was looked up or verified lately, so that a request does not cost it again: tokens and the sign-ins behind them.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use auth::id::{SessionId, UserId};
use auth::opaque::TokenDigest;
use auth::token::{ACCESS_TTL_MS, Access};

/// The most of either that are remembered; beyond it all are looked at anew.
const MOST: usize = 50_000;

/// A sign-in that exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SignIn {
    pub(super) user: UserId,
    /// Whether a second factor was shown in it.
    pub(super) strong: bool,
}

/// Tokens whose signature was good, by digest, and sign-ins that exist, each until it cannot matter any more.
#[derive(Debug, Default)]
pub(super) struct Seen {
    tokens: RwLock<HashMap<[u8; 32], Access>>,
    sign_ins: RwLock<HashMap<SessionId, (SignIn, i64)>>,
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

    /// A sign-in that is known to exist.
    pub(super) fn sign_in(&self, session: SessionId, now_ms: i64) -> Option<SignIn> {
        let seen = self.sign_ins.read().unwrap_or_else(PoisonError::into_inner);
        seen.get(&session).filter(|(_, until_ms)| *until_ms > now_ms).map(|(sign_in, _)| *sign_in)
    }

    /// Forgets what an account's sign-ins are worth.
    pub(super) fn forget(&self, user: UserId) {
        let mut seen = self.sign_ins.write().unwrap_or_else(PoisonError::into_inner);
        seen.retain(|_, (sign_in, _)| sign_in.user != user);
    }

    /// Remembers a sign-in for as long as a token lives.
    pub(super) fn note(&self, session: SessionId, sign_in: SignIn, now_ms: i64) {
        let mut seen = self.sign_ins.write().unwrap_or_else(PoisonError::into_inner);
        if seen.len() >= MOST {
            seen.clear();
        }
        seen.insert(session, (sign_in, now_ms.saturating_add(ACCESS_TTL_MS)));
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
        let sign_in = SignIn { user, strong: true };
        seen.note(session, sign_in, 0);
        assert_eq!(seen.token(&digest, ACCESS_TTL_MS - 1), Some(access));
        assert_eq!(seen.token(&digest, ACCESS_TTL_MS), None);
        assert_eq!(seen.token(&token::digest("a.b.d"), 0), None);
        assert_eq!(seen.sign_in(session, ACCESS_TTL_MS - 1), Some(sign_in));
        assert_eq!(seen.sign_in(session, ACCESS_TTL_MS), None);
        seen.forget(UserId(Uuid::from_u128(3)));
        assert_eq!(seen.sign_in(session, 0), Some(sign_in));
        seen.forget(user);
        assert_eq!(seen.sign_in(session, 0), None);
    }
}
