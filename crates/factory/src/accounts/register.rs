//! Making an account for oneself, and showing that an address is one's own.

use auth::audit::Kind;
use auth::one_time::decide;
use auth::opaque::{self, Opaque};
use auth::organisation::{AgeBand, ConsentBasis, ConsentNeed, consent_needed};
use auth::password::Password;
use auth::throttle::Decision;
use auth::user::{DisplayName, Email, Role, SignInName, UserId};
use content::Finding;
use secrecy::{ExposeSecret, SecretString};
use store::one_time_tokens;
use store::users::{self, User};

use super::event::Event;
use super::hashing::Owner;
use super::identity::mint;
use super::invited::{Invited, bad_invitation};
use super::letter::{self, About, Sealed};
use super::{NOBODY, Registration, Visit};
use crate::ctx::Ctx;
use crate::error::Error;
use crate::request::{answered_already, answered_before, remember};

/// What somebody says about themselves. `Debug` prints none of it.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// Their address.
    pub email: SecretString,
    /// A password.
    pub password: SecretString,
    /// What they want to be called.
    pub name: SecretString,
    /// How old they are, if they were asked.
    pub age_band: Option<AgeBand>,
    /// The secret of an invitation.
    pub invitation: Option<SecretString>,
}

/// A new account, read and judged.
pub(super) struct Judged {
    pub(super) email: Email,
    pub(super) name: DisplayName,
    pub(super) password_hash: String,
}

/// Makes an account, or writes to the owner of an address that has one. The caller cannot tell which.
///
/// # Errors
/// [`Error::Forbidden`] when registration is closed, the invitation is not good, or somebody so young needs a school or
/// a parent; [`Error::Invalid`] with every field that is wrong.
pub async fn register(ctx: &Ctx, visit: &Visit, new: &NewAccount) -> Result<(), Error> {
    if let Some(address) = visit.address {
        let key = ctx.identity.counters().registrations(address);
        super::sign_in::count(ctx, visit, &key, &ctx.identity.config.limits.registrations).await?;
    }
    let invitation = may_register(ctx, new)?;
    if answered_already(ctx, NOBODY, visit.once.as_ref()).await?.is_some() {
        return Ok(());
    }
    let judged = judge(ctx, &new.email, &new.password, &new.name).await?;
    let now_ms = ctx.clock.now_ms();
    let user = wanted(ctx, new, &judged);
    let (id, address) = (user.id, judged.email.as_typed());
    let (link, token) = mint(&ctx.clock, opaque::Kind::EmailVerification, Some(id), address_data(address))?;
    let already = invitation.as_ref().map_or(About::AlreadyRegistered, About::InvitedAlready);
    let registering = Registering {
        invitation: invitation.as_ref().map(Opaque::digest),
        digital_age: ctx.identity.config.digital_age,
        welcome: Sealed::to(ctx, address, &About::Verify(&link))?,
        already: Sealed::to(ctx, address, &already)?,
        may_write: may_write_to(ctx, address).await?,
        event: Event::by(ctx, visit, id, Kind::AccountCreated)?,
        user,
        token,
    };
    let once = visit.once.clone();
    let made = letter::write(ctx, move |tx| {
        Box::pin(async move {
            if answered_before(tx, NOBODY, once.as_ref()).await?.is_some() {
                return Ok(false);
            }
            remember(tx, NOBODY, once, String::new(), now_ms).await?;
            registering.keep(tx, now_ms).await
        })
    })
    .await?;
    if made {
        ctx.identity.note_account();
    }
    Ok(())
}

/// A new account on its way into the store.
struct Registering {
    user: User,
    invitation: Option<opaque::TokenDigest>,
    digital_age: u8,
    token: one_time_tokens::NewToken,
    event: Event,
    welcome: Sealed,
    already: Sealed,
    may_write: bool,
}

impl Registering {
    /// Keeps the account and spends the invitation; `false` where the address has an account, which alone may use the
    /// invitation from then on.
    async fn keep(self, tx: &mut store::Tx<'_>, now_ms: i64) -> Result<bool, Error> {
        let mut user = self.user;
        let invited = match &self.invitation {
            Some(digest) => Some((digest, Invited::for_update(tx, digest, now_ms).await?)),
            None => None,
        };
        if let Some((_, invited)) = &invited {
            accept(invited, &mut user, self.digital_age, now_ms)?;
        }
        let made = users::insert(tx, &user).await?;
        match invited {
            Some((digest, _)) if made => drop(one_time_tokens::claim(tx, digest, now_ms).await?),
            Some((digest, invited)) => {
                invited.keep_for(tx, digest, user.sign_in_name.as_deref().unwrap_or_default()).await?;
            }
            None => {}
        }
        if made {
            one_time_tokens::insert(tx, &self.token, now_ms).await?;
            self.event.keep(tx).await?;
        }
        if self.may_write {
            let letter = if made { self.welcome } else { self.already };
            letter.keep(tx, now_ms).await?;
        }
        Ok(made)
    }
}

/// Whether somebody may register at all; answers the invitation to spend.
fn may_register(ctx: &Ctx, new: &NewAccount) -> Result<Option<Opaque>, Error> {
    let config = &ctx.identity.config;
    let invitation = new.invitation.as_ref().map(ExposeSecret::expose_secret);
    let Some(invitation) = invitation else {
        let is_child = new.age_band.is_some_and(|band| is_child(band, config.digital_age));
        return match (config.registration, is_child) {
            (Registration::Closed, _) => Err(forbidden("registration is closed here; ask for an invitation")),
            (Registration::Invite, _) => Err(forbidden("registration needs an invitation here")),
            (Registration::Open, true) => Err(too_young()),
            (Registration::Open, false) => Ok(None),
        };
    };
    Opaque::parse(opaque::Kind::Invitation, invitation).map(Some).map_err(|_| bad_invitation())
}

/// The account as somebody wants it.
fn wanted(ctx: &Ctx, new: &NewAccount, judged: &Judged) -> User {
    let now_ms = ctx.clock.now_ms();
    User {
        id: UserId(ctx.clock.new_id()),
        sign_in_name: Some(judged.email.canonical().to_owned()),
        email: Some(judged.email.as_typed().to_owned()),
        email_verified_ms: None,
        display_name: judged.name.as_str().to_owned(),
        role: ctx.identity.config.default_role,
        password_hash: Some(judged.password_hash.clone()),
        school: None,
        age_band: new.age_band,
        consent: Some(ConsentBasis::Own { at_ms: now_ms }),
        suspended_ms: None,
        deleted_ms: None,
        created_ms: now_ms,
    }
}

/// Gives a new account what an invitation gives.
fn accept(invited: &Invited, user: &mut User, digital_age: u8, now_ms: i64) -> Result<(), Error> {
    if invited.for_account {
        return Err(bad_invitation());
    }
    // who made the invitation has seen the link too, so that it came is no proof of whose the address is
    if invited.email.is_some() && invited.email != user.sign_in_name {
        return Err(bad_invitation());
    }
    user.role = invited.role;
    user.school = invited.school;
    if let Some((organisation, _)) = invited.school
        && user.age_band.is_some_and(|band| band != AgeBand::Adult)
    {
        user.consent = Some(ConsentBasis::School { organisation, recorded_by: invited.by, at_ms: now_ms });
    }
    let is_child = user.age_band.is_some_and(|band| is_child(band, digital_age));
    match (is_child, user.role, user.school) {
        (true, Role::Student, Some(_)) | (false, ..) => Ok(()),
        // no school speaks for them there, or the invitation is for a grown-up
        (true, ..) => Err(too_young()),
    }
}

fn is_child(band: AgeBand, digital_age: u8) -> bool {
    consent_needed(band, digital_age) == ConsentNeed::SchoolOrParent
}

fn too_young() -> Error {
    forbidden("at this age a school or a parent has to make the account; ask your teacher")
}

/// Reads the fields of a new account, says everything that is wrong with them, and hashes the password.
pub(super) async fn judge(
    ctx: &Ctx,
    email: &SecretString,
    password: &SecretString,
    name: &SecretString,
) -> Result<Judged, Error> {
    let mut findings = Vec::new();
    let email = noted(Email::parse(email.expose_secret()), &mut findings);
    let name = noted(DisplayName::parse(name.expose_secret()), &mut findings);
    let password = noted(Password::parse(password.expose_secret()), &mut findings);
    let (Some(email), Some(name), Some(password)) = (email, name, password) else {
        return Err(Error::Invalid { findings });
    };
    let (ids, sign_in_name) = (&ctx.identity, SignInName::Email(email.clone()));
    let owner = Owner { sign_in_name, display_name: Some(name.clone()), has_second_factor: false };
    let config = &ids.config;
    let password_hash =
        ids.hashing.hash_new(password, owner, config.password_length, config.password_cost).await?;
    Ok(Judged { email, name, password_hash })
}

fn noted<T>(read: Result<T, auth::Error>, findings: &mut Vec<Finding>) -> Option<T> {
    match read.map_err(Error::from) {
        Ok(value) => Some(value),
        Err(Error::Invalid { findings: wrong }) => {
            findings.extend(wrong);
            None
        }
        Err(_) => None,
    }
}

/// Marks the address as its owner's that a link went to.
///
/// # Errors
/// [`Error::Invalid`] when the link is spent, too old or none of ours.
pub async fn verify_email(ctx: &Ctx, visit: &Visit, presented: &str) -> Result<(), Error> {
    let dead = || Error::invalid("dead_link", "/token", "the link does not work any more; ask for a new one");
    let kind = opaque::Kind::EmailVerification;
    let digest = Opaque::parse(kind, presented).map_err(|_| dead())?.digest();
    let (now_ms, event) = (ctx.clock.now_ms(), Event::at(ctx, visit, Kind::EmailVerified)?);
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                let found = one_time_tokens::claim(tx, &digest, now_ms).await?;
                decide(found.as_ref().map(|found| &found.stored), kind, now_ms).map_err(|_| dead())?;
                let (Some(id), Some(address)) =
                    found.map(|found| (found.user, data_address(&found.data))).unwrap_or_default()
                else {
                    return Err(dead());
                };
                let mut user = users::find_for_update(tx, id).await?.ok_or_else(dead)?;
                if user.deleted_ms.is_some() {
                    return Err(dead());
                }
                let email = Email::parse(&address)?;
                if user.sign_in_name.as_deref() != Some(email.canonical()) {
                    // a link that waits in the old mailbox opens the account no more
                    let reset = opaque::Kind::PasswordReset;
                    one_time_tokens::supersede(tx, reset, Some(id), now_ms).await?;
                }
                user.sign_in_name = Some(email.canonical().to_owned());
                user.email = Some(address);
                user.email_verified_ms = Some(now_ms);
                if !users::update(tx, &user, now_ms).await? {
                    return Err(dead());
                }
                event.to(id).keep(tx).await
            })
        })
        .await
}

/// Sends the verification again, if there is such an account that waits for it. The caller cannot tell.
///
/// # Errors
/// [`Error::Store`].
pub async fn verify_again(ctx: &Ctx, visit: &Visit, email: &str) -> Result<(), Error> {
    may_ask(ctx, visit).await?;
    let canonical = Email::parse(email).map(|email| email.canonical().to_owned()).unwrap_or_default();
    let found = users::find_by_name(&ctx.db, &canonical).await?;
    let waiting = found.filter(|user| user.email_verified_ms.is_none() && user.suspended_ms.is_none());
    // the same work whether or not there is anybody to write to
    let user = waiting.as_ref().map_or(UserId(uuid::Uuid::nil()), |user| user.id);
    let address = waiting.as_ref().and_then(|user| user.email.as_deref());
    let letter = verification(ctx, user, address.unwrap_or("nobody@invalid.example"))?;
    let may_write = may_write_to(ctx, email).await? && address.is_some();
    let now_ms = ctx.clock.now_ms();
    letter::write(ctx, move |tx| Box::pin(async move { letter.keep_if(tx, may_write, now_ms).await }))
        .await?;
    Ok(())
}

/// Writes the letter with which an address is verified; an earlier link works no more.
pub(super) async fn write_verification(ctx: &Ctx, user: &User) -> Result<(), Error> {
    let Some(address) = user.email.clone() else { return Ok(()) };
    write_verification_to(ctx, user.id, &address).await
}

/// The same for an address that is to become somebody's.
pub(super) async fn write_verification_to(ctx: &Ctx, user: UserId, address: &str) -> Result<(), Error> {
    if !may_write_to(ctx, address).await? {
        return Ok(());
    }
    let (letter, now_ms) = (verification(ctx, user, address)?, ctx.clock.now_ms());
    letter::write(ctx, move |tx| Box::pin(async move { letter.keep_if(tx, true, now_ms).await })).await?;
    Ok(())
}

/// A verification on its way into the store.
struct Verification {
    user: UserId,
    token: one_time_tokens::NewToken,
    letter: Sealed,
}

fn verification(ctx: &Ctx, user: UserId, address: &str) -> Result<Verification, Error> {
    let kind = opaque::Kind::EmailVerification;
    let (link, token) = mint(&ctx.clock, kind, Some(user), address_data(address))?;
    Ok(Verification { user, token, letter: Sealed::to(ctx, address, &About::Verify(&link))? })
}

impl Verification {
    /// Keeps link and letter, if they are to be kept; earlier links work no more.
    async fn keep_if(self, tx: &mut store::Tx<'_>, kept: bool, now_ms: i64) -> Result<(), Error> {
        let kind = opaque::Kind::EmailVerification;
        if !kept {
            // nobody's links, so that a write is made all the same
            return Ok(one_time_tokens::supersede(tx, kind, Some(UserId(uuid::Uuid::nil())), now_ms).await?);
        }
        one_time_tokens::supersede(tx, kind, Some(self.user), now_ms).await?;
        one_time_tokens::insert(tx, &self.token, now_ms).await?;
        self.letter.keep(tx, now_ms).await
    }
}

/// Counts what an address asks letters for.
pub(super) async fn may_ask(ctx: &Ctx, visit: &Visit) -> Result<(), Error> {
    if let Some(address) = visit.address {
        let key = ctx.identity.counters().letters(address);
        super::sign_in::count(ctx, visit, &key, &ctx.identity.config.limits.letters).await?;
    }
    Ok(())
}

/// Whether another letter may go to an address: nobody's mailbox is filled through us.
pub(super) async fn may_write_to(ctx: &Ctx, address: &str) -> Result<bool, Error> {
    let ids = &ctx.identity;
    let key = ids.counters().mail(&ids.counters().name(address));
    let decision = ids.shared.take(&key, &ids.config.limits.mail, ctx.clock.now_ms()).await?;
    Ok(matches!(decision, Decision::Pass { .. }))
}

fn address_data(address: &str) -> String {
    serde_json::json!({ "email": address }).to_string()
}

fn data_address(data: &str) -> Option<String> {
    let data: serde_json::Value = serde_json::from_str(data).ok()?;
    data.get("email")?.as_str().map(ToOwned::to_owned)
}

fn forbidden(detail: &str) -> Error {
    Error::Forbidden { detail: detail.to_owned() }
}
