//! The first page: make a material, see what was made, see what the library holds.

use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;
use content::{ContentType, GradeLevel};
use store::Cursor;
use store::materials::{Filter, MaterialSummary};
use store::sources::SourceSummary;

use super::frame::{Frame, Viewer};
use super::page::Page;
use crate::app::App;
use crate::problem::Problem;

/// How many of the latest materials are shown.
const LATEST: u32 = 6;
/// More than the library has texts.
const LIBRARY: u32 = 200;

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    frame: Frame,
    types: [ContentType; 10],
    levels: [GradeLevel; 6],
    latest: Vec<MaterialSummary>,
    topics: Vec<String>,
}

pub(super) async fn show(
    State(app): State<App>,
    Viewer { caller, frame }: Viewer,
) -> Result<impl IntoResponse, Problem> {
    let db = &app.ctx.db;
    let latest =
        store::materials::list(db, caller.user, &Filter::default(), Cursor::START, LATEST).await?.items;
    let library = store::sources::list(db, caller.user, true, Cursor::START, LIBRARY).await?.items;
    let topics = topics(library);
    Ok(Page::ok(Home { frame, types: ContentType::ALL, levels: GradeLevel::ALL, latest, topics }))
}

/// The library's topics, each once, by name.
pub(super) fn topics(library: Vec<SourceSummary>) -> Vec<String> {
    let mut topics: Vec<String> = library.into_iter().map(|source| source.title).collect();
    topics.sort_unstable();
    topics.dedup();
    topics
}
