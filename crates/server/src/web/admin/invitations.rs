//! Invitations to the installation.

use askama::Template;
use auth::opaque::Kind;
use auth::organisation::Position;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use content::Timestamp;
use factory::accounts::schools::{self, NewInvitation};
use secrecy::ExposeSecret;
use store::Cursor;

use super::PAGE;
use crate::app::App;
use crate::caller::Visitor;
use crate::problem::Problem;
use crate::web::faults::Faults;
use crate::web::form::Form;
use crate::web::frame::{Frame, Viewer};
use crate::web::page::Page;

#[derive(Template)]
#[template(path = "admin/invitations.html")]
struct Invitations {
    frame: Frame,
    /// When each was made and when it dies.
    open: Vec<(Timestamp, Timestamp)>,
    link: Option<String>,
    email: String,
    faults: Faults,
}

pub(in crate::web) async fn show(
    State(app): State<App>,
    viewer: Viewer,
) -> Result<impl IntoResponse, Problem> {
    Ok(Page::ok(page(&app, viewer.frame).await?))
}

pub(in crate::web) async fn create(
    State(app): State<App>,
    Viewer { caller, frame }: Viewer,
    Visitor(visit): Visitor,
    form: Form,
) -> Result<Response, Problem> {
    let email = form.get("email").map(ToOwned::to_owned);
    let new = NewInvitation {
        email: email.clone(),
        role: super::role(&form.text("role")),
        school: None,
        position: Position::Member,
    };
    match schools::invite(&app.ctx, &visit, caller.user, new).await {
        Ok(made) => {
            let link = made.link.map(|link| link.expose_secret().to_owned());
            Ok(Page::ok(Invitations { link, ..page(&app, frame).await? }).into_response())
        }
        Err(error) => {
            let (status, faults) = Faults::of(error.into())?;
            let email = email.unwrap_or_default();
            Ok(Page(status, Invitations { faults, email, ..page(&app, frame).await? }).into_response())
        }
    }
}

async fn page(app: &App, frame: Frame) -> Result<Invitations, Problem> {
    let now_ms = app.ctx.clock.now_ms();
    let page =
        store::one_time_tokens::list(&app.ctx.db, Kind::Invitation, now_ms, Cursor::START, PAGE).await?;
    let open = page.items.iter();
    let open = open.map(|found| (Timestamp(found.created_ms), Timestamp(found.stored.expires_ms))).collect();
    Ok(Invitations { frame, open, link: None, email: String::new(), faults: Faults::default() })
}
