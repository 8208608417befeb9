//! 7 · Material, report and usage → stored, in one transaction. The only file that stores content.

use content::material::{Metadata, RetrievedPassage, Usage};
use content::{MaterialId, Status};
use serde_json::json;
use store::events;
use store::jobs::{self, Outcome};
use store::materials::{self, KeptMaterial, Record};
use store::usage;

use super::assess::Assessed;
use super::{Made, Order};
use crate::ctx::Ctx;
use crate::error::Error;
use crate::progress::Progress;
use crate::usage::Bill;

/// Stores a judged material and what it cost, and ends its job, all or nothing.
///
/// # Errors
/// [`Error::Stopped`] when the material was cancelled or deleted meanwhile, or the job was given to another worker;
/// [`Error::Store`].
pub async fn keep(
    ctx: &Ctx,
    order: &Order,
    assessed: Assessed,
    made: &Made,
    progress: &Progress,
) -> Result<(), Error> {
    let now_ms = ctx.clock.now_ms();
    let (id, claim) = (order.material, order.claim.clone());
    let mut kept = KeptMaterial {
        id,
        owner: order.owner,
        status: Status::Ready,
        version: 1,
        batch: None,
        record: record(order, &assessed, made, now_ms),
        created_ms: order.started_ms,
        updated_ms: now_ms,
    };
    progress.tell("done", json!({ "status": "ready" }));
    let pending = progress.drain();
    let bill = Bill::of(&ctx.ledger).await;
    let calls = bill.calls();
    let stored = ctx
        .db
        .write(move |tx| {
            Box::pin(async move {
                usage::add(tx, &calls).await?;
                if let Some(claim) = claim {
                    let asked = unfinished(materials::find_for_update(tx, id).await?)?;
                    kept = KeptMaterial {
                        record: kept.record,
                        status: kept.status,
                        updated_ms: now_ms,
                        ..asked
                    };
                    if let Some(metadata) = &mut kept.record.metadata {
                        metadata.version = kept.version;
                    }
                    materials::update(tx, &kept, kept.version).await?;
                    if !jobs::finish(tx, &claim, &Outcome::Done, now_ms).await? {
                        return Err(Error::Stopped);
                    }
                    events::append(tx, id, &pending, now_ms).await?;
                } else {
                    materials::insert(tx, &kept, None).await?;
                    events::begin(tx, id, &pending, now_ms).await?;
                }
                Ok::<_, Error>(())
            })
        })
        .await;
    bill.settle(stored)?;
    ctx.watchers.notify(id);
    Ok(())
}

/// Stores why there is no material, and ends its job.
///
/// # Errors
/// As [`keep`].
pub async fn refuse(ctx: &Ctx, order: &Order, error: &Error, progress: &Progress) -> Result<(), Error> {
    let Some(claim) = order.claim.clone() else { return Ok(()) };
    let (status, findings, quality) = match error {
        Error::NotGoodEnough { findings, report } => (Status::Rejected, findings.clone(), report.clone()),
        Error::NothingToTeachFrom { findings } | Error::Invalid { findings } | Error::Budget { findings } => {
            (Status::Rejected, findings.clone(), content::Report::default())
        }
        Error::Model { findings, .. } => (Status::Failed, findings.clone(), content::Report::default()),
        _ => {
            let detail = "something broke while this was made; ask for it again";
            (Status::Failed, vec![content::Finding::new("broken", "", detail)], content::Report::default())
        }
    };
    let (id, now_ms, started_ms) = (order.material, ctx.clock.now_ms(), order.started_ms);
    let usage = spent(&order.calls);
    progress.tell("problem", json!({ "status": status.as_str(), "findings": findings }));
    let pending = progress.drain();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                let mut kept = unfinished(materials::find_for_update(tx, id).await?)?;
                kept.status = status;
                kept.record.findings = findings;
                kept.record.quality = quality;
                kept.record.duration_ms = elapsed(started_ms, now_ms);
                kept.record.usage = usage;
                kept.updated_ms = now_ms;
                materials::update(tx, &kept, kept.version).await?;
                if !jobs::finish(tx, &claim, &Outcome::Done, now_ms).await? {
                    return Err(Error::Stopped);
                }
                Ok(events::append(tx, id, &pending, now_ms).await?)
            })
        })
        .await?;
    ctx.watchers.notify(id);
    Ok(())
}

/// Writes down what a material had cost when its work was stopped.
///
/// # Errors
/// [`Error::Store`].
pub async fn bill(ctx: &Ctx, material: MaterialId, calls: &llm::CallBudget) -> Result<(), Error> {
    let usage = spent(calls);
    if usage.input_tokens == 0 && usage.output_tokens == 0 {
        return Ok(());
    }
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                let Some(mut kept) = materials::find_for_update(tx, material).await? else { return Ok(()) };
                if kept.status == Status::Cancelled {
                    kept.record.usage = usage;
                    materials::update(tx, &kept, kept.version).await?;
                }
                Ok::<_, Error>(())
            })
        })
        .await
}

/// Says that the work began.
///
/// # Errors
/// As [`keep`].
pub async fn begin(ctx: &Ctx, material: MaterialId) -> Result<(), Error> {
    let now_ms = ctx.clock.now_ms();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                let mut kept = unfinished(materials::find_for_update(tx, material).await?)?;
                kept.status = Status::Running;
                kept.updated_ms = now_ms;
                materials::update(tx, &kept, kept.version).await?;
                Ok::<_, Error>(())
            })
        })
        .await
}

fn unfinished(kept: Option<KeptMaterial>) -> Result<KeptMaterial, Error> {
    kept.filter(|kept| !kept.status.is_final()).ok_or(Error::Stopped)
}

fn record(order: &Order, assessed: &Assessed, made: &Made, now_ms: i64) -> Record {
    Record {
        brief: order.brief.clone(),
        body: Some(assessed.body().to_json()),
        learning_objectives: assessed.objectives().to_vec(),
        source_materials: assessed.credits().to_vec(),
        retrieved_context: assessed.passages().iter().map(RetrievedPassage::from).collect(),
        evidence: assessed.evidence().to_vec(),
        quality: assessed.report().clone(),
        metadata: Some(Metadata {
            safety_check: assessed.safety_check().to_owned(),
            educational_focus: focus(assessed),
            engine: made.engine.clone(),
            prompt_hash: made.prompt_hash.clone(),
            attempts: made.attempts,
            version: 1,
        }),
        usage: spent(&order.calls),
        duration_ms: elapsed(order.started_ms, now_ms),
        findings: Vec::new(),
        approved_at_ms: None,
    }
}

/// What the focus check found: the material could not have passed off its topic.
fn focus(assessed: &Assessed) -> String {
    let score = assessed.report().scores.iter().find(|score| score.evaluator == "focus");
    match score {
        Some(score) if score.passed => "on_topic".to_owned(),
        Some(_) => "off_topic".to_owned(),
        None => "not_measured".to_owned(),
    }
}

/// Tokens and money of all calls, failed ones included.
fn spent(calls: &llm::CallBudget) -> Usage {
    let used = calls.usage();
    Usage {
        input_tokens: used.input_tokens,
        output_tokens: used.output_tokens,
        cost_usd: calls.cost_usd_micros().map(|micros| micros as f64 / 1e6),
    }
}

fn elapsed(started_ms: i64, now_ms: i64) -> u64 {
    u64::try_from(now_ms.saturating_sub(started_ms)).unwrap_or_default()
}
