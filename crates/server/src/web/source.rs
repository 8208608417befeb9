//! One source: its text, with the place that evidence points at.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use content::source::Origin;
use content::{Source, SourceId};
use export::math;
use serde::Deserialize;

use super::frame::{Frame, Viewer};
use super::page::{Page, see};
use crate::app::App;
use crate::caller::Caller;
use crate::extract::{Path, Query};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "source.html")]
struct Shown {
    frame: Frame,
    source: Source,
    paragraphs: Vec<String>,
    is_own: bool,
}

/// The place to show: Unicode scalar values from the start of the text.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default)]
pub(super) struct Place {
    from: Option<usize>,
    to: Option<usize>,
}

pub(super) async fn show(
    State(app): State<App>,
    Viewer { caller, frame }: Viewer,
    Path(id): Path<SourceId>,
    Query(place): Query<Place>,
) -> Result<Response, Problem> {
    let source = store::sources::find(&app.ctx.db, caller.user, id).await?;
    let source = source.ok_or_else(|| Problem::not_found("source"))?;
    let paragraphs = paragraphs(&source.text, place);
    let is_own = source.origin != Origin::Library;
    Ok(Page::ok(Shown { frame, source, paragraphs, is_own }).into_response())
}

pub(super) async fn delete(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<SourceId>,
) -> Result<Response, Problem> {
    factory::ingest::remove(&app.ctx, caller.user, id).await?;
    Ok(see("/sources"))
}

/// The text in paragraphs, as HTML, the place marked.
fn paragraphs(text: &str, place: Place) -> Vec<String> {
    let (from, to) = (place.from.unwrap_or_default(), place.to.unwrap_or_default());
    let mut start = 0;
    let mut shown = Vec::new();
    let mut is_marked = false;
    for line in text.split('\n') {
        let length = line.chars().count();
        if !line.trim().is_empty() {
            let (first, last) = (from.max(start), to.min(start + length));
            shown.push(if first < last {
                let name = if is_marked { "" } else { " id=\"quote\"" };
                is_marked = true;
                marked(line, first - start, last - start, name)
            } else {
                math::html(line)
            });
        }
        start += length + 1;
    }
    shown
}

fn marked(line: &str, from: usize, to: usize, name: &str) -> String {
    let part =
        |from: usize, to: usize| math::html(&line.chars().skip(from).take(to - from).collect::<String>());
    let length = line.chars().count();
    format!("{}<mark{name}>{}</mark>{}", part(0, from), part(from, to), part(to, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_is_marked_by_characters_across_lines() {
        let place = Place { from: Some(3), to: Some(9) };
        assert_eq!(paragraphs("Élan <b>\n\nab", place), ["Éla<mark id=\"quote\">n &lt;b&gt;</mark>", "ab"]);
        assert_eq!(paragraphs("ab", Place { from: Some(9), to: Some(3) }), ["ab"]);
        assert_eq!(paragraphs("ab", Place::default()), ["ab"]);
    }
}
