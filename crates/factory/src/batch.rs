//! Many briefs at once: all accepted in one transaction, or none.

use auth::user::UserId;
use content::{BatchId, Brief, Status};
use store::{batches, jobs, materials};

use crate::ctx::Ctx;
use crate::error::Error;
use crate::request::{IdempotencyKey, answered_before, asked, check, job, remember};

/// Saves the briefs and queues a job for each. With a key seen before, answers what was answered then.
///
/// # Errors
/// [`Error::Invalid`] when there are none or too many briefs, or one names what is not there; [`Error::Conflict`] when
/// the key was used for another request.
pub async fn request(
    ctx: &Ctx,
    owner: UserId,
    briefs: Vec<Brief>,
    key: Option<IdempotencyKey>,
) -> Result<BatchId, Error> {
    let most = ctx.limits.batch_briefs;
    if briefs.is_empty() || briefs.len() > most {
        let detail = format!("a batch holds 1 to {most} briefs, not {}", briefs.len());
        return Err(Error::invalid("out_of_range", "/briefs", detail));
    }
    for (index, brief) in briefs.iter().enumerate() {
        check(ctx, owner, brief, &format!("/briefs/{index}")).await?;
    }
    let (now_ms, id) = (ctx.clock.now_ms(), BatchId(ctx.clock.new_id()));
    let mut work = Vec::with_capacity(briefs.len());
    for brief in briefs {
        let mut material = asked(ctx, owner, brief, now_ms);
        material.batch = Some(id);
        let job = job(ctx, material.id, 1);
        work.push((material, job));
    }
    let id = ctx
        .db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(given) = answered_before(tx, owner, key.as_ref()).await? {
                    return given.parse().map_err(|_| Error::Broken);
                }
                let total = u32::try_from(work.len()).unwrap_or(u32::MAX);
                batches::insert(tx, owner, id, total, now_ms).await?;
                for (ordinal, (material, job)) in (0..).zip(&work) {
                    materials::insert(tx, material, Some(ordinal)).await?;
                    jobs::enqueue(tx, job, now_ms).await?;
                }
                remember(tx, owner, key, id.to_string(), now_ms).await?;
                Ok(id)
            })
        })
        .await?;
    ctx.job_queued.notify_waiters();
    Ok(id)
}

/// Stops what of a batch is not done yet; what is done stays.
///
/// # Errors
/// [`Error::NotFound`] when the owner has no such batch.
pub async fn cancel(ctx: &Ctx, owner: UserId, id: BatchId) -> Result<(), Error> {
    let batch = batches::find(&ctx.db, owner, id).await?.ok_or(Error::NotFound { what: "batch" })?;
    let now_ms = ctx.clock.now_ms();
    let unfinished: Vec<_> =
        batch.materials.into_iter().filter(|(_, status)| !status.is_final()).map(|(id, _)| id).collect();
    let told = unfinished.clone();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                batches::cancel(tx, owner, id, now_ms).await?;
                for material in unfinished {
                    crate::materials::stop(tx, material, Status::Cancelled, now_ms).await?;
                }
                Ok::<_, Error>(())
            })
        })
        .await?;
    for material in told {
        ctx.watchers.notify(material);
    }
    Ok(())
}
