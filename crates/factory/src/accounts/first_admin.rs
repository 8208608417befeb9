//! The first admin: made by a link that `serve` prints, once, or at the command line.

use auth::audit::Kind;
use auth::one_time::decide;
use auth::opaque::{self, Opaque};
use auth::organisation::ConsentBasis;
use auth::user::{Role, UserId};
use secrecy::{ExposeSecret, SecretString};
use store::one_time_tokens;
use store::users::{self, User};
use store::{Tx, belongings, facts};

use super::event::Event;
use super::identity::{link, mint};
use super::register::{NewAccount, judge};
use super::{PERSON_AT_THE_MACHINE, SUCCESSOR, Visit};
use crate::ctx::Ctx;
use crate::error::Error;

/// A link that makes the first admin; `None` once there is an admin. An earlier link works no more.
///
/// # Errors
/// [`Error::Store`].
pub async fn invite(ctx: &Ctx) -> Result<Option<SecretString>, Error> {
    if users::is_any_admin(&ctx.db).await? {
        return Ok(None);
    }
    let kind = opaque::Kind::FirstAdmin;
    let (secret, token) = mint(&ctx.clock, kind, None, "{}".to_owned())?;
    let now_ms = ctx.clock.now_ms();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                one_time_tokens::supersede(tx, kind, None, now_ms).await?;
                one_time_tokens::insert(tx, &token, now_ms).await
            })
        })
        .await?;
    Ok(Some(link(&ctx.identity.config, "first-admin", &secret).into()))
}

/// Makes the first admin, who takes over what the person at the machine made.
///
/// # Errors
/// [`Error::Forbidden`] when the link does not work any more; [`Error::Invalid`] with the fields that are wrong.
pub async fn create(ctx: &Ctx, visit: &Visit, presented: &str, new: &NewAccount) -> Result<UserId, Error> {
    let kind = opaque::Kind::FirstAdmin;
    let digest = Opaque::parse(kind, presented).map_err(|_| dead())?.digest();
    let now_ms = ctx.clock.now_ms();
    let found = one_time_tokens::find(&ctx.db, &digest).await?;
    decide(found.as_ref().map(|found| &found.stored), kind, now_ms).map_err(|_| dead())?;
    let judged = judge(ctx, &new.email, &new.password, &new.name).await?;
    let user = User {
        id: UserId(ctx.clock.new_id()),
        sign_in_name: Some(judged.email.canonical().to_owned()),
        email: Some(new.email.expose_secret().trim().to_owned()),
        // whoever reads the server's terminal needs no further proof
        email_verified_ms: Some(now_ms),
        display_name: judged.name.as_str().to_owned(),
        role: Role::Admin,
        password_hash: Some(judged.password_hash),
        school: None,
        age_band: None,
        consent: Some(ConsentBasis::Own { at_ms: now_ms }),
        suspended_ms: None,
        deleted_ms: None,
        created_ms: now_ms,
    };
    let (id, event) = (user.id, Event::by(ctx, visit, user.id, Kind::AccountCreated)?.detail("first admin"));
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                let found = one_time_tokens::claim(tx, &digest, now_ms).await?;
                decide(found.as_ref().map(|found| &found.stored), kind, now_ms).map_err(|_| dead())?;
                if !users::insert(tx, &user).await? {
                    return Err(dead());
                }
                succeed(tx, user.id).await?;
                event.keep(tx).await
            })
        })
        .await?;
    ctx.identity.note_account();
    Ok(id)
}

/// Gives an admin what the person at the machine made, if nobody has it yet; and makes all links for a first admin
/// useless.
pub(super) async fn succeed(tx: &mut Tx<'_>, admin: UserId) -> Result<(), Error> {
    if facts::get_for_update(tx, SUCCESSOR).await?.is_none() {
        belongings::hand_over(tx, PERSON_AT_THE_MACHINE, admin).await?;
        facts::set(tx, SUCCESSOR, &admin.to_string()).await?;
    }
    Ok(one_time_tokens::supersede(tx, opaque::Kind::FirstAdmin, None, 1).await?)
}

fn dead() -> Error {
    let detail = "the link does not work any more; start `factoria serve` again for a new one".to_owned();
    Error::Forbidden { detail }
}
