//! The job that makes one material.

use std::sync::OnceLock;

use content::MaterialId;
use llm::CallBudget;
use store::jobs::Claim;

use crate::ctx::Ctx;
use crate::engine;
use crate::error::Error;
use crate::generate::keep::{begin, bill, refuse};
use crate::generate::{Order, generate};
use crate::progress::Progress;

/// Makes the material, or stores why there is none. Safe to run twice: a material that is done is left alone.
pub(super) async fn run(ctx: &Ctx, claim: &Claim, paid: &OnceLock<CallBudget>) -> Result<(), Error> {
    let order = order(ctx, claim).await?;
    let order = Order { calls: paid.get_or_init(|| order.calls.clone()).clone(), ..order };
    if claim.is_exhausted() {
        return refuse(ctx, &order, &Error::Broken, &Progress::of(order.material)).await;
    }
    begin(ctx, order.material).await?;
    let progress = Progress::of(order.material);
    match generate(ctx, &order, &progress).await {
        Ok(()) => {
            tracing::info!(
                material_id = %order.material,
                content_type = %order.brief.content_type,
                "content_generated"
            );
            Ok(())
        }
        Err(
            error @ (Error::NotGoodEnough { .. }
            | Error::NothingToTeachFrom { .. }
            | Error::Invalid { .. }
            | Error::Budget { .. }),
        ) => {
            tracing::info!(material_id = %order.material, "content_rejected");
            refuse(ctx, &order, &error, &progress).await
        }
        // the model's own retries are used up, and so is what one material may take
        Err(error @ Error::Model { .. }) => {
            tracing::warn!(
                material_id = %order.material,
                error = &error as &dyn std::error::Error,
                "content_generation_failed"
            );
            refuse(ctx, &order, &error, &progress).await
        }
        Err(error) => Err(error),
    }
}

/// Bills what was paid for a material whose work was stopped.
pub(super) async fn stopped(ctx: &Ctx, claim: &Claim, paid: &OnceLock<CallBudget>) -> Result<(), Error> {
    crate::usage::store_settlements(ctx).await?;
    match paid.get() {
        Some(calls) => bill(ctx, MaterialId(claim.subject), calls).await,
        None => Ok(()),
    }
}

/// Stores that the material could not be made.
pub(super) async fn give_up(ctx: &Ctx, claim: &Claim) -> Result<(), Error> {
    let order = order(ctx, claim).await?;
    tracing::error!(material_id = %order.material, "content_generation_failed");
    refuse(ctx, &order, &Error::Broken, &Progress::of(order.material)).await
}

async fn order(ctx: &Ctx, claim: &Claim) -> Result<Order, Error> {
    let material = MaterialId(claim.subject);
    let kept = store::materials::find_any(&ctx.db, material).await?.ok_or(Error::Stopped)?;
    Ok(Order {
        material,
        owner: kept.owner,
        // an attempt that crashed has made calls too
        calls: engine::allowance(ctx, kept.owner).after(store::jobs::calls(&ctx.db, claim.id).await?),
        // whoever asks for it again wants another one
        fresh: kept.version > 1,
        brief: kept.record.brief,
        claim: Some(claim.clone()),
        started_ms: ctx.clock.now_ms(),
    })
}
