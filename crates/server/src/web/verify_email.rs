//! Where the link of a letter leads that asks whether an address is one's own.
//!
//! The link shows a button and does nothing by itself: programs that look at letters follow links too.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use factory::accounts::register;
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
#[template(path = "verify_email.html")]
struct Verify {
    frame: Frame,
    token: String,
    faults: Faults,
}

/// The link that somebody followed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Link {
    token: String,
}

pub(super) async fn show(frame: Frame, Query(link): Query<Link>) -> impl IntoResponse {
    Page::ok(Verify { frame, token: link.token, faults: Faults::default() })
}

pub(super) async fn confirm(
    State(app): State<App>,
    Visitor(visit): Visitor,
    frame: Frame,
    form: Form,
) -> Result<Response, Problem> {
    let token = form.text("token");
    match register::verify_email(&app.ctx, &visit, &token).await {
        Ok(()) if frame.who.is_some() => Ok(see("/account?said=confirmed")),
        Ok(()) => Ok(see("/sign-in?said=confirmed")),
        Err(error) => {
            let (status, faults) = Faults::of(error.into())?;
            Ok(Page(status, Verify { frame, token, faults }).into_response())
        }
    }
}

pub(super) async fn again(
    State(app): State<App>,
    Visitor(visit): Visitor,
    frame: Frame,
    form: Form,
) -> Result<impl IntoResponse, Problem> {
    register::verify_again(&app.ctx, &visit, &form.text("email")).await?;
    Ok(Page::ok(Notice {
        frame,
        title: "Look at your mail",
        text: "If an account waits for that address to be confirmed, another letter is on its way to it."
            .to_owned(),
        next: ("/sign-in".to_owned(), "Sign in"),
    }))
}
