//! Taking one's data out, and leaving.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use factory::accounts::{profile, second_factor};

use crate::api::auth::take_cookie;
use crate::app::App;
use crate::caller::Visitor;
use crate::problem::Problem;
use crate::web::faults::Faults;
use crate::web::form::Form;
use crate::web::frame::{Frame, Viewer};
use crate::web::page::{Page, see};

#[derive(Template)]
#[template(path = "account/data.html")]
struct Data {
    frame: Frame,
    here: &'static str,
    needs_code: bool,
    /// Whether the account has a password; without one its owner signs in again.
    has_password: bool,
    /// Name and label of the identity providers.
    doors: Vec<(String, String)>,
    faults: Faults,
}

pub(in crate::web) async fn show(
    State(app): State<App>,
    viewer: Viewer,
) -> Result<impl IntoResponse, Problem> {
    Ok(Page::ok(page(&app, viewer).await?))
}

pub(in crate::web) async fn delete(
    State(app): State<App>,
    viewer: Viewer,
    Visitor(visit): Visitor,
    form: Form,
) -> Result<Response, Problem> {
    let (who, code) = ((viewer.caller.user, viewer.caller.session()), form.get("code"));
    let password = form.get("password").map(|_| form.exact("password"));
    match profile::delete(&app.ctx, &visit, who, password, code).await {
        Ok(()) => {
            let mut headers = HeaderMap::new();
            take_cookie(&mut headers);
            Ok((headers, see("/sign-in?said=deleted")).into_response())
        }
        Err(error) => {
            let (status, faults) = Faults::of(error.into())?;
            Ok(Page(status, Data { faults, ..page(&app, viewer).await? }).into_response())
        }
    }
}

async fn page(app: &App, Viewer { caller, frame }: Viewer) -> Result<Data, Problem> {
    let needs_code = second_factor::is_on(&app.ctx, caller.user).await?;
    let has_password = profile::me(&app.ctx, caller.user).await?.password_hash.is_some();
    let doors = app.ctx.providers.names().map(|(name, label)| (name.to_owned(), label.to_owned())).collect();
    Ok(Data { frame, here: "data", needs_code, has_password, doors, faults: Faults::default() })
}
