//! One's own account: what to be called, the address; a page each for the rest.

use askama::Template;
use auth::user::Role;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use factory::accounts::profile::{self, Change};
use store::users::User;

use super::faults::Faults;
use super::form::Form;
use super::frame::{Frame, Viewer};
use super::page::{Page, see};
use crate::app::App;
use crate::caller::Visitor;
use crate::problem::Problem;

use said::Said;

pub(super) mod data;
pub(super) mod keys;
pub(super) mod passkeys;
pub(super) mod password;
mod said;
pub(super) mod sessions;
pub(super) mod sign_ons;
pub(super) mod two_step;

/// The pages of an account: name, address and label.
const TABS: [(&str, &str, &str); 8] = [
    ("profile", "/account", "You"),
    ("password", "/account/password", "Password"),
    ("two-step", "/account/two-step", "Two steps"),
    ("passkeys", "/account/passkeys", "Passkeys"),
    ("sign-ons", "/account/sign-ons", "Single sign-on"),
    ("sessions", "/account/sessions", "Sign-ins"),
    ("keys", "/account/keys", "API keys"),
    ("data", "/account/data", "Your data"),
];

/// The pages that somebody may open; no keys before a second factor that is compulsory.
fn tabs(frame: &Frame) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let all = frame.may_work();
    TABS.into_iter().filter(move |(name, ..)| all || *name != "keys")
}

#[derive(Template)]
#[template(path = "account/profile.html")]
struct Profile {
    frame: Frame,
    here: &'static str,
    user: User,
    name: String,
    email: String,
    said: Option<&'static str>,
    faults: Faults,
}

pub(super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Said(said): Said,
) -> Result<impl IntoResponse, Problem> {
    Ok(Page::ok(Profile { said, ..page(&app, viewer).await? }))
}

pub(super) async fn rename(
    State(app): State<App>,
    viewer: Viewer,
    Visitor(visit): Visitor,
    form: Form,
) -> Result<Response, Problem> {
    let name = form.text("name");
    let change = Change { name: Some(name.clone()), ..Change::default() };
    match profile::change(&app.ctx, &visit, viewer.caller.user, &change).await {
        Ok(_) => Ok(see("/account?said=name")),
        Err(error) => {
            let (status, faults) = Faults::of(error.into())?;
            let page = Profile { name, faults, ..page(&app, viewer).await? };
            Ok(Page(status, page).into_response())
        }
    }
}

pub(super) async fn move_address(
    State(app): State<App>,
    viewer: Viewer,
    Visitor(visit): Visitor,
    form: Form,
) -> Result<Response, Problem> {
    let email = form.text("email");
    let password = Some(form.exact("password").to_owned());
    let change = Change { email: Some(email.clone()), password, ..Change::default() };
    match profile::change(&app.ctx, &visit, viewer.caller.user, &change).await {
        Ok(_) => Ok(see("/account?said=letter")),
        Err(error) => {
            let (status, faults) = Faults::of(error.into())?;
            let page = Profile { email, faults, ..page(&app, viewer).await? };
            Ok(Page(status, page).into_response())
        }
    }
}

async fn page(app: &App, viewer: Viewer) -> Result<Profile, Problem> {
    let user = profile::me(&app.ctx, viewer.caller.user).await?;
    let name = user.display_name.clone();
    let faults = Faults::default();
    Ok(Profile { frame: viewer.frame, here: "profile", user, name, email: String::new(), said: None, faults })
}

/// A role as a person reads it.
pub(super) fn role(role: &Role) -> &'static str {
    match role {
        Role::Student => "Student",
        Role::Teacher => "Teacher",
        Role::Admin => "Admin",
    }
}
