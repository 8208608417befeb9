//! Signing in: name and password, then the second factor where there is one; and signing out.

use askama::Template;
use auth::oidc::ReturnTo;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use factory::Error;
use factory::accounts::sign_in::{self, Admitted, Credentials};
use factory::accounts::{Registration, Visit, session};
use serde::Deserialize;

use super::faults::Faults;
use super::form::Form;
use super::frame::Frame;
use super::page::{Page, see};
use crate::api::auth::{Before, Kept, enter, take_cookie};
use crate::app::App;
use crate::caller::Visitor;
use crate::extract::Query;
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignIn {
    frame: Frame,
    return_to: ReturnTo,
    name: String,
    said: Option<&'static str>,
    faults: Faults,
    doors: Vec<Door>,
    may_register: bool,
}

/// Another way in.
struct Door {
    label: String,
    address: String,
}

#[derive(Template)]
#[template(path = "sign_in_code.html")]
struct Code {
    frame: Frame,
    return_to: ReturnTo,
    pending: String,
    /// Whether there is an app to take a code from; else a passkey comes first.
    has_app: bool,
    faults: Faults,
}

/// Why somebody comes to sign in.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    return_to: String,
    said: String,
    /// Back from an identity provider, to show the second factor.
    second_factor: String,
    /// Although somebody is signed in: to prove to be there.
    again: String,
}

/// Where somebody goes who has to sign in before they see `place`.
pub(super) fn address(place: &str) -> String {
    let place = ReturnTo::parse(place);
    match place.as_str() {
        "/" => "/sign-in".to_owned(),
        place => {
            let mut query = form_urlencoded::Serializer::new(String::new());
            format!("/sign-in?{}", query.append_pair("return_to", place).finish())
        }
    }
}

pub(super) async fn show(
    State(app): State<App>,
    frame: Frame,
    kept: Kept,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let return_to = ReturnTo::parse(&asked.return_to);
    if frame.who.is_some() && asked.again.is_empty() {
        return Ok(see(return_to.as_str()));
    }
    if let (false, Some(pending)) = (asked.second_factor.is_empty(), kept.pending) {
        let has_app = has_app(&app, &pending).await;
        let page = Code { frame, return_to, pending, has_app, faults: Faults::default() };
        return Ok(Page::ok(page).into_response());
    }
    let page = SignIn { said: said(&asked.said), ..blank(&app, frame, return_to) };
    Ok(Page::ok(page).into_response())
}

pub(super) async fn begin(
    State(app): State<App>,
    before: Before,
    Visitor(visit): Visitor,
    frame: Frame,
    form: Form,
) -> Result<Response, Problem> {
    let return_to = ReturnTo::parse(&form.text("return_to"));
    let name = form.text("name");
    let credentials =
        Credentials { name: name.clone().into(), password: form.exact("password").into(), second: None };
    match sign_in::by_password(&app.ctx, &visit, &credentials).await {
        Ok(admitted) => come_in(&app, &visit, before, (admitted, &return_to)).await,
        Err(Error::SecondFactorNeeded { pending, factors }) => {
            let (pending, has_app) = (pending.expose().to_owned(), factors.app);
            let page = Code { frame, return_to, pending, has_app, faults: Faults::default() };
            Ok(Page::ok(page).into_response())
        }
        Err(error) => {
            let (status, faults) = Faults::of(error.into())?;
            Ok(Page(status, SignIn { name, faults, ..blank(&app, frame, return_to) }).into_response())
        }
    }
}

pub(super) async fn finish(
    State(app): State<App>,
    (before, kept): (Before, Kept),
    Visitor(visit): Visitor,
    frame: Frame,
    form: Form,
) -> Result<Response, Problem> {
    let return_to = ReturnTo::parse(&form.text("return_to"));
    let given = form.get("pending").map(ToOwned::to_owned);
    let pending = given.or(kept.pending).unwrap_or_default();
    match sign_in::by_pending(&app.ctx, &visit, &pending, &form.text("code")).await {
        Ok(admitted) => come_in(&app, &visit, before, (admitted, &return_to)).await,
        Err(Error::SecondFactorWrong) => {
            let (_, faults) = Faults::of(Error::SecondFactorWrong.into())?;
            let has_app = has_app(&app, &pending).await;
            let page = Code { frame, return_to, pending, has_app, faults };
            Ok(Page(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(Error::SignInRefused) => {
            let page = SignIn { said: said("late"), ..blank(&app, frame, return_to) };
            Ok(Page(StatusCode::UNAUTHORIZED, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn out(
    State(app): State<App>,
    before: Before,
    Visitor(visit): Visitor,
    frame: Frame,
) -> Result<Response, Problem> {
    // there is nobody in the frame either when the form did not bring the session's token
    if frame.who.is_none() {
        return Ok(see("/sign-in"));
    }
    session::sign_out(&app.ctx, &visit, before.0, None).await?;
    let mut headers = HeaderMap::new();
    take_cookie(&mut headers);
    Ok((headers, see("/sign-in?said=out")).into_response())
}

/// Whether somebody whose sign-in waits has an app to take a code from.
async fn has_app(app: &App, pending: &str) -> bool {
    // one that is over says so when its code is sent
    sign_in::awaited(&app.ctx, pending).await.map_or(true, |factors| factors.app)
}

/// Opens the session of somebody who may come in, and shows them where they wanted to go.
pub(super) async fn come_in(
    app: &App,
    visit: &Visit,
    before: Before,
    (admitted, return_to): (Admitted, &ReturnTo),
) -> Result<Response, Problem> {
    let (headers, _) = enter(app, visit, before, admitted).await?;
    Ok((headers, see(return_to.as_str())).into_response())
}

fn blank(app: &App, frame: Frame, return_to: ReturnTo) -> SignIn {
    let door = |(name, label): (&str, &str)| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let query = query.append_pair("return_to", return_to.as_str()).finish();
        Door { label: label.to_owned(), address: format!("/api/v1/auth/oidc/{name}/start?{query}") }
    };
    let doors = app.ctx.providers.names().map(door).collect();
    let may_register = app.ctx.identity.config.registration == Registration::Open;
    SignIn {
        frame,
        return_to,
        name: String::new(),
        said: None,
        faults: Faults::default(),
        doors,
        may_register,
    }
}

/// What happened before somebody was sent here, in words.
fn said(what: &str) -> Option<&'static str> {
    match what {
        "out" => Some("You are signed out."),
        "reset" => Some("Your new password is set. Sign in with it."),
        "confirmed" => Some("Your address is confirmed. Sign in."),
        "late" => Some("That took too long. Sign in once more."),
        "deleted" => Some("Your account and everything in it are deleted."),
        "passkey" => Some("That passkey opens no account here. Sign in with your password."),
        _ => None,
    }
}
