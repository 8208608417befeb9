//! Who a request comes from: by access token, API key or browser session.

use auth::api_key::{self, ApiKey};
use auth::id::{ApiKeyId, SessionId};
use auth::opaque::{Opaque, TokenDigest};
use auth::permission::{Grant, ScopeSet};
use auth::user::{Role, UserId};
use auth::{session, token};
use store::users::User;

use super::PERSON_AT_THE_MACHINE;
use super::seen::SignIn;
use crate::ctx::Ctx;
use crate::error::Error;

/// Somebody who showed a good credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// Who.
    pub user: UserId,
    /// What this request may do.
    pub grant: Grant,
    /// With what.
    pub by: By,
}

/// The credential somebody showed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// None: the person at the machine, on an installation without accounts.
    Machine,
    /// An access token of this sign-in.
    Token(SessionId),
    /// An API key.
    Key(ApiKeyId),
    /// The cookie of this sign-in, and its digest.
    Browser(SessionId, TokenDigest),
}

impl Known {
    /// The person at the machine, who may do everything that needs no account.
    pub fn at_the_machine() -> Self {
        Self { user: PERSON_AT_THE_MACHINE, grant: Grant::full(Role::Teacher), by: By::Machine }
    }

    /// The sign-in this request belongs to.
    pub fn session(&self) -> Option<SessionId> {
        match self.by {
            By::Token(session) | By::Browser(session, _) => Some(session),
            By::Machine | By::Key(_) => None,
        }
    }
}

/// Reads an access token. The store is asked once for each sign-in and process whether there is such a sign-in; what ended
/// since is known without asking.
///
/// # Errors
/// [`Error::Unauthenticated`].
pub async fn by_token(ctx: &Ctx, presented: &str) -> Result<Known, Error> {
    let (ids, now_ms) = (&ctx.identity, ctx.clock.now_ms());
    let digest = token::digest(presented);
    let access = match ids.seen.token(&digest, now_ms) {
        Some(access) => access,
        None => {
            let access = token::verify(&ids.ring(), &ids.config.realm(), presented, now_ms)?;
            ids.seen.note_token(&digest, access, now_ms);
            access
        }
    };
    let Grant { role, scopes } = ids.allowed(&access).ok_or(Error::Unauthenticated)?;
    let strong = sign_in_of(ctx, &access, role, now_ms).await?.strong;
    let grant = Grant { role, scopes: ids.config.policy.carried(role, strong, scopes) };
    Ok(Known { user: access.user, grant, by: By::Token(access.session) })
}

/// The sign-in behind an access token.
async fn sign_in_of(ctx: &Ctx, access: &token::Access, role: Role, now_ms: i64) -> Result<SignIn, Error> {
    let ids = &ctx.identity;
    // whoever has to set up a second factor may do so any moment
    let holds = |sign_in: &SignIn| sign_in.strong || !ids.config.policy.is_compulsory(role);
    let known = ids.seen.sign_in(access.session, now_ms).filter(|known| known.user == access.user);
    if let Some(known) = known.filter(holds) {
        return Ok(known);
    }
    let found = store::sessions::find(&ctx.db, access.session).await?;
    let found = found.filter(|session| session.user == access.user && session.ended_ms.is_none());
    let session = found.ok_or(Error::Unauthenticated)?;
    let sign_in = SignIn { user: session.user, strong: session.strong };
    if holds(&sign_in) {
        ids.seen.note(access.session, sign_in, now_ms);
    }
    Ok(sign_in)
}

/// Reads an API key.
///
/// # Errors
/// [`Error::Unauthenticated`].
pub async fn by_key(ctx: &Ctx, presented: &str) -> Result<Known, Error> {
    let (key, now_ms) = (ApiKey::parse(presented)?, ctx.clock.now_ms());
    let found = store::api_keys::find_by_digest(&ctx.db, &key.digest()).await?;
    let record = found.ok_or(Error::Unauthenticated)?.record;
    let (owner, has_second_factor) = owner_of_key(ctx, record.owner).await?;
    let api_key::Verdict::Live { grant, touch } = api_key::decide(&record, owner.role, now_ms) else {
        return Err(Error::Unauthenticated);
    };
    let scopes = ctx.identity.config.policy.carried(owner.role, has_second_factor, grant.scopes);
    let grant = Grant { scopes, ..grant };
    let id = record.id;
    if touch {
        ctx.db.write(move |tx| Box::pin(async move { store::api_keys::touch(tx, id, now_ms).await })).await?;
    }
    Ok(Known { user: owner.id, grant, by: By::Key(id) })
}

/// Reads the cookie of a browser session.
///
/// # Errors
/// [`Error::Unauthenticated`].
pub async fn by_cookie(ctx: &Ctx, presented: &str, address: Option<String>) -> Result<Known, Error> {
    let digest = Opaque::parse(session::KIND, presented)?.digest();
    let (ids, now_ms) = (&ctx.identity, ctx.clock.now_ms());
    let found = store::sessions::find_by_digest(&ctx.db, &digest).await?.ok_or(Error::Unauthenticated)?;
    let owner = living(ctx, found.user).await?;
    let verdict = session::decide(&found.stored(), owner.role, &ids.config.session, now_ms);
    let session::Verdict::Live { touch } = verdict else { return Err(Error::Unauthenticated) };
    let id = found.id;
    if touch {
        let address = address.unwrap_or_default();
        ctx.db
            .write(move |tx| Box::pin(async move { store::sessions::touch(tx, id, &address, now_ms).await }))
            .await?;
    }
    let scopes = found.scopes.shared_with(ScopeSet::of_role(owner.role));
    let scopes = ids.config.policy.carried(owner.role, found.strong, scopes);
    Ok(Known { user: owner.id, grant: Grant { role: owner.role, scopes }, by: By::Browser(id, digest) })
}

async fn living(ctx: &Ctx, id: UserId) -> Result<User, Error> {
    let user = store::users::find(&ctx.db, id).await?;
    user.filter(lives).ok_or(Error::Unauthenticated)
}

/// The owner of a key, and whether a second factor is set up, which is looked at where one may be compulsory. A key cannot
/// show one; it was made by whoever could, or it waits until its owner can.
async fn owner_of_key(ctx: &Ctx, id: UserId) -> Result<(User, bool), Error> {
    if ctx.identity.config.policy.second_factor_from.is_none() {
        return Ok((living(ctx, id).await?, false));
    }
    let found = store::users::find_with_set_up(&ctx.db, id).await?;
    let (user, set_up) = found.filter(|(user, _)| lives(user)).ok_or(Error::Unauthenticated)?;
    Ok((user, set_up.app || (set_up.passkey && super::passkeys::are_usable(ctx))))
}

fn lives(user: &User) -> bool {
    user.suspended_ms.is_none() && user.deleted_ms.is_none()
}
