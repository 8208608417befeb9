//! Forgets what is kept no longer than it has to be: addresses, dead sessions, accounts nobody confirmed, old records.

use auth::audit::Kind;
use auth::time::DAY_MS;

use super::event::Event;
use super::watch::REMEMBERED_MS;
use crate::ctx::Ctx;
use crate::error::Error;

/// Forgets once.
///
/// # Errors
/// [`Error::Store`].
pub async fn apply(ctx: &Ctx) -> Result<(), Error> {
    let now_ms = ctx.clock.now_ms();
    let cutoffs = ctx.identity.config.retention.cutoffs(now_ms);
    let event = Event::of_system(ctx, Kind::RetentionApplied)?;
    let touched = ctx
        .db
        .write(move |tx| {
            Box::pin(async move {
                store::sessions::sweep(tx, cutoffs.dead_sessions_ms, cutoffs.origins_ms).await?;
                store::refresh_tokens::sweep(tx, cutoffs.dead_sessions_ms).await?;
                store::one_time_tokens::sweep(tx, cutoffs.dead_sessions_ms.min(now_ms - DAY_MS)).await?;
                store::revocations::sweep(tx, now_ms - REMEMBERED_MS).await?;
                let touched = store::audit::sweep(tx, cutoffs.origins_ms, cutoffs.audit_ms).await?;
                if touched > 0 {
                    event.detail(&touched.to_string()).keep(tx).await?;
                }
                Ok::<_, Error>(touched)
            })
        })
        .await?;
    let forgotten = forget_unverified(ctx, cutoffs.unverified_accounts_ms).await?;
    if touched > 0 || forgotten > 0 {
        tracing::info!(records = touched, accounts = forgotten, "retention_applied");
    }
    Ok(())
}

/// Deletes accounts whose address nobody confirmed, where an address has to be confirmed at all.
async fn forget_unverified(ctx: &Ctx, before_ms: i64) -> Result<usize, Error> {
    if !ctx.identity.config.policy.require_verified_email {
        return Ok(0);
    }
    let (event, now_ms) = (Event::of_system(ctx, Kind::AccountDeleted)?, ctx.clock.now_ms());
    let gone = ctx
        .db
        .write(move |tx| {
            Box::pin(async move {
                let gone = store::users::unverified_before(tx, before_ms).await?;
                for user in &gone {
                    let event = event.clone().to(*user).detail("never confirmed");
                    super::profile::bury(tx, *user, event, now_ms).await?;
                }
                Ok::<_, Error>(gone)
            })
        })
        .await?;
    Ok(gone.len())
}
