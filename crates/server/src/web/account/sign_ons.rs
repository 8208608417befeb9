//! The identity providers that open one's account.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use content::Timestamp;
use factory::accounts::oidc;
use store::identities::Linked;

use super::Said;
use crate::app::App;
use crate::caller::{Caller, Visitor};
use crate::extract::Path;
use crate::problem::Problem;
use crate::web::frame::{Frame, Viewer};
use crate::web::page::{Page, see};

#[derive(Template)]
#[template(path = "account/sign_ons.html")]
struct SignOns {
    frame: Frame,
    here: &'static str,
    linked: Vec<Linked>,
    said: Option<&'static str>,
    /// Name and label of those that can be added.
    doors: Vec<(String, String)>,
}

pub(in crate::web) async fn show(
    State(app): State<App>,
    Viewer { caller, frame }: Viewer,
    Said(said): Said,
) -> Result<impl IntoResponse, Problem> {
    let linked = oidc::list(&app.ctx, caller.user).await?;
    let doors = app.ctx.providers.names().map(|(name, label)| (name.to_owned(), label.to_owned()));
    let doors = doors.filter(|(name, _)| linked.iter().all(|linked| linked.provider != *name)).collect();
    Ok(Page::ok(SignOns { frame, here: "sign-ons", linked, said, doors }))
}

pub(in crate::web) async fn unlink(
    State(app): State<App>,
    caller: Caller,
    Visitor(visit): Visitor,
    Path(id): Path<crate::api::auth::IdentityId>,
) -> Result<Response, Problem> {
    oidc::unlink(&app.ctx, &visit, caller.user, caller.session(), id.0).await?;
    Ok(see("/account/sign-ons?said=unlinked"))
}

fn since(linked: &Linked) -> Timestamp {
    Timestamp(linked.created_ms)
}
