//! API keys: made, shown once, listed, taken back.

use auth::api_key::{ApiKey, KeyRecord, check_scopes};
use auth::audit::Kind;
use auth::id::{ApiKeyId, SessionId};
use auth::permission::ScopeSet;
use auth::user::{DisplayName, UserId};
use store::api_keys::{self, ApiKey as Kept};

use super::Visit;
use super::change::Change;
use super::event::Event;
use super::letter;
use crate::ctx::Ctx;
use crate::error::Error;
use crate::request::{answered_before, remember};

/// The most keys an account has at a time.
const MOST: i64 = 100;

/// What a new key is for.
#[derive(Debug, Clone)]
pub struct NewKey {
    /// What its owner calls it.
    pub name: String,
    /// What it may do.
    pub scopes: ScopeSet,
    /// When it stops working, in milliseconds since 1970.
    pub expires_ms: Option<i64>,
}

/// Who makes a key.
#[derive(Debug, Clone, Copy)]
pub struct Maker {
    /// Whose key it is to be.
    pub owner: UserId,
    /// The sign-in it is made with.
    pub session: Option<SessionId>,
    /// What that sign-in may do: a key may no more.
    pub granted: ScopeSet,
}

/// Makes a key; the only time that it is shown: a request that was answered before is answered without it. Who has a
/// second factor, or has to have one, must have proved it lately; everybody else that they are there.
///
/// # Errors
/// [`Error::Invalid`] when it asks for what its owner may not do; [`Error::NotConfirmed`]; [`Error::Conflict`] when
/// there are too many.
pub async fn create(
    ctx: &Ctx,
    visit: &Visit,
    maker: Maker,
    new: NewKey,
) -> Result<(Option<ApiKey>, Kept), Error> {
    let Maker { owner, session, granted } = maker;
    let user = store::users::find(&ctx.db, owner).await?.ok_or(Error::Unauthenticated)?;
    let (name, scopes) = (DisplayName::parse(&new.name)?, check_scopes(new.scopes, user.role, granted)?);
    let now_ms = ctx.clock.now_ms();
    if new.expires_ms.is_some_and(|expires_ms| expires_ms <= now_ms) {
        return Err(Error::invalid("past", "/expires_at", "the key would have stopped working already"));
    }
    match ctx.identity.config.policy.is_compulsory(user.role) {
        true => super::confirm::strongly(ctx, session).await?,
        false => super::confirm::as_at_the_door(ctx, owner, session).await?,
    }
    let key = ApiKey::mint(crate::random::bytes()?);
    let record = KeyRecord {
        id: ApiKeyId(ctx.clock.new_id()),
        owner,
        scopes,
        expires_ms: new.expires_ms,
        last_used_ms: None,
        revoked: false,
    };
    let kept =
        Kept { record, name: name.as_str().to_owned(), hint: key.hint().to_owned(), created_ms: now_ms };
    let said = "An API key was made for your account.";
    let change =
        Change::of(ctx, visit, &user, Kind::ApiKeyCreated, said)?.detail(&kept.record.id.to_string());
    let (digest, answer, once) = (key.digest(), kept.clone(), visit.once.clone());
    let before = letter::write(ctx, move |tx| {
        Box::pin(async move {
            if let Some(before) = answered_before(tx, owner, once.as_ref()).await? {
                return Ok(Some(before));
            }
            if api_keys::count(tx, owner).await? >= MOST {
                let detail = format!("there are {MOST} keys already; take one back first");
                return Err(Error::Conflict { detail });
            }
            api_keys::insert(tx, &kept, &digest).await?;
            remember(tx, owner, once, kept.record.id.to_string(), now_ms).await?;
            change.keep(tx, now_ms).await?;
            Ok(None)
        })
    })
    .await?;
    let Some(before) = before else { return Ok((Some(key), answer)) };
    let id = before.parse().map_err(|_| Error::Broken)?;
    let kept = api_keys::find(&ctx.db, owner, id).await?;
    Ok((None, kept.ok_or(Error::NotFound { what: "API key" })?))
}

/// Takes a key back; it stops working at once.
///
/// # Errors
/// [`Error::NotFound`] when the owner has no such key.
pub async fn revoke(ctx: &Ctx, visit: &Visit, owner: UserId, id: ApiKeyId) -> Result<(), Error> {
    let event = Event::by(ctx, visit, owner, Kind::ApiKeyRevoked)?.detail(&id.to_string());
    let now_ms = ctx.clock.now_ms();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                if !api_keys::revoke(tx, owner, id, now_ms).await? {
                    return Err(Error::NotFound { what: "API key" });
                }
                event.keep(tx).await
            })
        })
        .await
}
