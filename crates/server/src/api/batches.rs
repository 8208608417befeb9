//! Batches: many materials asked for at once.

use axum::extract::State;
use content::{BatchId, Brief, Finding, MaterialId, NewBrief, Status, Timestamp};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::batches::Batch;

use crate::app::App;
use crate::caller::Caller;
use crate::extract::{Json, Once, Path};
use crate::openapi::{Api, Words};
use crate::problem::Problem;
use crate::reply::{Accepted, NoContent};

pub(super) fn routes(api: Api) -> Api {
    const ONE: &str = "/api/v1/batches/{id}";
    let words = |summary, details| Words { tag: "Batches", summary, details, problems: &[] };
    api.post("/api/v1/batches", create, words("Ask for many materials", ABOUT_CREATE))
        .get(ONE, read, words("See where a batch stands", "Materials stand in the order of the briefs."))
        .delete(ONE, cancel, words("Stop a batch", "What is not done yet is cancelled; what is done stays."))
}

const ABOUT_CREATE: &str =
    "Up to 1,000 briefs. All are accepted, or none: every fault of every brief is named at once.";

async fn create(
    State(app): State<App>,
    caller: Caller,
    once: Once,
    Json(new): Json<NewBatch, 12288>,
) -> Result<Accepted<BatchView>, Problem> {
    let key = once.of("POST /batches", &new);
    let replayed = super::materials::is_replay(&app, caller, key.as_ref()).await?;
    let id = factory::batch::request(&app.ctx, caller.user, briefs(new)?, key).await?;
    let body = find(&app, caller, id).await?;
    Ok(Accepted { location: format!("/api/v1/batches/{id}"), body, replayed })
}

async fn read(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<BatchId>,
) -> Result<Json<BatchView>, Problem> {
    find(&app, caller, id).await.map(Json)
}

async fn cancel(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<BatchId>,
) -> Result<NoContent, Problem> {
    factory::batch::cancel(&app.ctx, caller.user, id).await?;
    Ok(NoContent)
}

async fn find(app: &App, caller: Caller, id: BatchId) -> Result<BatchView, Problem> {
    let batch = store::batches::find(&app.ctx.db, caller.user, id).await?;
    batch.map(BatchView::from).ok_or_else(|| Problem::not_found("batch"))
}

/// The most faults named of one batch.
const MOST_FAULTS: usize = 100;

fn briefs(new: NewBatch) -> Result<Vec<Brief>, Problem> {
    let mut briefs = Vec::with_capacity(new.briefs.len());
    let mut faults = Vec::new();
    for (index, brief) in new.briefs.into_iter().enumerate() {
        match Brief::try_from(brief) {
            Ok(brief) => briefs.push(brief),
            Err(findings) => faults.extend(findings.into_iter().map(|finding| Finding {
                pointer: format!("/briefs/{index}{}", finding.pointer),
                ..finding
            })),
        }
        if faults.len() >= MOST_FAULTS {
            break;
        }
    }
    if faults.is_empty() { Ok(briefs) } else { Err(Problem::of_findings(faults)) }
}

/// Many briefs.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct NewBatch {
    /// What to make.
    #[schemars(length(min = 1, max = 1000))]
    briefs: Vec<NewBrief>,
}

/// Where a batch stands.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "Batch")]
struct BatchView {
    /// Its name.
    id: BatchId,
    /// How many briefs it holds.
    total: u32,
    /// How many of its materials stand where.
    counts: Counts,
    /// Whether nothing more will happen.
    done: bool,
    /// Its materials in the order of the briefs; a deleted one is missing.
    materials: Vec<BatchItem>,
    /// When it was asked for.
    created_at: Timestamp,
    /// When its owner stopped it.
    #[serde(skip_serializing_if = "Option::is_none")]
    cancelled_at: Option<Timestamp>,
}

/// One material of a batch.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
struct BatchItem {
    /// The material.
    id: MaterialId,
    /// Where it stands.
    status: Status,
}

/// How many materials stand where.
#[derive(Debug, Clone, Copy, Default, Serialize, JsonSchema)]
#[schemars(rename = "BatchCounts")]
struct Counts {
    /// Wait for a worker.
    queued: u32,
    /// Are being made.
    running: u32,
    /// Are made.
    ready: u32,
    /// Could not be made well enough.
    rejected: u32,
    /// Broke.
    failed: u32,
    /// Were stopped.
    cancelled: u32,
}

impl From<Batch> for BatchView {
    fn from(batch: Batch) -> Self {
        let mut counts = Counts::default();
        for (_, status) in &batch.materials {
            *counts.of(*status) += 1;
        }
        Self {
            id: batch.id,
            total: batch.total,
            done: batch.materials.iter().all(|(_, status)| status.is_final()),
            counts,
            materials: batch.materials.into_iter().map(|(id, status)| BatchItem { id, status }).collect(),
            created_at: Timestamp(batch.created_ms),
            cancelled_at: batch.cancelled_ms.map(Timestamp),
        }
    }
}

impl Counts {
    fn of(&mut self, status: Status) -> &mut u32 {
        match status {
            Status::Queued => &mut self.queued,
            Status::Running => &mut self.running,
            Status::Ready => &mut self.ready,
            Status::Rejected => &mut self.rejected,
            Status::Failed => &mut self.failed,
            Status::Cancelled => &mut self.cancelled,
        }
    }
}
