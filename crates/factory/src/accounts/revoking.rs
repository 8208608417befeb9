//! What was committed to the store as ended holds here at once, and elsewhere within two seconds: other processes are told
//! through Redis where there is one, and in any case look into the database ([`watch`](super::watch)).

use auth::id::SessionId;
use auth::user::UserId;
use store::revocations::Revocation;

use super::watch::REMEMBERED_MS;
use crate::ctx::Ctx;
use crate::error::Error;

/// Makes ended sign-ins dead.
pub(super) async fn sessions(ctx: &Ctx, ended: &[SessionId]) {
    let ended: Vec<Revocation> = ended.iter().copied().map(Revocation::Session).collect();
    tell(ctx, &ended).await;
}

/// Makes all of it hold.
pub(super) async fn tell(ctx: &Ctx, revocations: &[Revocation]) {
    if revocations.is_empty() {
        return;
    }
    let now_ms = ctx.clock.now_ms();
    ctx.identity.revoke(|revoked| {
        for revocation in revocations {
            revoked.note(*revocation, now_ms);
        }
        revoked.revocations.forget_expired(now_ms);
    });
    if let Err(error) = ctx.identity.shared.tell(revocations, now_ms, now_ms - REMEMBERED_MS).await {
        // the database says the same
        tracing::warn!(error = %error, "revocations_not_told");
    }
}

/// Lets an account in again, here and among those who were told; before the store does, so that nobody is left out who
/// was let in.
///
/// # Errors
/// [`Error::Store`] when the others cannot be told.
pub(super) async fn restore(ctx: &Ctx, user: UserId) -> Result<(), Error> {
    Ok(ctx.identity.shared.restore(user).await?)
}
