//! Every kind of event that is recorded, with the name it has in the log, in the database and in exports.

use serde::{Deserialize, Serialize};

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $name:literal,)*) => {
        /// A kind of event. Names are stored: a kind may be added, never renamed or removed.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Kind {
            $($(#[$doc])* #[serde(rename = $name)] $kind,)*
        }

        impl Kind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$kind,)*];

            /// The kind's name.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)*
                }
            }
        }
    };
}

kinds! {
    /// An account was made.
    AccountCreated = "account_created",
    /// An account was switched off.
    AccountSuspended = "account_suspended",
    /// An account was switched on again.
    AccountRestored = "account_restored",
    /// An account was deleted; only its id remains.
    AccountDeleted = "account_deleted",
    /// A role was given.
    RoleChanged = "role_changed",
    /// Somebody was invited.
    InvitationCreated = "invitation_created",
    /// Somebody who has an account took an invitation.
    InvitationAccepted = "invitation_accepted",
    /// An invitation was taken back.
    InvitationRevoked = "invitation_revoked",
    /// Consent for a minor was recorded.
    ConsentRecorded = "consent_recorded",
    /// Somebody signed in.
    LoginSucceeded = "login_succeeded",
    /// A sign-in failed.
    LoginFailed = "login_failed",
    /// A sign-in was not even tried, because there were too many.
    LoginThrottled = "login_throttled",
    /// Somebody signed out.
    Logout = "logout",
    /// A session was ended from elsewhere.
    SessionRevoked = "session_revoked",
    /// A refresh token was used twice; its family was ended.
    RefreshReuse = "refresh_reuse",
    /// A password was changed by its owner.
    PasswordChanged = "password_changed",
    /// A reset was asked for.
    PasswordResetRequested = "password_reset_requested",
    /// A password was reset.
    PasswordReset = "password_reset",
    /// An address was shown to be its owner's.
    EmailVerified = "email_verified",
    /// An address was changed.
    EmailChanged = "email_changed",
    /// A second factor was switched on.
    MfaEnabled = "mfa_enabled",
    /// A second factor was switched off.
    MfaDisabled = "mfa_disabled",
    /// A second factor was wrong.
    MfaFailed = "mfa_failed",
    /// Too many wrong second factors.
    MfaLocked = "mfa_locked",
    /// A recovery code was used.
    RecoveryCodeUsed = "recovery_code_used",
    /// New recovery codes replaced the old.
    RecoveryCodesReplaced = "recovery_codes_replaced",
    /// A passkey was added.
    PasskeyAdded = "passkey_added",
    /// A passkey was removed.
    PasskeyRemoved = "passkey_removed",
    /// A passkey's counter went backwards: it may have been copied.
    PasskeyCounterRegressed = "passkey_counter_regressed",
    /// An identity provider's identity was linked.
    IdentityLinked = "identity_linked",
    /// An identity provider's identity was unlinked.
    IdentityUnlinked = "identity_unlinked",
    /// An API key was made.
    ApiKeyCreated = "api_key_created",
    /// An API key was revoked.
    ApiKeyRevoked = "api_key_revoked",
    /// Somebody's data were taken out.
    DataExported = "data_exported",
    /// A key of the installation was rotated.
    KeyRotated = "key_rotated",
    /// The log itself was read or exported.
    AuditRead = "audit_read",
    /// Old records were removed, or origins erased, as retention asks.
    RetentionApplied = "retention_applied",
}

impl std::str::FromStr for Kind {
    type Err = crate::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unknown = crate::Error::Corrupt { what: "kind of an audit record" };
        Self::ALL.iter().copied().find(|kind| kind.as_str() == text).ok_or(unknown)
    }
}
