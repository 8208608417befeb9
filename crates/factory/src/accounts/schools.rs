//! Schools: made by admins, joined by invitation, with accounts for pupils who have no address.

use auth::audit::Kind;
use auth::opaque::Kind as Secret;
use auth::organisation::{
    AgeBand, ConsentBasis, ConsentNeed, Gift, OrganisationId, Position, Slug, consent_needed, may_add,
    may_invite,
};
use auth::user::{DisplayName, Email, Role, UserId, Username};
use secrecy::SecretString;
use store::one_time_tokens;
use store::organisations::{self, Organisation};
use store::users::{self, User};
use uuid::Uuid;

use super::Visit;
use super::admin::{MadeUser, Word, member};
use super::change::Change;
use super::event::Event;
use super::identity::{link, mint};
use super::invited::Invited;
use super::letter::{self, About};
use super::password::{Words, reset};
use super::register::may_write_to;
use crate::ctx::Ctx;
use crate::error::Error;
use crate::request::{answered_before, remember};

/// Makes a school. Answers whether the request was answered before, with the school that it made then.
///
/// # Errors
/// [`Error::Invalid`]; [`Error::Conflict`] when the slug is taken.
pub async fn create(
    ctx: &Ctx,
    visit: &Visit,
    admin: UserId,
    slug: &str,
    name: &str,
) -> Result<(Organisation, bool), Error> {
    let (slug, name) = (Slug::parse(slug)?, DisplayName::parse(name)?);
    let organisation = Organisation {
        id: OrganisationId(ctx.clock.new_id()),
        slug: slug.as_str().to_owned(),
        name: name.as_str().to_owned(),
        created_ms: ctx.clock.now_ms(),
    };
    let (made, once) = (organisation.clone(), visit.once.clone());
    let event = Event::by(ctx, visit, admin, Kind::AccountCreated)?.detail(&format!("school {}", made.id));
    let before = ctx
        .db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(before) = answered_before(tx, admin, once.as_ref()).await? {
                    return Ok(Some(before));
                }
                if !organisations::insert(tx, &organisation).await? {
                    let detail = "there is a school of that short name already".to_owned();
                    return Err(Error::Conflict { detail });
                }
                remember(tx, admin, once, organisation.id.to_string(), organisation.created_ms).await?;
                event.keep(tx).await?;
                Ok::<_, Error>(None)
            })
        })
        .await?;
    let Some(before) = before else { return Ok((made, false)) };
    let id = before.parse().map(OrganisationId).map_err(|_| Error::Broken)?;
    let found = organisations::find(&ctx.db, id).await?;
    found.map(|found| (found, true)).ok_or(Error::NotFound { what: "organisation" })
}

/// The school, if `reader` is an admin or belongs to it as a teacher.
///
/// # Errors
/// [`Error::NotFound`] otherwise.
pub async fn find(ctx: &Ctx, reader: UserId, id: OrganisationId) -> Result<Organisation, Error> {
    let reader = users::find(&ctx.db, reader).await?.ok_or(Error::Unauthenticated)?;
    let belongs = reader.school.is_some_and(|(school, _)| school == id) && reader.role >= Role::Teacher;
    let found =
        if belongs || reader.role == Role::Admin { organisations::find(&ctx.db, id).await? } else { None };
    found.ok_or(Error::NotFound { what: "organisation" })
}

/// Somebody who is to join.
#[derive(Debug, Clone)]
pub struct NewInvitation {
    /// The only address that may use it; the letter goes there.
    pub email: Option<String>,
    /// The role it gives.
    pub role: Role,
    /// The school it leads to.
    pub school: Option<OrganisationId>,
    /// Whether its bearer is to run that school.
    pub position: Position,
}

/// An invitation that was made.
#[derive(Debug)]
pub struct Invitation {
    /// What a list calls it.
    pub id: Uuid,
    /// The link; it works once, within a week. `None` when the request was answered before.
    pub link: Option<SecretString>,
}

/// Invites somebody to the installation or to a school.
///
/// # Errors
/// [`Error::Forbidden`] when the one who invites may not add such an account; [`Error::Invalid`].
pub async fn invite(ctx: &Ctx, visit: &Visit, by: UserId, new: NewInvitation) -> Result<Invitation, Error> {
    let inviting = users::find(&ctx.db, by).await?.ok_or(Error::Unauthenticated)?;
    if let Some(school) = new.school {
        find(ctx, by, school).await?;
    }
    if new.position == Position::Manager && new.role < Role::Teacher {
        return Err(Error::invalid("role", "/manager", "only who teaches can run a school"));
    }
    let school = new.school.map(|school| (school, new.position));
    if !may_invite(&member(&inviting), &Gift { role: new.role, school }) {
        return Err(may_not());
    }
    let email = new.email.as_deref().map(Email::parse).transpose()?;
    let invited = Invited {
        email: email.as_ref().map(|email| email.canonical().to_owned()),
        role: new.role,
        school,
        by,
        for_account: false,
    };
    let data = serde_json::to_string(&invited).map_err(|_| Error::Broken)?;
    let (secret, token) = mint(&ctx.clock, Secret::Invitation, None, data)?;
    let (id, now_ms) = (token.id, ctx.clock.now_ms());
    let address = email.as_ref().map(Email::as_typed);
    let address = match address {
        Some(address) if may_write_to(ctx, address).await? => Some(address),
        _ => None,
    };
    let event = Event::by(ctx, visit, by, Kind::InvitationCreated)?.detail(new.role.word());
    let change = Change::told(ctx, address, &About::Invitation(&secret), event)?;
    let once = visit.once.clone();
    let before = letter::write(ctx, move |tx| {
        Box::pin(async move {
            if let Some(before) = answered_before(tx, by, once.as_ref()).await? {
                return Ok(Some(before));
            }
            one_time_tokens::insert(tx, &token, now_ms).await?;
            remember(tx, by, once, id.to_string(), now_ms).await?;
            change.keep(tx, now_ms).await?;
            Ok(None)
        })
    })
    .await?;
    match before {
        Some(before) => Ok(Invitation { id: before.parse().map_err(|_| Error::Broken)?, link: None }),
        None => Ok(Invitation { id, link: Some(link(&ctx.identity.config, "join", &secret).into()) }),
    }
}

/// A pupil without an address.
#[derive(Debug, Clone)]
pub struct NewPupil {
    /// The half of the username before the `@`.
    pub username: String,
    /// What to be called.
    pub name: String,
    /// How old, as coarsely as the law allows.
    pub age_band: Option<AgeBand>,
    /// Whether a parent consented; otherwise the school acts for the parents.
    pub parent_consented: bool,
}

/// Makes a pupil's account in a school: `name@school`, no address, consent recorded. The link to set a password is handed
/// over in class.
///
/// # Errors
/// [`Error::Forbidden`] when the one who makes it may not; [`Error::Conflict`] when the username is taken.
pub async fn add_pupil(
    ctx: &Ctx,
    visit: &Visit,
    by: UserId,
    school: OrganisationId,
    new: &NewPupil,
) -> Result<MadeUser, Error> {
    let adding = users::find(&ctx.db, by).await?.ok_or(Error::Unauthenticated)?;
    let organisation = find(ctx, by, school).await?;
    must_add(&adding, school, Role::Student)?;
    let username = Username::new(&new.username, Slug::parse(&organisation.slug)?)?;
    let (name, now_ms) = (DisplayName::parse(&new.name)?, ctx.clock.now_ms());
    let user = User {
        id: UserId(ctx.clock.new_id()),
        sign_in_name: Some(username.canonical()),
        email: None,
        email_verified_ms: None,
        display_name: name.as_str().to_owned(),
        role: Role::Student,
        password_hash: None,
        school: Some((school, Position::Member)),
        age_band: new.age_band,
        consent: Some(consent(ctx, new, school, by, now_ms)),
        suspended_ms: None,
        deleted_ms: None,
        created_ms: now_ms,
    };
    let id = user.id;
    let prepared = reset(ctx, Some(id), "", &Words::Welcome)?;
    let link = link(&ctx.identity.config, "reset-password", &prepared.link).into();
    let made = Event::by(ctx, visit, by, Kind::AccountCreated)?.to(id).detail("pupil");
    let basis = if new.parent_consented { "parent" } else { "school" };
    let recorded = Event::by(ctx, visit, by, Kind::ConsentRecorded)?.to(id).detail(basis);
    let once = visit.once.clone();
    let before = ctx
        .db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(before) = answered_before(tx, by, once.as_ref()).await? {
                    return Ok(Some(before));
                }
                if !users::insert(tx, &user).await? {
                    return Err(Error::Conflict { detail: "that username is taken".to_owned() });
                }
                prepared.keep_link(tx, id, now_ms).await?;
                remember(tx, by, once, id.to_string(), now_ms).await?;
                made.keep(tx).await?;
                recorded.keep(tx).await?;
                Ok::<_, Error>(None)
            })
        })
        .await?;
    MadeUser::or_before(before, id, Some(link))
}

fn consent(ctx: &Ctx, new: &NewPupil, school: OrganisationId, by: UserId, at_ms: i64) -> ConsentBasis {
    let needs = new.age_band.map(|band| consent_needed(band, ctx.identity.config.digital_age));
    match (new.parent_consented, needs) {
        (true, _) => ConsentBasis::Parent { recorded_by: by, at_ms },
        // who may speak for themselves does, by using the account; who may not, or whose age nobody said, cannot
        (false, Some(ConsentNeed::Own)) => ConsentBasis::Own { at_ms },
        (false, _) => ConsentBasis::School { organisation: school, recorded_by: by, at_ms },
    }
}

fn must_add(carer: &User, school: OrganisationId, role: Role) -> Result<(), Error> {
    if may_add(&member(carer), school, role) { Ok(()) } else { Err(may_not()) }
}

fn may_not() -> Error {
    Error::Forbidden { detail: "you may not add accounts with this role there".to_owned() }
}
