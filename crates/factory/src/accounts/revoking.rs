//! What was committed to the store as ended holds here at once, and elsewhere within two seconds: other processes look into
//! the database every second ([`watch`](super::watch)), and nothing else has to answer.

use auth::id::SessionId;
use store::revocations::Revocation;

use crate::ctx::Ctx;

/// Makes ended sign-ins dead.
pub(super) fn sessions(ctx: &Ctx, ended: &[SessionId]) {
    let ended: Vec<Revocation> = ended.iter().copied().map(Revocation::Session).collect();
    all(ctx, &ended);
}

/// Makes all of it hold.
pub(super) fn all(ctx: &Ctx, revocations: &[Revocation]) {
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
}
