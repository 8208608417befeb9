//! A forgotten password: asking for a letter, and setting a new one by its link.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use factory::accounts::password;
use serde::Deserialize;

use super::faults::Faults;
use super::form::Form;
use super::frame::Frame;
use super::notice::Notice;
use super::page::{Page, see};
use crate::app::App;
use crate::caller::Visitor;
use crate::extract::Query;
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "forgot_password.html")]
struct Forgot {
    frame: Frame,
}

#[derive(Template)]
#[template(path = "reset_password.html")]
struct Reset {
    frame: Frame,
    token: String,
    least_characters: usize,
    faults: Faults,
}

/// The link that somebody followed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Link {
    token: String,
}

pub(super) async fn ask(frame: Frame) -> impl IntoResponse {
    Page::ok(Forgot { frame })
}

pub(super) async fn forgot(
    State(app): State<App>,
    Visitor(visit): Visitor,
    frame: Frame,
    form: Form,
) -> Result<impl IntoResponse, Problem> {
    password::forgot(&app.ctx, &visit, &form.text("email")).await?;
    Ok(Page::ok(Notice {
        frame,
        title: "Look at your mail",
        text: "If there is an account with that address, a letter with a link is on its way to it. The link works \
               once, within an hour."
            .to_owned(),
        next: ("/sign-in".to_owned(), "Sign in"),
    }))
}

pub(super) async fn show(
    State(app): State<App>,
    frame: Frame,
    Query(link): Query<Link>,
) -> impl IntoResponse {
    Page::ok(page(&app, frame, link.token, Faults::default()))
}

pub(super) async fn set(
    State(app): State<App>,
    Visitor(visit): Visitor,
    frame: Frame,
    form: Form,
) -> Result<Response, Problem> {
    let token = form.text("token");
    match password::set_by_link(&app.ctx, &visit, &token, form.exact("new_password")).await {
        Ok(()) => Ok(see("/sign-in?said=reset")),
        Err(error) => {
            let (status, faults) = Faults::of(error.into())?;
            Ok(Page(status, page(&app, frame, token, faults)).into_response())
        }
    }
}

fn page(app: &App, frame: Frame, token: String, faults: Faults) -> Reset {
    Reset { frame, token, least_characters: app.ctx.identity.config.password_length.alone, faults }
}
