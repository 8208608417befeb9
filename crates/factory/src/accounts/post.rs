//! Sends the letters that wait.

use std::sync::Arc;
use std::time::Duration;

use auth::secret::Purpose;
use store::letters::{self, Patience, Waiting};
use tokio_util::sync::CancellationToken;

use super::letter::Letter;
use crate::ctx::Ctx;
use crate::error::Error;

/// How often to look for letters that another process wrote, or whose time to be tried again has come.
const LOOK: Duration = Duration::from_secs(5);
/// A quarter of a minute after the first try, then twice as long each time, up to half an hour.
const PATIENCE: Patience = Patience { first_ms: 15_000, doublings: 7, longest_ms: 30 * 60_000 };
/// How often a letter is tried: for about four hours; most links are dead by then.
const ATTEMPTS: u32 = 15;

/// Sends letters until `shutdown`.
pub async fn run(ctx: Arc<Ctx>, shutdown: CancellationToken) {
    while !shutdown.is_cancelled() {
        if let Err(error) = send_all(&ctx).await {
            tracing::warn!(error = %error, "letters_not_read");
        }
        tokio::select! {
            () = shutdown.cancelled() => {}
            () = ctx.identity.letters_written.notified() => {}
            () = tokio::time::sleep(LOOK) => {}
        }
    }
}

/// Sends what is due now and answers how many letters were sent.
///
/// # Errors
/// [`Error::Store`]; a letter that could not be sent stays and is tried again later.
pub async fn send_all(ctx: &Ctx) -> Result<u32, Error> {
    let Some(mailer) = &ctx.mailer else { return Ok(0) };
    let mut sent = 0;
    while let Some(waiting) = next(ctx).await? {
        let id = waiting.id;
        match mailer.send(&open(ctx, &waiting)?).await {
            Ok(()) => sent += 1,
            Err(error) if waiting.attempts < ATTEMPTS && !error.is_final() => {
                tracing::warn!(error = &error as &dyn std::error::Error, letter_id = %id, "letter_not_sent");
                continue;
            }
            Err(error) => {
                tracing::error!(error = &error as &dyn std::error::Error, letter_id = %id, "letter_given_up");
            }
        }
        ctx.db.write(move |tx| Box::pin(async move { letters::remove(tx, id).await })).await?;
    }
    Ok(sent)
}

async fn next(ctx: &Ctx) -> Result<Option<Waiting>, Error> {
    let now_ms = ctx.clock.now_ms();
    if !letters::is_any_due(&ctx.db, now_ms).await? {
        return Ok(None);
    }
    Ok(ctx.db.write(move |tx| Box::pin(async move { letters::claim(tx, &PATIENCE, now_ms).await })).await?)
}

fn open(ctx: &Ctx, waiting: &Waiting) -> Result<Letter, Error> {
    let opened = ctx.identity.vault(Purpose::Letters).open(&waiting.sealed, None)?;
    serde_json::from_slice(&opened.secret).map_err(|_| Error::Broken)
}
