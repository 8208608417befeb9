//! The second factor: set up, checked, switched off, and what to do when the phone is gone.

use auth::audit::Kind;
use auth::id::SessionId;
use auth::permission::ScopeSet;
use auth::recovery::{self, RecoveryCode};
use auth::secret::Purpose;
use auth::sign_in::Second;
use auth::throttle::{CounterKey, Decision};
use auth::totp::{self, Enrolment, Verdict};
use auth::user::UserId;
use secrecy::SecretString;
use store::second_factors::{self, SecondFactor};
use store::users::User;

use super::Visit;
use super::change::Change;
use super::event::Event;
use super::letter::{self, About};
use crate::ctx::Ctx;
use crate::error::Error;

/// What an authenticator app calls this installation.
const ISSUER: &str = "La Factoria";

/// What an account can be asked for beside its first factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Factors {
    /// A code of an app.
    pub app: bool,
    /// A passkey.
    pub passkey: bool,
}

impl Factors {
    /// Whether there is any.
    pub fn any(self) -> bool {
        self.app || self.passkey
    }

    /// What programs call them; a recovery code stands in for each.
    pub fn names(self) -> Vec<&'static str> {
        let app = self.app.then_some("totp");
        app.into_iter().chain(self.passkey.then_some("passkey")).chain(["recovery_code"]).collect()
    }
}

/// What an account can be asked for.
///
/// # Errors
/// [`Error::Store`].
pub async fn of(ctx: &Ctx, user: UserId) -> Result<Factors, Error> {
    let passkey = super::passkeys::are_usable(ctx) && !super::passkeys::list(ctx, user).await?.is_empty();
    Ok(Factors { app: is_on(ctx, user).await?, passkey })
}

/// What a person needs to set their app up; shown once.
pub struct Begun {
    /// Secret, address and picture for the app.
    pub enrolment: Enrolment,
    /// Codes for the day the phone is gone, good once the app is verified.
    pub recovery_codes: Vec<SecretString>,
}

/// Prepares an app. It counts from the first right code on.
///
/// # Errors
/// [`Error::Conflict`] while one is in use; [`Error::NotConfirmed`] when the password is wrong, or when a passkey is the
/// second factor so far and was not shown lately.
pub async fn begin(
    ctx: &Ctx,
    visit: &Visit,
    (user, session): (UserId, Option<SessionId>),
    password: &str,
) -> Result<Begun, Error> {
    let user = owner(ctx, user).await?;
    let factors = of(ctx, user.id).await?;
    if factors.app {
        return Err(in_use());
    }
    super::confirm::password(ctx, visit, &user, password).await?;
    if factors.passkey {
        super::confirm::strongly(ctx, session).await?;
    }
    let secret: [u8; totp::SECRET_BYTES] = crate::random::bytes()?;
    let account = user.sign_in_name.as_deref().unwrap_or_default();
    let enrolment = totp::enrol(&secret, ISSUER, account)?;
    let vault = ctx.identity.vault(Purpose::TotpSecrets);
    let sealed = vault.seal(&secret, Some(user.id), crate::random::bytes()?)?;
    let codes = recovery::mint(&crate::random::bytes()?);
    let digests: Vec<_> = codes.iter().map(|code| code.digest(user.id)).collect();
    let (id, now_ms) = (user.id, ctx.clock.now_ms());
    let begun = ctx
        .db
        .write(move |tx| {
            Box::pin(async move { second_factors::enrol(tx, id, &sealed, &digests, now_ms).await })
        })
        .await?;
    if !begun {
        return Err(in_use());
    }
    Ok(Begun { enrolment, recovery_codes: codes.iter().map(RecoveryCode::grouped).collect() })
}

/// Checks the first code and puts the app into use; with one in use, proves that its owner is there. A browser's session that
/// could do nothing but this may do from now on what its owner may.
///
/// # Errors
/// [`Error::SecondFactorWrong`], [`Error::TooMany`]; [`Error::Conflict`] when no app was prepared.
pub async fn verify(
    ctx: &Ctx,
    visit: &Visit,
    user: UserId,
    session: Option<SessionId>,
    code: &str,
) -> Result<(), Error> {
    let user = owner(ctx, user).await?;
    let Some(app) = second_factors::find(&ctx.db, user.id).await? else {
        return Err(Error::Conflict { detail: "no app was set up; ask for a secret first".to_owned() });
    };
    check_app(ctx, visit, &user, &app, code).await?;
    let said = "Two-step sign-in was switched on.";
    let change = Change::of(ctx, visit, &user, Kind::MfaEnabled, said)?;
    let (id, now_ms, scopes) = (user.id, ctx.clock.now_ms(), ScopeSet::of_role(user.role));
    letter::write(ctx, move |tx| {
        Box::pin(async move {
            if let Some(session) = session {
                store::sessions::confirm(tx, session, true, now_ms).await?;
            }
            if let Some(session) = session {
                store::sessions::widen(tx, session, scopes).await?;
            }
            if !second_factors::verify(tx, id, now_ms).await? {
                return Ok(());
            }
            change.keep(tx, now_ms).await
        })
    })
    .await?;
    Ok(())
}

/// Removes the app. Needs the password and a code of the app or a recovery code.
///
/// # Errors
/// [`Error::Conflict`] when none is in use; [`Error::NotConfirmed`], [`Error::SecondFactorWrong`], [`Error::TooMany`].
pub async fn disable(
    ctx: &Ctx,
    visit: &Visit,
    user: UserId,
    password: &str,
    code: &str,
) -> Result<(), Error> {
    let user = confirmed(ctx, visit, user, password, code).await?;
    let said = "Two-step sign-in was switched off.";
    let change = Change::of(ctx, visit, &user, Kind::MfaDisabled, said)?;
    let (id, now_ms) = (user.id, ctx.clock.now_ms());
    let is_last = !of(ctx, id).await?.passkey;
    letter::write(ctx, move |tx| {
        Box::pin(async move {
            second_factors::remove(tx, id).await?;
            if is_last {
                store::sessions::weaken(tx, id).await?;
            }
            change.keep(tx, now_ms).await
        })
    })
    .await?;
    ctx.identity.seen.forget(id);
    Ok(())
}

/// Puts a new set of recovery codes in the place of the old. Who has passkeys and no app has to have signed in lately, which
/// took one.
///
/// # Errors
/// As [`disable`].
pub async fn new_recovery_codes(
    ctx: &Ctx,
    visit: &Visit,
    (user, session): (UserId, Option<SessionId>),
    password: &str,
    code: &str,
) -> Result<Vec<SecretString>, Error> {
    let user = match of(ctx, user).await? {
        Factors { app: false, passkey: true } => {
            let user = owner(ctx, user).await?;
            super::confirm::password(ctx, visit, &user, password).await?;
            super::confirm::recently(ctx, session).await?;
            user
        }
        _ => confirmed(ctx, visit, user, password, code).await?,
    };
    let codes = recovery::mint(&crate::random::bytes()?);
    let digests: Vec<_> = codes.iter().map(|code| code.digest(user.id)).collect();
    let event = Event::by(ctx, visit, user.id, Kind::RecoveryCodesReplaced)?;
    let id = user.id;
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                second_factors::replace_recovery_codes(tx, id, &digests).await?;
                event.keep(tx).await
            })
        })
        .await?;
    Ok(codes.iter().map(RecoveryCode::grouped).collect())
}

/// Takes app, passkeys and recovery codes from an account whose owner lost them all; at the command line, by an operator who
/// made sure of them. All sign-ins end.
///
/// # Errors
/// [`Error::Store`].
pub async fn forget(ctx: &Ctx, visit: &Visit, user: &User) -> Result<(), Error> {
    let said = "Two-step sign-in and passkeys were taken from your account by an operator, and all sign-ins were ended.";
    let event = Event::at(ctx, visit, Kind::MfaDisabled)?.to(user.id);
    let change = Change::told(ctx, user.email.as_deref(), &About::Changed(said), event)?;
    let (id, now_ms) = (user.id, ctx.clock.now_ms());
    let ended = letter::write(ctx, move |tx| {
        Box::pin(async move {
            second_factors::remove(tx, id).await?;
            store::passkeys::remove_all(tx, id).await?;
            let ended = store::sessions::end_all(tx, id, None, now_ms).await?;
            change.keep(tx, now_ms).await?;
            Ok(ended)
        })
    })
    .await?;
    super::revoking::sessions(ctx, &ended);
    Ok(())
}

/// Whether an account has an app in use.
///
/// # Errors
/// [`Error::Store`].
pub async fn is_on(ctx: &Ctx, user: UserId) -> Result<bool, Error> {
    let app = second_factors::find(&ctx.db, user).await?;
    Ok(app.is_some_and(|app| app.verified_ms.is_some()))
}

/// Checks what somebody typed as their second factor: a code of the app or a recovery code. Ten wrong ones within the
/// hour lock it, whatever the address.
pub(super) async fn check(ctx: &Ctx, visit: &Visit, user: &User, typed: &str) -> Result<Second, Error> {
    if let Ok(code) = RecoveryCode::parse(typed) {
        return check_recovery(ctx, visit, user, &code).await;
    }
    let app = second_factors::find(&ctx.db, user.id).await?.filter(|app| app.verified_ms.is_some());
    let app = app.ok_or(Error::SecondFactorWrong)?;
    check_app(ctx, visit, user, &app, typed).await?;
    Ok(Second::Totp)
}

async fn check_recovery(ctx: &Ctx, visit: &Visit, user: &User, code: &RecoveryCode) -> Result<Second, Error> {
    let counted = count(ctx, visit, user.id).await?;
    let (digest, id, now_ms) = (code.digest(user.id), user.id, ctx.clock.now_ms());
    let said = "One of your recovery codes was used to sign in.";
    let change = Change::of(ctx, visit, user, Kind::RecoveryCodeUsed, said)?;
    let used = letter::write(ctx, move |tx| {
        Box::pin(async move {
            if !second_factors::use_recovery_code(tx, id, &digest).await? {
                return Ok(false);
            }
            change.keep(tx, now_ms).await?;
            Ok::<_, Error>(true)
        })
    })
    .await?;
    if !used {
        return Err(wrong(ctx, visit, id, counted.left).await?);
    }
    ctx.identity.shared.give_back(&counted.key, counted.at_ms).await?;
    Ok(Second::Recovery)
}

async fn check_app(
    ctx: &Ctx,
    visit: &Visit,
    user: &User,
    app: &SecondFactor,
    typed: &str,
) -> Result<(), Error> {
    if !totp::is_code(typed) {
        // nobody guesses with what cannot be a code: a slip of the hand, and no attempt
        return Err(Error::SecondFactorWrong);
    }
    let counted = count(ctx, visit, user.id).await?;
    let opened = ctx.identity.vault(Purpose::TotpSecrets).open(&app.secret, Some(user.id))?;
    let secret: &[u8; totp::SECRET_BYTES] = opened.secret.as_slice().try_into().map_err(|_| Error::Broken)?;
    let verdict = totp::verify(secret, typed, app.last_step, counted.at_ms).unwrap_or(Verdict::Wrong);
    let id = user.id;
    let accepted = match verdict {
        Verdict::Right { step } => {
            let again = if opened.needs_reseal {
                let vault = ctx.identity.vault(Purpose::TotpSecrets);
                Some(vault.seal(secret, Some(id), crate::random::bytes()?)?)
            } else {
                None
            };
            ctx.db
                .write(move |tx| {
                    Box::pin(async move {
                        if let Some(again) = again {
                            second_factors::reseal(tx, id, &again).await?;
                        }
                        second_factors::accept_step(tx, id, step).await
                    })
                })
                .await?
        }
        Verdict::Replayed | Verdict::Wrong => false,
    };
    if !accepted {
        return Err(wrong(ctx, visit, id, counted.left).await?);
    }
    ctx.identity.shared.give_back(&counted.key, counted.at_ms).await?;
    Ok(())
}

/// An attempt that was counted before it was looked at.
struct Counted {
    key: CounterKey,
    at_ms: i64,
    left: usize,
}

async fn count(ctx: &Ctx, visit: &Visit, user: UserId) -> Result<Counted, Error> {
    let (ids, at_ms) = (&ctx.identity, ctx.clock.now_ms());
    let key = ids.counters().second_factor(user);
    match ids.shared.take(&key, &ids.config.limits.second_factor, at_ms).await? {
        Decision::Pass { left } => Ok(Counted { key, at_ms, left }),
        Decision::Wait { seconds } => {
            tracing::warn!(user_id = %user, address_known = visit.address.is_some(), "mfa_locked");
            Err(Error::TooMany { retry_after_s: seconds })
        }
    }
}

/// Writes a wrong code down; the error to answer with.
async fn wrong(ctx: &Ctx, visit: &Visit, user: UserId, left: usize) -> Result<Error, Error> {
    let kind = if left == 0 { Kind::MfaLocked } else { Kind::MfaFailed };
    let event = Event::by(ctx, visit, user, kind)?;
    ctx.db.write(move |tx| Box::pin(event.keep(tx))).await?;
    Ok(Error::SecondFactorWrong)
}

async fn confirmed(
    ctx: &Ctx,
    visit: &Visit,
    user: UserId,
    password: &str,
    code: &str,
) -> Result<User, Error> {
    let user = owner(ctx, user).await?;
    if !is_on(ctx, user.id).await? {
        return Err(Error::Conflict { detail: "two-step sign-in is not switched on".to_owned() });
    }
    super::confirm::password(ctx, visit, &user, password).await?;
    check(ctx, visit, &user, code).await?;
    Ok(user)
}

async fn owner(ctx: &Ctx, user: UserId) -> Result<User, Error> {
    store::users::find(&ctx.db, user).await?.ok_or(Error::Unauthenticated)
}

fn in_use() -> Error {
    Error::Conflict { detail: "two-step sign-in is switched on already; switch it off first".to_owned() }
}
