//! One material: its stages while it is made, its content with evidence when it is ready, the reasons when it is not.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use content::{Material, MaterialId};
use export::math;
use factory::materials as act;

use super::cited::Cited;
use super::frame::{Frame, Viewer};
use super::page::{Page, see};
use super::stages::Stages;
use crate::app::App;
use crate::caller::Caller;
use crate::extract::Path;
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "material.html")]
struct Shown {
    frame: Frame,
    material: Material,
    title: String,
    cited: Cited,
    version: u32,
    formats: Vec<&'static str>,
}

#[derive(Template)]
#[template(path = "waiting.html")]
struct Waiting {
    frame: Frame,
    material: Material,
    stages: Stages,
}

pub(super) async fn show(
    State(app): State<App>,
    Viewer { caller, frame }: Viewer,
    Path(id): Path<MaterialId>,
) -> Result<Response, Problem> {
    let kept = store::materials::find(&app.ctx.db, caller.user, id).await?;
    let kept = kept.ok_or_else(|| Problem::not_found("material"))?;
    let version = kept.version;
    let material = kept.into_material()?;
    if material.body.is_none() {
        let events = store::events::since(&app.ctx.db, id, 0).await?;
        let stages = Stages::of(&material, &events);
        return Ok(Page::ok(Waiting { frame, material, stages }).into_response());
    }
    let title = material.body.as_ref().map(|body| math::html(body.title())).unwrap_or_default();
    let formats = export::formats(material.content_type).iter().map(|format| format.as_str()).collect();
    let cited = Cited::of(&material);
    Ok(Page::ok(Shown { frame, material, title, cited, version, formats }).into_response())
}

pub(super) async fn delete(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<MaterialId>,
) -> Result<Response, Problem> {
    act::delete(&app.ctx, caller.user, id).await?;
    Ok(see("/materials"))
}

pub(super) async fn regenerate(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<MaterialId>,
) -> Result<Response, Problem> {
    act::regenerate(&app.ctx, caller.user, id).await?;
    Ok(see(&format!("/materials/{id}")))
}

pub(super) async fn approve(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<MaterialId>,
) -> Result<Response, Problem> {
    act::approve(&app.ctx, caller.user, id).await?;
    Ok(see(&format!("/materials/{id}")))
}

pub(super) async fn cancel(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<MaterialId>,
) -> Result<Response, Problem> {
    act::cancel(&app.ctx, caller.user, id).await?;
    Ok(see(&format!("/materials/{id}")))
}

/// A name of ours as words.
fn words(name: &str) -> String {
    name.replace('_', " ")
}

fn hundredths(value: &f64) -> String {
    format!("{value:.2}")
}
