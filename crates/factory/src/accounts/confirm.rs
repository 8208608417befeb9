//! Proving again to be there, before a sensitive change.

use auth::audit::Kind;
use auth::password::{Password, Verdict};
use auth::throttle::Decision;
use store::users::User;

use super::Visit;
use super::event::Event;
use crate::ctx::Ctx;
use crate::error::Error;

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
