//! Sweeps away what is no longer needed: ended jobs, old idempotency keys, the words of drafts, traces of people, keys
//! that signed long ago.

use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::accounts::{keys, retention};
use crate::ctx::Ctx;
use crate::error::Error;

/// How often to sweep.
const EVERY: Duration = Duration::from_secs(3600);
/// How long ended jobs are kept for operators to look at, in milliseconds: seven days.
const JOBS_MS: i64 = 7 * 24 * 3_600_000;
/// How long a repeated request is recognised, in milliseconds: a day.
const KEYS_MS: i64 = 24 * 3_600_000;
/// How long the words of a draft can be read again by who watched it, in milliseconds: a day.
const DRAFTS_MS: i64 = 24 * 3_600_000;

pub(super) async fn run(ctx: Arc<Ctx>, shutdown: CancellationToken) {
    loop {
        tokio::select! {
            () = shutdown.cancelled() => return,
            () = tokio::time::sleep(EVERY) => {}
        }
        for swept in [sweep(&ctx).await, retention::apply(&ctx).await, keys::maintain(&ctx).await] {
            if let Err(error) = swept {
                tracing::warn!(error = %error, "sweep_failed");
            }
        }
    }
}

async fn sweep(ctx: &Ctx) -> Result<(), Error> {
    let now_ms = ctx.clock.now_ms();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                store::jobs::sweep(tx, now_ms - JOBS_MS).await?;
                store::idempotency::sweep(tx, now_ms - KEYS_MS).await?;
                store::events::sweep(tx, now_ms - DRAFTS_MS).await?;
                Ok::<_, Error>(())
            })
        })
        .await
}
