//! Single sign-on: begun, finished, and the identities an account has.
//!
//! The rules are [`auth::oidc`]'s; the provider is asked through [`outside::identity`](crate::outside::identity). An
//! attempt lives in a sealed cookie of the browser that began it, so that nobody finishes what another began.

use auth::audit::Kind;
use auth::id::SessionId;
use auth::oidc::id_token::{self, Person};
use auth::oidc::{Attempt, Callback, Decision, Refused, ReturnTo, Situation, decide};
use auth::organisation::ConsentBasis;
use auth::secret::{Envelope, Purpose};
use auth::sign_in::First;
use auth::user::{Email, UserId};
use store::identities::{self, Linked};
use store::users::{self, User};
use url::Url;
use uuid::Uuid;

use super::Visit;
use super::change::Change;
use super::event::Event;
use super::letter;
use super::sign_in::{Admitted, by_first};
use crate::ctx::Ctx;
use crate::error::Error;
use crate::outside::identity::{ProviderError, Ready};

/// The most identities of an account that are listed.
const MOST: u32 = 100;

/// An attempt on its way to the provider.
#[derive(Debug)]
pub struct Started {
    /// Where the browser goes.
    pub location: Url,
    /// What the browser keeps until it is back; sealed.
    pub cookie: Vec<u8>,
}

/// Somebody who came back from the provider.
#[derive(Debug)]
pub enum Returned {
    /// They may come in.
    SignIn(Box<Admitted>),
    /// Their identity opens this account from now on; they are signed in already.
    Linked,
}

/// How an attempt ended, and where the browser goes.
#[derive(Debug)]
pub struct Finished {
    /// What came of it.
    pub outcome: Result<Returned, Error>,
    /// A path of ours.
    pub return_to: ReturnTo,
}

/// Begins an attempt. With `linking`, somebody who is signed in adds an identity to their account; `anew`, the provider is
/// asked to have them sign in there again.
///
/// # Errors
/// [`Error::NotFound`] when there is no such provider, [`Error::Provider`] when it does not answer;
/// [`Error::NotConfirmed`] when somebody adds an identity long after they proved to be there.
pub async fn start(
    ctx: &Ctx,
    name: &str,
    return_to: &str,
    linking: Option<(UserId, Option<SessionId>)>,
    anew: bool,
) -> Result<Started, Error> {
    if let Some((user, session)) = linking {
        super::confirm::as_at_the_door(ctx, user, session).await?;
    }
    let now_ms = ctx.clock.now_ms();
    let ready = ready(ctx, name).await?;
    let random = random_of_attempt()?;
    let (return_to, linking) = (ReturnTo::parse(return_to), linking.map(|(user, _)| user));
    let attempt = Attempt::start(&ready.provider, &random, return_to, linking, now_ms);
    let attempt = if anew { attempt.anew() } else { attempt };
    let location =
        attempt.authorization_url(&ready.provider, &ready.authorization_endpoint, &redirect_uri(ctx, name));
    let json = serde_json::to_vec(&attempt).map_err(|_| Error::Broken)?;
    let vault = ctx.identity.vault(Purpose::SignOnAttempts);
    let cookie = vault.seal(&json, None, crate::random::bytes()?)?.as_bytes().to_vec();
    Ok(Started { location, cookie })
}

/// Finishes an attempt with what the browser brought back and the cookie that it kept. `signed_in` is who the browser's
/// session belongs to.
///
/// # Errors
/// [`Error::SignOnRefused`] when the attempt is not this browser's, or is not one at all: nothing is known about where
/// to go then. Everything else is the outcome.
pub async fn finish(
    ctx: &Ctx,
    visit: &Visit,
    name: &str,
    brought: (Option<&[u8]>, Callback<'_>),
    signed_in: Option<UserId>,
) -> Result<Finished, Error> {
    let refused = |why| Error::SignOnRefused { why };
    let (cookie, callback) = brought;
    let cookie = cookie.ok_or(refused("the sign-in was begun in another browser, or too long ago"))?;
    let opened =
        ctx.identity.vault(Purpose::SignOnAttempts).open(&Envelope::from_bytes(cookie.to_vec()), None);
    let opened = opened.map_err(|_| refused("the sign-in cannot be continued"))?;
    let attempt: Attempt =
        serde_json::from_slice(&opened.secret).map_err(|_| refused("the sign-in cannot be continued"))?;
    let ready = ready(ctx, name).await?;
    let exchange = attempt.finish(&ready.provider, &callback, ctx.clock.now_ms());
    let exchange = match exchange {
        Ok(exchange) => exchange,
        Err(why) => {
            tracing::warn!(provider = name, reason = ?why, "sign_on_refused");
            let event = Event::at(ctx, visit, Kind::LoginFailed)?.detail("single sign-on");
            ctx.db.write(move |tx| Box::pin(event.keep(tx))).await?;
            return Err(refused("the sign-in cannot be continued"));
        }
    };
    let token = ctx.providers.exchange(name, &ready, &exchange, &redirect_uri(ctx, name)).await?;
    let outcome = match person(ctx, name, &ready, &token, &attempt).await {
        Ok(person) => admit(ctx, visit, name, &ready, (&person, attempt.linking(), signed_in)).await,
        Err(error) => Err(error),
    };
    Ok(Finished { outcome, return_to: attempt.return_to().clone() })
}

/// The identities that open an account.
///
/// # Errors
/// [`Error::Store`].
pub async fn list(ctx: &Ctx, user: UserId) -> Result<Vec<Linked>, Error> {
    Ok(identities::list(&ctx.db, user, MOST).await?)
}

/// Unlinks an identity from one's own account.
///
/// # Errors
/// [`Error::NotFound`] when it is not the account's; [`Error::Conflict`] when nothing else would open the account.
pub async fn unlink(
    ctx: &Ctx,
    visit: &Visit,
    user: UserId,
    session: Option<SessionId>,
    id: Uuid,
) -> Result<(), Error> {
    super::confirm::as_at_the_door(ctx, user, session).await?;
    let account = users::find(&ctx.db, user).await?.ok_or(Error::Unauthenticated)?;
    let others = list(ctx, user).await?.iter().filter(|linked| linked.id != id).count();
    if account.password_hash.is_none() && others == 0 {
        let detail = "this is the only way into the account; set a password first".to_owned();
        return Err(Error::Conflict { detail });
    }
    let said = "A single sign-on was taken from your account.";
    let change = Change::of(ctx, visit, &account, Kind::IdentityUnlinked, said)?;
    let now_ms = ctx.clock.now_ms();
    let gone = letter::write(ctx, move |tx| {
        Box::pin(async move {
            let gone = identities::remove(tx, user, id).await?;
            if gone {
                change.keep(tx, now_ms).await?;
            }
            Ok::<_, Error>(gone)
        })
    })
    .await?;
    if gone { Ok(()) } else { Err(Error::NotFound { what: "identity" }) }
}

async fn ready(ctx: &Ctx, name: &str) -> Result<Ready, Error> {
    let ready = ctx.providers.ready(name, ctx.clock.now_ms()).await?;
    ready.ok_or(Error::NotFound { what: "identity provider" })
}

/// Whom the provider's token is about, once it is verified.
async fn person(
    ctx: &Ctx,
    name: &str,
    ready: &Ready,
    token: &str,
    attempt: &Attempt,
) -> Result<Person, Error> {
    let now_ms = ctx.clock.now_ms();
    let keys = ctx.providers.keys(name, ready, token, now_ms).await?;
    let verified = id_token::verify(token, &keys, &ready.provider, attempt, now_ms);
    let mut person = verified.map_err(|error| {
        tracing::warn!(provider = name, error = %error, "identity_token_refused");
        Error::SignOnRefused { why: "the identity provider's answer is not good" }
    })?;
    let owned = person.email.as_ref().is_some_and(|email| ctx.providers.owns_domain(name, email.domain()));
    person.email_verified |= owned;
    Ok(person)
}

async fn admit(
    ctx: &Ctx,
    visit: &Visit,
    name: &str,
    ready: &Ready,
    (person, linking, signed_in): (&Person, Option<UserId>, Option<UserId>),
) -> Result<Returned, Error> {
    if linking.is_some() && linking != signed_in {
        return Err(Error::SignOnRefused { why: "whoever began this is not signed in any more" });
    }
    let known = identities::find(&ctx.db, &person.identity).await?;
    let taken = match &person.email {
        Some(email) => users::find_by_name(&ctx.db, email.canonical()).await?.is_some(),
        None => false,
    };
    let linked_to = known.as_ref().map(|linked| linked.user);
    let situation = Situation { linked_to, linking, email_is_taken: taken };
    match decide(&ready.provider, person, &situation) {
        Decision::SignIn(_) if linking.is_some() => Ok(Returned::Linked),
        Decision::SignIn(user) => {
            let first = First::SingleSignOn { second_factor: person.second_factor };
            let user = users::find(&ctx.db, user).await?.ok_or(Error::SignInRefused)?;
            let admitted = by_first(ctx, visit, user, first, None).await;
            if let (Ok(_), Some(linked)) = (&admitted, known) {
                let now_ms = ctx.clock.now_ms();
                ctx.db
                    .write(move |tx| Box::pin(async move { identities::touch(tx, linked.id, now_ms).await }))
                    .await?;
            }
            admitted.map(Box::new).map(Returned::SignIn)
        }
        Decision::Link(user) => link(ctx, visit, name, person, user).await.map(|()| Returned::Linked),
        Decision::Create(email) => {
            let user = create(ctx, visit, name, person, &email).await?;
            let first = First::SingleSignOn { second_factor: person.second_factor };
            by_first(ctx, visit, user, first, None).await.map(Box::new).map(Returned::SignIn)
        }
        Decision::SignInFirst => Err(Error::SignOnRefused {
            why: "an account with this address exists; sign in to it as before, then add this sign-on in your account",
        }),
        Decision::Refuse(refused) => Err(Error::SignOnRefused { why: reason(refused) }),
    }
}

fn reason(refused: Refused) -> &'static str {
    match refused {
        Refused::LinkedElsewhere => "this identity belongs to another account here",
        Refused::EmailUnproven => "the identity provider does not vouch for an e-mail address",
        Refused::Domain => "people of this domain do not come in this way",
        Refused::Closed => "there is no account for this identity; ask an administrator for one",
    }
}

fn linked(ctx: &Ctx, name: &str, person: &Person, user: UserId) -> Linked {
    let now_ms = ctx.clock.now_ms();
    Linked {
        id: ctx.clock.new_id(),
        user,
        identity: person.identity.clone(),
        provider: name.to_owned(),
        created_ms: now_ms,
        last_used_ms: Some(now_ms),
    }
}

async fn link(ctx: &Ctx, visit: &Visit, name: &str, person: &Person, user: UserId) -> Result<(), Error> {
    let account = users::find(&ctx.db, user).await?.ok_or(Error::Unauthenticated)?;
    let said = format!("Your account can now be opened with {name}.");
    let change = Change::of(ctx, visit, &account, Kind::IdentityLinked, &said)?.detail(name);
    let (linked, now_ms) = (linked(ctx, name, person, user), ctx.clock.now_ms());
    letter::write(ctx, move |tx| {
        Box::pin(async move {
            if !identities::insert(tx, &linked).await? {
                return Err(Error::SignOnRefused { why: reason(Refused::LinkedElsewhere) });
            }
            change.keep(tx, now_ms).await
        })
    })
    .await?;
    Ok(())
}

/// Makes an account that only the identity opens, with the address that its provider vouches for.
async fn create(ctx: &Ctx, visit: &Visit, name: &str, person: &Person, email: &Email) -> Result<User, Error> {
    let (id, now_ms) = (UserId(ctx.clock.new_id()), ctx.clock.now_ms());
    let local_part = email.as_typed().split('@').next().unwrap_or_default();
    let user = User {
        id,
        sign_in_name: Some(email.canonical().to_owned()),
        email: Some(email.as_typed().to_owned()),
        email_verified_ms: Some(now_ms),
        display_name: person.name.as_ref().map_or(local_part, |name| name.as_str()).to_owned(),
        role: ctx.identity.config.default_role,
        password_hash: None,
        school: None,
        age_band: None,
        consent: Some(ConsentBasis::Own { at_ms: now_ms }),
        suspended_ms: None,
        deleted_ms: None,
        created_ms: now_ms,
    };
    let made = user.clone();
    let linked = linked(ctx, name, person, id);
    let events =
        [Event::by(ctx, visit, id, Kind::AccountCreated)?, Event::by(ctx, visit, id, Kind::IdentityLinked)?];
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                if !users::insert(tx, &made).await? || !identities::insert(tx, &linked).await? {
                    // somebody was quicker; trying again finds the account that is there now
                    return Err(Error::SignOnRefused { why: "the sign-in has to be begun again" });
                }
                for event in events {
                    event.detail(&linked.provider).keep(tx).await?;
                }
                Ok(())
            })
        })
        .await?;
    ctx.identity.note_account();
    Ok(user)
}

fn redirect_uri(ctx: &Ctx, name: &str) -> String {
    format!("{}/api/v1/auth/oidc/{name}/callback", ctx.identity.config.public_url)
}

fn random_of_attempt() -> Result<[u8; auth::oidc::RANDOM_BYTES], Error> {
    crate::random::bytes()
}

impl From<ProviderError> for Error {
    fn from(error: ProviderError) -> Self {
        match error {
            ProviderError::Declined => Self::SignOnRefused { why: "the identity provider declined" },
            other => Self::Provider(other),
        }
    }
}
