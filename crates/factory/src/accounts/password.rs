//! Passwords: forgotten, reset, changed.

use auth::audit::Kind;
use auth::id::SessionId;
use auth::one_time::decide;
use auth::opaque::{self, Opaque};
use auth::password::Password;
use auth::user::{DisplayName, Email, SignInName, UserId};
use content::Finding;
use store::one_time_tokens;
use store::users::{self, User};

use super::Visit;
use super::change::Change;
use super::event::Event;
use super::hashing::Owner;
use super::identity::mint;
use super::letter::{self, About, Sealed};
use crate::ctx::Ctx;
use crate::error::Error;

/// What the owner is told.
const CHANGED: &str = "The password of your account was changed, and all other sign-ins were ended.";

/// Writes a letter with a link to set a new password, if there is such an account. The caller cannot tell, by answer or
/// by time: the work is done afterwards by whoever sends letters.
///
/// # Errors
/// [`Error::Store`].
pub async fn forgot(ctx: &Ctx, visit: &Visit, email: &str) -> Result<(), Error> {
    super::register::may_ask(ctx, visit).await?;
    let counters = ctx.identity.counters();
    let name = counters.name(email);
    let canonical = Email::parse(email).map(|email| email.canonical().to_owned()).unwrap_or_default();
    let found = users::find_by_name(&ctx.db, &canonical).await?;
    let may_write = super::register::may_write_to(ctx, email).await?;
    let user = found.filter(|user| may_write && user.suspended_ms.is_none());
    let event = Event::tried(ctx, visit, &name, Kind::PasswordResetRequested)?;
    // the same work whether or not there is anybody to write to
    let (id, address) = user.map_or((None, None), |user| (Some(user.id), user.email));
    let to = address.clone().unwrap_or_else(|| "nobody@invalid.example".to_owned());
    let prepared = reset(ctx, id, &to, &Words::Reset)?;
    let now_ms = ctx.clock.now_ms();
    letter::write(ctx, move |tx| {
        Box::pin(async move {
            match (id, address) {
                (Some(id), Some(_)) => {
                    prepared.keep(tx, id, now_ms).await?;
                    event.to(id).keep(tx).await
                }
                _ => event.keep(tx).await,
            }
        })
    })
    .await?;
    Ok(())
}

/// What the letter with the link says.
pub(super) enum Words {
    /// You asked for it.
    Reset,
    /// An account was made for you.
    Welcome,
}

/// A reset on its way into the store.
pub(super) struct Reset {
    pub(super) link: Opaque,
    token: one_time_tokens::NewToken,
    letter: Sealed,
}

/// Prepares a link to set a new password and the letter that carries it.
pub(super) fn reset(ctx: &Ctx, user: Option<UserId>, to: &str, words: &Words) -> Result<Reset, Error> {
    let kind = opaque::Kind::PasswordReset;
    let (link, token) = mint(&ctx.clock, kind, user, "{}".to_owned())?;
    let about = match words {
        Words::Reset => About::Reset(&link),
        Words::Welcome => About::Welcome(&link),
    };
    let letter = Sealed::to(ctx, to, &about)?;
    Ok(Reset { link, token, letter })
}

impl Reset {
    /// Keeps link and letter; earlier links work no more.
    pub(super) async fn keep(self, tx: &mut store::Tx<'_>, user: UserId, now_ms: i64) -> Result<(), Error> {
        self.letter.clone().keep(tx, now_ms).await?;
        self.keep_link(tx, user, now_ms).await
    }

    /// Keeps the link alone, for an account without an address.
    pub(super) async fn keep_link(
        self,
        tx: &mut store::Tx<'_>,
        user: UserId,
        now_ms: i64,
    ) -> Result<(), Error> {
        one_time_tokens::supersede(tx, opaque::Kind::PasswordReset, Some(user), now_ms).await?;
        Ok(one_time_tokens::insert(tx, &self.token, now_ms).await?)
    }
}

/// Sets a new password by a link. Every sign-in of the account ends; a second factor stays as it is.
///
/// # Errors
/// [`Error::Invalid`] when the link is dead or the password too weak.
pub async fn set_by_link(ctx: &Ctx, visit: &Visit, presented: &str, new: &str) -> Result<(), Error> {
    let kind = opaque::Kind::PasswordReset;
    let digest = Opaque::parse(kind, presented).map_err(|_| dead_link())?.digest();
    let now_ms = ctx.clock.now_ms();
    let found = one_time_tokens::find(&ctx.db, &digest).await?;
    decide(found.as_ref().map(|found| &found.stored), kind, now_ms).map_err(|_| dead_link())?;
    let id = found.and_then(|found| found.user).ok_or_else(dead_link)?;
    let user = users::find(&ctx.db, id).await?.ok_or_else(dead_link)?;
    let hash = judge(ctx, &user, new).await?;
    let change = Change::of(ctx, visit, &user, Kind::PasswordReset, CHANGED)?;
    let ended = letter::write(ctx, move |tx| {
        Box::pin(async move {
            let found = one_time_tokens::claim(tx, &digest, now_ms).await?;
            decide(found.as_ref().map(|found| &found.stored), kind, now_ms).map_err(|_| dead_link())?;
            let mut user = users::find_for_update(tx, id).await?.ok_or_else(dead_link)?;
            if user.deleted_ms.is_some() {
                return Err(dead_link());
            }
            // who reads the letter owns the address; whoever used the account before it was confirmed may not have. What
            // is asked for beside a password stays: a letter alone never stands in for it
            if user.email.is_some() && user.email_verified_ms.is_none() {
                user.email_verified_ms = Some(now_ms);
                store::belongings::remove_other_ways_in(tx, id).await?;
            }
            store_password(tx, &mut user, hash, now_ms).await?;
            let ended = store::sessions::end_all(tx, id, None, now_ms).await?;
            change.keep(tx, now_ms).await?;
            Ok::<_, Error>(ended)
        })
    })
    .await?;
    super::revoking::sessions(ctx, &ended);
    Ok(())
}

/// Changes one's own password. All other sign-ins end.
///
/// # Errors
/// [`Error::NotConfirmed`] when the current one is wrong, [`Error::Invalid`] when the new one is too weak.
pub async fn change(
    ctx: &Ctx,
    visit: &Visit,
    (user, session): (UserId, Option<SessionId>),
    current: &str,
    new: &str,
) -> Result<(), Error> {
    let user = users::find(&ctx.db, user).await?.ok_or(Error::Unauthenticated)?;
    super::confirm::password(ctx, visit, &user, current).await?;
    if current == new {
        return Err(Error::invalid("same", "/new_password", "the new password is the current one"));
    }
    let hash = judge(ctx, &user, new).await?;
    let change = Change::of(ctx, visit, &user, Kind::PasswordChanged, CHANGED)?;
    let (id, before, now_ms) = (user.id, user.password_hash, ctx.clock.now_ms());
    let ended = letter::write(ctx, move |tx| {
        Box::pin(async move {
            let mut user = users::find_for_update(tx, id).await?.ok_or(Error::Unauthenticated)?;
            if user.password_hash != before {
                return Err(Error::NotConfirmed { detail: "the password changed meanwhile" });
            }
            store_password(tx, &mut user, hash, now_ms).await?;
            let ended = store::sessions::end_all(tx, id, session, now_ms).await?;
            if let Some(session) = session {
                store::sessions::confirm(tx, session, false, now_ms).await?;
            }
            change.keep(tx, now_ms).await?;
            Ok::<_, Error>(ended)
        })
    })
    .await?;
    super::revoking::sessions(ctx, &ended);
    Ok(())
}

/// Judges a new password for somebody and hashes it.
async fn judge(ctx: &Ctx, user: &User, new: &str) -> Result<String, Error> {
    let (ids, config) = (&ctx.identity, &ctx.identity.config);
    let sign_in_name = SignInName::parse(user.sign_in_name.as_deref().unwrap_or_default())?;
    let has_second_factor = super::second_factor::is_on(ctx, user.id).await?;
    let owner =
        Owner { sign_in_name, display_name: DisplayName::parse(&user.display_name).ok(), has_second_factor };
    let judged = async {
        let password = Password::parse(new)?;
        ids.hashing.hash_new(password, owner, config.password_length, config.password_cost).await
    };
    judged.await.map_err(at_new_password)
}

/// Findings about `password` are about `new_password` here.
fn at_new_password(error: Error) -> Error {
    let Error::Invalid { findings } = error else { return error };
    let moved = |finding: Finding| Finding { pointer: "/new_password".to_owned(), ..finding };
    Error::Invalid { findings: findings.into_iter().map(moved).collect() }
}

/// Writes the password down; links sent before work no more.
async fn store_password(
    tx: &mut store::Tx<'_>,
    user: &mut User,
    hash: String,
    now_ms: i64,
) -> Result<(), Error> {
    user.password_hash = Some(hash);
    users::update(tx, user, now_ms).await?;
    // a link to confirm another address too: whoever asked for it knew the old password
    for kind in [opaque::Kind::PasswordReset, opaque::Kind::MfaPending, opaque::Kind::EmailVerification] {
        one_time_tokens::supersede(tx, kind, Some(user.id), now_ms).await?;
    }
    Ok(())
}

fn dead_link() -> Error {
    Error::invalid("dead_link", "/token", "the link does not work any more; ask for a new one")
}
