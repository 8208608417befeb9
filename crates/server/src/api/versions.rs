//! The earlier versions of a material.

use axum::extract::State;
use content::{MaterialId, Objective, Report, Timestamp};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::app::App;
use crate::caller::Caller;
use crate::extract::{Json, PageQuery, Path, Query};
use crate::openapi::{Api, Words};
use crate::problem::Problem;
use crate::reply::Page;

pub(super) fn routes(api: Api) -> Api {
    let words = Words {
        tag: "Materials",
        summary: "List earlier versions",
        details: "What the material was before each edit or regeneration, newest first. The material itself is the \
                  version of today.",
        problems: &[],
    };
    api.get("/api/v1/materials/{id}/versions", list, words)
}

async fn list(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<MaterialId>,
    Query(page): Query<VersionPage>,
) -> Result<Json<Page<Version>>, Problem> {
    super::materials::find(&app, caller, id).await?;
    let limit = PageQuery { limit: page.limit, cursor: None }.limit()?;
    let before =
        page.cursor.as_deref().filter(|cursor| !cursor.is_empty()).map(str::parse::<u32>).transpose();
    let before =
        before.map_err(|_| Problem::invalid("/cursor", "take it from `next_cursor` of the page before"))?;
    let mut items = store::materials::versions(&app.ctx.db, id, before, limit + 1).await?;
    let more = items.len() > limit as usize;
    items.truncate(limit as usize);
    let items: Vec<Version> = items.into_iter().map(Version::from).collect();
    let next_cursor = items.last().filter(|_| more).map(|last| last.version.to_string());
    Ok(Json(Page { items, next_cursor }))
}

/// Which page of the versions is wanted.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
struct VersionPage {
    /// How many items, 1 to 100; 20 when absent.
    #[schemars(range(min = 1, max = 100))]
    limit: Option<u32>,
    /// `next_cursor` of the page before.
    #[schemars(regex(pattern = "^[0-9]{0,9}$"))]
    cursor: Option<String>,
}

/// An earlier version of a material.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "MaterialVersion")]
struct Version {
    /// From 1.
    version: u32,
    /// The content; `null` where there was none. Its shape is the content type's schema.
    body: Option<Value>,
    /// What learners could do afterwards.
    learning_objectives: Vec<Objective>,
    /// How it was judged.
    quality: Report,
    /// When another version took its place.
    replaced_at: Timestamp,
}

impl From<(u32, store::materials::Record, i64)> for Version {
    fn from((version, record, replaced_ms): (u32, store::materials::Record, i64)) -> Self {
        Self {
            version,
            body: record.body,
            learning_objectives: record.learning_objectives,
            quality: record.quality,
            replaced_at: Timestamp(replaced_ms),
        }
    }
}
