//! Proving again to be there, before a sensitive change.

use auth::audit::Kind;
use auth::id::SessionId;
use auth::password::{Password, Verdict};
use auth::sign_in::is_confirmed;
use auth::throttle::Decision;
use auth::user::UserId;
use store::users::User;

use super::Visit;
use super::event::Event;
use crate::ctx::Ctx;
use crate::error::Error;

/// Whether this sign-in's owner proved to be there within the last minutes.
///
/// # Errors
/// [`Error::NotConfirmed`] when not; signing in again, or sending the password, does it.
pub(super) async fn recently(ctx: &Ctx, session: Option<SessionId>) -> Result<(), Error> {
    let stale =
        Error::NotConfirmed { detail: "sign in again first; this changes how your account is opened" };
    let Some(id) = session else { return Err(stale) };
    let found = store::sessions::find(&ctx.db, id).await?;
    let confirmed = found.is_some_and(|session| is_confirmed(session.confirmed_ms, ctx.clock.now_ms()));
    if confirmed { Ok(()) } else { Err(stale) }
}

/// Whether this sign-in's owner showed a second factor within the last minutes.
///
/// # Errors
/// [`Error::NotConfirmed`] when not.
pub(super) async fn strongly(ctx: &Ctx, session: Option<SessionId>) -> Result<(), Error> {
    let session = match session {
        Some(session) => store::sessions::find(&ctx.db, session).await?,
        None => None,
    };
    let now_ms = ctx.clock.now_ms();
    if session.is_some_and(|session| session.strong && is_confirmed(session.confirmed_ms, now_ms)) {
        return Ok(());
    }
    let detail = "prove it again with a code of your app at /auth/mfa/verify, or by signing in with your passkey, \
                  then repeat this";
    Err(Error::NotConfirmed { detail })
}

/// Whether this sign-in's owner proved as much within the last minutes as the door asks of them: a second factor too, where
/// one is set up. Else who knows the password alone adds another factor and comes in by that.
///
/// # Errors
/// [`Error::NotConfirmed`] when not.
pub(super) async fn as_at_the_door(ctx: &Ctx, user: UserId, session: Option<SessionId>) -> Result<(), Error> {
    if super::second_factor::of(ctx, user).await?.any() {
        return strongly(ctx, session).await;
    }
    recently(ctx, session).await
}

/// Checks the password of somebody who is signed in. Wrong ones count like failed sign-ins.
///
/// # Errors
/// [`Error::NotConfirmed`] when it is wrong, [`Error::TooMany`] after too many.
pub(super) async fn password(ctx: &Ctx, visit: &Visit, user: &User, typed: &str) -> Result<(), Error> {
    let (ids, now_ms) = (&ctx.identity, ctx.clock.now_ms());
    let counters = ids.counters();
    let name = counters.name(user.sign_in_name.as_deref().unwrap_or_default());
    // whoever is signed in is no stranger, so strangers who guess cannot lock the owner out of this
    let key = counters.account(&name, visit.address);
    if let Decision::Wait { seconds } = ids.shared.take(&key, &ids.config.limits.account, now_ms).await? {
        return Err(Error::TooMany { retry_after_s: seconds });
    }
    let verdict = match Password::parse(typed) {
        Ok(password) => {
            ids.hashing.verify(password, user.password_hash.clone(), ids.config.password_cost).await?
        }
        Err(_) => Verdict::Wrong,
    };
    if verdict == Verdict::Wrong {
        let event = Event::by(ctx, visit, user.id, Kind::LoginFailed)?.detail("confirmation");
        ctx.db.write(move |tx| Box::pin(event.keep(tx))).await?;
        return Err(Error::NotConfirmed { detail: "the password is not right" });
    }
    ids.shared.give_back(&key, now_ms).await?;
    Ok(())
}
