//! One's materials: a list with search.

use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;
use content::{ContentType, Status};
use serde::Deserialize;
use store::Cursor;
use store::materials::{Filter, MaterialSummary};

use super::frame::{Frame, Viewer};
use super::page::Page;
use crate::app::App;
use crate::extract::Query;
use crate::problem::Problem;

/// How many materials stand on a page.
const PAGE: u32 = 24;

#[derive(Template)]
#[template(path = "materials.html")]
struct Materials {
    frame: Frame,
    types: [ContentType; 10],
    wanted: Wanted,
    items: Vec<MaterialSummary>,
    next: Option<String>,
}

/// What is looked for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    q: String,
    content_type: String,
    status: String,
    cursor: String,
}

pub(super) async fn show(
    State(app): State<App>,
    Viewer { caller, frame }: Viewer,
    Query(wanted): Query<Wanted>,
) -> Result<impl IntoResponse, Problem> {
    let given = |text: &String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let filter = Filter {
        words: given(&wanted.q),
        content_type: given(&wanted.content_type),
        status: given(&wanted.status).and_then(|status| status.parse::<Status>().ok()),
        ..Filter::default()
    };
    let from = wanted.cursor.parse().unwrap_or(Cursor::START);
    let page = store::materials::list(&app.ctx.db, caller.user, &filter, from, PAGE).await?;
    let next = page.next.map(|cursor| address(&wanted, cursor));
    Ok(Page::ok(Materials { frame, types: ContentType::ALL, wanted, items: page.items, next }))
}

fn address(wanted: &Wanted, cursor: Cursor) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in
        [("q", &wanted.q), ("content_type", &wanted.content_type), ("status", &wanted.status)]
    {
        if !value.is_empty() {
            query.append_pair(name, value);
        }
    }
    format!("/materials?{}", query.append_pair("cursor", &cursor.to_string()).finish())
}

/// A content type's title by its name; the name where it is unknown.
pub(super) fn type_title(name: &str) -> String {
    name.parse::<ContentType>().map_or_else(|_| name.to_owned(), |kind| kind.title().to_owned())
}

/// A grade level's title by its name; the name where it is unknown.
pub(super) fn level_title(name: &str) -> String {
    name.parse::<content::GradeLevel>().map_or_else(|_| name.to_owned(), |level| level.title().to_owned())
}
