//! Passkeys: added, listed, renamed, removed; [`sign_in`] is what they are for.
//!
//! A passkey that makes sure of its owner (PIN, finger, face) opens an account by itself; beside a password it stands in
//! for a code of the app. The state of a ceremony stays in the store under a secret that works once.

use auth::audit::Kind;
use auth::id::SessionId;
use auth::permission::ScopeSet;
use auth::user::UserId;
use serde_json::Value;
use store::passkeys::{self as kept, Passkey};
use store::users::{self, User};
use uuid::Uuid;
use webauthn_rs::prelude::{CredentialID, RegisterPublicKeyCredential};

use super::Visit;
use super::change::Change;
use super::letter;
use crate::ctx::Ctx;
use crate::error::Error;
use ceremony::State;

pub use ceremony::Begun;

mod ceremony;
pub mod sign_in;
mod site;

/// The most passkeys of an account.
const MOST: u32 = 20;
/// The most characters of a passkey's name.
pub const NAME_CHARACTERS: usize = 100;

/// Begins adding a passkey.
///
/// # Errors
/// [`Error::NotConfirmed`] when its owner did not prove to be there lately; [`Error::Conflict`] when there are enough, or
/// the installation has no name.
pub async fn begin(ctx: &Ctx, user: UserId, session: Option<SessionId>) -> Result<Begun, Error> {
    super::confirm::as_at_the_door(ctx, user, session).await?;
    let owner = owner(ctx, user).await?;
    let known = list(ctx, user).await?;
    if known.len() >= MOST as usize {
        let detail = format!("an account has at most {MOST} passkeys; remove one first");
        return Err(Error::Conflict { detail });
    }
    let known = known.into_iter().map(|passkey| CredentialID::from(passkey.credential_id)).collect();
    let name = owner.sign_in_name.as_deref().unwrap_or_default();
    let display_name = if owner.display_name.is_empty() { name } else { &owner.display_name };
    let site = site::of(ctx)?;
    let (options, state) = site
        .start_passkey_registration(user.0, name, display_name, Some(known))
        .map_err(|_| Error::Broken)?;
    let mut options = serde_json::to_value(options).map_err(|_| Error::Broken)?;
    if let Some(resident) = options.pointer_mut("/publicKey/authenticatorSelection/residentKey") {
        // so that the device can offer it before anybody has typed a name
        *resident = "preferred".into();
    }
    ceremony::begin(ctx, Some(user), &State::Register(state), &options).await
}

/// Adds the passkey that a device made. A browser's session that could do nothing but this may do from now on what its owner
/// may.
///
/// # Errors
/// [`Error::Invalid`] when the device's answer is not good or not to this ceremony, or the name is too long;
/// [`Error::Conflict`] when the passkey is known.
pub async fn finish(
    ctx: &Ctx,
    visit: &Visit,
    (user, session): (UserId, Option<SessionId>),
    ceremony: &str,
    (name, credential): (&str, Value),
) -> Result<Passkey, Error> {
    let name = checked(name)?;
    let wrong = || Error::invalid("malformed", "/credential", "the device's answer is not good; begin again");
    let credential: RegisterPublicKeyCredential = serde_json::from_value(credential).map_err(|_| wrong())?;
    let spent =
        || Error::invalid("spent", "/ceremony", "this took too long or was finished already; begin again");
    let (state, whose) = ceremony::claim(ctx, ceremony).await.map_err(|error| match error {
        Error::SignInRefused => spent(),
        other => other,
    })?;
    let (State::Register(state), true) = (state, whose == Some(user)) else { return Err(spent()) };
    let made = site::of(ctx)?.finish_passkey_registration(&credential, &state).map_err(|error| {
        tracing::info!(user_id = %user, error = %error, "passkey_not_added");
        wrong()
    })?;
    let passkey = Passkey {
        id: ctx.clock.new_id(),
        user,
        credential_id: made.cred_id().to_vec(),
        credential: serde_json::to_string(&made).map_err(|_| Error::Broken)?,
        name,
        created_ms: ctx.clock.now_ms(),
        last_used_ms: None,
    };
    let owner = owner(ctx, user).await?;
    let change = Change::of(ctx, visit, &owner, Kind::PasskeyAdded, "A passkey was added to your account.")?;
    let (added, scopes) = (passkey.clone(), ScopeSet::of_role(owner.role));
    letter::write(ctx, move |tx| {
        Box::pin(async move {
            if !kept::insert(tx, &added).await? {
                let detail = "this passkey is known here already".to_owned();
                return Err(Error::Conflict { detail });
            }
            if let Some(session) = session {
                // whoever made it has shown it
                store::sessions::confirm(tx, session, true, added.created_ms).await?;
                store::sessions::widen(tx, session, scopes).await?;
            }
            change.keep(tx, added.created_ms).await
        })
    })
    .await?;
    Ok(passkey)
}

/// Whether the installation has a name that passkeys can belong to.
pub(super) fn are_usable(ctx: &Ctx) -> bool {
    site::of(ctx).is_ok()
}

/// The passkeys of an account, oldest first.
///
/// # Errors
/// [`Error::Store`].
pub async fn list(ctx: &Ctx, user: UserId) -> Result<Vec<Passkey>, Error> {
    Ok(kept::list(&ctx.db, user, MOST).await?)
}

/// Calls one's own passkey otherwise.
///
/// # Errors
/// [`Error::Invalid`] when the name is empty or too long, [`Error::NotFound`].
pub async fn rename(ctx: &Ctx, user: UserId, id: Uuid, name: &str) -> Result<(), Error> {
    let name = checked(name)?;
    let renamed =
        ctx.db.write(move |tx| Box::pin(async move { kept::rename(tx, user, id, &name).await })).await?;
    if renamed { Ok(()) } else { Err(Error::NotFound { what: "passkey" }) }
}

/// Removes one's own passkey.
///
/// # Errors
/// [`Error::NotConfirmed`], [`Error::NotFound`].
pub async fn remove(
    ctx: &Ctx,
    visit: &Visit,
    user: UserId,
    session: Option<SessionId>,
    id: Uuid,
) -> Result<(), Error> {
    super::confirm::as_at_the_door(ctx, user, session).await?;
    let owner = owner(ctx, user).await?;
    let is_last = list(ctx, user).await?.len() <= 1 && !super::second_factor::is_on(ctx, user).await?;
    let change =
        Change::of(ctx, visit, &owner, Kind::PasskeyRemoved, "A passkey was removed from your account.")?;
    let now_ms = ctx.clock.now_ms();
    letter::write(ctx, move |tx| {
        Box::pin(async move {
            if !kept::remove(tx, user, id).await? {
                return Err(Error::NotFound { what: "passkey" });
            }
            if is_last {
                store::sessions::weaken(tx, user).await?;
            }
            change.keep(tx, now_ms).await
        })
    })
    .await?;
    ctx.identity.seen.forget(user);
    Ok(())
}

async fn owner(ctx: &Ctx, user: UserId) -> Result<User, Error> {
    users::find(&ctx.db, user).await?.ok_or(Error::Unauthenticated)
}

fn checked(name: &str) -> Result<String, Error> {
    let name = name.trim();
    let length = name.chars().count();
    if !(1..=NAME_CHARACTERS).contains(&length) || name.chars().any(char::is_control) {
        let detail = format!("give the passkey a name of 1 to {NAME_CHARACTERS} characters");
        return Err(Error::invalid("malformed", "/name", detail));
    }
    Ok(name.to_owned())
}
