//! Changing one's password.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use factory::accounts::password;

use super::Said;
use crate::api::auth::renew_cookie;
use crate::app::App;
use crate::caller::Visitor;
use crate::problem::Problem;
use crate::web::faults::Faults;
use crate::web::form::Form;
use crate::web::frame::{Frame, Viewer};
use crate::web::page::{Page, see};

#[derive(Template)]
#[template(path = "account/password.html")]
struct Change {
    frame: Frame,
    here: &'static str,
    least_characters: usize,
    said: Option<&'static str>,
    faults: Faults,
}

pub(in crate::web) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Said(said): Said,
) -> impl IntoResponse {
    Page::ok(Change { said, ..page(&app, viewer.frame) })
}

pub(in crate::web) async fn change(
    State(app): State<App>,
    Viewer { caller, frame }: Viewer,
    Visitor(visit): Visitor,
    form: Form,
) -> Result<Response, Problem> {
    let who = (caller.user, caller.session());
    let (current, new) = (form.exact("current_password"), form.exact("new_password"));
    if let Err(error) = password::change(&app.ctx, &visit, who, current, new).await {
        let (status, faults) = Faults::of(error.into())?;
        return Ok(Page(status, Change { faults, ..page(&app, frame) }).into_response());
    }
    let mut headers = HeaderMap::new();
    renew_cookie(&app, &caller, &mut headers).await?;
    Ok((headers, see("/account/password?said=password")).into_response())
}

fn page(app: &App, frame: Frame) -> Change {
    let least_characters = app.ctx.identity.config.password_length.alone;
    Change { frame, here: "password", least_characters, said: None, faults: Faults::default() }
}
