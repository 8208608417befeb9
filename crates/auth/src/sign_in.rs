//! Whether what somebody has shown is enough to come in: one rule for every door (M-10).
//!
//! Password grant, page, passkey and single sign-on all end here; minting an API key or changing a factor asks
//! [`is_confirmed`] first. A password reset is no door: it opens no session.

use crate::permission::ScopeSet;
use crate::time::MINUTE_MS;
use crate::user::Role;

/// How long a proof of presence counts for sensitive changes.
pub const CONFIRMED_MS: i64 = 10 * MINUTE_MS;

/// An account as far as it matters at the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Account {
    /// Its role.
    pub role: Role,
    /// Whether it was switched off.
    pub suspended: bool,
    /// Whether its address, if it has one, still waits to be verified.
    pub email_unverified: bool,
    /// Whether a second factor is set up.
    pub has_second_factor: bool,
}

/// What an installation asks of everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Policy {
    /// `auth.require_verified_email`.
    pub require_verified_email: bool,
    /// From which role on a second factor is compulsory, if from any.
    pub second_factor_from: Option<Role>,
}

impl Policy {
    /// Whether people of this role need a second factor.
    #[must_use]
    pub fn is_compulsory(&self, role: Role) -> bool {
        self.second_factor_from.is_some_and(|from| role >= from)
    }

    /// What of its scopes a credential carries today. One without a second factor behind it, such as a session from before
    /// one became compulsory, is good for setting one up and nothing else.
    #[must_use]
    pub fn carried(&self, role: Role, strong: bool, scopes: ScopeSet) -> ScopeSet {
        if strong || !self.is_compulsory(role) { scopes } else { scopes.shared_with(ScopeSet::to_enrol()) }
    }
}

/// What was shown first, and found right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum First {
    /// The password.
    Password,
    /// A passkey.
    Passkey {
        /// Whether the device made sure of its owner (PIN, finger, face).
        user_verified: bool,
    },
    /// An identity provider's word.
    SingleSignOn {
        /// Whether it says, and is believed to know, that a second factor was used.
        second_factor: bool,
    },
}

/// What was shown beside it, and found right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Second {
    /// A code of an authenticator app.
    Totp,
    /// A recovery code.
    Recovery,
    /// A passkey.
    Passkey,
}

/// What happens next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    /// Open a session.
    Admit,
    /// Open a session in which nothing works but setting up a second factor.
    AdmitToEnrol,
    /// Ask for the second factor; give nothing but an [`MfaPending`](crate::opaque::Kind::MfaPending) secret.
    AskSecondFactor,
    /// Answer as for a wrong password; write the mail again if the address waits to be verified.
    Refuse(Reason),
}

/// Why somebody with the right password is refused; for the log and the mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The account was switched off.
    Suspended,
    /// Its address waits to be verified.
    EmailUnverified,
    /// A passkey alone has to make sure of its owner.
    UserNotVerified,
}

/// Decides. Nothing about the account is told before the first factor was right: call this only then.
#[must_use]
pub fn admit(account: &Account, policy: &Policy, first: First, second: Option<Second>) -> Admission {
    if account.suspended {
        return Admission::Refuse(Reason::Suspended);
    }
    if policy.require_verified_email && account.email_unverified {
        return Admission::Refuse(Reason::EmailUnverified);
    }
    if (First::Passkey { user_verified: false }) == first && second.is_none() {
        return Admission::Refuse(Reason::UserNotVerified);
    }
    let two_in_one =
        matches!(first, First::Passkey { user_verified: true } | First::SingleSignOn { second_factor: true });
    if two_in_one || (account.has_second_factor && second.is_some()) {
        return Admission::Admit;
    }
    if account.has_second_factor {
        return Admission::AskSecondFactor;
    }
    if policy.is_compulsory(account.role) { Admission::AdmitToEnrol } else { Admission::Admit }
}

/// Whether the owner proved to be there recently enough for a sensitive change; else ask for a password or factor.
#[must_use]
pub fn is_confirmed(confirmed_ms: i64, now_ms: i64) -> bool {
    now_ms >= confirmed_ms && now_ms.saturating_sub(confirmed_ms) < CONFIRMED_MS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::permission::Scope;

    const PLAIN: Account =
        Account { role: Role::Teacher, suspended: false, email_unverified: false, has_second_factor: false };
    const GUARDED: Account = Account { has_second_factor: true, ..PLAIN };
    const STRICT: Policy = Policy { require_verified_email: true, second_factor_from: Some(Role::Teacher) };

    const WEAK_DOORS: [First; 2] = [First::Password, First::SingleSignOn { second_factor: false }];
    const STRONG_DOORS: [First; 2] =
        [First::Passkey { user_verified: true }, First::SingleSignOn { second_factor: true }];

    #[test]
    fn m_10_every_door_of_a_guarded_account_asks_for_two() {
        for door in WEAK_DOORS {
            assert_eq!(
                admit(&GUARDED, &Policy::default(), door, None),
                Admission::AskSecondFactor,
                "{door:?}"
            );
            for second in [Second::Totp, Second::Recovery, Second::Passkey] {
                assert_eq!(admit(&GUARDED, &STRICT, door, Some(second)), Admission::Admit);
            }
        }
        for door in STRONG_DOORS {
            assert_eq!(admit(&GUARDED, &STRICT, door, None), Admission::Admit, "{door:?}");
        }
    }

    #[test]
    fn m_10_where_a_second_factor_is_compulsory_nobody_works_without() {
        assert_eq!(admit(&PLAIN, &STRICT, First::Password, None), Admission::AdmitToEnrol);
        assert_eq!(
            admit(&PLAIN, &STRICT, First::Password, Some(Second::Totp)),
            Admission::AdmitToEnrol,
            "there is none"
        );
        let pupil = Account { role: Role::Student, ..PLAIN };
        assert_eq!(admit(&pupil, &STRICT, First::Password, None), Admission::Admit);
    }

    #[test]
    fn m_10_what_was_opened_before_the_rule_carries_no_more_than_a_new_sign_in() {
        for role in [Role::Student, Role::Teacher, Role::Admin] {
            let all = ScopeSet::of_role(role);
            let left = if role == Role::Student { all } else { ScopeSet::to_enrol() };
            assert_eq!(STRICT.carried(role, false, all), left, "{role:?}");
            assert_eq!(STRICT.carried(role, true, all), all);
            assert_eq!(Policy::default().carried(role, false, all), all);
        }
        let narrow: ScopeSet = [Scope::MaterialsRead].into_iter().collect();
        assert!(STRICT.carried(Role::Admin, false, narrow).is_empty(), "nothing is added");
    }

    #[test]
    fn m_11_a_passkey_alone_has_to_verify_its_owner() {
        let careless = First::Passkey { user_verified: false };
        for account in [PLAIN, GUARDED] {
            assert_eq!(
                admit(&account, &Policy::default(), careless, None),
                Admission::Refuse(Reason::UserNotVerified)
            );
        }
    }

    #[test]
    fn t_14_a_suspended_account_has_no_door_at_all() {
        let suspended = Account { suspended: true, ..GUARDED };
        for door in WEAK_DOORS.into_iter().chain(STRONG_DOORS) {
            let admission = admit(&suspended, &Policy::default(), door, Some(Second::Totp));
            assert_eq!(admission, Admission::Refuse(Reason::Suspended));
        }
    }

    #[test]
    fn an_unverified_address_waits_where_the_installation_says_so() {
        let waiting = Account { email_unverified: true, ..PLAIN };
        assert_eq!(
            admit(&waiting, &STRICT, First::Password, None),
            Admission::Refuse(Reason::EmailUnverified)
        );
        assert_eq!(admit(&waiting, &Policy::default(), First::Password, None), Admission::Admit);
    }

    #[test]
    fn m_01_presence_counts_for_ten_minutes() {
        assert!(is_confirmed(1_000, 1_000 + CONFIRMED_MS - 1));
        assert!(!is_confirmed(1_000, 1_000 + CONFIRMED_MS));
        assert!(!is_confirmed(i64::MAX, 0), "a confirmation from the future is none");
        assert!(!is_confirmed(i64::MIN, i64::MAX));
    }
}
