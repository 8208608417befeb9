//! One's sources and the starter library: add, search, list.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use content::SourceId;
use factory::ingest::{self, Description, FileKind};
use serde::Deserialize;
use store::Cursor;
use store::search::Hit;
use store::sources::SourceSummary;

use super::form::Form;
use super::home::topics;
use super::page::{Page, see};
use crate::app::App;
use crate::caller::Caller;
use crate::extract::{Query, Upload};
use crate::problem::Problem;

/// How many sources stand on a page.
const PAGE: u32 = 50;
/// More than the library has texts.
const LIBRARY: u32 = 200;
/// How many passages a search shows.
const HITS: u32 = 10;

#[derive(Template)]
#[template(path = "sources.html")]
struct Sources {
    q: String,
    hits: Vec<Hit>,
    items: Vec<SourceSummary>,
    next: Option<String>,
    library: Vec<SourceSummary>,
    topics: Vec<String>,
    by_address: bool,
}

/// What is looked for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    q: String,
    cursor: String,
}

pub(super) async fn show(
    State(app): State<App>,
    caller: Caller,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let db = &app.ctx.db;
    let from = wanted.cursor.parse().unwrap_or(Cursor::START);
    let page = store::sources::list(db, caller.user, false, from, PAGE).await?;
    let library = store::sources::list(db, caller.user, true, Cursor::START, LIBRARY).await?.items;
    let hits = factory::search::passages(&app.ctx, caller.user, &wanted.q, HITS).await?;
    let next = page.next.map(|cursor| format!("/sources?cursor={cursor}"));
    let topics = topics(library.clone());
    let by_address = app.ctx.fetcher.is_some();
    Ok(Page::ok(Sources { q: wanted.q, hits, items: page.items, next, library, topics, by_address })
        .into_response())
}

pub(super) async fn add_text(
    State(app): State<App>,
    caller: Caller,
    form: Form,
) -> Result<Response, Problem> {
    let owned = |name: &str| form.get(name).map(ToOwned::to_owned);
    let text = owned("text").ok_or_else(|| Problem::invalid("/text", "paste the text of the source"))?;
    let description = Description { title: owned("title"), licence: owned("licence") };
    let id = ingest::add_text(&app.ctx, caller.user, description, text).await?;
    Ok(added(id))
}

pub(super) async fn add_file(
    State(app): State<App>,
    caller: Caller,
    upload: Upload,
) -> Result<Response, Problem> {
    let description = Description { title: upload.title, licence: upload.licence };
    let kind = FileKind { file_name: upload.file_name, media_type: upload.media_type };
    let id = ingest::add_file(&app.ctx, caller.user, description, upload.file.to_vec(), kind).await?;
    Ok(added(id))
}

pub(super) async fn add_url(State(app): State<App>, caller: Caller, form: Form) -> Result<Response, Problem> {
    let owned = |name: &str| form.get(name).map(ToOwned::to_owned);
    let url =
        owned("url").ok_or_else(|| Problem::invalid("/url", "type the address of a page or document"))?;
    let description = Description { title: owned("title"), licence: owned("licence") };
    let id = ingest::add_url(&app.ctx, caller.user, description, &url, None).await?;
    Ok(added(id))
}

fn added(id: SourceId) -> Response {
    see(&format!("/sources/{id}"))
}
