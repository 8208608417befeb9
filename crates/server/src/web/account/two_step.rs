//! Two-step sign-in: set up with an app, recovery codes, switched off.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use factory::accounts::second_factor::{self, Begun, Factors};
use secrecy::{ExposeSecret, SecretString};

use super::Said;
use crate::api::auth::renew_cookie;
use crate::app::App;
use crate::caller::{Caller, Visitor};
use crate::problem::Problem;
use crate::web::faults::Faults;
use crate::web::form::Form;
use crate::web::frame::{Frame, Viewer};
use crate::web::page::{Page, see};

#[derive(Template)]
#[template(path = "account/two_step.html")]
struct TwoStep {
    frame: Frame,
    here: &'static str,
    is_on: bool,
    /// Whether a passkey is set up.
    has_passkey: bool,
    codes_left: i64,
    said: Option<&'static str>,
    faults: Faults,
}

#[derive(Template)]
#[template(path = "account/two_step_setup.html")]
struct Setup {
    frame: Frame,
    here: &'static str,
    shown: Option<Shown>,
    faults: Faults,
}

/// What is shown once.
struct Shown {
    secret: String,
    picture: String,
    address: String,
    codes: Vec<String>,
}

#[derive(Template)]
#[template(path = "account/recovery_codes.html")]
struct Codes {
    frame: Frame,
    here: &'static str,
    codes: Vec<String>,
}

const HERE: &str = "two-step";

pub(in crate::web) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Said(said): Said,
) -> Result<impl IntoResponse, Problem> {
    Ok(Page::ok(TwoStep { said, ..page(&app, viewer).await? }))
}

pub(in crate::web) async fn start(
    State(app): State<App>,
    viewer: Viewer,
    Visitor(visit): Visitor,
    form: Form,
) -> Result<Response, Problem> {
    let who = (viewer.caller.user, viewer.caller.session());
    match second_factor::begin(&app.ctx, &visit, who, form.exact("password")).await {
        Ok(begun) => {
            let shown = Some(Shown::of(&begun));
            let page = Setup { frame: viewer.frame, here: HERE, shown, faults: Faults::default() };
            Ok(Page::ok(page).into_response())
        }
        Err(error) => refused(&app, viewer, error).await,
    }
}

pub(in crate::web) async fn verify(
    State(app): State<App>,
    Viewer { caller, frame }: Viewer,
    Visitor(visit): Visitor,
    form: Form,
) -> Result<Response, Problem> {
    let code = form.text("code");
    if let Err(error) = second_factor::verify(&app.ctx, &visit, caller.user, caller.session(), &code).await {
        let (status, faults) = Faults::of(error.into())?;
        return Ok(Page(status, Setup { frame, here: HERE, shown: None, faults }).into_response());
    }
    renewed(&app, &caller, "/account/two-step?said=on").await
}

pub(in crate::web) async fn switch_off(
    State(app): State<App>,
    viewer: Viewer,
    Visitor(visit): Visitor,
    form: Form,
) -> Result<Response, Problem> {
    let (user, code) = (viewer.caller.user, form.text("code"));
    match second_factor::disable(&app.ctx, &visit, user, form.exact("password"), &code).await {
        Ok(()) => renewed(&app, &viewer.caller, "/account/two-step?said=off").await,
        Err(error) => refused(&app, viewer, error).await,
    }
}

pub(in crate::web) async fn new_codes(
    State(app): State<App>,
    viewer: Viewer,
    Visitor(visit): Visitor,
    form: Form,
) -> Result<Response, Problem> {
    let (who, code) = ((viewer.caller.user, viewer.caller.session()), form.text("code"));
    let codes = second_factor::new_recovery_codes(&app.ctx, &visit, who, form.exact("password"), &code);
    match codes.await {
        Ok(codes) => {
            let page = Codes { frame: viewer.frame, here: HERE, codes: exposed(&codes) };
            Ok(Page::ok(page).into_response())
        }
        Err(error) => refused(&app, viewer, error).await,
    }
}

async fn renewed(app: &App, caller: &Caller, place: &str) -> Result<Response, Problem> {
    let mut headers = HeaderMap::new();
    renew_cookie(app, caller, &mut headers).await?;
    Ok((headers, see(place)).into_response())
}

async fn refused(app: &App, viewer: Viewer, error: factory::Error) -> Result<Response, Problem> {
    let (status, faults) = Faults::of(error.into())?;
    Ok(Page(status, TwoStep { faults, ..page(app, viewer).await? }).into_response())
}

async fn page(app: &App, Viewer { caller, frame }: Viewer) -> Result<TwoStep, Problem> {
    let Factors { app: is_on, passkey: has_passkey } = second_factor::of(&app.ctx, caller.user).await?;
    let codes_left = store::second_factors::recovery_codes_left(&app.ctx.db, caller.user).await?;
    Ok(TwoStep { frame, here: HERE, is_on, has_passkey, codes_left, said: None, faults: Faults::default() })
}

impl Shown {
    fn of(begun: &Begun) -> Self {
        Self {
            secret: begun.enrolment.secret_base32.to_string(),
            picture: begun.enrolment.qr_png_base64.to_string(),
            address: begun.enrolment.otpauth_url.to_string(),
            codes: exposed(&begun.recovery_codes),
        }
    }
}

fn exposed(codes: &[SecretString]) -> Vec<String> {
    codes.iter().map(|code| code.expose_secret().to_owned()).collect()
}

/// A secret in groups of four, as people type it.
fn grouped(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
