//! Browser sessions: an opaque id in a cookie, a row behind it, limits on rest and on length.
//!
//! A new id is minted at sign-in, at a second factor and at every change of role or password (C-02); the old row is
//! revoked in the same transaction. Only the id's digest is stored.

use crate::id::{SessionId, UserId};
use crate::opaque::{Kind, Opaque};
use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS};
use crate::user::Role;

/// The name of the cookie; `__Host-` makes browsers insist on `Secure`, on `Path=/` and on no `Domain`.
pub const COOKIE: &str = "__Host-session";
/// The kind of [`Opaque`] that session ids are.
pub const KIND: Kind = Kind::Session;

/// How long sessions last.
///
/// **Source** OWASP ASVS 5.0 §7.3.1 and §7.3.2 ask for both limits, documented; the spans are this product's choice:
/// a school day of rest, and for those who administer no more than that in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lifetime {
    /// A session rests at most this long.
    pub idle_ms: i64,
    /// And lasts at most this long.
    pub absolute_ms: i64,
    /// And for an admin this long.
    pub admin_absolute_ms: i64,
}

impl Default for Lifetime {
    fn default() -> Self {
        Self { idle_ms: 12 * HOUR_MS, absolute_ms: 30 * DAY_MS, admin_absolute_ms: 12 * HOUR_MS }
    }
}

/// What is stored about a session, beside its digest and what its list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stored {
    /// The id under which the list shows it; not the cookie's secret.
    pub id: SessionId,
    /// Whose it is.
    pub user: UserId,
    /// When it began.
    pub created_ms: i64,
    /// When it was last used, to the minute.
    pub last_seen_ms: i64,
    /// When its owner last proved to be there, by password or factor: for sensitive changes.
    pub confirmed_ms: i64,
    /// Whether it was ended.
    pub revoked: bool,
}

/// Whether a session still opens anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It does.
    Live {
        /// Write `last_seen_ms` down; at most once a minute, so that reading a page is not a write.
        touch: bool,
    },
    /// It rested too long or lasted too long.
    Expired,
    /// It was ended.
    Revoked,
}

/// Decides about a session whose owner has this role today.
#[must_use]
pub fn decide(stored: &Stored, role: Role, lifetime: &Lifetime, now_ms: i64) -> Verdict {
    if stored.revoked {
        return Verdict::Revoked;
    }
    if now_ms >= ends_ms(stored, role, lifetime) {
        return Verdict::Expired;
    }
    Verdict::Live { touch: now_ms.saturating_sub(stored.last_seen_ms) >= MINUTE_MS }
}

/// When a session ends if it is not used again.
#[must_use]
pub fn ends_ms(stored: &Stored, role: Role, lifetime: &Lifetime) -> i64 {
    let absolute_ms = if role == Role::Admin { lifetime.admin_absolute_ms } else { lifetime.absolute_ms };
    let rests_until_ms = stored.last_seen_ms.saturating_add(lifetime.idle_ms);
    rests_until_ms.min(stored.created_ms.saturating_add(absolute_ms))
}

/// The `Set-Cookie` value that gives a browser its session.
#[must_use]
pub fn set_cookie(id: &Opaque, lifetime: &Lifetime) -> String {
    let seconds = lifetime.absolute_ms / SECOND_MS;
    format!("{COOKIE}={}; Path=/; Max-Age={seconds}; Secure; HttpOnly; SameSite=Lax", id.expose())
}

/// The `Set-Cookie` value that takes it away; send `Clear-Site-Data: "cache", "cookies", "storage"` beside it.
#[must_use]
pub fn clear_cookie() -> String {
    format!("{COOKIE}=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    const NOW_MS: i64 = 1_800_000_000_000;

    fn stored() -> Stored {
        Stored {
            id: SessionId(Uuid::from_u128(1)),
            user: UserId(Uuid::from_u128(2)),
            created_ms: NOW_MS,
            last_seen_ms: NOW_MS,
            confirmed_ms: NOW_MS,
            revoked: false,
        }
    }

    fn at(stored: &Stored, role: Role, now_ms: i64) -> Verdict {
        decide(stored, role, &Lifetime::default(), now_ms)
    }

    #[test]
    fn s_02_twelve_hours_of_rest_end_a_session() {
        assert_eq!(at(&stored(), Role::Teacher, NOW_MS + 12 * HOUR_MS - 1), Verdict::Live { touch: true });
        assert_eq!(at(&stored(), Role::Teacher, NOW_MS + 12 * HOUR_MS), Verdict::Expired);
    }

    #[test]
    fn s_02_thirty_days_end_a_busy_session_and_twelve_hours_an_admins() {
        let busy = |now_ms| Stored { last_seen_ms: now_ms - 1, ..stored() };
        let (month, half_day) = (NOW_MS + 30 * DAY_MS, NOW_MS + 12 * HOUR_MS);
        assert_eq!(at(&busy(month - 1), Role::Student, month - 1), Verdict::Live { touch: false });
        assert_eq!(at(&busy(month), Role::Student, month), Verdict::Expired);
        assert_eq!(at(&busy(half_day), Role::Admin, half_day), Verdict::Expired);
        assert_eq!(at(&busy(half_day), Role::Teacher, half_day), Verdict::Live { touch: false });
    }

    #[test]
    fn c_02_an_ended_session_is_dead_whatever_the_browser_keeps() {
        assert_eq!(at(&Stored { revoked: true, ..stored() }, Role::Admin, NOW_MS), Verdict::Revoked);
    }

    #[test]
    fn c_01_the_cookie_is_locked_to_host_path_and_transport() {
        let cookie = set_cookie(&Opaque::mint(KIND, [7; 32]), &Lifetime::default());
        let mut parts = cookie.split("; ");
        let (name, value) = parts.next().unwrap().split_once('=').unwrap();
        assert_eq!(name, "__Host-session");
        assert!(Opaque::parse(KIND, value).is_ok(), "opaque, 256 bits");
        assert_eq!(
            parts.collect::<Vec<_>>(),
            ["Path=/", "Max-Age=2592000", "Secure", "HttpOnly", "SameSite=Lax"]
        );
        assert!(clear_cookie().starts_with("__Host-session=; Path=/; Max-Age=0; Secure"));
    }

    proptest! {
        #[test]
        fn s_02_no_instant_makes_a_session_endless(created_ms in any::<i64>(), seen_ms in any::<i64>(), now_ms in any::<i64>()) {
            let stored = Stored { created_ms, last_seen_ms: seen_ms, ..stored() };
            if matches!(at(&stored, Role::Student, now_ms), Verdict::Live { .. }) {
                prop_assert!(now_ms < created_ms.saturating_add(30 * DAY_MS));
            }
        }
    }
}
