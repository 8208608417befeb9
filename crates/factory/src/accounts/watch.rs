//! Looks every second at what other processes changed: ended sessions, suspended accounts, first accounts, keys.

use std::sync::Arc;
use std::time::Duration;

use auth::audit::Kind;
use auth::time::MINUTE_MS;
use auth::token::ACCESS_TTL_MS;
use store::Db;
use tokio_util::sync::CancellationToken;

use super::Identity;
use super::event::Event;
use super::identity::Revoked;
use crate::clock::Clock;
use crate::ctx::Ctx;
use crate::error::Error;

/// How often: a token that was revoked elsewhere lives at most this long and the time of one look.
const EVERY: Duration = Duration::from_secs(1);
/// How often the keys are read again, in looks.
const KEYS_EVERY: u64 = 5;
/// How often it is written down how many were turned away, in looks: a flood does not fill the audit log.
const TURNED_AWAY_EVERY: u64 = 60;
/// How long the memory for hashing is kept after its last use, in milliseconds.
const IDLE_MS: i64 = 10_000;

/// How long what was revoked has to be remembered: a token's life and a minute for clocks that differ.
pub(super) const REMEMBERED_MS: i64 = ACCESS_TTL_MS + MINUTE_MS;

/// Looks until `shutdown`.
pub async fn run(ctx: Arc<Ctx>, shutdown: CancellationToken) {
    // side by side, so that no look waits for a Redis that hangs
    tokio::join!(look_on(&ctx, &shutdown), stay_connected(&ctx, &shutdown));
}

/// Keeps the connection to Redis alive: a broken one is found by whoever uses it next, who should be nobody that waits for
/// an answer. The log says when it went and when it came back.
async fn stay_connected(ctx: &Ctx, shutdown: &CancellationToken) {
    let mut answered = true;
    while goes_on(shutdown).await {
        let answers = ctx.identity.shared.ping().await;
        match &answers {
            Err(error) if answered => {
                tracing::error!(error = error as &dyn std::error::Error, "redis_unavailable");
            }
            Ok(()) if !answered => tracing::info!("redis_answers_again"),
            _ => {}
        }
        answered = answers.is_ok();
    }
}

/// Waits for the next look; `false` when there is none.
async fn goes_on(shutdown: &CancellationToken) -> bool {
    tokio::select! {
        () = shutdown.cancelled() => false,
        () = tokio::time::sleep(EVERY) => true,
    }
}

async fn look_on(ctx: &Ctx, shutdown: &CancellationToken) {
    for round in 1_u64.. {
        if !goes_on(shutdown).await {
            return;
        }
        let now_ms = ctx.clock.now_ms();
        ctx.identity.hashing.forget_idle(now_ms - IDLE_MS, now_ms);
        if let Err(error) = look(&ctx.db, &ctx.clock, &ctx.identity).await {
            tracing::warn!(error = %error, "revocations_not_read");
        }
        if round % TURNED_AWAY_EVERY == 0
            && let Err(error) = note_turned_away(ctx).await
        {
            tracing::warn!(error = %error, "turned_away_not_noted");
        }
        if round % KEYS_EVERY == 0
            && let Err(error) = super::keys::reload(&ctx.db, &ctx.identity).await
        {
            tracing::warn!(error = %error, "signing_keys_not_read");
        }
    }
}

/// Writes down how many the hashing workers turned away since the last time, if any.
pub(super) async fn note_turned_away(ctx: &Ctx) -> Result<(), Error> {
    let turned_away = ctx.identity.hashing.take_turned_away();
    if turned_away == 0 {
        return Ok(());
    }
    tracing::warn!(turned_away, "login_throttled");
    let detail = format!("{turned_away} turned away: too many at once");
    let event = Event::of_system(ctx, Kind::LoginThrottled)?.detail(&detail);
    ctx.db.write(move |tx| Box::pin(event.keep(tx))).await
}

/// Looks once.
pub(super) async fn look(db: &Db, clock: &Clock, identity: &Identity) -> Result<(), Error> {
    let asked_at = identity.revoked_changes();
    let mut revoked = Revoked::default();
    let since_ms = clock.now_ms() - REMEMBERED_MS;
    for (revocation, at_ms) in store::revocations::since(db, since_ms).await? {
        revoked.note(revocation, at_ms);
    }
    identity.replace_revoked(revoked, asked_at);
    if !identity.has_accounts() && store::users::is_any(db).await? {
        identity.note_account();
    }
    Ok(())
}
