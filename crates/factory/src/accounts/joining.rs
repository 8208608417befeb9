//! Taking an invitation with an account that one has.

use auth::audit::Kind;
use auth::id::SessionId;
use auth::opaque::{Kind as Secret, Opaque, TokenDigest};
use auth::organisation::{ConsentBasis, Gift, NoJoin, OrganisationId, Position, join};
use auth::permission::ScopeSet;
use auth::user::{Role, UserId};
use store::revocations::Revocation;
use store::users::{self, User};
use store::{Tx, one_time_tokens, organisations, sessions};

use super::Visit;
use super::admin::{Word, member};
use super::change::Change;
use super::event::Event;
use super::invitations::Offer;
use super::invited::{Invited, bad_invitation};
use super::letter;
use crate::ctx::Ctx;
use crate::error::Error;

/// An invitation as somebody sees it who is signed in.
#[derive(Debug, Clone)]
pub struct Look {
    /// What it offers to anybody.
    pub offer: Offer,
    /// Why this account cannot take it, if it cannot.
    pub in_the_way: Option<String>,
    /// Whether its owner has to sign in again first, since they proved to be there too long ago.
    pub is_stale: bool,
}

/// What somebody is who took an invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// Their role.
    pub role: Role,
    /// Their school and what it is called.
    pub school: Option<(OrganisationId, String)>,
    /// What they are there.
    pub position: Option<Position>,
}

/// Looks at an invitation; `None` when it was used, taken back, is too old or none of ours.
///
/// # Errors
/// [`Error::Store`]; [`Error::Unauthenticated`] when the account is gone.
pub async fn look(
    ctx: &Ctx,
    (user, session): (UserId, Option<SessionId>),
    presented: &str,
) -> Result<Option<Look>, Error> {
    let Ok(secret) = Opaque::parse(Secret::Invitation, presented) else { return Ok(None) };
    let user = super::profile::me(ctx, user).await?;
    let invited = Invited::find(&ctx.db, &secret.digest(), ctx.clock.now_ms()).await?;
    let Some(invited) = invited.filter(|invited| !invited.for_account || is_for(invited, &user)) else {
        return Ok(None);
    };
    let in_the_way = match joins(&user, &invited, ctx.identity.config.digital_age) {
        Ok(_) => None,
        Err(Error::Conflict { detail } | Error::Forbidden { detail }) => Some(detail),
        Err(error) => return Err(error),
    };
    let is_stale = match super::confirm::as_at_the_door(ctx, user.id, session).await {
        Ok(()) => false,
        Err(Error::NotConfirmed { .. }) => true,
        Err(error) => return Err(error),
    };
    Ok(Some(Look { offer: Offer::of(ctx, &invited).await?, in_the_way, is_stale }))
}

/// Takes an invitation, which is spent by that and by nothing less. Whoever runs the school has a say over the account from
/// then on, so its owner has to have proved lately to be there. The browser's session may do at once what the role gives;
/// its owner's others end with a change of the role, and programs sign in again for more.
///
/// # Errors
/// [`Error::Forbidden`] when the invitation is not good or another's; [`Error::Conflict`] when the account belongs to another
/// school or has all that it gives; [`Error::NotConfirmed`].
pub async fn accept(
    ctx: &Ctx,
    visit: &Visit,
    (id, session): (UserId, Option<SessionId>),
    presented: &str,
) -> Result<Joined, Error> {
    super::confirm::as_at_the_door(ctx, id, session).await?;
    let digest = Opaque::parse(Secret::Invitation, presented).map_err(|_| bad_invitation())?.digest();
    let now_ms = ctx.clock.now_ms();
    let user = super::profile::me(ctx, id).await?;
    let invited = Invited::find(&ctx.db, &digest, now_ms).await?.ok_or_else(bad_invitation)?;
    let digital_age = ctx.identity.config.digital_age;
    let gift = joins(&user, &invited, digital_age)?;
    let joined = Joined::of(ctx, &gift).await?;
    let told = Change::of(ctx, visit, &user, Kind::InvitationAccepted, &joined.letter())?;
    let taking = Taking {
        who: (id, session),
        digest,
        gift,
        digital_age,
        told: told.detail(gift.role.word()),
        consented: Event::by(ctx, visit, invited.by, Kind::ConsentRecorded)?.to(id).detail("school"),
    };
    letter::write(ctx, move |tx| Box::pin(taking.keep(tx, now_ms))).await?;
    if gift.role != user.role {
        super::revoking::all(ctx, &[Revocation::Role(id, gift.role)]);
    }
    Ok(joined)
}

/// What is written in one piece.
struct Taking {
    who: (UserId, Option<SessionId>),
    digest: TokenDigest,
    gift: Gift,
    digital_age: u8,
    told: Change,
    consented: Event,
}

impl Taking {
    async fn keep(self, tx: &mut Tx<'_>, now_ms: i64) -> Result<(), Error> {
        let (id, session) = self.who;
        // judged again: of two who take it at once one does, and the account may have changed since it was looked at
        let invited = Invited::for_update(tx, &self.digest, now_ms).await?;
        let user = users::find_for_update(tx, id).await?;
        let lives = |user: &User| user.suspended_ms.is_none() && user.deleted_ms.is_none();
        let mut user = user.filter(lives).ok_or(Error::Unauthenticated)?;
        if joins(&user, &invited, self.digital_age)? != self.gift {
            return Err(conflict("your account changed meanwhile; look at the invitation again"));
        }
        one_time_tokens::claim(tx, &self.digest, now_ms).await?;
        let before = user.role;
        (user.role, user.school) = (self.gift.role, self.gift.school);
        if let Some(consent) = consent(&user, &invited, self.digital_age, now_ms) {
            user.consent = Some(consent);
            self.consented.keep(tx).await?;
        }
        users::update(tx, &user, now_ms).await?;
        if user.role != before {
            store::revocations::change_role(tx, id, user.role, now_ms).await?;
            sessions::end_browsers(tx, id, session, now_ms).await?;
        }
        if let Some(session) = session {
            sessions::widen(tx, session, ScopeSet::of_role(user.role)).await?;
        }
        self.told.keep(tx, now_ms).await
    }
}

impl Joined {
    async fn of(ctx: &Ctx, gift: &Gift) -> Result<Self, Error> {
        let school = match gift.school {
            Some((id, _)) => organisations::find(&ctx.db, id).await?.map(|school| (id, school.name)),
            None => None,
        };
        Ok(Self { role: gift.role, school, position: gift.school.map(|(_, position)| position) })
    }

    /// What their letter says.
    fn letter(&self) -> String {
        let role = self.role.word();
        match &self.school {
            Some((_, school)) => format!(
                "An invitation was taken with your account. It belongs to {school} from now on, and its role is {role}."
            ),
            None => format!("An invitation was taken with your account. Its role is {role} from now on."),
        }
    }
}

/// Whether an invitation leaves this account in; a bound one is for who showed that the address is theirs.
fn is_for(invited: &Invited, user: &User) -> bool {
    let Some(email) = invited.email.as_deref() else { return true };
    user.sign_in_name.as_deref() == Some(email) && user.email_verified_ms.is_some()
}

/// What an account is once it took the invitation.
fn joins(user: &User, invited: &Invited, digital_age: u8) -> Result<Gift, Error> {
    if !is_for(invited, user) {
        let is_unconfirmed = invited.email.is_some() && user.sign_in_name == invited.email;
        return Err(match is_unconfirmed {
            true => forbidden("confirm your address first; the invitation is for whoever owns it"),
            false => forbidden("the invitation is for another address; sign in with the account that has it"),
        });
    }
    let own = (user.email.is_some(), user.age_band);
    join(&member(user), own, &invited.gift(), digital_age).map_err(|why| match why {
        NoJoin::OtherSchool => {
            conflict("your account belongs to another school, and to one at a time; use another account")
        }
        NoJoin::NothingNew => conflict("your account has all that the invitation gives"),
        NoJoin::Mightier => forbidden(
            "the invitation is for a student, and your account may do more; ask for one as a teacher",
        ),
        NoJoin::Pupil => forbidden("a pupil's account stays one; the invitation is for a grown-up's"),
    })
}

/// On whose word the account is kept from now on, where its owner's own does not carry it.
fn consent(user: &User, invited: &Invited, digital_age: u8, at_ms: i64) -> Option<ConsentBasis> {
    let ((organisation, _), band) = invited.school.zip(user.age_band)?;
    let is_carried = user.consent.is_some_and(|consent| consent.covers(band, digital_age));
    (!is_carried).then_some(ConsentBasis::School { organisation, recorded_by: invited.by, at_ms })
}

fn conflict(detail: &str) -> Error {
    Error::Conflict { detail: detail.to_owned() }
}

fn forbidden(detail: &str) -> Error {
    Error::Forbidden { detail: detail.to_owned() }
}
