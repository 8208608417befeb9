//! What is remembered between the two halves of a ceremony: here, under a secret that works once.

use auth::opaque::{self, Opaque};
use auth::user::UserId;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::one_time_tokens;
use webauthn_rs::prelude::{DiscoverableAuthentication, PasskeyAuthentication, PasskeyRegistration};

use crate::accounts::identity::mint;
use crate::ctx::Ctx;
use crate::error::Error;

/// The first half of a ceremony, for the page.
#[derive(Debug)]
pub struct Begun {
    /// What finishes it; works once, within five minutes.
    pub ceremony: Opaque,
    /// What the browser is given (`CredentialCreationOptions` or `CredentialRequestOptions`, as JSON).
    pub options: Value,
}

/// What is remembered.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum State {
    /// A passkey is added.
    Register(PasskeyRegistration),
    /// Somebody signs in; who, the device says.
    SignIn(DiscoverableAuthentication),
    /// Somebody whose first factor was right shows the second.
    Second(PasskeyAuthentication),
}

/// Remembers the state, and makes the secret it is found by.
pub(super) async fn begin<T: Serialize>(
    ctx: &Ctx,
    user: Option<UserId>,
    state: &State,
    options: &T,
) -> Result<Begun, Error> {
    let data = serde_json::to_string(state).map_err(|_| Error::Broken)?;
    let options = serde_json::to_value(options).map_err(|_| Error::Broken)?;
    let (ceremony, token) = mint(&ctx.clock, opaque::Kind::PasskeyCeremony, user, data)?;
    let now_ms = ctx.clock.now_ms();
    ctx.db
        .write(move |tx| Box::pin(async move { one_time_tokens::insert(tx, &token, now_ms).await }))
        .await?;
    Ok(Begun { ceremony, options })
}

/// Spends the secret, whatever comes of the second half.
///
/// # Errors
/// [`Error::SignInRefused`] when it is spent, too old or none of ours.
pub(super) async fn claim(ctx: &Ctx, presented: &str) -> Result<(State, Option<UserId>), Error> {
    let kind = opaque::Kind::PasskeyCeremony;
    let digest = Opaque::parse(kind, presented).map_err(|_| Error::SignInRefused)?.digest();
    let now_ms = ctx.clock.now_ms();
    let found = ctx
        .db
        .write(move |tx| Box::pin(async move { one_time_tokens::claim(tx, &digest, now_ms).await }))
        .await?;
    auth::one_time::decide(found.as_ref().map(|found| &found.stored), kind, now_ms)
        .map_err(|_| Error::SignInRefused)?;
    let found = found.ok_or(Error::SignInRefused)?;
    let state = serde_json::from_str(&found.data).map_err(|_| Error::SignInRefused)?;
    Ok((state, found.user))
}
