//! Passkeys: added by script, renamed and removed without.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use content::Timestamp;
use factory::accounts::{passkeys, second_factor};
use store::passkeys::Passkey;

use super::Said;
use crate::api::auth::PasskeyId;
use crate::app::App;
use crate::caller::Visitor;
use crate::extract::Path;
use crate::problem::Problem;
use crate::web::faults::Faults;
use crate::web::form::Form;
use crate::web::frame::{Frame, Viewer};
use crate::web::page::{Page, see};

#[derive(Template)]
#[template(path = "account/passkeys.html")]
struct Passkeys {
    frame: Frame,
    here: &'static str,
    passkeys: Vec<Passkey>,
    /// Whether passkeys are the only second factor.
    is_alone: bool,
    said: Option<&'static str>,
    faults: Faults,
}

pub(in crate::web) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Said(said): Said,
) -> Result<impl IntoResponse, Problem> {
    Ok(Page::ok(Passkeys { said, ..page(&app, viewer).await? }))
}

pub(in crate::web) async fn rename(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PasskeyId>,
    form: Form,
) -> Result<Response, Problem> {
    match passkeys::rename(&app.ctx, viewer.caller.user, id.0, &form.text("name")).await {
        Ok(()) => Ok(see("/account/passkeys")),
        Err(error) => refused(&app, viewer, error).await,
    }
}

pub(in crate::web) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Visitor(visit): Visitor,
    Path(id): Path<PasskeyId>,
) -> Result<Response, Problem> {
    let caller = viewer.caller;
    match passkeys::remove(&app.ctx, &visit, caller.user, caller.session(), id.0).await {
        Ok(()) => Ok(see("/account/passkeys?said=removed")),
        Err(error) => refused(&app, viewer, error).await,
    }
}

async fn refused(app: &App, viewer: Viewer, error: factory::Error) -> Result<Response, Problem> {
    let (status, faults) = Faults::of(error.into())?;
    Ok(Page(status, Passkeys { faults, ..page(app, viewer).await? }).into_response())
}

async fn page(app: &App, Viewer { caller, frame }: Viewer) -> Result<Passkeys, Problem> {
    let passkeys = passkeys::list(&app.ctx, caller.user).await?;
    let is_alone = !passkeys.is_empty() && !second_factor::is_on(&app.ctx, caller.user).await?;
    Ok(Passkeys { frame, here: "passkeys", passkeys, is_alone, said: None, faults: Faults::default() })
}

fn added(passkey: &Passkey) -> Timestamp {
    Timestamp(passkey.created_ms)
}

fn used(passkey: &Passkey) -> Option<Timestamp> {
    passkey.last_used_ms.map(Timestamp)
}
