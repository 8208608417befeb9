//! The first admin, by the link that `serve` prints; and what to do without it.

use askama::Template;
use auth::oidc::ReturnTo;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use factory::accounts::first_admin;
use factory::accounts::register::NewAccount;
use factory::accounts::sign_in::{self, Credentials};
use serde::Deserialize;

use super::faults::Faults;
use super::form::Form;
use super::frame::Frame;
use super::page::Page;
use super::sign_in::come_in;
use crate::api::auth::Before;
use crate::app::App;
use crate::caller::Visitor;
use crate::extract::Query;
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "first_admin.html")]
struct FirstAdmin {
    frame: Frame,
    has_accounts: bool,
    token: String,
    name: String,
    email: String,
    least_characters: usize,
    faults: Faults,
}

/// The link that somebody followed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Link {
    token: String,
}

pub(super) async fn show(
    State(app): State<App>,
    frame: Frame,
    Query(link): Query<Link>,
) -> impl IntoResponse {
    Page::ok(FirstAdmin { token: link.token, ..blank(&app, frame) })
}

pub(super) async fn create(
    State(app): State<App>,
    before: Before,
    Visitor(visit): Visitor,
    frame: Frame,
    form: Form,
) -> Result<Response, Problem> {
    let (token, name, email) = (form.text("token"), form.text("name"), form.text("email"));
    let new = NewAccount {
        email: email.clone().into(),
        password: form.exact("password").into(),
        name: name.clone().into(),
        age_band: None,
        invitation: None,
    };
    if let Err(error) = first_admin::create(&app.ctx, &visit, &token, &new).await {
        let (status, faults) = Faults::of(error.into())?;
        let page = FirstAdmin { token, name, email, faults, ..blank(&app, frame) };
        return Ok(Page(status, page).into_response());
    }
    let credentials = Credentials { name: new.email, password: new.password, second: None };
    let admitted = sign_in::by_password(&app.ctx, &visit, &credentials).await?;
    come_in(&app, &visit, before, (admitted, &ReturnTo::parse("/account?said=first"))).await
}

fn blank(app: &App, frame: Frame) -> FirstAdmin {
    FirstAdmin {
        frame,
        has_accounts: app.ctx.identity.has_accounts(),
        token: String::new(),
        name: String::new(),
        email: String::new(),
        least_characters: app.ctx.identity.config.password_length.alone,
        faults: Faults::default(),
    }
}
