//! Jobs: enqueue, claim, renew, finish.
//!
//! A claim counts an attempt and takes a lease; the worker renews it while it works. A worker that dies lets its
//! lease run out, and the job is claimed again. Every later write names worker and attempt, so that a worker that
//! was given up for dead cannot write over its successor.

use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use crate::{Db, Error, Tx, facts};

/// A job to be queued.
#[derive(Debug, Clone, PartialEq)]
pub struct NewJob {
    /// Its name.
    pub id: Uuid,
    /// Which handler runs it.
    pub kind: &'static str,
    /// The material or source it is about.
    pub subject: Uuid,
    /// 0 when someone waits for it, 1 when it is part of a batch; lower numbers are taken first.
    pub priority: u8,
    /// How often it may be tried.
    pub max_attempts: u32,
}

/// A job in a worker's hands.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Its name.
    pub id: Uuid,
    /// Which handler runs it.
    pub kind: String,
    /// The material or source it is about.
    pub subject: Uuid,
    /// Which attempt this is, from 1.
    pub attempt: u32,
    /// How often it may be tried.
    pub max_attempts: u32,
    /// Who holds it.
    pub worker: String,
    /// When it was queued, in milliseconds since 1970.
    pub created_ms: i64,
}

impl Claim {
    /// Whether earlier attempts ended without a word until none is left: the job kills its workers.
    pub fn is_exhausted(&self) -> bool {
        self.attempt > self.max_attempts
    }
}

/// Queues a job to run at once.
///
/// # Errors
/// [`Error::Database`].
pub async fn enqueue(tx: &mut Tx<'_>, job: &NewJob, now_ms: i64) -> Result<(), Error> {
    const SQL: &str =
        "INSERT INTO jobs (id, kind, subject, state, priority, run_at_ms, attempts, max_attempts,
                           created_ms, updated_ms)
                       VALUES ($1, $2, $3, 'queued', $4, $5, 0, $6, $5, $5)";
    sqlx::query(SQL)
        .bind(job.id)
        .bind(job.kind)
        .bind(job.subject)
        .bind(job.priority)
        .bind(now_ms)
        .bind(job.max_attempts)
        .execute(&mut *tx.connection)
        .await?;
    Ok(())
}

/// Takes the job that has waited longest, or one whose worker let its lease run out.
///
/// # Errors
/// [`Error::Database`].
pub async fn claim(
    tx: &mut Tx<'_>,
    worker: &str,
    now_ms: i64,
    lease_ms: i64,
) -> Result<Option<Claim>, Error> {
    // one writer at a time makes the inner SELECT safe on SQLite; PostgreSQL adds FOR UPDATE SKIP LOCKED
    const SQL: &str =
        "UPDATE jobs SET state = 'running', worker = $1, lease_until_ms = $2, attempts = attempts + 1,
                           updated_ms = $3
                       WHERE id = (SELECT id FROM jobs
                                   WHERE (state = 'queued' AND run_at_ms <= $3)
                                      OR (state = 'running' AND lease_until_ms < $3)
                                   ORDER BY priority, run_at_ms, id LIMIT 1)
                       RETURNING id, kind, subject, attempts, max_attempts, worker, created_ms";
    let row = sqlx::query(SQL)
        .bind(worker)
        .bind(now_ms.saturating_add(lease_ms))
        .bind(now_ms)
        .fetch_optional(&mut *tx.connection)
        .await?;
    row.as_ref().map(claimed).transpose()
}

/// Keeps the lease while the work goes on; `false` when the job is no longer this worker's, and its work must stop.
///
/// # Errors
/// [`Error::Database`].
pub async fn renew(tx: &mut Tx<'_>, claim: &Claim, now_ms: i64, lease_ms: i64) -> Result<bool, Error> {
    const SQL: &str = "UPDATE jobs SET lease_until_ms = $1
                       WHERE id = $2 AND worker = $3 AND attempts = $4 AND state = 'running'";
    let done = sqlx::query(SQL)
        .bind(now_ms.saturating_add(lease_ms))
        .bind(claim.id)
        .bind(&claim.worker)
        .bind(claim.attempt)
        .execute(&mut *tx.connection)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// Whether the job is still this worker's, without writing anything.
///
/// # Errors
/// [`Error::Database`].
pub async fn is_held(db: &Db, claim: &Claim) -> Result<bool, Error> {
    const SQL: &str = "SELECT EXISTS (SELECT 1 FROM jobs
                       WHERE id = $1 AND worker = $2 AND attempts = $3 AND state = 'running')";
    let held: i64 = sqlx::query_scalar(SQL)
        .bind(claim.id)
        .bind(&claim.worker)
        .bind(claim.attempt)
        .fetch_one(&db.reads)
        .await?;
    Ok(held != 0)
}

/// How a job's attempt ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is done.
    Done,
    /// It will not be tried again.
    Failed {
        /// Why, for operators; no learner's text.
        problem: String,
    },
    /// It is tried again later.
    Again {
        /// When, in milliseconds since 1970.
        run_at_ms: i64,
        /// Why, for operators; no learner's text.
        problem: String,
    },
}

/// Ends an attempt; `false` when the job is no longer this worker's.
///
/// # Errors
/// [`Error::Database`].
pub async fn finish(tx: &mut Tx<'_>, claim: &Claim, outcome: &Outcome, now_ms: i64) -> Result<bool, Error> {
    const SQL: &str = "UPDATE jobs SET state = $1, run_at_ms = COALESCE($2, run_at_ms), problem = $3,
                           worker = NULL, lease_until_ms = NULL, updated_ms = $4
                       WHERE id = $5 AND worker = $6 AND attempts = $7 AND state = 'running'";
    let (state, run_at_ms, problem) = match outcome {
        Outcome::Done => ("done", None, None),
        Outcome::Failed { problem } => ("failed", None, Some(problem)),
        Outcome::Again { run_at_ms, problem } => ("queued", Some(*run_at_ms), Some(problem)),
    };
    let done = sqlx::query(SQL)
        .bind(state)
        .bind(run_at_ms)
        .bind(problem)
        .bind(now_ms)
        .bind(claim.id)
        .bind(&claim.worker)
        .bind(claim.attempt)
        .execute(&mut *tx.connection)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// Stops all unfinished jobs about a subject; a worker that holds one learns it at its next renewal.
///
/// # Errors
/// [`Error::Database`].
pub async fn cancel(tx: &mut Tx<'_>, subject: Uuid, now_ms: i64) -> Result<(), Error> {
    const SQL: &str =
        "UPDATE jobs SET state = 'cancelled', worker = NULL, lease_until_ms = NULL, updated_ms = $1
                       WHERE subject = $2 AND state IN ('queued', 'running')";
    sqlx::query(SQL).bind(now_ms).bind(subject).execute(&mut *tx.connection).await?;
    Ok(())
}

/// Gives back at once what a worker held that is known to be gone, without waiting for its lease.
///
/// # Errors
/// [`Error::Database`].
pub async fn release(tx: &mut Tx<'_>, worker: &str, now_ms: i64) -> Result<u64, Error> {
    const SQL: &str = "UPDATE jobs SET lease_until_ms = $1 WHERE worker = $2 AND state = 'running'";
    let done =
        sqlx::query(SQL).bind(now_ms.saturating_sub(1)).bind(worker).execute(&mut *tx.connection).await?;
    Ok(done.rows_affected())
}

/// The workers that hold jobs.
///
/// # Errors
/// [`Error::Database`].
pub async fn workers(db: &Db) -> Result<Vec<String>, Error> {
    const SQL: &str = "SELECT DISTINCT worker FROM jobs WHERE state = 'running' AND worker IS NOT NULL";
    Ok(sqlx::query_scalar(SQL).fetch_all(&db.reads).await?)
}

/// How many jobs wait and how many run.
///
/// # Errors
/// [`Error::Database`].
pub async fn counts(db: &Db) -> Result<(u64, u64), Error> {
    const SQL: &str = "SELECT COUNT(CASE WHEN state = 'queued' THEN 1 END) AS waiting,
                              COUNT(CASE WHEN state = 'running' THEN 1 END) AS running
                       FROM jobs WHERE state IN ('queued', 'running')";
    let row = sqlx::query(SQL).fetch_one(&db.reads).await?;
    let waiting: i64 = row.try_get("waiting")?;
    let running: i64 = row.try_get("running")?;
    Ok((waiting.unsigned_abs(), running.unsigned_abs()))
}

/// When the next waiting job may run, in milliseconds since 1970; `None` when none waits.
///
/// # Errors
/// [`Error::Database`].
pub async fn next_run_at_ms(db: &Db) -> Result<Option<i64>, Error> {
    const SQL: &str = "SELECT MIN(CASE WHEN state = 'queued' THEN run_at_ms ELSE lease_until_ms END)
                       FROM jobs WHERE state IN ('queued', 'running')";
    Ok(sqlx::query_scalar(SQL).fetch_one(&db.reads).await?)
}

/// Removes ended jobs that were last touched before a moment; answers how many.
///
/// # Errors
/// [`Error::Database`].
pub async fn sweep(tx: &mut Tx<'_>, before_ms: i64) -> Result<u64, Error> {
    const SQL: &str = "DELETE FROM jobs WHERE state IN ('done', 'failed', 'cancelled') AND updated_ms < $1";
    const CALLS: &str = "DELETE FROM facts WHERE name LIKE 'calls/%' AND NOT EXISTS
                           (SELECT 1 FROM jobs WHERE 'calls/' || lower(hex(jobs.id)) = facts.name)";
    let swept = sqlx::query(SQL).bind(before_ms).execute(&mut *tx.connection).await?.rows_affected();
    sqlx::query(CALLS).execute(&mut *tx.connection).await?;
    Ok(swept)
}

/// Takes note of how many calls of models a job has made, for the attempt after a crash to go on from.
///
/// # Errors
/// [`Error::Database`].
pub async fn note_calls(tx: &mut Tx<'_>, job: Uuid, calls: u32) -> Result<(), Error> {
    facts::set(tx, &calls_of(job), &calls.to_string()).await
}

/// How many calls of models a job was last known to have made.
///
/// # Errors
/// [`Error::Database`].
pub async fn calls(db: &Db, job: Uuid) -> Result<u32, Error> {
    Ok(facts::get(db, &calls_of(job)).await?.and_then(|calls| calls.parse().ok()).unwrap_or_default())
}

fn calls_of(job: Uuid) -> String {
    format!("calls/{}", job.simple())
}

fn claimed(row: &SqliteRow) -> Result<Claim, Error> {
    Ok(Claim {
        id: row.try_get("id")?,
        kind: row.try_get("kind")?,
        subject: row.try_get("subject")?,
        attempt: row.try_get("attempts")?,
        max_attempts: row.try_get("max_attempts")?,
        worker: row.try_get("worker")?,
        created_ms: row.try_get("created_ms")?,
    })
}
