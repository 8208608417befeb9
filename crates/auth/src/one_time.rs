//! Links and half-finished sign-ins that work once: reset, verification, invitation, first admin, second factor.
//!
//! Each is an [`Opaque`](crate::opaque::Opaque) of its own kind, stored as a digest. Using one is a compare-and-set on
//! `used_ms` in the same transaction as what it is used for; making a newer one of the same kind for the same
//! account supersedes the older ones. Links are built from the installation's configured address, never from a
//! request's `Host`. A reset opens no session: whoever used it signs in afterwards, second factor and all.

use crate::opaque::Kind;
use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS};

/// What is stored about a one-time secret, beside its digest and whom it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stored {
    /// What it was made for.
    pub kind: Kind,
    /// When it dies.
    pub expires_ms: i64,
    /// When it was used, before this attempt.
    pub used_ms: Option<i64>,
    /// Whether a newer one was made, or the password changed meanwhile.
    pub superseded: bool,
}

/// Why a one-time secret does not work; the person is told the same in every case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dead {
    /// Nobody made it.
    Unknown,
    /// It was made for something else.
    OtherKind,
    /// It was used.
    Used,
    /// A newer one replaced it.
    Superseded,
    /// Its time is over.
    Expired,
}

/// How long a secret of this kind lives; `None` for kinds that are no one-time secrets.
///
/// An hour for a reset (P-08) and five minutes between the two factors (M-06). A verification link gives access to
/// nothing and may wait for the next morning; an invitation, for the week.
#[must_use]
pub const fn lifetime_ms(kind: Kind) -> Option<i64> {
    match kind {
        Kind::PasswordReset => Some(HOUR_MS),
        Kind::MfaPending | Kind::PasskeyCeremony => Some(5 * MINUTE_MS),
        Kind::EmailVerification | Kind::FirstAdmin => Some(DAY_MS),
        Kind::Invitation => Some(7 * DAY_MS),
        Kind::Refresh | Kind::Session => None,
    }
}

/// Decides about a secret of `kind` as the store found it.
///
/// # Errors
/// [`Dead`], for the log.
pub fn decide(found: Option<&Stored>, kind: Kind, now_ms: i64) -> Result<(), Dead> {
    let stored = found.ok_or(Dead::Unknown)?;
    if stored.kind != kind {
        return Err(Dead::OtherKind);
    }
    if stored.used_ms.is_some() {
        return Err(Dead::Used);
    }
    if stored.superseded {
        return Err(Dead::Superseded);
    }
    if now_ms >= stored.expires_ms { Err(Dead::Expired) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW_MS: i64 = 1_800_000_000_000;

    fn stored(kind: Kind) -> Stored {
        let expires_ms = NOW_MS + lifetime_ms(kind).unwrap();
        Stored { kind, expires_ms, used_ms: None, superseded: false }
    }

    #[test]
    fn p_08_a_reset_link_works_once_within_the_hour_and_not_after_a_newer_one() {
        let link = stored(Kind::PasswordReset);
        let at = |stored: &Stored, now_ms| decide(Some(stored), Kind::PasswordReset, now_ms);
        assert_eq!(at(&link, NOW_MS + HOUR_MS - 1), Ok(()));
        assert_eq!(at(&link, NOW_MS + HOUR_MS), Err(Dead::Expired));
        assert_eq!(at(&Stored { used_ms: Some(NOW_MS), ..link }, NOW_MS), Err(Dead::Used));
        assert_eq!(at(&Stored { superseded: true, ..link }, NOW_MS), Err(Dead::Superseded));
        assert_eq!(decide(None, Kind::PasswordReset, NOW_MS), Err(Dead::Unknown));
    }

    #[test]
    fn m_06_a_half_finished_sign_in_lives_five_minutes() {
        let pending = stored(Kind::MfaPending);
        assert_eq!(decide(Some(&pending), Kind::MfaPending, NOW_MS + 5 * MINUTE_MS - 1), Ok(()));
        assert_eq!(decide(Some(&pending), Kind::MfaPending, NOW_MS + 5 * MINUTE_MS), Err(Dead::Expired));
    }

    #[test]
    fn t_08_a_secret_for_one_thing_does_no_other() {
        let one_time = Kind::ALL.into_iter().filter(|kind| lifetime_ms(*kind).is_some());
        for made_for in one_time {
            for used_for in Kind::ALL {
                let decision = decide(Some(&stored(made_for)), used_for, NOW_MS);
                assert_eq!(decision.is_ok(), made_for == used_for, "{made_for:?} as {used_for:?}");
            }
        }
    }
}
