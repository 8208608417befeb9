//! What an operator decides about accounts.

use auth::keys::{SharedSecret, SigningKey};
use auth::password::{Cost, LengthRule};
use auth::retention::Retention;
use auth::secret::RootKey;
use auth::token::Realm;
use auth::user::Role;
use auth::{refresh, session, sign_in, throttle};

use crate::error::Error;

/// Who may make an account for themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Registration {
    /// Everybody.
    Open,
    /// Who has an invitation.
    Invite,
    /// Nobody.
    #[default]
    Closed,
}

/// The operator's decisions.
#[derive(Debug, Clone)]
pub struct Config {
    /// Who may make an account.
    pub registration: Registration,
    /// The role of those who register themselves.
    pub default_role: Role,
    /// What is asked of everybody who signs in.
    pub policy: sign_in::Policy,
    /// What hashing a password costs.
    pub password_cost: Cost,
    /// How long a new password has to be.
    pub password_length: LengthRule,
    /// Whether the token route takes passwords (`grant_type=password`).
    pub password_grant: bool,
    /// How long refresh tokens live.
    pub refresh: refresh::Lifetime,
    /// How long browser sessions live.
    pub session: session::Lifetime,
    /// How often somebody may try.
    pub limits: throttle::Limits,
    /// How long traces of people are kept.
    pub retention: Retention,
    /// From how many years on young people speak for themselves: 13 to 16.
    pub digital_age: u8,
    /// Whether everybody signs in although nobody has an account yet: production, or an address others can reach.
    pub always_sign_in: bool,
    /// The installation's address, such as `https://school.example`: tokens name it and links begin with it.
    pub public_url: String,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            registration: Registration::default(),
            default_role: Role::Student,
            policy: sign_in::Policy::default(),
            password_cost: Cost::default(),
            password_length: LengthRule::default(),
            password_grant: true,
            refresh: refresh::Lifetime::default(),
            session: session::Lifetime::default(),
            limits: throttle::Limits::default(),
            retention: Retention::default(),
            digital_age: 16,
            always_sign_in: false,
            public_url: "http://127.0.0.1:8000".to_owned(),
        }
    }
}

impl Config {
    /// Who issues access tokens and who accepts them.
    pub fn realm(&self) -> Realm {
        Realm { issuer: self.public_url.clone(), audience: format!("{}/api/v1", self.public_url) }
    }
}

/// The secrets an installation is founded on.
#[derive(Debug)]
pub struct Secrets {
    /// The root key: all others are derived from it.
    pub root: RootKey,
    /// Root keys before it, which still open what was sealed under them.
    pub previous: Vec<RootKey>,
    /// What signs access tokens; by default keys that the installation makes and keeps.
    pub signing: Signing,
}

/// What signs access tokens.
#[derive(Debug, Default)]
pub enum Signing {
    /// Ed25519 keys that are made and kept here.
    #[default]
    Kept,
    /// The same, and this key from when it is first seen.
    File(SigningKey),
    /// HS256 with a secret that others know too.
    Shared(SharedSecret),
}

impl Secrets {
    /// Secrets that last as long as the process: for tests, and for commands that seal nothing.
    ///
    /// # Errors
    /// [`Error::Broken`] without randomness.
    pub fn ephemeral() -> Result<Self, Error> {
        let root = RootKey::from_bytes(crate::random::bytes()?);
        Ok(Self { root, previous: Vec::new(), signing: Signing::Kept })
    }
}
