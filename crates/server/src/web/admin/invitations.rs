//! Invitations to the installation.

use askama::Template;
use auth::organisation::Position;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use content::Timestamp;
use factory::accounts::invitations::{self, Open};
use factory::accounts::schools::{self, NewInvitation};
use secrecy::ExposeSecret;
use store::Cursor;

use super::PAGE;
use crate::api::admin::InvitationId;
use crate::app::App;
use crate::caller::{Caller, Visitor};
use crate::extract::Path;
use crate::problem::Problem;
use crate::web::faults::Faults;
use crate::web::form::Form;
use crate::web::frame::{Frame, Viewer};
use crate::web::page::{Page, see};

#[derive(Template)]
#[template(path = "admin/invitations.html")]
struct Invitations {
    frame: Frame,
    open: Vec<Open>,
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

pub(in crate::web) async fn take_back(
    State(app): State<App>,
    caller: Caller,
    Visitor(visit): Visitor,
    Path(id): Path<InvitationId>,
) -> Result<Response, Problem> {
    invitations::take_back(&app.ctx, &visit, caller.user, id.0).await?;
    Ok(see("/admin/invitations"))
}

/// Until when an invitation works.
pub(super) fn ends(open: &Open) -> Timestamp {
    Timestamp(open.expires_ms)
}

async fn page(app: &App, frame: Frame) -> Result<Invitations, Problem> {
    let open = invitations::list(&app.ctx, Cursor::START, PAGE).await?.items;
    Ok(Invitations { frame, open, link: None, email: String::new(), faults: Faults::default() })
}
