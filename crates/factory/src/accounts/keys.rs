//! The keys that sign access tokens: made, kept sealed, rotated.

use auth::audit::Kind;
use auth::keys::{KeyRing, KeyState, Rotation, RotationPlan, SigningKey};
use auth::secret::{Purpose, Vault};
use auth::user::UserId;
use secrecy::ExposeSecret;
use store::Db;
use store::signing_keys::{self, KeptKey};

use super::config::{Config, Secrets, Signing};
use super::event::Event;
use super::{Identity, Visit};
use crate::clock::Clock;
use crate::ctx::Ctx;
use crate::error::Error;

/// Reads the kept keys, makes the first one where there is none, and puts an [`Identity`] together.
///
/// # Errors
/// [`Error::Identity`] when a kept key cannot be opened, which means that the root key is not the one it was sealed under.
pub async fn start(db: &Db, clock: &Clock, config: Config, secrets: Secrets) -> Result<Identity, Error> {
    let vault = Vault::new(Purpose::SigningKeys, &secrets.root, &secrets.previous);
    let ring = match &secrets.signing {
        Signing::Shared(secret) => KeyRing::new(vec![SigningKey::from_shared_secret(secret, 0)])?,
        Signing::File(key) => {
            keep(db, clock, &vault, key, clock.now_ms()).await?;
            read(db, &vault).await?
        }
        Signing::Kept => {
            if signing_keys::all(db).await?.is_empty() {
                let key = SigningKey::generate(crate::random::bytes()?, clock.now_ms());
                keep(db, clock, &vault, &key, clock.now_ms()).await?;
            }
            read(db, &vault).await?
        }
    };
    let has_accounts = store::users::is_any(db).await?;
    let identity = Identity::new(config, secrets, ring, has_accounts);
    super::watch::look(db, clock, &identity).await?;
    Ok(identity)
}

/// An [`Identity`] for an installation without accounts: its secrets last as long as the process.
///
/// # Errors
/// [`Error::Broken`] without randomness.
pub fn ephemeral(config: Config) -> Result<Identity, Error> {
    let key = SigningKey::generate(crate::random::bytes()?, 0);
    Ok(Identity::new(config, Secrets::ephemeral()?, KeyRing::new(vec![key])?, false))
}

/// Makes a key that signs from now on. The one before is believed until its last token has expired.
///
/// # Errors
/// [`Error::Conflict`] where a shared secret signs.
pub async fn rotate(ctx: &Ctx, visit: &Visit, admin: UserId) -> Result<(), Error> {
    let event = Event::by(ctx, visit, admin, Kind::KeyRotated)?;
    add(ctx, ctx.clock.now_ms(), event).await
}

/// Each key's id and what it is now, oldest first.
pub fn states(ctx: &Ctx) -> Vec<(String, KeyState)> {
    let ring = ctx.identity.ring();
    ring.states(ctx.clock.now_ms()).into_iter().map(|(kid, state)| (kid.to_owned(), state)).collect()
}

/// Makes the next key when it is due and forgets keys that are believed no more.
///
/// # Errors
/// [`Error::Store`].
pub async fn maintain(ctx: &Ctx) -> Result<(), Error> {
    if matches!(ctx.identity.signing, Signing::Shared(_)) {
        return Ok(());
    }
    let now_ms = ctx.clock.now_ms();
    for (kid, state) in states(ctx) {
        if state == KeyState::Gone {
            ctx.db.write(move |tx| Box::pin(async move { signing_keys::remove(tx, &kid).await })).await?;
        }
    }
    if let Rotation::Add { active_from_ms } = ctx.identity.ring().rotation(&RotationPlan::default(), now_ms) {
        let event = Event::of_system(ctx, Kind::KeyRotated)?;
        return add(ctx, active_from_ms, event).await;
    }
    reload(&ctx.db, &ctx.identity).await
}

/// Reads the keys again, when another process may have changed them.
pub(super) async fn reload(db: &Db, identity: &Identity) -> Result<(), Error> {
    if !matches!(identity.signing, Signing::Shared(_)) {
        identity.put_ring(read(db, &identity.vault(Purpose::SigningKeys)).await?);
    }
    Ok(())
}

async fn add(ctx: &Ctx, active_from_ms: i64, event: Event) -> Result<(), Error> {
    if matches!(ctx.identity.signing, Signing::Shared(_)) {
        let detail = "tokens are signed with `auth.jwt_secret_key`; change it there".to_owned();
        return Err(Error::Conflict { detail });
    }
    let vault = ctx.identity.vault(Purpose::SigningKeys);
    let key = SigningKey::generate(crate::random::bytes()?, active_from_ms);
    let (kept, now_ms) = (sealed(&vault, &key, active_from_ms)?, ctx.clock.now_ms());
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                signing_keys::insert(tx, &kept, now_ms).await?;
                event.detail(&kept.kid).keep(tx).await
            })
        })
        .await?;
    reload(&ctx.db, &ctx.identity).await
}

async fn keep(db: &Db, clock: &Clock, vault: &Vault, key: &SigningKey, from_ms: i64) -> Result<(), Error> {
    let (kept, now_ms) = (sealed(vault, key, from_ms)?, clock.now_ms());
    db.write(move |tx| Box::pin(async move { Ok(signing_keys::insert(tx, &kept, now_ms).await?) })).await
}

fn sealed(vault: &Vault, key: &SigningKey, active_from_ms: i64) -> Result<KeptKey, Error> {
    let pem = key.to_pem().ok_or(Error::Broken)?;
    let sealed = vault.seal(pem.expose_secret().as_bytes(), None, crate::random::bytes()?)?;
    Ok(KeptKey { kid: key.kid().to_owned(), sealed, active_from_ms })
}

async fn read(db: &Db, vault: &Vault) -> Result<KeyRing, Error> {
    let mut keys = Vec::new();
    for kept in signing_keys::all(db).await? {
        let opened = vault.open(&kept.sealed, None)?;
        let pem = std::str::from_utf8(&opened.secret).map_err(|_| Error::Broken)?;
        keys.push(SigningKey::from_pem(pem, kept.active_from_ms)?);
        if opened.needs_reseal {
            let again = vault.seal(&opened.secret, None, crate::random::bytes()?)?;
            let kid = kept.kid;
            db.write(move |tx| Box::pin(async move { signing_keys::reseal(tx, &kid, &again).await })).await?;
        }
    }
    Ok(KeyRing::new(keys)?)
}
