//! Accounts: who may have one, what signs people in, for how long.

use std::collections::BTreeMap;
use std::path::PathBuf;

use auth::password::{Cost, LengthRule};
use auth::retention::Retention;
use auth::time::{DAY_MS, HOUR_MS};
use auth::user::Role;
use auth::{refresh, session};
use factory::accounts::{Config, Registration};
use factory::outside::identity::IdentityProviders;
use serde::{Deserialize, Serialize};

use super::oidc::OidcSettings;
use super::secret::Secret;

/// Accounts.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct AuthSettings {
    /// Who may make an account: `open`, `invite` or `closed`.
    pub(crate) registration: Who,
    /// The role of those who register themselves.
    pub(crate) default_role: Role,
    /// Whether an address has to be confirmed before its owner signs in; by default in production only.
    pub(crate) require_verified_email: Option<bool>,
    /// From which role on two-step sign-in is compulsory.
    pub(crate) require_second_factor: Option<Role>,
    /// 32 bytes that all other keys are derived from; by default a file in the data folder.
    pub(crate) root_key: Option<Secret>,
    /// Root keys before it, which still open what was sealed under them.
    pub(crate) previous_root_keys: Vec<Secret>,
    /// An Ed25519 key in PEM that signs access tokens, in place of a generated one.
    pub(crate) signing_key_file: Option<PathBuf>,
    /// A secret of 32 bytes or more that signs access tokens with HS256 instead.
    pub(crate) jwt_secret_key: Option<Secret>,
    /// What hashing a password costs.
    pub(crate) password_hash: HashSettings,
    /// The least characters of a new password where no second factor is set up.
    pub(crate) password_min_length: usize,
    /// Whether `POST /auth/token` takes passwords.
    pub(crate) password_grant: bool,
    /// How long a refresh token lives unused, in days.
    pub(crate) refresh_days: u16,
    /// How long a sign-in lasts at most, in days.
    pub(crate) session_days: u16,
    /// How long a browser session rests at most, in hours.
    pub(crate) session_idle_hours: u16,
    /// How long an admin's browser session lasts at most, in hours.
    pub(crate) admin_session_hours: u16,
    /// From how many years on young people speak for themselves, 13 to 16.
    pub(crate) digital_age: u8,
    /// Identity providers whose people may come in, by name.
    pub(crate) oidc: BTreeMap<String, OidcSettings>,
    /// How long addresses and browsers of visitors are kept, in days.
    pub(crate) keep_origins_days: u16,
    /// How long ended sessions are kept, in days.
    pub(crate) keep_dead_sessions_days: u16,
    /// How long accounts that never confirmed their address are kept, in days.
    pub(crate) keep_unverified_days: u16,
    /// How long the audit log is kept, in days.
    pub(crate) keep_audit_days: u16,
}

impl Default for AuthSettings {
    fn default() -> Self {
        Self {
            registration: Who::Closed,
            default_role: Role::Student,
            require_verified_email: None,
            require_second_factor: None,
            root_key: None,
            previous_root_keys: Vec::new(),
            signing_key_file: None,
            jwt_secret_key: None,
            password_hash: HashSettings::default(),
            password_min_length: LengthRule::default().alone,
            password_grant: true,
            refresh_days: 7,
            session_days: 30,
            session_idle_hours: 12,
            admin_session_hours: 12,
            digital_age: 16,
            oidc: BTreeMap::new(),
            keep_origins_days: 30,
            keep_dead_sessions_days: 30,
            keep_unverified_days: 7,
            keep_audit_days: 365,
        }
    }
}

/// Who may make an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Who {
    /// Everybody.
    Open,
    /// Who has an invitation.
    Invite,
    /// Nobody.
    Closed,
}

/// What hashing a password costs.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct HashSettings {
    /// Memory, in KiB.
    pub(crate) memory_kib: u32,
    /// Passes over it.
    pub(crate) passes: u32,
    /// Lanes.
    pub(crate) lanes: u32,
}

impl Default for HashSettings {
    fn default() -> Self {
        Self { memory_kib: 19 * 1024, passes: 2, lanes: 1 }
    }
}

impl AuthSettings {
    /// The identity providers.
    ///
    /// # Errors
    /// When one of them cannot work as it is set.
    pub(crate) fn providers(&self) -> anyhow::Result<IdentityProviders> {
        let doors = self.oidc.iter().map(|(name, settings)| settings.door(name));
        Ok(IdentityProviders::new(doors.collect::<anyhow::Result<_>>()?)?)
    }

    /// What the use cases are told.
    ///
    /// # Errors
    /// When hashing would be too weak or too costly.
    pub(crate) fn config(&self, public_url: String, production: bool) -> anyhow::Result<Config> {
        let hash = self.password_hash;
        let days = |days: u16| i64::from(days) * DAY_MS;
        let hours = |hours: u16| i64::from(hours) * HOUR_MS;
        Ok(Config {
            registration: match self.registration {
                Who::Open => Registration::Open,
                Who::Invite => Registration::Invite,
                Who::Closed => Registration::Closed,
            },
            default_role: self.default_role.min(Role::Teacher),
            policy: auth::sign_in::Policy {
                require_verified_email: self.require_verified_email.unwrap_or(production),
                second_factor_from: self.require_second_factor,
            },
            password_cost: Cost::new(hash.memory_kib, hash.passes, hash.lanes)?,
            password_length: LengthRule { alone: self.password_min_length, ..LengthRule::default() },
            password_grant: self.password_grant,
            refresh: refresh::Lifetime {
                token_ms: days(self.refresh_days),
                session_ms: days(self.session_days),
            },
            session: session::Lifetime {
                idle_ms: hours(self.session_idle_hours),
                absolute_ms: days(self.session_days),
                admin_absolute_ms: hours(self.admin_session_hours),
            },
            retention: Retention {
                origins_ms: days(self.keep_origins_days),
                dead_sessions_ms: days(self.keep_dead_sessions_days),
                unverified_accounts_ms: days(self.keep_unverified_days),
                audit_ms: days(self.keep_audit_days),
            },
            digital_age: self.digital_age,
            always_sign_in: production,
            public_url,
            ..Config::default()
        })
    }
}
