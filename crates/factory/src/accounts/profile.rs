//! One's own account: read, changed, left.

use auth::audit::Kind;
use auth::id::SessionId;
use auth::user::{DisplayName, Email, Role, UserId};
use store::belongings;
use store::revocations::Revocation;
use store::users::{self, User};

use super::Visit;
use super::change::Change as Told;
use super::event::Event;
use super::letter;
use crate::ctx::Ctx;
use crate::error::Error;

pub use super::taken_out::{Export, export};

/// What somebody changes about themselves.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// What they want to be called.
    pub name: Option<String>,
    /// Another address; it counts once the link in the letter to it was used.
    pub email: Option<String>,
    /// The password, without which the address stays.
    pub password: Option<String>,
}

/// The account of somebody who is signed in.
///
/// # Errors
/// [`Error::Unauthenticated`] when it is gone.
pub async fn me(ctx: &Ctx, user: UserId) -> Result<User, Error> {
    let user = users::find(&ctx.db, user).await?.filter(|user| user.deleted_ms.is_none());
    user.ok_or(Error::Unauthenticated)
}

/// Changes the name at once and starts the change of an address.
///
/// # Errors
/// [`Error::Invalid`], [`Error::NotConfirmed`] when the address is to change and the password is wrong.
pub async fn change(ctx: &Ctx, visit: &Visit, id: UserId, change: &Change) -> Result<User, Error> {
    let user = me(ctx, id).await?;
    if let Some(email) = &change.email {
        let email = Email::parse(email)?;
        if user.sign_in_name.as_deref() != Some(email.canonical()) {
            start_move(ctx, visit, &user, &email, change.password.as_deref()).await?;
        }
    }
    if let Some(name) = &change.name {
        let name = DisplayName::parse(name)?;
        let now_ms = ctx.clock.now_ms();
        ctx.db
            .write(move |tx| {
                Box::pin(async move {
                    let mut user = users::find_for_update(tx, id).await?.ok_or(Error::Unauthenticated)?;
                    name.as_str().clone_into(&mut user.display_name);
                    users::update(tx, &user, now_ms).await?;
                    Ok::<_, Error>(())
                })
            })
            .await?;
    }
    me(ctx, id).await
}

/// Writes to the new address, and to the old one that somebody asked for it. Whether the new one is taken, only the link
/// tells.
async fn start_move(
    ctx: &Ctx,
    visit: &Visit,
    user: &User,
    email: &Email,
    password: Option<&str>,
) -> Result<(), Error> {
    if user.email.is_none() {
        let detail = "this account belongs to a school and has no address; ask your teacher".to_owned();
        return Err(Error::Forbidden { detail });
    }
    let detail = "another address needs the password; send `password` with it";
    let password = password.ok_or(Error::NotConfirmed { detail })?;
    super::confirm::password(ctx, visit, user, password).await?;
    let said =
        "Somebody asked to change the address of your account. It changes once the new address is confirmed.";
    let change = Told::of(ctx, visit, user, Kind::EmailChanged, said)?.detail("asked for");
    let now_ms = ctx.clock.now_ms();
    letter::write(ctx, move |tx| Box::pin(change.keep(tx, now_ms))).await?;
    super::register::write_verification_to(ctx, user.id, email.as_typed()).await
}

/// Deletes one's own account with everything that belongs to it. Needs the password, or where there is none a sign-in at
/// the identity provider within the last minutes; and a code or a passkey where a second factor is set up.
///
/// # Errors
/// [`Error::NotConfirmed`], [`Error::SecondFactorWrong`]; [`Error::Conflict`] for the last admin.
pub async fn delete(
    ctx: &Ctx,
    visit: &Visit,
    (id, session): (UserId, Option<SessionId>),
    password: Option<&str>,
    code: Option<&str>,
) -> Result<(), Error> {
    let user = me(ctx, id).await?;
    match password {
        Some(password) => super::confirm::password(ctx, visit, &user, password).await?,
        None if user.password_hash.is_some() => {
            return Err(Error::invalid("missing", "/password", "`password` is missing"));
        }
        None => super::confirm::recently(ctx, session).await?,
    }
    let factors = super::second_factor::of(ctx, id).await?;
    if !factors.app && factors.passkey {
        super::confirm::strongly(ctx, session).await?;
    }
    if factors.app {
        let detail = "two-step sign-in is on; send a code of your app as `totp`";
        let code = code.ok_or(Error::NotConfirmed { detail })?;
        super::second_factor::check(ctx, visit, &user, code).await?;
    }
    let event = Event::by(ctx, visit, id, Kind::AccountDeleted)?;
    erase(ctx, user, event).await
}

/// Removes all that belongs to an account and all it proves itself with; its id stays as a tombstone. What a pupil made in
/// an account of their school is the school's record, and is handed to whoever answers for it.
pub(super) async fn erase(ctx: &Ctx, user: User, event: Event) -> Result<(), Error> {
    let (id, now_ms) = (user.id, ctx.clock.now_ms());
    ctx.db.write(move |tx| Box::pin(async move { bury(tx, id, event, now_ms).await })).await?;
    super::revoking::all(ctx, &[Revocation::User(id)]);
    Ok(())
}

/// The same inside a write.
pub(super) async fn bury(tx: &mut store::Tx<'_>, id: UserId, event: Event, now_ms: i64) -> Result<(), Error> {
    let mut user = users::find_for_update(tx, id).await?.ok_or(Error::NotFound { what: "user" })?;
    let is_last = user.role == Role::Admin
        && user.suspended_ms.is_none()
        && user.deleted_ms.is_none()
        && users::count_admins(tx).await? <= 1;
    if is_last {
        let detail = "this is the last admin; make another one first".to_owned();
        return Err(Error::Conflict { detail });
    }
    let heir = heir(tx, &user).await?;
    if let Some(heir) = heir {
        belongings::hand_over(tx, id, heir).await?;
    }
    belongings::remove(tx, id).await?;
    belongings::remove_credentials(tx, id).await?;
    store::revocations::end_user(tx, id, now_ms).await?;
    user = User {
        sign_in_name: None,
        email: None,
        email_verified_ms: None,
        display_name: String::new(),
        password_hash: None,
        school: None,
        age_band: None,
        consent: None,
        deleted_ms: Some(now_ms),
        ..user
    };
    users::update(tx, &user, now_ms).await?;
    let event = match heir {
        Some(heir) => event.detail(&format!("handed to {heir}")),
        None => event,
    };
    event.keep(tx).await
}

/// Who takes over what somebody made in an account that a school made for them.
async fn heir(tx: &mut store::Tx<'_>, user: &User) -> Result<Option<UserId>, Error> {
    match (&user.email, user.school) {
        (None, Some((school, _))) if user.deleted_ms.is_none() => {
            Ok(users::head_of(tx, school, user.id).await?)
        }
        _ => Ok(None),
    }
}
