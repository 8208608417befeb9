//! Stolen, raced, stale and greedy refresh tokens.

use std::collections::HashMap;

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::opaque::{Opaque, TokenDigest};
use crate::permission::Scope;
use crate::time::HOUR_MS;

const NOW_MS: i64 = 1_800_000_000_000;
const SESSION: SessionId = SessionId(Uuid::from_u128(9));

fn stored() -> Stored {
    Stored {
        strong: false,
        session: SESSION,
        user: UserId(Uuid::from_u128(1)),
        session_started_ms: NOW_MS,
        expires_ms: NOW_MS + 7 * DAY_MS,
        used_ms: None,
        revoked: false,
        scopes: ScopeSet::of_role(Role::Teacher),
    }
}

fn at(stored: &Stored, now_ms: i64) -> Outcome {
    decide(Some(stored), &Lifetime::default(), now_ms)
}

/// A store that claims as the module asks: it marks the token used and gives back what it was before.
#[derive(Default)]
struct Table {
    rows: HashMap<[u8; 32], Stored>,
    minted: u8,
}

impl Table {
    fn issue(&mut self, stored: Stored) -> Opaque {
        self.minted += 1;
        let token = Opaque::mint(KIND, [self.minted; 32]);
        self.rows.insert(*token.digest().as_bytes(), stored);
        token
    }

    fn claim(&mut self, digest: TokenDigest, now_ms: i64) -> Option<Stored> {
        let row = self.rows.get_mut(digest.as_bytes())?;
        let before = *row;
        row.used_ms.get_or_insert(now_ms);
        Some(before)
    }

    fn refresh(&mut self, token: &Opaque, now_ms: i64) -> Result<Opaque, Outcome> {
        let found = self.claim(token.digest(), now_ms);
        match (decide(found.as_ref(), &Lifetime::default(), now_ms), found) {
            (Outcome::Fresh { expires_ms }, Some(found)) => Ok(self.issue(Stored { expires_ms, ..found })),
            (Outcome::Replayed { session }, _) => {
                self.rows
                    .values_mut()
                    .filter(|row| row.session == session)
                    .for_each(|row| row.revoked = true);
                Err(Outcome::Replayed { session })
            }
            (outcome, _) => Err(outcome),
        }
    }

    fn live(&self) -> usize {
        self.rows.values().filter(|row| row.used_ms.is_none() && !row.revoked).count()
    }
}

#[test]
fn r_01_every_use_rotates_and_seven_idle_days_end_it() {
    assert_eq!(at(&stored(), NOW_MS + HOUR_MS), Outcome::Fresh { expires_ms: NOW_MS + HOUR_MS + 7 * DAY_MS });
    assert_eq!(
        at(&stored(), NOW_MS + 7 * DAY_MS - 1),
        Outcome::Fresh { expires_ms: NOW_MS + 14 * DAY_MS - 1 }
    );
    assert_eq!(at(&stored(), NOW_MS + 7 * DAY_MS), Outcome::Expired);
}

#[test]
fn r_01_thirty_days_end_it_however_busy() {
    let renewed = Stored { expires_ms: NOW_MS + 33 * DAY_MS, ..stored() };
    assert_eq!(at(&renewed, NOW_MS + 29 * DAY_MS), Outcome::Fresh { expires_ms: NOW_MS + 30 * DAY_MS });
    assert_eq!(at(&renewed, NOW_MS + 30 * DAY_MS), Outcome::Expired);
}

#[test]
fn r_02_a_replay_ends_the_family_and_nothing_else() {
    let mut table = Table::default();
    let stolen = table.issue(stored());
    let other = table.issue(Stored { session: SessionId(Uuid::from_u128(8)), ..stored() });
    let successor = table.refresh(&stolen, NOW_MS + 1).unwrap();
    assert_eq!(table.refresh(&stolen, NOW_MS + 2).unwrap_err(), Outcome::Replayed { session: SESSION });
    assert_eq!(table.refresh(&successor, NOW_MS + 3).unwrap_err(), Outcome::Revoked);
    assert!(table.refresh(&other, NOW_MS + 4).is_ok(), "another sign-in of the same person goes on");
}

#[test]
fn r_02_a_replay_is_noticed_even_when_the_token_is_stale_or_revoked() {
    let used = Stored { used_ms: Some(NOW_MS), revoked: true, ..stored() };
    assert_eq!(at(&used, NOW_MS + 400 * DAY_MS), Outcome::Replayed { session: SESSION });
}

#[test]
fn r_03_twelve_at_once_leave_no_second_branch() {
    let mut table = Table::default();
    let token = table.issue(stored());
    let outcomes: Vec<_> = (0..12).map(|_| table.refresh(&token, NOW_MS + 1)).collect();
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    assert!(table.live() <= 1);
}

#[test]
fn r_04_what_nobody_issued_is_unknown() {
    assert_eq!(decide(None, &Lifetime::default(), NOW_MS), Outcome::Unknown);
}

#[test]
fn r_05_scope_and_role_never_widen() {
    let granted = ScopeSet::of_role(Role::Teacher);
    let read = ScopeSet::from_iter([Scope::MaterialsRead]);
    assert_eq!(scopes(None, granted, Role::Teacher), Ok(granted));
    assert_eq!(scopes(Some(read), granted, Role::Teacher), Ok(read));
    assert!(scopes(Some(ScopeSet::of_role(Role::Admin)), granted, Role::Admin).is_err());
    assert_eq!(scopes(None, read, Role::Admin), Ok(read), "a raised role does not reach into a narrow grant");
    assert_eq!(
        scopes(None, granted, Role::Student),
        Ok(ScopeSet::of_role(Role::Student)),
        "a lowered one does"
    );
}

#[test]
fn r_06_a_revoked_sign_in_refreshes_nothing() {
    assert_eq!(at(&Stored { revoked: true, ..stored() }, NOW_MS), Outcome::Revoked);
}

proptest! {
    #[test]
    fn r_01_no_instant_lets_a_token_outlive_its_sign_in(
        started_ms in any::<i64>(), expires_ms in any::<i64>(), now_ms in any::<i64>(),
    ) {
        let stored = Stored { session_started_ms: started_ms, expires_ms, ..stored() };
        if let Outcome::Fresh { expires_ms } = at(&stored, now_ms) {
            prop_assert!(expires_ms <= started_ms.saturating_add(30 * DAY_MS));
            prop_assert!(expires_ms > now_ms || now_ms == i64::MAX);
        }
    }
}
