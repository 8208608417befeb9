//! One account as who looks after it sees it: role, on or off, reset, deleted.

use askama::Template;
use auth::user::UserId;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use content::Timestamp;
use factory::accounts::{admin, second_factor};
use secrecy::ExposeSecret;
use serde::Deserialize;
use store::users::User;

use crate::app::App;
use crate::caller::{Caller, Visitor};
use crate::extract::{Path, Query};
use crate::problem::Problem;
use crate::web::faults::Faults;
use crate::web::form::Form;
use crate::web::frame::{Frame, Viewer};
use crate::web::page::{Page, see};

#[derive(Template)]
#[template(path = "admin/person.html")]
struct Person {
    frame: Frame,
    user: User,
    since: Timestamp,
    two_steps: bool,
    is_self: bool,
    link: Option<String>,
    said: Option<&'static str>,
    faults: Faults,
}

/// What just happened, by its name.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Asked {
    said: String,
}

pub(in crate::web) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<UserId>,
    Query(asked): Query<Asked>,
) -> Result<impl IntoResponse, Problem> {
    let said = match asked.said.as_str() {
        "role" => Some("The role is changed."),
        "off" => Some("The account is switched off. Its sign-ins and keys are dead."),
        "on" => Some("The account is switched on again."),
        _ => None,
    };
    Ok(Page::ok(Person { said, ..page(&app, viewer, id).await? }))
}

pub(in crate::web) async fn set_role(
    State(app): State<App>,
    viewer: Viewer,
    Visitor(visit): Visitor,
    Path(id): Path<UserId>,
    form: Form,
) -> Result<Response, Problem> {
    let (by, role) = (Some(viewer.caller.user), super::role(&form.text("role")));
    let done = admin::set_role(&app.ctx, &visit, by, id, role).await;
    answer(&app, viewer, id, done.map(|()| "role")).await
}

pub(in crate::web) async fn switch_off(
    State(app): State<App>,
    viewer: Viewer,
    Visitor(visit): Visitor,
    Path(id): Path<UserId>,
) -> Result<Response, Problem> {
    let done = admin::suspend(&app.ctx, &visit, Some(viewer.caller.user), id, true).await;
    answer(&app, viewer, id, done.map(|()| "off")).await
}

pub(in crate::web) async fn switch_on(
    State(app): State<App>,
    viewer: Viewer,
    Visitor(visit): Visitor,
    Path(id): Path<UserId>,
) -> Result<Response, Problem> {
    let done = admin::suspend(&app.ctx, &visit, Some(viewer.caller.user), id, false).await;
    answer(&app, viewer, id, done.map(|()| "on")).await
}

pub(in crate::web) async fn reset(
    State(app): State<App>,
    viewer: Viewer,
    Visitor(visit): Visitor,
    Path(id): Path<UserId>,
) -> Result<Response, Problem> {
    match admin::start_reset(&app.ctx, &visit, Some(viewer.caller.user), id).await {
        Ok(link) => {
            let said = match link {
                Some(_) => "Hand this link over. It works once, within an hour.",
                None => "A letter with a link to set a new password is on its way.",
            };
            let link = link.map(|link| link.expose_secret().to_owned());
            Ok(Page::ok(Person { link, said: Some(said), ..page(&app, viewer, id).await? }).into_response())
        }
        Err(error) => answer(&app, viewer, id, Err(error)).await,
    }
}

pub(in crate::web) async fn delete(
    State(app): State<App>,
    caller: Caller,
    Visitor(visit): Visitor,
    Path(id): Path<UserId>,
) -> Result<Response, Problem> {
    admin::delete(&app.ctx, &visit, Some(caller.user), id).await?;
    Ok(see("/admin/users?said=deleted"))
}

async fn answer(
    app: &App,
    viewer: Viewer,
    id: UserId,
    done: Result<&'static str, factory::Error>,
) -> Result<Response, Problem> {
    match done {
        Ok(said) => Ok(see(&format!("/admin/users/{id}?said={said}"))),
        Err(error) => {
            let (status, faults) = Faults::of(error.into())?;
            Ok(Page(status, Person { faults, ..page(app, viewer, id).await? }).into_response())
        }
    }
}

async fn page(app: &App, Viewer { caller, frame }: Viewer, id: UserId) -> Result<Person, Problem> {
    let user = store::users::find(&app.ctx.db, id).await?.filter(|user| user.deleted_ms.is_none());
    let user = user.ok_or_else(|| Problem::not_found("user"))?;
    Ok(Person {
        frame,
        since: Timestamp(user.created_ms),
        two_steps: second_factor::is_on(&app.ctx, id).await?,
        is_self: caller.user == id,
        user,
        link: None,
        said: None,
        faults: Faults::default(),
    })
}
