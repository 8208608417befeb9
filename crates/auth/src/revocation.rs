//! Access tokens that must die before their time: a short list every replica holds in memory (T-14).
//!
//! A signature outlives a logout. So whoever ends a session or suspends an account also puts it here, and tells the
//! other replicas (through Redis, or a table they poll) within two seconds. An entry is needed only as long as a token
//! signed just before could live; the list stays as short as half an hour of logouts.

use std::collections::HashMap;

use crate::id::{SessionId, UserId};
use crate::time::MINUTE_MS;
use crate::token::{ACCESS_TTL_MS, Access};

/// How long an entry stays: a token's life, and a minute for clocks that differ.
const KEPT_MS: i64 = ACCESS_TTL_MS + MINUTE_MS;

/// What is revoked, and until when that has to be remembered.
#[derive(Debug, Clone, Default)]
pub struct Revocations {
    sessions: HashMap<SessionId, i64>,
    users: HashMap<UserId, i64>,
}

impl Revocations {
    /// Ends a session's access tokens.
    pub fn end_session(&mut self, session: SessionId, now_ms: i64) {
        self.sessions.insert(session, now_ms.saturating_add(KEPT_MS));
    }

    /// Ends all of an account's access tokens: it was suspended or deleted.
    pub fn end_user(&mut self, user: UserId, now_ms: i64) {
        self.users.insert(user, now_ms.saturating_add(KEPT_MS));
    }

    /// Lets an account in again; its sessions that were ended stay ended.
    pub fn restore_user(&mut self, user: UserId) {
        self.users.remove(&user);
    }

    /// Whether a token with a good signature is still to be believed.
    #[must_use]
    pub fn allow(&self, access: &Access) -> bool {
        !self.sessions.contains_key(&access.session) && !self.users.contains_key(&access.user)
    }

    /// Forgets what has expired by itself; call it now and then.
    pub fn forget_expired(&mut self, now_ms: i64) {
        self.sessions.retain(|_, until_ms| *until_ms > now_ms);
        self.users.retain(|_, until_ms| *until_ms > now_ms);
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::permission::Grant;
    use crate::user::Role;

    const NOW_MS: i64 = 1_800_000_000_000;

    fn access(user: u128, session: u128) -> Access {
        let (user, session) = (UserId(Uuid::from_u128(user)), SessionId(Uuid::from_u128(session)));
        Access::from(NOW_MS, user, session, Uuid::from_u128(9), Grant::full(Role::Student))
    }

    #[test]
    fn t_14_an_ended_session_is_dead_and_others_are_not() {
        let mut revocations = Revocations::default();
        revocations.end_session(access(1, 1).session, NOW_MS);
        assert!(!revocations.allow(&access(1, 1)));
        assert!(revocations.allow(&access(1, 2)));
    }

    #[test]
    fn t_14_a_suspended_account_is_dead_in_all_sessions_until_it_is_restored() {
        let mut revocations = Revocations::default();
        revocations.end_user(access(1, 1).user, NOW_MS);
        revocations.end_session(access(1, 2).session, NOW_MS);
        assert!(!revocations.allow(&access(1, 1)) && !revocations.allow(&access(1, 2)));
        revocations.restore_user(access(1, 1).user);
        assert!(revocations.allow(&access(1, 1)));
        assert!(!revocations.allow(&access(1, 2)), "signing out stays signed out");
    }

    #[test]
    fn t_14_an_entry_outlives_every_token_it_has_to_stop() {
        let mut revocations = Revocations::default();
        let token = access(1, 1);
        revocations.end_session(token.session, NOW_MS);
        revocations.forget_expired(token.expires_ms);
        assert!(!revocations.allow(&token), "signed in the same second");
        revocations.forget_expired(NOW_MS + KEPT_MS);
        assert!(revocations.sessions.is_empty());
    }
}
