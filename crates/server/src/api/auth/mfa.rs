//! The second factor: set up, verified, switched off.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use factory::accounts::second_factor;
use schemars::JsonSchema;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::renew_cookie;
use crate::app::App;
use crate::caller::{Caller, Visitor};
use crate::extract::Json;
use crate::openapi::{Answers, Api, Operation, Schemas, Words};
use crate::problem::{Kind, Problem};

pub(super) fn routes(api: Api) -> Api {
    let words = |summary, details, problems| Words { tag: "Account", summary, details, problems };
    let guarded: &[Kind] = &[Kind::Conflict, Kind::TooMany];
    api.get("/api/v1/auth/mfa", look, words("Is two-step sign-in on?", "", &[]))
        .post("/api/v1/auth/mfa/enable", enable, words("Set two-step sign-in up", ABOUT_ENABLE, guarded))
        .post("/api/v1/auth/mfa/verify", verify, words("Switch it on", ABOUT_VERIFY, guarded))
        .post("/api/v1/auth/mfa/disable", disable, words("Switch it off", ABOUT_DISABLE, guarded))
        .post(
            "/api/v1/auth/mfa/recovery-codes",
            renew,
            words("Get new recovery codes", "The old ones work no more. Needs password and code.", guarded),
        )
}

const ABOUT_ENABLE: &str = "Answers a secret for an authenticator app, as text and as a picture, and ten recovery codes; \
all of it only once. Nothing changes until a code of the app is verified.";
const ABOUT_VERIFY: &str = "Takes the first code of the app. While it is on already, takes a code as proof that its owner \
is there, for sensitive changes within ten minutes.";
const ABOUT_DISABLE: &str = "Needs the password and a code of the app or a recovery code.";

async fn look(State(app): State<App>, caller: Caller) -> Result<Json<Status>, Problem> {
    let enabled = second_factor::is_on(&app.ctx, caller.user).await?;
    let left =
        if enabled { store::second_factors::recovery_codes_left(&app.ctx.db, caller.user).await? } else { 0 };
    Ok(Json(Status { enabled, recovery_codes_left: left }))
}

async fn enable(
    State(app): State<App>,
    caller: Caller,
    Visitor(visit): Visitor,
    Json(given): Json<Owner, 64>,
) -> Result<Json<Begun>, Problem> {
    let begun =
        second_factor::begin(&app.ctx, &visit, (caller.user, caller.session()), &given.password).await?;
    Ok(Json(Begun {
        secret: begun.enrolment.secret_base32.to_string(),
        qr_png_base64: begun.enrolment.qr_png_base64.to_string(),
        otpauth_url: begun.enrolment.otpauth_url.to_string(),
        recovery_codes: shown(&begun.recovery_codes),
    }))
}

async fn verify(
    State(app): State<App>,
    caller: Caller,
    Visitor(visit): Visitor,
    Json(given): Json<Code, 64>,
) -> Result<Changed, Problem> {
    second_factor::verify(&app.ctx, &visit, caller.user, caller.session(), &given.code).await?;
    Changed::of(&app, &caller, Status { enabled: true, recovery_codes_left: left(&app, &caller).await? })
        .await
}

async fn disable(
    State(app): State<App>,
    caller: Caller,
    Visitor(visit): Visitor,
    Json(given): Json<OwnerAndCode, 64>,
) -> Result<Changed, Problem> {
    second_factor::disable(&app.ctx, &visit, caller.user, &given.password, &given.code).await?;
    Changed::of(&app, &caller, Status { enabled: false, recovery_codes_left: 0 }).await
}

async fn renew(
    State(app): State<App>,
    caller: Caller,
    Visitor(visit): Visitor,
    Json(given): Json<OwnerAndCode, 64>,
) -> Result<Json<Codes>, Problem> {
    let codes = second_factor::new_recovery_codes;
    let who = (caller.user, caller.session());
    let codes = codes(&app.ctx, &visit, who, &given.password, &given.code).await?;
    Ok(Json(Codes { recovery_codes: shown(&codes) }))
}

async fn left(app: &App, caller: &Caller) -> Result<i64, Problem> {
    Ok(store::second_factors::recovery_codes_left(&app.ctx.db, caller.user).await?)
}

fn shown(codes: &[SecretString]) -> Vec<String> {
    codes.iter().map(|code| code.expose_secret().to_owned()).collect()
}

/// The password, again.
#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "Confirmation")]
struct Owner {
    /// The account's password.
    #[serde(alias = "current_password")]
    password: String,
}

/// A code.
#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "SecondFactorCode")]
struct Code {
    /// Six digits of the app.
    #[serde(alias = "totp")]
    code: String,
}

/// The password and a code.
#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "StrongConfirmation")]
struct OwnerAndCode {
    /// The account's password.
    #[serde(alias = "current_password")]
    password: String,
    /// Six digits of the app, or a recovery code.
    #[serde(alias = "totp", alias = "recovery_code")]
    code: String,
}

/// What an app needs to be set up; shown once.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "SecondFactorSetup")]
struct Begun {
    /// The secret in base32, for typing in.
    secret: String,
    /// The same as a QR code: a PNG in base64.
    qr_png_base64: String,
    /// The same as an address.
    otpauth_url: String,
    /// Ten codes for the day the phone is gone; each works once.
    recovery_codes: Vec<String>,
}

/// New recovery codes; shown once.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "RecoveryCodes")]
struct Codes {
    /// Ten codes; each works once.
    recovery_codes: Vec<String>,
}

/// Whether two-step sign-in is on.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "SecondFactorStatus")]
struct Status {
    /// Whether it is on.
    enabled: bool,
    /// How many recovery codes are unused.
    recovery_codes_left: i64,
}

/// 200 with how it is now; a browser gets another cookie.
pub(super) struct Changed(Response);

impl Changed {
    async fn of(app: &App, caller: &Caller, status: Status) -> Result<Self, Problem> {
        let mut response = Json::<_, 1024>(status).into_response();
        Self::renew(app, caller, &mut response).await?;
        Ok(Self(response))
    }

    /// 204, for changes that have nothing to show.
    pub(super) async fn silent(app: &App, caller: &Caller) -> Result<Self, Problem> {
        let mut response = StatusCode::NO_CONTENT.into_response();
        Self::renew(app, caller, &mut response).await?;
        Ok(Self(response))
    }

    async fn renew(app: &App, caller: &Caller, response: &mut Response) -> Result<(), Problem> {
        renew_cookie(app, caller, response.headers_mut()).await
    }
}

impl IntoResponse for Changed {
    fn into_response(self) -> Response {
        self.0
    }
}

impl Answers for Changed {
    fn describe(operation: &mut Operation, schemas: &mut Schemas) {
        <Json<Status> as Answers>::describe(operation, schemas);
        operation.answer(StatusCode::NO_CONTENT, &[], &Value::Null, "Done.");
    }
}
