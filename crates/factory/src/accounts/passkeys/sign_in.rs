//! Signing in with a passkey: alone, or after a password.

use auth::audit::Kind;
use auth::opaque::TokenDigest;
use auth::sign_in::{First, Second};
use auth::throttle::Limit;
use auth::time::MINUTE_MS;
use auth::user::UserId;
use serde_json::Value;
use store::passkeys as kept;
use store::users::{self, User};
use webauthn_rs::prelude::{AuthenticationResult, Passkey, PublicKeyCredential, WebauthnError};

use super::ceremony::{self, Begun, State};
use super::site;
use crate::accounts::Visit;
use crate::accounts::event::Event;
use crate::accounts::sign_in::{Admitted, by_first, count, finish_waiting, waiting};
use crate::ctx::Ctx;
use crate::error::Error;

/// How often an address may begin: a page does when it is opened.
const BEGINNINGS: Limit = Limit { attempts: 60, window_ms: MINUTE_MS };

/// Begins a sign-in. With `pending`, a half-finished one goes on with a passkey of its account.
///
/// # Errors
/// [`Error::SignInRefused`] when the half-finished sign-in is spent, too old, or its account has no passkey;
/// [`Error::TooMany`], [`Error::Conflict`] where the installation has no name.
pub async fn begin(ctx: &Ctx, visit: &Visit, pending: Option<&str>) -> Result<Begun, Error> {
    if let Some(address) = visit.address {
        let counters = ctx.identity.counters();
        let key = counters.mail(&counters.name(&format!("passkey {address}")));
        count(ctx, visit, &key, &BEGINNINGS).await?;
    }
    let site = site::of(ctx)?;
    let Some(pending) = pending else {
        let (mut options, state) = site.start_discoverable_authentication().map_err(|_| Error::Broken)?;
        // whether the browser asks or only offers is the page's business
        options.mediation = None;
        return ceremony::begin(ctx, None, &State::SignIn(state), &options).await;
    };
    let (_, user) = waiting(ctx, pending).await?;
    let passkeys = super::list(ctx, user.id).await?;
    let passkeys: Vec<Passkey> = passkeys.iter().map(read).collect::<Result<_, _>>()?;
    if passkeys.is_empty() {
        return Err(Error::SignInRefused);
    }
    let (options, state) = site.start_passkey_authentication(&passkeys).map_err(|_| Error::Broken)?;
    ceremony::begin(ctx, Some(user.id), &State::Second(state), &options).await
}

/// Finishes a sign-in with a device's answer.
///
/// # Errors
/// [`Error::SignInRefused`] whatever is wrong with it.
pub async fn finish(
    ctx: &Ctx,
    visit: &Visit,
    ceremony: &str,
    pending: Option<&str>,
    credential: Value,
) -> Result<Admitted, Error> {
    let (state, whose) = ceremony::claim(ctx, ceremony).await?;
    let credential: PublicKeyCredential =
        serde_json::from_value(credential).map_err(|_| Error::SignInRefused)?;
    let found = kept::find(&ctx.db, &credential.raw_id).await?.ok_or(Error::SignInRefused)?;
    let (user, passkey) = (found.user, read(&found)?);
    let site = site::of(ctx)?;
    match (state, pending) {
        (State::SignIn(state), None) => {
            let named = site.identify_discoverable_authentication(&credential).map(|(id, _)| UserId(id));
            if named != Ok(user) {
                return Err(Error::SignInRefused);
            }
            let shown = site.finish_discoverable_authentication_v2(&credential, state, &passkey);
            let shown = note(ctx, visit, user, (&credential.raw_id, shown)).await?;
            let user = owner(ctx, user).await?;
            let first = First::Passkey { user_verified: shown.user_verified() };
            by_first(ctx, visit, user, first, None).await
        }
        (State::Second(state), Some(pending)) => {
            let (digest, waits): (TokenDigest, User) = waiting(ctx, pending).await?;
            if waits.id != user || whose != Some(user) {
                return Err(Error::SignInRefused);
            }
            let shown = site.finish_passkey_authentication(&credential, &state);
            note(ctx, visit, user, (&credential.raw_id, shown)).await?;
            finish_waiting(ctx, visit, digest, waits, Second::Passkey).await
        }
        _ => Err(Error::SignInRefused),
    }
}

/// Writes the use down with the passkey's new counter; one that does not count on was copied, and is refused.
async fn note(
    ctx: &Ctx,
    visit: &Visit,
    user: UserId,
    (credential_id, shown): (&[u8], Result<AuthenticationResult, WebauthnError>),
) -> Result<AuthenticationResult, Error> {
    let shown = match shown {
        Ok(shown) => shown,
        Err(WebauthnError::CredentialPossibleCompromise) => return Err(copied(ctx, visit, user).await?),
        Err(error) => {
            tracing::info!(user_id = %user, error = %error, "passkey_refused");
            let event = Event::by(ctx, visit, user, Kind::LoginFailed)?.detail("passkey");
            ctx.db.write(move |tx| Box::pin(event.keep(tx))).await?;
            return Err(Error::SignInRefused);
        }
    };
    let (id, used, now_ms) = (credential_id.to_vec(), shown.clone(), ctx.clock.now_ms());
    let counts_on = ctx
        .db
        .write(move |tx| {
            Box::pin(async move {
                let found = kept::find_for_update(tx, &id).await?.ok_or(Error::SignInRefused)?;
                // read again: two answers with one counter may have come at once
                if used.counter() > 0 && used.counter() <= counter(&found)? {
                    return Ok(false);
                }
                let mut passkey = read(&found)?;
                passkey.update_credential(&used);
                let credential = serde_json::to_string(&passkey).map_err(|_| Error::Broken)?;
                kept::used(tx, found.id, &credential, now_ms).await?;
                Ok::<_, Error>(true)
            })
        })
        .await?;
    if counts_on { Ok(shown) } else { Err(copied(ctx, visit, user).await?) }
}

async fn copied(ctx: &Ctx, visit: &Visit, user: UserId) -> Result<Error, Error> {
    tracing::warn!(user_id = %user, "passkey_counter_regressed");
    let event = Event::by(ctx, visit, user, Kind::PasskeyCounterRegressed)?;
    ctx.db.write(move |tx| Box::pin(event.keep(tx))).await?;
    Ok(Error::SignInRefused)
}

fn read(found: &kept::Passkey) -> Result<Passkey, Error> {
    serde_json::from_str(&found.credential).map_err(|_| Error::Broken)
}

fn counter(found: &kept::Passkey) -> Result<u32, Error> {
    let credential: Value = serde_json::from_str(&found.credential).map_err(|_| Error::Broken)?;
    let counter = credential.pointer("/cred/counter").and_then(Value::as_u64);
    counter.and_then(|counter| u32::try_from(counter).ok()).ok_or(Error::Broken)
}

async fn owner(ctx: &Ctx, user: UserId) -> Result<User, Error> {
    users::find(&ctx.db, user).await?.ok_or(Error::SignInRefused)
}
