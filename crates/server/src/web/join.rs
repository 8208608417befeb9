//! Taking an invitation with the account one has; whoever is not signed in makes one, or signs in and comes back.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use factory::accounts::joining::{self, Look};
use serde::Deserialize;

use super::faults::{Faults, sentence};
use super::form::Form;
use super::frame::{Frame, Viewer};
use super::notice::Notice;
use super::page::{Page, see};
use super::{sign_in, sign_up};
use crate::api::auth::renew_cookie;
use crate::app::App;
use crate::caller::{Caller, Visitor};
use crate::extract::Query;
use crate::problem::Problem;

/// The link that somebody followed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Link {
    pub(super) token: String,
}

#[derive(Template)]
#[template(path = "join.html")]
struct Join {
    frame: Frame,
    token: String,
    /// What the account signs in with.
    name: String,
    look: Look,
    faults: Faults,
}

pub(super) async fn show(
    State(app): State<App>,
    caller: Option<Caller>,
    frame: Frame,
    Query(link): Query<Link>,
) -> Result<Response, Problem> {
    match caller {
        Some(caller) => {
            page(&app, Viewer { caller, frame }, link.token, (StatusCode::OK, Faults::default())).await
        }
        None => sign_up::invited(&app, frame, link.token).await,
    }
}

pub(super) async fn accept(
    State(app): State<App>,
    viewer: Viewer,
    Visitor(visit): Visitor,
    form: Form,
) -> Result<Response, Problem> {
    let (caller, token) = (viewer.caller, form.text("token"));
    match joining::accept(&app.ctx, &visit, (caller.user, caller.session()), &token).await {
        Ok(_) => {
            let mut headers = HeaderMap::new();
            renew_cookie(&app, &caller, &mut headers).await?;
            Ok((headers, see("/account?said=joined")).into_response())
        }
        Err(error) => page(&app, viewer, token, Faults::of(error.into())?).await,
    }
}

async fn page(
    app: &App,
    Viewer { caller, frame }: Viewer,
    token: String,
    (status, faults): (StatusCode, Faults),
) -> Result<Response, Problem> {
    let Some(look) = joining::look(&app.ctx, (caller.user, caller.session()), &token).await? else {
        return Ok(dead(frame, "/").into_response());
    };
    let user = factory::accounts::profile::me(&app.ctx, caller.user).await?;
    let name = user.sign_in_name.unwrap_or_default();
    Ok(Page(status, Join { frame, token, name, look, faults }).into_response())
}

/// What is said of an invitation that is not good. It may be kept for an account, whose owner has to sign in to see it.
pub(super) fn dead(frame: Frame, place: &str) -> Page<Notice> {
    let (text, next) = match frame.who {
        Some(_) => (
            "It was used, was taken back, is older than a week, or is another's. Ask whoever invited you for another.",
            ("/".to_owned(), "Go to the start"),
        ),
        None => (
            "It was used, was taken back, or is older than a week. Ask whoever invited you for another. If you have an \
             account here, sign in first: it may be waiting for that.",
            (sign_in::address(place), "Sign in"),
        ),
    };
    Page(StatusCode::FORBIDDEN, Notice { frame, title: DEAD, text: text.to_owned(), next })
}

/// Its heading.
pub(super) const DEAD: &str = "This invitation works no more";

/// Where the link of an invitation leads.
pub(super) fn address(token: &str) -> String {
    place("/join", token)
}

fn place(page: &str, token: &str) -> String {
    format!("{page}?{}", form_urlencoded::Serializer::new(String::new()).append_pair("token", token).finish())
}

impl Join {
    fn title(&self) -> String {
        self.look
            .offer
            .school
            .as_ref()
            .map_or("Take the invitation".to_owned(), |school| format!("Join {school}"))
    }

    /// Why this account cannot take it, as a sentence.
    fn in_the_way(&self) -> Option<String> {
        self.look.in_the_way.as_deref().map(sentence)
    }

    /// Where its owner signs in again and comes back from.
    fn anew(&self) -> String {
        format!("{}&again=1", sign_in::address(&address(&self.token)))
    }

    /// Where another account is made with it.
    fn another(&self) -> String {
        place("/sign-up", &self.token)
    }
}
