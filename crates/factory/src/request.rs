//! Accepts a brief: saves it and queues the work, in one transaction.

use auth::user::UserId;
use content::{Brief, MaterialId, Status};
use store::idempotency::{self, Given};
use store::materials::{self, KeptMaterial, Record};
use store::{Tx, jobs};

use crate::ctx::Ctx;
use crate::engine;
use crate::error::Error;
use crate::jobs::GENERATE;

/// A client's word that a repeated request is the same request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey {
    /// What the client calls it; 1 to 255 characters.
    pub key: String,
    /// SHA-256 of what was asked for, to notice a key used twice for different things.
    pub request_hash: Vec<u8>,
}

/// Saves the brief and queues the writing of its material. With a key seen before, answers what was answered then.
///
/// # Errors
/// [`Error::Invalid`] when a source named is not the caller's or the engine is unknown, [`Error::Conflict`] when the
/// key was used for another request.
pub async fn request(
    ctx: &Ctx,
    owner: UserId,
    brief: Brief,
    key: Option<IdempotencyKey>,
) -> Result<MaterialId, Error> {
    check(ctx, owner, &brief, "").await?;
    let now_ms = ctx.clock.now_ms();
    let material = asked(ctx, owner, brief, now_ms);
    let (id, job) = (material.id, job(ctx, material.id, 0));
    let id = ctx
        .db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(given) = answered_before(tx, owner, key.as_ref()).await? {
                    return given.parse().map_err(|_| Error::Broken);
                }
                materials::insert(tx, &material, None).await?;
                jobs::enqueue(tx, &job, now_ms).await?;
                remember(tx, owner, key, id.to_string(), now_ms).await?;
                Ok(id)
            })
        })
        .await?;
    ctx.job_queued.notify_one();
    Ok(id)
}

/// Refuses what can be known to be wrong before any work: orders in place of a topic, sources that are not there, engines
/// that do not exist or cannot be paid.
pub(crate) async fn check(ctx: &Ctx, owner: UserId, brief: &Brief, at: &str) -> Result<(), Error> {
    crate::generate::screen::screen(brief).map_err(|error| below(at, error))?;
    let engine = engine::choose(ctx, brief, at)?;
    if engine.is_model() {
        crate::usage::share_books(ctx).await?;
    }
    engine::check_budget(ctx, &engine, owner)?;
    for (index, id) in brief.source_ids.iter().enumerate() {
        if store::sources::find(&ctx.db, owner, *id).await?.is_none() {
            let detail = "there is no such source; add it first or leave it out";
            return Err(Error::invalid("not_found", &format!("{at}/source_ids/{index}"), detail));
        }
    }
    Ok(())
}

/// The same findings, below a place.
fn below(at: &str, error: Error) -> Error {
    match error {
        Error::Invalid { mut findings } => {
            for finding in &mut findings {
                finding.pointer.insert_str(0, at);
            }
            Error::Invalid { findings }
        }
        other => other,
    }
}

pub(crate) fn asked(ctx: &Ctx, owner: UserId, brief: Brief, now_ms: i64) -> KeptMaterial {
    KeptMaterial {
        id: MaterialId(ctx.clock.new_id()),
        owner,
        status: Status::Queued,
        version: 1,
        batch: None,
        record: Record::asked(brief),
        created_ms: now_ms,
        updated_ms: now_ms,
    }
}

pub(crate) fn job(ctx: &Ctx, material: MaterialId, priority: u8) -> jobs::NewJob {
    jobs::NewJob {
        id: ctx.clock.new_id(),
        kind: GENERATE,
        subject: material.0,
        priority,
        max_attempts: ctx.limits.job_attempts,
    }
}

/// The answer already given under the key, if any.
pub(crate) async fn answered_before(
    tx: &mut Tx<'_>,
    owner: UserId,
    key: Option<&IdempotencyKey>,
) -> Result<Option<String>, Error> {
    let Some(key) = key else { return Ok(None) };
    let given = idempotency::find_for_update(tx, owner, &key.key).await?;
    given.map(|given| same_request(given, key)).transpose()
}

/// The same before a write, to spare work that a write would only throw away.
pub(crate) async fn answered_already(
    ctx: &Ctx,
    owner: UserId,
    key: Option<&IdempotencyKey>,
) -> Result<Option<String>, Error> {
    let Some(key) = key else { return Ok(None) };
    let given = idempotency::find(&ctx.db, owner, &key.key).await?;
    given.map(|given| same_request(given, key)).transpose()
}

fn same_request(given: Given, key: &IdempotencyKey) -> Result<String, Error> {
    if given.request_hash != key.request_hash {
        let detail = "this Idempotency-Key was used for another request; take a new key".to_owned();
        return Err(Error::Conflict { detail });
    }
    Ok(given.answer)
}

/// Keeps the answer under the key, in the write that makes it true.
pub(crate) async fn remember(
    tx: &mut Tx<'_>,
    owner: UserId,
    key: Option<IdempotencyKey>,
    answer: String,
    now_ms: i64,
) -> Result<(), Error> {
    if let Some(IdempotencyKey { key, request_hash }) = key {
        idempotency::insert(tx, owner, &key, &Given { request_hash, answer }, now_ms).await?;
    }
    Ok(())
}
