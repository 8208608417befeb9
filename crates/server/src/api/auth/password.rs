//! Passwords: forgotten, reset, changed.

use axum::extract::State;
use factory::accounts::password;
use schemars::JsonSchema;
use serde::Deserialize;

use super::mfa::Changed;
use super::register::{Registered, To};
use crate::app::App;
use crate::caller::{Caller, Visitor};
use crate::extract::Json;
use crate::openapi::{Api, Words};
use crate::problem::{Kind, Problem};
use crate::reply::NoContent;

pub(super) fn routes(api: Api) -> Api {
    let words = |summary, details, problems| Words { tag: "Sign-in", summary, details, problems };
    api.post("/api/v1/auth/password/forgot", forgot, words("Forget a password", ABOUT_FORGOT, &[]))
        .post("/api/v1/auth/password/reset", reset, words("Set a new password", ABOUT_RESET, &[]))
        .post(
            "/api/v1/auth/password/change",
            change,
            words("Change the password", ABOUT_CHANGE, &[Kind::TooMany]),
        )
}

const ABOUT_FORGOT: &str = "Writes a letter with a link that works once, within an hour. Answers the same whether or not \
there is such an account.";
const ABOUT_RESET: &str = "Takes the token of the link. Every sign-in ends; a second factor stays as it is.";
const ABOUT_CHANGE: &str = "Needs the current one. Every other sign-in ends, and a letter says so.";

async fn forgot(
    State(app): State<App>,
    Visitor(visit): Visitor,
    Json(to): Json<To, 64>,
) -> Result<Registered, Problem> {
    password::forgot(&app.ctx, &visit, &to.email).await?;
    Ok(Registered)
}

async fn reset(
    State(app): State<App>,
    Visitor(visit): Visitor,
    Json(new): Json<ByLink, 64>,
) -> Result<NoContent, Problem> {
    password::set_by_link(&app.ctx, &visit, &new.token, &new.new_password).await?;
    Ok(NoContent)
}

async fn change(
    State(app): State<App>,
    caller: Caller,
    Visitor(visit): Visitor,
    Json(new): Json<ByOwner, 64>,
) -> Result<Changed, Problem> {
    let who = (caller.user, caller.session());
    password::change(&app.ctx, &visit, who, &new.current_password, &new.new_password).await?;
    Changed::silent(&app, &caller).await
}

/// A new password, by a link.
#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "PasswordReset")]
struct ByLink {
    /// The token of the link.
    token: String,
    /// The new password.
    #[schemars(length(max = 256))]
    new_password: String,
}

/// A new password, by who knows the old one.
#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "PasswordChange")]
struct ByOwner {
    /// The password as it is.
    current_password: String,
    /// The new one.
    #[schemars(length(max = 256))]
    new_password: String,
}
