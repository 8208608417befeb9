//! What signing people in needs at hand: settings, secrets, keys, counters, and what was revoked.
//!
//! **When people sign in.** While nobody has an account, registration is closed and the server is reached from its own
//! machine only, the installation is *personal*: the person at the machine needs no sign-in. With the first account, or
//! as soon as people may register, or in production, everybody signs in, and it never goes back. The first admin takes
//! over what the person at the machine made.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use auth::keys::KeyRing;
use auth::permission::{Grant, ScopeSet};
use auth::revocation::Revocations;
use auth::secret::{DerivedKey, Purpose, RootKey, Vault};
use auth::throttle::Counters;
use auth::token::Access;
use auth::user::{Role, UserId};
use store::revocations::Revocation;
use store::shared::Shared;
use tokio::sync::Notify;

use super::config::{Config, Registration, Secrets};
use super::hashing::Hashing;
use super::lately::Lately;
use super::seen::Seen;
use crate::error::Error;

/// What signing people in needs at hand. Made once by [`keys::start`](super::keys::start).
#[derive(Debug)]
pub struct Identity {
    /// The operator's decisions.
    pub config: Config,
    /// Counters that all who serve share.
    pub shared: Shared,
    /// Wakes who sends letters.
    pub letters_written: Notify,
    /// Binds CSRF tokens to sessions.
    pub csrf: DerivedKey,
    pub(super) hashing: Hashing,
    pub(super) seen: Seen,
    pub(super) lately: Lately,
    pub(super) signing: super::config::Signing,
    root: RootKey,
    previous: Vec<RootKey>,
    names: DerivedKey,
    ring: RwLock<Arc<KeyRing>>,
    revoked: RwLock<Revoked>,
    /// Counts changes to `revoked`, so that an older picture of the store never replaces a newer one.
    revoked_changes: AtomicU64,
    has_accounts: AtomicBool,
}

/// What signed tokens do not say.
#[derive(Debug, Default)]
pub(super) struct Revoked {
    pub(super) revocations: Revocations,
    pub(super) roles: HashMap<UserId, Role>,
}

impl Revoked {
    /// Takes one in.
    pub(super) fn note(&mut self, revocation: Revocation, at_ms: i64) {
        match revocation {
            Revocation::Session(session) => self.revocations.end_session(session, at_ms),
            Revocation::User(user) => self.revocations.end_user(user, at_ms),
            Revocation::Role(user, role) => {
                self.roles.insert(user, role);
            }
        }
    }
}

impl Identity {
    /// Puts the parts together.
    pub(super) fn new(config: Config, secrets: Secrets, ring: KeyRing, has_accounts: bool) -> Self {
        let Secrets { root, previous, signing } = secrets;
        Self {
            config,
            shared: Shared::default(),
            letters_written: Notify::new(),
            csrf: root.derive(Purpose::Csrf),
            hashing: Hashing::default(),
            seen: Seen::default(),
            lately: Lately::default(),
            signing,
            names: root.derive(Purpose::TriedNames),
            root,
            previous,
            ring: RwLock::new(Arc::new(ring)),
            revoked: RwLock::default(),
            revoked_changes: AtomicU64::new(0),
            has_accounts: AtomicBool::new(has_accounts),
        }
    }

    /// The same, sharing counters and refresh tokens with other processes.
    #[must_use]
    pub fn sharing(mut self, shared: Shared) -> Self {
        self.shared = shared;
        self
    }

    /// Whether the person at the machine needs no sign-in.
    pub fn is_personal(&self) -> bool {
        let open = self.config.registration != Registration::Closed || self.config.always_sign_in;
        !open && !self.has_accounts.load(Ordering::Relaxed)
    }

    /// Whether anybody ever had an account here.
    pub fn has_accounts(&self) -> bool {
        self.has_accounts.load(Ordering::Relaxed)
    }

    /// Seals and opens secrets of one purpose.
    pub fn vault(&self, purpose: Purpose) -> Vault {
        Vault::new(purpose, &self.root, &self.previous)
    }

    /// The keys that sign access tokens.
    pub fn ring(&self) -> Arc<KeyRing> {
        self.ring.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Names counters and tried names.
    pub fn counters(&self) -> Counters<'_> {
        Counters::new(&self.names)
    }

    /// What an access token with a good signature may do today; `None` when it was revoked.
    pub(super) fn allowed(&self, access: &Access) -> Option<Grant> {
        let revoked = self.revoked.read().unwrap_or_else(PoisonError::into_inner);
        if !revoked.revocations.allow(access) {
            return None;
        }
        let today = revoked.roles.get(&access.user).copied().unwrap_or(access.grant.role);
        let role = access.grant.role.min(today);
        Some(Grant { role, scopes: access.grant.scopes.shared_with(ScopeSet::of_role(role)) })
    }

    pub(super) fn put_ring(&self, ring: KeyRing) {
        *self.ring.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(ring);
    }

    pub(super) fn note_account(&self) {
        self.has_accounts.store(true, Ordering::Relaxed);
    }

    /// Writes down here what was committed to the store, so that it holds at once.
    pub(super) fn revoke(&self, change: impl FnOnce(&mut Revoked)) {
        let mut revoked = self.revoked.write().unwrap_or_else(PoisonError::into_inner);
        self.revoked_changes.fetch_add(1, Ordering::SeqCst);
        change(&mut revoked);
    }

    pub(super) fn revoked_changes(&self) -> u64 {
        self.revoked_changes.load(Ordering::SeqCst)
    }

    /// Takes the store's picture, unless something changed here since it was asked for.
    pub(super) fn replace_revoked(&self, picture: Revoked, asked_at: u64) {
        let mut revoked = self.revoked.write().unwrap_or_else(PoisonError::into_inner);
        if self.revoked_changes() == asked_at {
            *revoked = picture;
        }
    }
}

/// The address that a link in a letter or on a terminal leads to.
pub(super) fn link(config: &Config, page: &str, token: &auth::opaque::Opaque) -> String {
    format!("{}/{page}?token={}", config.public_url, token.expose())
}

/// A secret that works once, with what is kept of it.
pub(super) fn mint(
    clock: &crate::Clock,
    kind: auth::opaque::Kind,
    user: Option<UserId>,
    data: String,
) -> Result<(auth::opaque::Opaque, store::one_time_tokens::NewToken), Error> {
    let secret = auth::opaque::Opaque::mint(kind, crate::random::bytes()?);
    let lives_ms = auth::one_time::lifetime_ms(kind).unwrap_or_default();
    let token = store::one_time_tokens::NewToken {
        id: clock.new_id(),
        digest: secret.digest(),
        kind,
        user,
        data,
        expires_ms: clock.now_ms().saturating_add(lives_ms),
    };
    Ok((secret, token))
}
