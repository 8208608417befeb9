//! Invitations that nobody used yet: listed, and taken back.

use auth::audit::Kind;
use auth::opaque::{Kind as Secret, Opaque};
use auth::organisation::OrganisationId;
use auth::user::{Role, UserId};
use store::one_time_tokens::{self, Found};
use store::{Cursor, users};
use uuid::Uuid;

use super::Visit;
use super::event::Event;
use super::invited::Invited;
use crate::ctx::Ctx;
use crate::error::Error;

/// How many are read at a time.
const PAGE: u32 = 100;

/// An invitation that waits.
#[derive(Debug, Clone)]
pub struct Open {
    /// What a list calls it.
    pub id: Uuid,
    /// The only address that may use it.
    pub email: Option<String>,
    /// The role it gives.
    pub role: Role,
    /// The school it leads to.
    pub school: Option<OrganisationId>,
    /// When it was made, in milliseconds since 1970.
    pub created_ms: i64,
    /// When it dies.
    pub expires_ms: i64,
}

impl Open {
    fn of(found: &Found) -> Result<Self, Error> {
        let invited: Invited = serde_json::from_str(&found.data).map_err(|_| Error::Broken)?;
        Ok(Self {
            id: found.id,
            email: invited.email,
            role: invited.role,
            school: invited.school.map(|(school, _)| school),
            created_ms: found.created_ms,
            expires_ms: found.stored.expires_ms,
        })
    }
}

/// What an invitation offers to whoever has its link.
#[derive(Debug, Clone)]
pub struct Offer {
    /// The only address that may use it.
    pub email: Option<String>,
    /// The role it gives.
    pub role: Role,
    /// What the school is called that it leads to.
    pub school: Option<String>,
}

/// What a link offers to somebody new; `None` when it was used, taken back, is too old or none of ours.
///
/// # Errors
/// [`Error::Store`].
pub async fn offer(ctx: &Ctx, presented: &str) -> Result<Option<Offer>, Error> {
    let Ok(secret) = Opaque::parse(Secret::Invitation, presented) else { return Ok(None) };
    let invited = Invited::find(&ctx.db, &secret.digest(), ctx.clock.now_ms()).await?;
    match invited.filter(|invited| !invited.for_account) {
        Some(invited) => Offer::of(ctx, &invited).await.map(Some),
        None => Ok(None),
    }
}

impl Offer {
    pub(super) async fn of(ctx: &Ctx, invited: &Invited) -> Result<Self, Error> {
        let school = match invited.school {
            Some((school, _)) => store::organisations::find(&ctx.db, school).await?.map(|school| school.name),
            None => None,
        };
        Ok(Self { email: invited.email.clone(), role: invited.role, school })
    }
}

/// A page of all of them, newest first.
///
/// # Errors
/// [`Error::Store`].
pub async fn list(ctx: &Ctx, from: Cursor, limit: u32) -> Result<store::Page<Open>, Error> {
    let now_ms = ctx.clock.now_ms();
    let page = one_time_tokens::list(&ctx.db, Secret::Invitation, now_ms, from, limit).await?;
    let items = page.items.iter().map(Open::of).collect::<Result<_, _>>()?;
    Ok(store::Page { items, next: page.next })
}

/// Those to one school, newest first.
///
/// # Errors
/// [`Error::NotFound`] when `reader` does not teach there.
pub async fn of_school(ctx: &Ctx, reader: UserId, school: OrganisationId) -> Result<Vec<Open>, Error> {
    super::schools::find(ctx, reader, school).await?;
    let (mut open, mut from) = (Vec::new(), Some(Cursor::START));
    while let Some(cursor) = from {
        let page = list(ctx, cursor, PAGE).await?;
        open.extend(page.items.into_iter().filter(|open| open.school == Some(school)));
        from = page.next;
    }
    Ok(open)
}

/// Takes one back; its link works no more. Admins may take back any, teachers those to their school, which is answered.
///
/// # Errors
/// [`Error::NotFound`] when there is none that `by` has a say over.
pub async fn take_back(
    ctx: &Ctx,
    visit: &Visit,
    by: UserId,
    id: Uuid,
) -> Result<Option<OrganisationId>, Error> {
    let nothing = || Error::NotFound { what: "invitation" };
    let found = one_time_tokens::find_by_id(&ctx.db, Secret::Invitation, id).await?;
    let open = Open::of(&found.ok_or_else(nothing)?)?;
    let carer = users::find(&ctx.db, by).await?.ok_or(Error::Unauthenticated)?;
    if carer.role != Role::Admin {
        let school = open.school.ok_or_else(nothing)?;
        super::schools::find(ctx, by, school).await.map_err(|_| nothing())?;
    }
    let event = Event::by(ctx, visit, by, Kind::InvitationRevoked)?.detail(&id.to_string());
    let now_ms = ctx.clock.now_ms();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                if !one_time_tokens::revoke(tx, Secret::Invitation, id, now_ms).await? {
                    return Err(nothing());
                }
                event.keep(tx).await
            })
        })
        .await?;
    Ok(open.school)
}
