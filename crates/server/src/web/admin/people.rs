//! Everybody's accounts: searched, listed, made.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use factory::accounts::admin::{self, NewUser};
use serde::Deserialize;
use store::Cursor;
use store::users::{Filter, User};

use super::PAGE;
use crate::app::App;
use crate::caller::Visitor;
use crate::extract::Query;
use crate::problem::Problem;
use crate::web::faults::Faults;
use crate::web::form::Form;
use crate::web::frame::{Frame, Viewer};
use crate::web::page::{Page, see};

/// The most characters of a search.
const SEARCH_CHARACTERS: usize = 200;

#[derive(Template)]
#[template(path = "admin/people.html")]
struct People {
    frame: Frame,
    q: String,
    people: Vec<User>,
    next: Option<String>,
    typed: Typed,
    said: Option<&'static str>,
    faults: Faults,
}

/// What stands in the fields.
#[derive(Default)]
struct Typed {
    name: String,
    email: String,
    role: String,
}

/// Whom to look for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Wanted {
    q: String,
    cursor: String,
    said: String,
}

pub(in crate::web) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Query(wanted): Query<Wanted>,
) -> Result<impl IntoResponse, Problem> {
    Ok(Page::ok(page(&app, viewer.frame, wanted).await?))
}

pub(in crate::web) async fn create(
    State(app): State<App>,
    Viewer { caller, frame }: Viewer,
    Visitor(visit): Visitor,
    form: Form,
) -> Result<Response, Problem> {
    let typed = Typed { name: form.text("name"), email: form.text("email"), role: form.text("role") };
    let new = NewUser {
        email: typed.email.clone().into(),
        name: typed.name.clone().into(),
        role: super::role(&typed.role),
        password: None,
    };
    match admin::create(&app.ctx, &visit, Some(caller.user), &new).await {
        Ok(_) => Ok(see("/admin/users?said=made")),
        Err(error) => {
            let (status, faults) = Faults::of(error.into())?;
            let page = People { typed, faults, ..page(&app, frame, Wanted::default()).await? };
            Ok(Page(status, page).into_response())
        }
    }
}

async fn page(app: &App, frame: Frame, wanted: Wanted) -> Result<People, Problem> {
    let from = wanted.cursor.parse().unwrap_or(Cursor::START);
    let words: String = wanted.q.trim().chars().take(SEARCH_CHARACTERS).collect();
    let filter = Filter { words: Some(words.clone()).filter(|words| !words.is_empty()), organisation: None };
    let page = store::users::list(&app.ctx.db, &filter, from, PAGE).await?;
    let next = page.next.map(|cursor| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let query = query.append_pair("q", &words).append_pair("cursor", &cursor.to_string());
        format!("/admin/users?{}", query.finish())
    });
    let said = match wanted.said.as_str() {
        "made" => Some("The account is made. A letter with a link to choose a password is on its way."),
        "deleted" => Some("The account and everything in it are deleted."),
        _ => None,
    };
    let faults = Faults::default();
    Ok(People { frame, q: words, people: page.items, next, typed: Typed::default(), said, faults })
}
