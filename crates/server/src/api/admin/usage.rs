//! What the installation is used for.

use axum::extract::State;
use schemars::JsonSchema;
use serde::Serialize;

use crate::app::App;
use crate::caller::Caller;
use crate::extract::Json;
use crate::openapi::{Api, Words};
use crate::problem::Problem;
use crate::reply::Page;

/// The most accounts that are listed.
const MOST: u32 = 1_000;

pub(super) fn routes(api: Api) -> Api {
    let details = "How many materials each account holds, the most first; a thousand accounts at most.";
    let words = Words { tag: "Administration", summary: "What is used by whom", details, problems: &[] };
    api.get("/api/v1/admin/usage", list, words)
}

async fn list(State(app): State<App>, _: Caller) -> Result<Json<Page<Usage>>, Problem> {
    let usage = store::belongings::usage(&app.ctx.db, MOST).await?;
    let shown = |usage: store::belongings::Usage| Usage {
        user_id: usage.owner.to_string(),
        materials: usage.materials,
        ready: usage.ready,
    };
    Ok(Json(Page::whole(usage.into_iter().map(shown).collect())))
}

/// What one account uses.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "AccountUsage")]
struct Usage {
    /// Whose.
    user_id: String,
    /// How many materials it holds.
    materials: i64,
    /// How many of them are ready.
    ready: i64,
}
