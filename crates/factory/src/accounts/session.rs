//! Sign-ins that live: opened, renewed, listed, ended.

use auth::audit::Kind;
use auth::id::SessionId;
use auth::opaque::{self, Opaque};
use auth::permission::{Grant, ScopeSet};
use auth::refresh::{self, Outcome};
use auth::token::{self, Access};
use auth::user::UserId;
use secrecy::SecretString;
use store::refresh_tokens;
use store::sessions::{self, Session, SessionKind};
use store::shared::{Kept, Rotated};
use store::users::{self, User};

use super::Visit;
use super::change::Change;
use super::event::Event;
use super::letter::{self, About};
use super::sign_in::Admitted;
use crate::ctx::Ctx;
use crate::error::Error;

/// What a client that signed in is given.
#[derive(Debug)]
pub struct Tokens {
    /// For requests, for half an hour.
    pub access: SecretString,
    /// For the next pair; used once.
    pub refresh: Opaque,
    /// What the access token may do.
    pub scopes: ScopeSet,
}

/// Opens a sign-in of a program: an access token and the first of a family of refresh tokens.
///
/// # Errors
/// [`Error::Invalid`] when more scopes are asked for than the account has.
pub async fn open_tokens(
    ctx: &Ctx,
    visit: &Visit,
    admitted: Admitted,
    asked: Option<ScopeSet>,
) -> Result<Tokens, Error> {
    let (now_ms, lifetime) = (ctx.clock.now_ms(), ctx.identity.config.refresh);
    let scopes = refresh::scopes(asked, admitted.scopes, admitted.user.role)?;
    let secret = Opaque::mint(refresh::KIND, crate::random::bytes()?);
    let mut session = begun(ctx, visit, &admitted, SessionKind::Token);
    session.scopes = scopes;
    session.digest = ctx.identity.shared.keeps_refresh().then(|| secret.digest());
    session.expires_ms = now_ms.saturating_add(lifetime.session_ms);
    let (id, digest) = (session.id, secret.digest());
    let expires_ms = refresh::expiry(now_ms, &lifetime, now_ms);
    let role = admitted.user.role;
    let user = admitted.user.id;
    begin(ctx, visit, admitted, session, Some((digest, expires_ms))).await?;
    let access = access(ctx, user, id, Grant { role, scopes })?;
    Ok(Tokens { access, refresh: secret, scopes })
}

/// Opens a sign-in of a browser; answers the cookie's secret.
///
/// # Errors
/// [`Error::SignInRefused`] when the account was switched off meanwhile.
pub async fn open_browser(ctx: &Ctx, visit: &Visit, admitted: Admitted) -> Result<(Opaque, UserId), Error> {
    let secret = Opaque::mint(auth::session::KIND, crate::random::bytes()?);
    let mut session = begun(ctx, visit, &admitted, SessionKind::Browser);
    session.digest = Some(secret.digest());
    let user = admitted.user.id;
    begin(ctx, visit, admitted, session, None).await?;
    Ok((secret, user))
}

/// Gives a browser's sign-in another cookie, after a second factor or a change of password; the old one is dead.
///
/// # Errors
/// [`Error::Store`].
pub async fn renew_cookie(ctx: &Ctx, session: SessionId) -> Result<Opaque, Error> {
    let secret = Opaque::mint(auth::session::KIND, crate::random::bytes()?);
    let digest = secret.digest();
    ctx.db
        .write(move |tx| Box::pin(async move { sessions::renew_digest(tx, session, &digest).await }))
        .await?;
    Ok(secret)
}

/// The token that a browser's pages send with changes.
///
/// # Errors
/// [`Error::Broken`] without randomness.
pub fn csrf_token(ctx: &Ctx, cookie: &opaque::TokenDigest) -> Result<String, Error> {
    Ok(auth::csrf::token(&ctx.identity.csrf, cookie, crate::random::bytes()?))
}

/// Uses a refresh token up and answers the next pair. A token that was used before ends the whole sign-in.
///
/// # Errors
/// [`Error::SignInRefused`] for any token that is not good, whatever is wrong with it; [`Error::Invalid`] when more
/// scopes are asked for than were granted, which leaves the token unused.
pub async fn renew(
    ctx: &Ctx,
    visit: &Visit,
    presented: &str,
    asked: Option<ScopeSet>,
) -> Result<Tokens, Error> {
    let digest = Opaque::parse(refresh::KIND, presented).map_err(|_| Error::SignInRefused)?.digest();
    let successor = Opaque::mint(refresh::KIND, crate::random::bytes()?);
    let (next, now_ms, lifetime) = (successor.digest(), ctx.clock.now_ms(), ctx.identity.config.refresh);
    let address = visit.address.map(|address| address.to_string()).unwrap_or_default();
    let kept = ctx.identity.shared.find_refresh(&digest).await?;
    let policy = ctx.identity.config.policy;
    let renewed = ctx
        .db
        .write(move |tx| {
            Box::pin(async move {
                let found = match &kept {
                    Kept::InDatabase => refresh_tokens::claim(tx, &digest, now_ms).await?,
                    Kept::InRedis(Some(found)) => refresh_tokens::with_session(tx, found).await?,
                    Kept::InRedis(None) => None,
                };
                let (expires_ms, stored) = match (refresh::decide(found.as_ref(), &lifetime, now_ms), found) {
                    (Outcome::Fresh { expires_ms }, Some(stored)) => (expires_ms, stored),
                    (Outcome::Replayed { session }, Some(stored)) => {
                        let ended = sessions::end(tx, stored.user, session, now_ms).await?;
                        return Ok(Renewed::Replayed { user: stored.user, session, ended });
                    }
                    _ => return Ok(Renewed::Refused),
                };
                let user = users::find_for_update(tx, stored.user).await?;
                let Some(user) = user.filter(lives) else { return Ok(Renewed::Refused) };
                let scopes = refresh::scopes(asked, stored.scopes, user.role)?;
                let scopes = policy.carried(user.role, stored.strong, scopes);
                match kept {
                    Kept::InDatabase => {
                        refresh_tokens::insert(tx, stored.session, &next, expires_ms, now_ms).await?;
                    }
                    Kept::InRedis(_) => sessions::renew_digest(tx, stored.session, &next).await?,
                }
                sessions::touch(tx, stored.session, &address, now_ms).await?;
                let grant = Grant { role: user.role, scopes };
                let (user, session) = (user.id, stored.session);
                Ok::<_, Error>(Renewed::Fresh { user, session, grant, expires_ms })
            })
        })
        .await?;
    match renewed {
        Renewed::Fresh { user, session, grant, expires_ms } => {
            if kept != Kept::InDatabase {
                rotate(ctx, visit, (user, session), &digest, (&next, expires_ms)).await?;
            }
            let access = access(ctx, user, session, grant)?;
            Ok(Tokens { access, refresh: successor, scopes: grant.scopes })
        }
        Renewed::Replayed { user, session, ended } => {
            super::revoking::sessions(ctx, &[session]);
            tell_of_reuse(ctx, visit, user, session, ended).await?;
            Err(Error::SignInRefused)
        }
        Renewed::Refused => Err(Error::SignInRefused),
    }
}

enum Renewed {
    Fresh { user: UserId, session: SessionId, grant: Grant, expires_ms: i64 },
    Replayed { user: UserId, session: SessionId, ended: bool },
    Refused,
}

/// Spends a token that Redis keeps; of two that come at once the slower one is a replay.
async fn rotate(
    ctx: &Ctx,
    visit: &Visit,
    (user, session): (UserId, SessionId),
    spent: &opaque::TokenDigest,
    next: (&opaque::TokenDigest, i64),
) -> Result<(), Error> {
    let now_ms = ctx.clock.now_ms();
    match ctx.identity.shared.rotate_refresh(spent, next, now_ms).await? {
        Rotated::Done => Ok(()),
        Rotated::Unknown => Err(Error::SignInRefused),
        Rotated::SpentBefore => {
            let ended = ctx
                .db
                .write(move |tx| Box::pin(async move { sessions::end(tx, user, session, now_ms).await }))
                .await?;
            super::revoking::sessions(ctx, &[session]);
            tell_of_reuse(ctx, visit, user, session, ended).await?;
            Err(Error::SignInRefused)
        }
    }
}

async fn tell_of_reuse(
    ctx: &Ctx,
    visit: &Visit,
    user: UserId,
    session: SessionId,
    ended: bool,
) -> Result<(), Error> {
    tracing::warn!(user_id = %user, session_id = %session, "refresh_reuse");
    let address = users::find(&ctx.db, user).await?.and_then(|user| user.email).filter(|_| ended);
    let event = Event::by(ctx, visit, user, Kind::RefreshReuse)?.detail(&session.to_string());
    let change = Change::told(ctx, address.as_deref(), &About::Reuse, event)?;
    let now_ms = ctx.clock.now_ms();
    letter::write(ctx, move |tx| Box::pin(change.keep(tx, now_ms))).await
}

/// Signs out: ends the sign-in of this request, and the one a refresh token belongs to if it is the same person's.
///
/// # Errors
/// [`Error::Unauthenticated`] when neither is given.
pub async fn sign_out(
    ctx: &Ctx,
    visit: &Visit,
    signed_in: Option<(UserId, SessionId)>,
    presented: Option<&str>,
) -> Result<(), Error> {
    if let Some((user, session)) = signed_in {
        end(ctx, visit, user, session, Kind::Logout).await?;
    }
    let Some(presented) = presented else { return signed_in.map(|_| ()).ok_or(Error::Unauthenticated) };
    let Ok(token) = Opaque::parse(opaque::Kind::Refresh, presented) else { return Ok(()) };
    let found = sign_in_of(ctx, &token.digest()).await?;
    if let Some((user, session)) = found
        && signed_in.is_none_or(|(own, _)| own == user)
    {
        end(ctx, visit, user, session, Kind::Logout).await?;
    }
    Ok(())
}

/// Whose sign-in a refresh token belongs to. The database knows the newest token of each; only who comes with a spent one
/// waits for Redis.
async fn sign_in_of(ctx: &Ctx, digest: &opaque::TokenDigest) -> Result<Option<(UserId, SessionId)>, Error> {
    if let Some(session) = sessions::find_by_digest(&ctx.db, digest).await? {
        return Ok(Some((session.user, session.id)));
    }
    match ctx.identity.shared.find_refresh(digest).await? {
        Kept::InDatabase => {
            let found = refresh_tokens::find(&ctx.db, digest).await?;
            Ok(found.map(|stored| (stored.user, stored.session)))
        }
        Kept::InRedis(None) => Ok(None),
        Kept::InRedis(Some(found)) => {
            let session = sessions::find(&ctx.db, found.session).await?;
            Ok(session.map(|session| (session.user, session.id)))
        }
    }
}

/// Ends one of one's own sign-ins from elsewhere.
///
/// # Errors
/// [`Error::NotFound`] when it is another's or there is none.
pub async fn revoke(ctx: &Ctx, visit: &Visit, user: UserId, session: SessionId) -> Result<(), Error> {
    let ended = end(ctx, visit, user, session, Kind::SessionRevoked).await?;
    if ended { Ok(()) } else { Err(Error::NotFound { what: "session" }) }
}

/// Ends all of one's sign-ins, or all but the one of this request.
///
/// # Errors
/// [`Error::Store`].
pub async fn revoke_all(ctx: &Ctx, visit: &Visit, user: UserId, but: Option<SessionId>) -> Result<(), Error> {
    let now_ms = ctx.clock.now_ms();
    let event = Event::by(ctx, visit, user, Kind::SessionRevoked)?.detail("all");
    let ended = ctx
        .db
        .write(move |tx| {
            Box::pin(async move {
                let ended = sessions::end_all(tx, user, but, now_ms).await?;
                event.keep(tx).await?;
                Ok::<_, Error>(ended)
            })
        })
        .await?;
    super::revoking::sessions(ctx, &ended);
    Ok(())
}

async fn end(ctx: &Ctx, visit: &Visit, user: UserId, session: SessionId, kind: Kind) -> Result<bool, Error> {
    let now_ms = ctx.clock.now_ms();
    let event = Event::by(ctx, visit, user, kind)?.detail(&session.to_string());
    let ended = ctx
        .db
        .write(move |tx| {
            Box::pin(async move {
                let ended = sessions::end(tx, user, session, now_ms).await?;
                if ended {
                    event.keep(tx).await?;
                }
                Ok::<_, Error>(ended)
            })
        })
        .await?;
    if ended {
        super::revoking::sessions(ctx, &[session]);
    }
    Ok(ended)
}

fn begun(ctx: &Ctx, visit: &Visit, admitted: &Admitted, kind: SessionKind) -> Session {
    let (now_ms, config) = (ctx.clock.now_ms(), &ctx.identity.config);
    Session {
        id: SessionId(ctx.clock.new_id()),
        user: admitted.user.id,
        kind,
        digest: None,
        scopes: admitted.scopes,
        strong: admitted.strong,
        address: visit.address.map(|address| address.to_string()),
        user_agent: Some(auth::audit::plain(&visit.user_agent, 256)),
        created_ms: now_ms,
        last_seen_ms: now_ms,
        confirmed_ms: now_ms,
        expires_ms: now_ms.saturating_add(config.session.absolute_ms),
        ended_ms: None,
    }
}

async fn begin(
    ctx: &Ctx,
    visit: &Visit,
    admitted: Admitted,
    session: Session,
    refresh: Option<(opaque::TokenDigest, i64)>,
) -> Result<(), Error> {
    let how = if admitted.strong { "two factors" } else { "one factor" };
    let event = Event::by(ctx, visit, admitted.user.id, Kind::LoginSucceeded)?.detail(how);
    let now_ms = ctx.clock.now_ms();
    let mut refresh = refresh;
    if let Some((digest, expires_ms)) = refresh
        && ctx.identity.shared.keep_refresh(&digest, session.id, expires_ms).await?
    {
        refresh = None;
    }
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                let user = &admitted.user;
                if !sessions::begin(tx, &session, user.password_hash.as_deref()).await? {
                    // changed while this sign-in was under way: the password shown is not the password any more
                    return Err(Error::SignInRefused);
                }
                if let Some(rehashed) = admitted.rehashed {
                    users::set_password(tx, user.id, &rehashed, now_ms).await?;
                }
                if let Some((digest, expires_ms)) = refresh {
                    refresh_tokens::insert(tx, session.id, &digest, expires_ms, now_ms).await?;
                }
                event.keep(tx).await
            })
        })
        .await
}

fn lives(user: &User) -> bool {
    user.suspended_ms.is_none() && user.deleted_ms.is_none()
}

fn access(ctx: &Ctx, user: UserId, session: SessionId, grant: Grant) -> Result<SecretString, Error> {
    let ids = &ctx.identity;
    let access = Access::from(ctx.clock.now_ms(), user, session, ctx.clock.new_id(), grant);
    Ok(token::issue(&ids.ring(), &ids.config.realm(), &access)?)
}
