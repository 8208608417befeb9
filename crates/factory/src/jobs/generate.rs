//! The job that makes one material.

use content::MaterialId;
use store::jobs::Claim;

use crate::ctx::Ctx;
use crate::error::Error;
use crate::generate::keep::{begin, refuse};
use crate::generate::{Order, generate};
use crate::progress::Progress;

/// Makes the material, or stores why there is none. Safe to run twice: a material that is done is left alone.
pub(super) async fn run(ctx: &Ctx, claim: &Claim) -> Result<(), Error> {
    let order = order(ctx, claim).await?;
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
            error @ (Error::NotGoodEnough { .. } | Error::NothingToTeachFrom { .. } | Error::Invalid { .. }),
        ) => {
            tracing::info!(material_id = %order.material, "content_rejected");
            refuse(ctx, &order, &error, &progress).await
        }
        Err(error) => Err(error),
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
        brief: kept.record.brief,
        claim: Some(claim.clone()),
        started_ms: ctx.clock.now_ms(),
    })
}
