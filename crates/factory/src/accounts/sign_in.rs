//! Signing in: one way for every door.
//!
//! Counted first, looked at afterwards: an attempt that the limits do not let through costs nothing and tells nothing.
//! A name without an account takes the same path and the same time as one with.

use auth::audit::Kind;
use auth::opaque::{self, Opaque, TokenDigest};
use auth::password::{Password, Verdict};
use auth::permission::{Scope, ScopeSet};
use auth::sign_in::{Account, Admission, First, Reason, Second, admit};
use auth::throttle::{CounterKey, Decision, Limit, NameKey};
use auth::user::{SignInName, UserId};
use secrecy::SecretString;
use store::users::User;

use super::Visit;
use super::event::Event;
use super::identity::mint;
use super::passkeys;
use super::second_factor::Factors;
use crate::ctx::Ctx;
use crate::error::Error;

/// What somebody types to sign in. `Debug` prints none of it.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// Address or username.
    pub name: SecretString,
    /// The password.
    pub password: SecretString,
    /// A code of the authenticator app, or a recovery code.
    pub second: Option<SecretString>,
}

/// Somebody who may come in; made only here, spent by opening a session.
#[derive(Debug)]
pub struct Admitted {
    pub(super) user: User,
    /// What the session may be granted at most.
    pub(super) scopes: ScopeSet,
    /// Whether a second factor was shown.
    pub(super) strong: bool,
    /// The password, hashed again at today's cost.
    pub(super) rehashed: Option<String>,
}

/// Checks name, password and, where it is set up, the second factor.
///
/// # Errors
/// [`Error::SignInRefused`] whatever is wrong about name or password; [`Error::SecondFactorNeeded`] and
/// [`Error::SecondFactorWrong`] only after the right password; [`Error::TooMany`], [`Error::Busy`].
pub async fn by_password(ctx: &Ctx, visit: &Visit, credentials: &Credentials) -> Result<Admitted, Error> {
    use secrecy::ExposeSecret;
    let ids = &ctx.identity;
    let (counters, typed) = (ids.counters(), credentials.name.expose_secret());
    let name = counters.name(typed);
    if let Some(address) = visit.address {
        count(ctx, visit, &counters.address(address), &ids.config.limits.address).await?;
    }
    let canonical = SignInName::parse(typed).map(|name| name.canonical()).unwrap_or_default();
    let address = visit.address.map(|address| address.to_string());
    let found = store::door::find(&ctx.db, &canonical, address.as_deref()).await?;
    let familiar = found.as_ref().is_some_and(|found| found.familiar);
    let counter = counters.account(&name, visit.address.filter(|_| familiar));
    let counted_ms = count(ctx, visit, &counter, &ids.config.limits.account).await?;

    let password = Password::parse(credentials.password.expose_secret()).map_err(|_| Error::SignInRefused)?;
    let stored = found.as_ref().and_then(|found| found.user.password_hash.clone());
    let cost = ids.config.password_cost;
    let verdict = ids.hashing.verify(password.clone(), stored, cost).await?;
    let (found, needs_rehash) = match (found, verdict) {
        (Some(found), Verdict::Right { needs_rehash }) => (found, needs_rehash),
        (found, _) => return turn_away(ctx, visit, &name, found.map(|found| found.user.id)).await,
    };
    ids.shared.give_back(&counter, counted_ms).await?;
    let rehashed = if needs_rehash { Some(ids.hashing.hash(password, cost).await?) } else { None };
    let second = credentials.second.as_ref().map(ExposeSecret::expose_secret);
    let factors = Factors { app: found.has_app, passkey: found.has_passkey && passkeys::are_usable(ctx) };
    let account = account(&found.user, factors);
    Ok(Admitted { rehashed, ..decide(ctx, visit, found.user, &account, (First::Password, second)).await? })
}

/// Notes that a name or a password was wrong, and says no more than that.
async fn turn_away(
    ctx: &Ctx,
    visit: &Visit,
    name: &NameKey,
    user: Option<UserId>,
) -> Result<Admitted, Error> {
    let event = Event::tried(ctx, visit, name, Kind::LoginFailed)?;
    let event = if let Some(user) = user { event.to(user) } else { event };
    tracing::info!("login_failed");
    ctx.db.write(move |tx| Box::pin(event.keep(tx))).await?;
    Err(Error::SignInRefused)
}

/// Decides about somebody whose first factor was right, whatever it was, and checks the second where one is needed.
///
/// # Errors
/// [`Error::SignInRefused`], [`Error::SecondFactorNeeded`], [`Error::SecondFactorWrong`], [`Error::TooMany`].
pub async fn by_first(
    ctx: &Ctx,
    visit: &Visit,
    user: User,
    first: First,
    second: Option<&str>,
) -> Result<Admitted, Error> {
    let account = account(&user, super::second_factor::of(ctx, user.id).await?);
    decide(ctx, visit, user, &account, (first, second)).await
}

async fn decide(
    ctx: &Ctx,
    visit: &Visit,
    user: User,
    account: &Account,
    (first, second): (First, Option<&str>),
) -> Result<Admitted, Error> {
    let shown = match (admit(account, &ctx.identity.config.policy, first, None), second) {
        (Admission::AskSecondFactor, Some(typed)) => {
            Some(super::second_factor::check(ctx, visit, &user, typed).await?)
        }
        _ => None,
    };
    settle(ctx, visit, user, account, (first, shown)).await
}

/// Finishes a sign-in that waited for its second factor.
///
/// # Errors
/// As [`by_first`]; [`Error::SignInRefused`] when the half-finished sign-in is spent or too old.
pub async fn by_pending(ctx: &Ctx, visit: &Visit, pending: &str, second: &str) -> Result<Admitted, Error> {
    let (digest, user) = waiting(ctx, pending).await?;
    let shown = super::second_factor::check(ctx, visit, &user, second).await?;
    finish_waiting(ctx, visit, digest, user, shown).await
}

/// What a half-finished sign-in waits for.
///
/// # Errors
/// [`Error::SignInRefused`] when it is spent or too old.
pub async fn awaited(ctx: &Ctx, pending: &str) -> Result<Factors, Error> {
    let (_, user) = waiting(ctx, pending).await?;
    super::second_factor::of(ctx, user.id).await
}

/// Whose sign-in waits for its second factor.
pub(super) async fn waiting(ctx: &Ctx, pending: &str) -> Result<(TokenDigest, User), Error> {
    let digest = Opaque::parse(opaque::Kind::MfaPending, pending).map_err(|_| Error::SignInRefused)?.digest();
    let found = store::one_time_tokens::find(&ctx.db, &digest).await?;
    let living = found.filter(|found| lives(found, ctx.clock.now_ms()));
    let user = living.and_then(|found| found.user).ok_or(Error::SignInRefused)?;
    let user = store::users::find(&ctx.db, user).await?.ok_or(Error::SignInRefused)?;
    Ok((digest, user))
}

/// Finishes it with a second factor that was found right.
pub(super) async fn finish_waiting(
    ctx: &Ctx,
    visit: &Visit,
    digest: TokenDigest,
    user: User,
    shown: Second,
) -> Result<Admitted, Error> {
    let now_ms = ctx.clock.now_ms();
    // spent only now, so that a mistyped code may be corrected; of two that finish at once one does
    let claimed = ctx
        .db
        .write(move |tx| Box::pin(async move { store::one_time_tokens::claim(tx, &digest, now_ms).await }))
        .await?;
    if !claimed.is_some_and(|found| lives(&found, now_ms)) {
        return Err(Error::SignInRefused);
    }
    let account = account(&user, super::second_factor::of(ctx, user.id).await?);
    settle(ctx, visit, user, &account, (First::Password, Some(shown))).await
}

fn lives(found: &store::one_time_tokens::Found, now_ms: i64) -> bool {
    auth::one_time::decide(Some(&found.stored), opaque::Kind::MfaPending, now_ms).is_ok()
}

async fn settle(
    ctx: &Ctx,
    visit: &Visit,
    user: User,
    account: &Account,
    shown: (First, Option<Second>),
) -> Result<Admitted, Error> {
    let two_in_one = matches!(
        shown.0,
        First::Passkey { user_verified: true } | First::SingleSignOn { second_factor: true }
    );
    let strong = shown.1.is_some() || two_in_one;
    match admit(account, &ctx.identity.config.policy, shown.0, shown.1) {
        Admission::Admit => {
            let scopes = ScopeSet::of_role(user.role);
            Ok(Admitted { user, scopes, strong, rehashed: None })
        }
        Admission::AdmitToEnrol => {
            let scopes = [Scope::AccountRead, Scope::AccountManage].into_iter().collect();
            Ok(Admitted { user, scopes, strong, rehashed: None })
        }
        Admission::AskSecondFactor => {
            let kind = opaque::Kind::MfaPending;
            let (pending, token) = mint(&ctx.clock, kind, Some(user.id), "{}".to_owned())?;
            let now_ms = ctx.clock.now_ms();
            ctx.db
                .write(move |tx| {
                    Box::pin(async move { store::one_time_tokens::insert(tx, &token, now_ms).await })
                })
                .await?;
            let factors = super::second_factor::of(ctx, user.id).await?;
            Err(Error::SecondFactorNeeded { pending, factors })
        }
        Admission::Refuse(reason) => refuse(ctx, visit, &user, reason).await,
    }
}

async fn refuse(ctx: &Ctx, visit: &Visit, user: &User, reason: Reason) -> Result<Admitted, Error> {
    let why = match reason {
        Reason::Suspended => "suspended",
        Reason::EmailUnverified => "address not verified",
        Reason::UserNotVerified => "passkey did not verify its owner",
    };
    let event = Event::by(ctx, visit, user.id, Kind::LoginFailed)?.detail(why);
    ctx.db.write(move |tx| Box::pin(event.keep(tx))).await?;
    if reason == Reason::EmailUnverified {
        super::register::write_verification(ctx, user).await?;
    }
    Err(Error::SignInRefused)
}

/// The account as far as it matters at the door.
fn account(user: &User, factors: Factors) -> Account {
    Account {
        role: user.role,
        suspended: user.suspended_ms.is_some() || user.deleted_ms.is_some(),
        email_unverified: user.email.is_some() && user.email_verified_ms.is_none(),
        has_second_factor: factors.any(),
    }
}

/// Counts an attempt and answers when, or says how long to wait. The first refusal of a minute goes into the audit log, so that a flood
/// does not fill it.
pub(super) async fn count(ctx: &Ctx, visit: &Visit, key: &CounterKey, limit: &Limit) -> Result<i64, Error> {
    let (ids, now_ms) = (&ctx.identity, ctx.clock.now_ms());
    let Decision::Wait { seconds } = ids.shared.take(key, limit, now_ms).await? else { return Ok(now_ms) };
    let noted = ids.counters().mail(&ids.counters().name(&format!("throttled {}", key.as_str())));
    let once = Limit { attempts: 1, window_ms: auth::time::MINUTE_MS };
    if let Decision::Pass { .. } = ids.shared.take(&noted, &once, now_ms).await? {
        tracing::warn!("login_throttled");
        let event = Event::at(ctx, visit, Kind::LoginThrottled)?;
        ctx.db.write(move |tx| Box::pin(event.keep(tx))).await?;
    }
    Err(Error::TooMany { retry_after_s: seconds })
}
