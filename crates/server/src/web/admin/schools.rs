//! Schools: made by admins; each with its people, pupils without an address among them, and invitations.

use askama::Template;
use auth::organisation::{OrganisationId, Position};
use auth::permission::Action;
use auth::user::{Role, UserId};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use factory::Error;
use factory::accounts::invitations::{self, Open};
use factory::accounts::schools::{self, NewInvitation, NewPupil};
use factory::accounts::{admin, profile};
use secrecy::ExposeSecret;
use serde::Deserialize;
use store::Cursor;
use store::organisations::Organisation;
use store::users::{Filter, User};

use super::PAGE;
use crate::api::admin::InvitationId;
use crate::app::App;
use crate::caller::{Caller, Visitor};
use crate::extract::{Path, Query};
use crate::problem::Problem;
use crate::web::faults::Faults;
use crate::web::form::Form;
use crate::web::frame::{Frame, Viewer};
use crate::web::page::{Page, see};
use crate::web::sign_up::age_band;

#[derive(Template)]
#[template(path = "admin/schools.html")]
struct Schools {
    frame: Frame,
    schools: Vec<Organisation>,
    may_make: bool,
    name: String,
    slug: String,
    faults: Faults,
}

#[derive(Template)]
#[template(path = "admin/school.html")]
struct School {
    frame: Frame,
    school: Organisation,
    people: Vec<User>,
    next: Option<String>,
    open: Vec<Open>,
    made: Option<Made>,
    faults: Faults,
}

/// A link that is shown once.
struct Made {
    says: String,
    link: String,
}

/// Where a list goes on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct From {
    cursor: String,
}

pub(in crate::web) async fn list(State(app): State<App>, viewer: Viewer) -> Result<Response, Problem> {
    let page = all(&app, viewer).await?;
    match page.schools.as_slice() {
        [own] if !page.may_make => Ok(see(&format!("/organisations/{}", own.id))),
        _ => Ok(Page::ok(page).into_response()),
    }
}

pub(in crate::web) async fn create(
    State(app): State<App>,
    viewer: Viewer,
    Visitor(visit): Visitor,
    form: Form,
) -> Result<Response, Problem> {
    viewer.caller.must(Action::ManageUsers)?;
    let (slug, name) = (form.text("slug"), form.text("name"));
    match schools::create(&app.ctx, &visit, viewer.caller.user, &slug, &name).await {
        Ok((made, _)) => Ok(see(&format!("/organisations/{}", made.id))),
        Err(error) => {
            let (status, faults) = Faults::of(error.into())?;
            Ok(Page(status, Schools { name, slug, faults, ..all(&app, viewer).await? }).into_response())
        }
    }
}

pub(in crate::web) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<OrganisationId>,
    Query(from): Query<From>,
) -> Result<impl IntoResponse, Problem> {
    Ok(Page::ok(one(&app, viewer, id, &from.cursor).await?))
}

pub(in crate::web) async fn add_pupil(
    State(app): State<App>,
    viewer: Viewer,
    Visitor(visit): Visitor,
    Path(id): Path<OrganisationId>,
    form: Form,
) -> Result<Response, Problem> {
    let new = NewPupil {
        username: form.text("username"),
        name: form.text("name"),
        age_band: age_band(&form.text("age")),
        parent_consented: form.text("consent") == "parent",
    };
    let made = schools::add_pupil(&app.ctx, &visit, viewer.caller.user, id, &new).await;
    let made = made.map(|made| Made {
        says: format!(
            "{} has an account. Hand this link over to choose a password; it works once, within an hour:",
            new.name
        ),
        link: made.link.map(|link| link.expose_secret().to_owned()).unwrap_or_default(),
    });
    shown(&app, viewer, id, made).await
}

pub(in crate::web) async fn invite(
    State(app): State<App>,
    viewer: Viewer,
    Visitor(visit): Visitor,
    Path(id): Path<OrganisationId>,
    form: Form,
) -> Result<Response, Problem> {
    let position = if form.get("manager").is_some() { Position::Manager } else { Position::Member };
    let role = super::role(&form.text("role"));
    let email = form.get("email").map(ToOwned::to_owned);
    let says = match &email {
        Some(email) => {
            format!("A letter is on its way to {email}. Its link works once, within a week; here it is too:")
        }
        None => "The link to join. It is shown only now, and works once, within a week:".to_owned(),
    };
    let new = NewInvitation { email, role, school: Some(id), position };
    let made = schools::invite(&app.ctx, &visit, viewer.caller.user, new).await;
    let made = made.map(|made| Made {
        says,
        link: made.link.map(|link| link.expose_secret().to_owned()).unwrap_or_default(),
    });
    shown(&app, viewer, id, made).await
}

pub(in crate::web) async fn reset(
    State(app): State<App>,
    viewer: Viewer,
    Visitor(visit): Visitor,
    Path(id): Path<UserId>,
) -> Result<Response, Problem> {
    let school = school_of(&app, id).await?;
    let started = admin::start_reset(&app.ctx, &visit, Some(viewer.caller.user), id).await;
    let made = started.map(|link| Made {
        says: match &link {
            Some(_) => "Hand this link over to choose a new password; it works once, within an hour:",
            None => "A letter with a link to set a new password is on its way.",
        }
        .to_owned(),
        link: link.map(|link| link.expose_secret().to_owned()).unwrap_or_default(),
    });
    shown(&app, viewer, school, made).await
}

pub(in crate::web) async fn switch_off(
    State(app): State<App>,
    caller: Caller,
    Visitor(visit): Visitor,
    Path(id): Path<UserId>,
) -> Result<Response, Problem> {
    admin::suspend(&app.ctx, &visit, Some(caller.user), id, true).await?;
    Ok(see(&format!("/organisations/{}", school_of(&app, id).await?)))
}

pub(in crate::web) async fn switch_on(
    State(app): State<App>,
    caller: Caller,
    Visitor(visit): Visitor,
    Path(id): Path<UserId>,
) -> Result<Response, Problem> {
    admin::suspend(&app.ctx, &visit, Some(caller.user), id, false).await?;
    Ok(see(&format!("/organisations/{}", school_of(&app, id).await?)))
}

pub(in crate::web) async fn take_back(
    State(app): State<App>,
    caller: Caller,
    Visitor(visit): Visitor,
    Path(id): Path<InvitationId>,
) -> Result<Response, Problem> {
    let school = invitations::take_back(&app.ctx, &visit, caller.user, id.0).await?;
    Ok(see(&school.map_or_else(|| "/organisations".to_owned(), |id| format!("/organisations/{id}"))))
}

async fn school_of(app: &App, pupil: UserId) -> Result<OrganisationId, Problem> {
    let school = profile::me(&app.ctx, pupil).await.ok().and_then(|user| user.school);
    school.map(|(school, _)| school).ok_or_else(|| Problem::not_found("user"))
}

async fn shown(
    app: &App,
    viewer: Viewer,
    id: OrganisationId,
    made: Result<Made, Error>,
) -> Result<Response, Problem> {
    match made {
        Ok(made) => {
            let page = School { made: Some(made), ..one(app, viewer, id, "").await? };
            Ok(Page::ok(page).into_response())
        }
        Err(error) => {
            let (status, faults) = Faults::of(error.into())?;
            Ok(Page(status, School { faults, ..one(app, viewer, id, "").await? }).into_response())
        }
    }
}

async fn all(app: &App, Viewer { caller, frame }: Viewer) -> Result<Schools, Problem> {
    let may_make = caller.must(Action::ManageUsers).is_ok();
    let schools = if may_make {
        store::organisations::list(&app.ctx.db, Cursor::START, PAGE).await?.items
    } else {
        match profile::me(&app.ctx, caller.user).await?.school {
            Some((school, _)) => store::organisations::find(&app.ctx.db, school).await?.into_iter().collect(),
            None => Vec::new(),
        }
    };
    let (name, slug) = (String::new(), String::new());
    Ok(Schools { frame, schools, may_make, name, slug, faults: Faults::default() })
}

async fn one(app: &App, viewer: Viewer, id: OrganisationId, cursor: &str) -> Result<School, Problem> {
    let school = schools::find(&app.ctx, viewer.caller.user, id).await?;
    let filter = Filter { words: None, organisation: Some(id) };
    let from = cursor.parse().unwrap_or(Cursor::START);
    let page = store::users::list(&app.ctx.db, &filter, from, PAGE).await?;
    let next = page.next.map(|cursor| format!("/organisations/{id}?cursor={cursor}"));
    let open = invitations::of_school(&app.ctx, viewer.caller.user, id).await?;
    let (made, faults) = (None, Faults::default());
    Ok(School { frame: viewer.frame, school, people: page.items, next, open, made, faults })
}

fn is_pupil(user: &User) -> bool {
    user.role == Role::Student
}
