//! Looking after other people's accounts: made, switched off and on, given roles, reset, deleted.
//!
//! Who may is decided by [`may_care`]; what a carer may not touch is, to them, not there. Nobody sets or sees another's
//! password.

use auth::audit::Kind;
use auth::organisation::{Care, ConsentBasis, Member, may_care};
use auth::password::Password;
use auth::user::{DisplayName, Email, Role, SignInName, UserId};
use content::Finding;
use secrecy::{ExposeSecret, SecretString};
use store::revocations::Revocation;
use store::users::{self, User};

use super::Visit;
use super::event::Event;
use super::hashing::Owner;
use super::identity::link;
use super::letter;
use super::password::{Words, reset};
use super::register::may_write_to;
use crate::ctx::Ctx;
use crate::error::Error;
use crate::request::{answered_before, remember};

/// An account that somebody makes for another.
#[derive(Debug, Clone)]
pub struct NewUser {
    /// The address to sign in with.
    pub email: SecretString,
    /// What to be called.
    pub name: SecretString,
    /// What it may do.
    pub role: Role,
    /// A password; without one, its owner sets it by a link. Only the command line gives one.
    pub password: Option<SecretString>,
}

/// An account that was made, and the link by which its owner sets a password, if it has none.
#[derive(Debug)]
pub struct MadeUser {
    /// The account.
    pub id: UserId,
    /// The link, for an operator to hand over.
    pub link: Option<SecretString>,
    /// Whether an earlier request made it; the link was shown then.
    pub replayed: bool,
}

impl MadeUser {
    /// The account that was made now, or the one that the request made before.
    pub(super) fn or_before(
        before: Option<String>,
        id: UserId,
        link: Option<SecretString>,
    ) -> Result<Self, Error> {
        let Some(before) = before else { return Ok(Self { id, link, replayed: false }) };
        let id = before.parse().map(UserId).map_err(|_| Error::Broken)?;
        Ok(Self { id, link: None, replayed: true })
    }
}

/// Makes an account for somebody. `by` is `None` at the command line.
///
/// # Errors
/// [`Error::Invalid`] with the fields that are wrong; [`Error::Conflict`] when the name is taken.
pub async fn create(ctx: &Ctx, visit: &Visit, by: Option<UserId>, new: &NewUser) -> Result<MadeUser, Error> {
    let user = read(ctx, new).await?;
    let id = user.id;
    let event = match by {
        Some(admin) => Event::by(ctx, visit, admin, Kind::AccountCreated)?.to(id),
        None => Event::at(ctx, visit, Kind::AccountCreated)?.to(id),
    };
    let to = user.email.clone().unwrap_or_default();
    let prepared = match user.password_hash {
        Some(_) => None,
        None => Some(reset(ctx, Some(id), &to, &Words::Welcome)?),
    };
    let link =
        prepared.as_ref().map(|reset| link(&ctx.identity.config, "reset-password", &reset.link).into());
    let now_ms = ctx.clock.now_ms();
    let once = visit.once.clone().zip(by);
    let before = letter::write(ctx, move |tx| {
        Box::pin(async move {
            if let Some((once, admin)) = once {
                if let Some(before) = answered_before(tx, admin, Some(&once)).await? {
                    return Ok(Some(before));
                }
                remember(tx, admin, Some(once), id.to_string(), now_ms).await?;
            }
            if !users::insert(tx, &user).await? {
                return Err(Error::Conflict {
                    detail: "there is an account of that name already".to_owned(),
                });
            }
            if user.role == Role::Admin {
                super::first_admin::succeed(tx, id).await?;
            }
            if let Some(reset) = prepared {
                reset.keep(tx, id, now_ms).await?;
            }
            event.detail(user.role.word()).keep(tx).await?;
            Ok(None)
        })
    })
    .await?;
    ctx.identity.note_account();
    MadeUser::or_before(before, id, link)
}

async fn read(ctx: &Ctx, new: &NewUser) -> Result<User, Error> {
    let (email, now_ms) = (Email::parse(new.email.expose_secret())?, ctx.clock.now_ms());
    let display = DisplayName::parse(new.name.expose_secret())?;
    let password_hash = match &new.password {
        Some(typed) => {
            let password = Password::parse(typed.expose_secret())?;
            let owner = Owner {
                sign_in_name: SignInName::Email(email.clone()),
                display_name: Some(display.clone()),
                has_second_factor: false,
            };
            let config = &ctx.identity.config;
            let hashing = &ctx.identity.hashing;
            Some(hashing.hash_new(password, owner, config.password_length, config.password_cost).await?)
        }
        None => None,
    };
    Ok(User {
        id: UserId(ctx.clock.new_id()),
        sign_in_name: Some(email.canonical().to_owned()),
        // an operator's word counts, a link that was followed does too
        email_verified_ms: password_hash.is_some().then_some(now_ms),
        email: Some(email.as_typed().to_owned()),
        display_name: display.as_str().to_owned(),
        role: new.role,
        password_hash,
        school: None,
        age_band: None,
        consent: Some(ConsentBasis::Own { at_ms: now_ms }),
        suspended_ms: None,
        deleted_ms: None,
        created_ms: now_ms,
    })
}

/// Switches an account off, or on again. Off, all its sign-ins and keys are dead within two seconds.
///
/// # Errors
/// [`Error::NotFound`] when the carer has no say over it; [`Error::Conflict`] for the last admin.
pub async fn suspend(
    ctx: &Ctx,
    visit: &Visit,
    carer: Option<UserId>,
    target: UserId,
    off: bool,
) -> Result<(), Error> {
    let user = cared_for(ctx, carer, target, Care::Suspend).await?;
    if user.suspended_ms.is_some() == off {
        return Ok(());
    }
    let kind = if off { Kind::AccountSuspended } else { Kind::AccountRestored };
    let event = by(ctx, visit, carer, target, kind)?;
    let now_ms = ctx.clock.now_ms();
    let ended = ctx
        .db
        .write(move |tx| {
            Box::pin(async move {
                let mut user = users::find_for_update(tx, target).await?.ok_or_else(nobody)?;
                let is_last = off && user.role == Role::Admin && users::count_admins(tx).await? <= 1;
                if is_last {
                    return Err(last_admin());
                }
                user.suspended_ms = off.then_some(now_ms);
                users::update(tx, &user, now_ms).await?;
                let mut ended = Vec::new();
                if off {
                    store::revocations::end_user(tx, target, now_ms).await?;
                    ended = store::sessions::end_all(tx, target, None, now_ms).await?;
                } else {
                    store::revocations::restore_user(tx, target).await?;
                }
                event.keep(tx).await?;
                Ok::<_, Error>(ended)
            })
        })
        .await?;
    if off {
        super::revoking::all(ctx, &[Revocation::User(target)]);
    } else {
        ctx.identity.revoke(|revoked| revoked.revocations.restore_user(target));
    }
    super::revoking::sessions(ctx, &ended);
    Ok(())
}

/// Gives an account another role. Tokens that were signed before carry no more than the new one at once, and no more than
/// they were granted until they are renewed; browser sessions end.
///
/// # Errors
/// [`Error::NotFound`] when the carer has no say over it; [`Error::Conflict`] for the last admin.
pub async fn set_role(
    ctx: &Ctx,
    visit: &Visit,
    carer: Option<UserId>,
    target: UserId,
    role: Role,
) -> Result<(), Error> {
    let user = cared_for(ctx, carer, target, Care::SetRole(role)).await?;
    if user.role == role {
        return Ok(());
    }
    let event = by(ctx, visit, carer, target, Kind::RoleChanged)?.detail(&format!(
        "{} to {}",
        user.role.word(),
        role.word()
    ));
    let now_ms = ctx.clock.now_ms();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                let mut user = users::find_for_update(tx, target).await?.ok_or_else(nobody)?;
                let is_last = user.role == Role::Admin
                    && user.suspended_ms.is_none()
                    && users::count_admins(tx).await? <= 1;
                if is_last {
                    return Err(last_admin());
                }
                user.role = role;
                users::update(tx, &user, now_ms).await?;
                store::revocations::change_role(tx, target, role, now_ms).await?;
                store::sessions::end_browsers(tx, target, None, now_ms).await?;
                event.keep(tx).await
            })
        })
        .await?;
    super::revoking::all(ctx, &[Revocation::Role(target, role)]);
    Ok(())
}

/// Starts a password reset for somebody: their letter, or for an account without an address the link itself.
///
/// # Errors
/// [`Error::NotFound`] when the carer has no say over it.
pub async fn start_reset(
    ctx: &Ctx,
    visit: &Visit,
    carer: Option<UserId>,
    target: UserId,
) -> Result<Option<SecretString>, Error> {
    let user = cared_for(ctx, carer, target, Care::StartReset).await?;
    let to = user.email.clone().unwrap_or_default();
    let prepared = reset(ctx, Some(target), &to, &Words::Reset)?;
    let event = by(ctx, visit, carer, target, Kind::PasswordResetRequested)?;
    let shown = carer.is_none() || user.email.is_none();
    let link: SecretString = link(&ctx.identity.config, "reset-password", &prepared.link).into();
    let writes = user.email.is_some() && may_write_to(ctx, &to).await?;
    let now_ms = ctx.clock.now_ms();
    letter::write(ctx, move |tx| {
        Box::pin(async move {
            if writes {
                prepared.keep(tx, target, now_ms).await?;
            } else {
                prepared.keep_link(tx, target, now_ms).await?;
            }
            event.keep(tx).await
        })
    })
    .await?;
    Ok(shown.then_some(link))
}

/// Deletes somebody's account with everything that belongs to it.
///
/// # Errors
/// [`Error::NotFound`] when the carer has no say over it; [`Error::Conflict`] for the last admin.
pub async fn delete(ctx: &Ctx, visit: &Visit, carer: Option<UserId>, target: UserId) -> Result<(), Error> {
    let user = cared_for(ctx, carer, target, Care::Delete).await?;
    let event = by(ctx, visit, carer, target, Kind::AccountDeleted)?;
    super::profile::erase(ctx, user, event).await
}

/// Takes somebody's data out, on behalf of a pupil or a parent.
///
/// # Errors
/// [`Error::NotFound`] when the carer has no say over it.
pub async fn export(
    ctx: &Ctx,
    visit: &Visit,
    carer: UserId,
    target: UserId,
) -> Result<super::profile::Export, Error> {
    cared_for(ctx, Some(carer), target, Care::Export).await?;
    let event = by(ctx, visit, Some(carer), target, Kind::DataExported)?;
    ctx.db.write(move |tx| Box::pin(event.keep(tx))).await?;
    super::profile::export(ctx, target).await
}

/// Writes down that the audit log was read.
///
/// # Errors
/// [`Error::Store`].
pub async fn note_audit_read(ctx: &Ctx, visit: &Visit, reader: UserId, how: &str) -> Result<(), Error> {
    let event = Event::by(ctx, visit, reader, Kind::AuditRead)?.detail(how);
    ctx.db.write(move |tx| Box::pin(event.keep(tx))).await
}

/// The account, if the carer has this say over it; at the command line everybody's.
pub(super) async fn cared_for(
    ctx: &Ctx,
    carer: Option<UserId>,
    target: UserId,
    care: Care,
) -> Result<User, Error> {
    let user = users::find(&ctx.db, target).await?.filter(|user| user.deleted_ms.is_none());
    let user = user.ok_or_else(nobody)?;
    let Some(carer) = carer else { return Ok(user) };
    if carer == target {
        let detail = "this is your own account; change it in your profile".to_owned();
        return Err(Error::Conflict { detail });
    }
    let carer = users::find(&ctx.db, carer).await?.ok_or(Error::Unauthenticated)?;
    if may_care(&member(&carer), &member(&user), care) { Ok(user) } else { Err(nobody()) }
}

/// An account as far as it matters to who looks after it.
pub(super) fn member(user: &User) -> Member {
    Member { user: user.id, role: user.role, school: user.school }
}

fn by(ctx: &Ctx, visit: &Visit, carer: Option<UserId>, target: UserId, kind: Kind) -> Result<Event, Error> {
    Ok(match carer {
        Some(carer) => Event::by(ctx, visit, carer, kind)?,
        None => Event::at(ctx, visit, kind)?,
    }
    .to(target))
}

fn nobody() -> Error {
    Error::NotFound { what: "user" }
}

fn last_admin() -> Error {
    Error::Conflict { detail: "this is the last admin; make another one first".to_owned() }
}

/// How a role is written.
pub(super) trait Word {
    /// The word.
    fn word(self) -> &'static str;
}

impl Word for Role {
    fn word(self) -> &'static str {
        match self {
            Self::Student => "student",
            Self::Teacher => "teacher",
            Self::Admin => "admin",
        }
    }
}

/// The account of a name, for the command line.
///
/// # Errors
/// [`Error::Invalid`] when there is none.
pub async fn find_by_name(ctx: &Ctx, typed: &str) -> Result<User, Error> {
    let canonical = SignInName::parse(typed)?.canonical();
    let found = users::find_by_name(&ctx.db, &canonical).await?;
    found.ok_or_else(|| {
        let detail = "there is no account of that name; see `factoria users list`";
        Error::Invalid { findings: vec![Finding::new("not_found", "/name", detail)] }
    })
}
