//! The runner: claim, run, renew the lease, retry, drain on shutdown.

use std::panic::AssertUnwindSafe;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use futures_util::FutureExt;
use llm::CallBudget;
use store::jobs::{self as queue, Claim, Outcome};
use tokio::task::JoinSet;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::ctx::Ctx;
use crate::error::Error;

mod generate;
mod left;
mod sweep;

pub use left::Left;

/// The kind of job that makes one material.
pub const GENERATE: &str = "generate";

/// How long a worker may be silent before its job is given to another, in milliseconds.
const LEASE_MS: i64 = 10_000;
/// How often a worker says that it is alive: three chances within a lease.
const HEARTBEAT: Duration = Duration::from_secs(3);
/// How often a worker looks whether its job was stopped: twice within the second in which a provider must learn it.
const LOOK: Duration = Duration::from_millis(400);
/// How long an idle worker sleeps before it looks for jobs that another process queued.
const POLL: Duration = Duration::from_millis(500);
/// How long the first retry waits, in milliseconds; each further one waits four times as long.
const RETRY_MS: i64 = 1_000;

/// Runs jobs with `workers` at a time until `shutdown`, then finishes what is in hand and returns.
pub async fn run(ctx: Arc<Ctx>, name: &str, workers: usize, shutdown: CancellationToken) {
    let mut tasks = JoinSet::new();
    for _ in 0..workers.max(1) {
        tasks.spawn(work(ctx.clone(), name.to_owned(), shutdown.clone()));
    }
    tasks.spawn(crate::accounts::post::run(ctx.clone(), shutdown.clone()));
    tasks.spawn(left::run(ctx.clone(), shutdown.clone()));
    tasks.spawn(sweep::run(ctx, shutdown));
    while let Some(ended) = tasks.join_next().await {
        if let Err(error) = ended {
            tracing::error!(error = %error, "worker_ended");
        }
    }
}

/// Stops what nobody waits for any more until `shutdown`, in a process that runs no jobs itself.
pub async fn stop_what_is_left(ctx: Arc<Ctx>, shutdown: CancellationToken) {
    left::run(ctx, shutdown).await;
}

/// Runs what is queued now, one after the other, and answers how many jobs that were.
///
/// # Errors
/// [`Error::Store`].
pub async fn run_queued(ctx: &Ctx, name: &str) -> Result<u32, Error> {
    let mut done = 0;
    while let Some(claim) = claim(ctx, name).await? {
        run_one(ctx, claim).await;
        done += 1;
    }
    Ok(done)
}

/// Gives back at once what workers held that `is_gone` says no longer live, such as processes that were killed.
///
/// # Errors
/// [`Error::Store`].
pub async fn release_abandoned(ctx: &Ctx, is_gone: impl Fn(&str) -> bool) -> Result<(), Error> {
    let now_ms = ctx.clock.now_ms();
    for worker in queue::workers(&ctx.db).await?.into_iter().filter(|worker| is_gone(worker)) {
        let released = ctx
            .db
            .write(move |tx| Box::pin(async move { queue::release(tx, &worker, now_ms).await }))
            .await?;
        tracing::info!(jobs = released, "abandoned_jobs_released");
    }
    Ok(())
}

async fn work(ctx: Arc<Ctx>, name: String, shutdown: CancellationToken) {
    while !shutdown.is_cancelled() {
        match claim(&ctx, &name).await {
            Ok(Some(claim)) => run_one(&ctx, claim).await,
            Ok(None) => {
                tokio::select! {
                    () = ctx.job_queued.notified() => {}
                    () = tokio::time::sleep(POLL) => {}
                    () = shutdown.cancelled() => {}
                }
            }
            Err(error) => {
                tracing::error!(error = %error, "job_claim_failed");
                tokio::time::sleep(POLL).await;
            }
        }
    }
}

async fn claim(ctx: &Ctx, name: &str) -> Result<Option<Claim>, Error> {
    // a look costs nothing; a claim is a write
    let now_ms = ctx.clock.now_ms();
    if queue::next_run_at_ms(&ctx.db).await?.is_none_or(|at_ms| at_ms > now_ms) {
        return Ok(None);
    }
    let name = name.to_owned();
    let claimed = ctx
        .db
        .write(move |tx| Box::pin(async move { queue::claim(tx, &name, now_ms, LEASE_MS).await }))
        .await?;
    if claimed.is_some() {
        // where one job was, there may be more
        ctx.job_queued.notify_one();
    }
    Ok(claimed)
}

/// Runs one job while renewing its lease; drops the work as soon as the lease is lost.
async fn run_one(ctx: &Ctx, claim: Claim) {
    let paid = OnceLock::new();
    let outcome = match work_while_held(ctx, &claim, &paid).await {
        Some(outcome) => outcome,
        None => Err(Error::Stopped),
    };
    let ended = match outcome {
        Ok(()) => return,
        Err(Error::Stopped) => generate::stopped(ctx, &claim, &paid).await,
        Err(error) => after_failure(ctx, &claim, error).await,
    };
    if let Err(error) = ended {
        tracing::error!(error = %error, job_id = %claim.id, "job_outcome_lost");
    }
}

/// The outcome of the work; `None` when the job was taken away meanwhile, and the work is dropped.
///
/// Work and watch are polled together. Work that stood still while its job is looked up could hold the connection that the
/// look-up waits for.
async fn work_while_held(ctx: &Ctx, claim: &Claim, paid: &OnceLock<CallBudget>) -> Option<Result<(), Error>> {
    let work = AssertUnwindSafe(handle(ctx, claim, paid)).catch_unwind();
    tokio::select! {
        outcome = work => Some(outcome.unwrap_or(Err(Error::Broken))),
        () = taken_away(ctx, claim, paid) => None,
    }
}

/// Renews the lease until the job is somebody else's, or nobody's.
async fn taken_away(ctx: &Ctx, claim: &Claim, paid: &OnceLock<CallBudget>) {
    let mut notices = ctx.watchers.watch();
    let mut heartbeat = tokio::time::interval_at(Instant::now() + HEARTBEAT, HEARTBEAT);
    let mut look = tokio::time::interval_at(Instant::now() + LOOK, LOOK);
    loop {
        let held = tokio::select! {
            _ = heartbeat.tick() => renew(ctx, claim, paid.get().map(CallBudget::used)).await,
            // another process may have stopped the job
            _ = look.tick() => is_held(ctx, claim).await,
            about = notices.recv() => match about {
                Ok(material) if material.0 == claim.subject => is_held(ctx, claim).await,
                _ => Ok(true),
            },
        };
        match held {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => tracing::warn!(error = %error, "job_renewal_failed"),
        }
    }
}

async fn handle(ctx: &Ctx, claim: &Claim, paid: &OnceLock<CallBudget>) -> Result<(), Error> {
    match claim.kind.as_str() {
        GENERATE => generate::run(ctx, claim, paid).await,
        _ => Err(Error::Broken),
    }
}

async fn is_held(ctx: &Ctx, claim: &Claim) -> Result<bool, Error> {
    Ok(queue::is_held(&ctx.db, claim).await?)
}

async fn renew(ctx: &Ctx, claim: &Claim, calls: Option<u32>) -> Result<bool, Error> {
    let (claim, now_ms) = (claim.clone(), ctx.clock.now_ms());
    Ok(ctx
        .db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(calls) = calls.filter(|calls| *calls > 0) {
                    queue::note_calls(tx, claim.id, calls).await?;
                }
                queue::renew(tx, &claim, now_ms, LEASE_MS).await
            })
        })
        .await?)
}

/// A job that broke is tried again later, or given up.
async fn after_failure(ctx: &Ctx, claim: &Claim, error: Error) -> Result<(), Error> {
    tracing::error!(error = %error, job_id = %claim.id, kind = %claim.kind, attempt = claim.attempt, "job_failed");
    if claim.attempt >= claim.max_attempts {
        return generate::give_up(ctx, claim).await;
    }
    let now_ms = ctx.clock.now_ms();
    let run_at_ms = now_ms + RETRY_MS * 4_i64.saturating_pow(claim.attempt.saturating_sub(1));
    let (claim, outcome) = (claim.clone(), Outcome::Again { run_at_ms, problem: "broken".to_owned() });
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                queue::finish(tx, &claim, &outcome, now_ms).await?;
                Ok(())
            })
        })
        .await
}
