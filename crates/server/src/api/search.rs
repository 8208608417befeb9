//! Finding passages in all sources the caller may read.

use axum::extract::State;
use content::{PassageId, SourceId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::search::Hit;

use crate::app::App;
use crate::caller::Caller;
use crate::extract::{Json, PageQuery, Query};
use crate::openapi::{Api, Words};
use crate::problem::Problem;
use crate::reply::Page;

/// The most characters of a search.
const MOST_CHARACTERS: usize = 500;

pub(super) fn routes(api: Api) -> Api {
    let words = Words {
        tag: "Sources",
        summary: "Search all sources",
        details: "Passages of your sources and the starter library that fit the words, best first.",
        problems: &[],
    };
    api.get("/api/v1/sources/search", search, words)
}

async fn search(
    State(app): State<App>,
    caller: Caller,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Page<Found>>, Problem> {
    let length = wanted.q.chars().count();
    if wanted.q.trim().is_empty() || length > MOST_CHARACTERS {
        return Err(Problem::invalid("/q", format!("give 1 to {MOST_CHARACTERS} characters to look for")));
    }
    let limit = PageQuery { limit: wanted.limit, cursor: None }.limit()?;
    let hits = factory::search::passages(&app.ctx, caller.user, &wanted.q, limit).await?;
    Ok(Json(Page::whole(hits.into_iter().map(Found::from).collect())))
}

/// What to look for.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct Wanted {
    /// Words to look for; their inflections and other names are found too.
    #[schemars(length(min = 1, max = 500))]
    q: String,
    /// How many passages, 1 to 100; 20 when absent.
    #[schemars(range(min = 1, max = 100))]
    limit: Option<u32>,
}

/// A passage that fits.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "PassageFound")]
struct Found {
    /// The passage.
    passage_id: PassageId,
    /// The source it stands in.
    source_id: SourceId,
    /// That source's title.
    source_title: String,
    /// Its text.
    text: String,
    /// Where it begins in the source: Unicode scalar values.
    start: usize,
    /// Where it ends, exclusive.
    end: usize,
    /// The page it stands on, from 1, where the source has pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<u32>,
    /// The heading it stands under.
    heading: Option<String>,
    /// How well it fits (BM25); higher is better, and only within one search.
    score: f64,
}

impl From<Hit> for Found {
    fn from(Hit { passage, source_title, score }: Hit) -> Self {
        Self {
            passage_id: passage.id,
            source_id: passage.source_id,
            source_title,
            text: passage.text,
            start: passage.start,
            end: passage.end,
            page: passage.page,
            heading: passage.heading,
            score,
        }
    }
}
