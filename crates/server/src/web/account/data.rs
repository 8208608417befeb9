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
    let (user, code) = (viewer.caller.user, form.get("code"));
    match profile::delete(&app.ctx, &visit, user, form.exact("password"), code).await {
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
    Ok(Data { frame, here: "data", needs_code, faults: Faults::default() })
}
