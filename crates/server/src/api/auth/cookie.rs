//! A browser's session: begun, looked at, ended.

use auth::id::{SessionId, UserId};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use factory::accounts::Visit;
use factory::accounts::credential::By;
use factory::accounts::second_factor::Factors;
use factory::accounts::session;
use factory::accounts::sign_in::{self, Admitted, Credentials};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::oidc::Kept;
use super::{give_cookie, take_cookie};
use crate::app::App;
use crate::caller::{Caller, Visitor, session_of_browser};
use crate::extract::Json;
use crate::openapi::{Answers, Api, Operation, Schemas, Words};
use crate::problem::{Kind, Problem};

pub(super) fn routes(api: Api) -> Api {
    const PLACE: &str = "/api/v1/auth/session";
    let words = |summary, details, problems| Words { tag: "Sign-in", summary, details, problems };
    api.post(PLACE, begin, words("Begin a browser session", ABOUT, &[Kind::Unauthenticated, Kind::TooMany]))
        .get(PLACE, look, words("Look at this session", "Answers a fresh CSRF token.", &[]))
        .delete(PLACE, end, words("End this session", "The cookie is dead at once.", &[]))
}

const ABOUT: &str = "Answers the cookie `__Host-session` and a token that pages send as `x-csrf-token` with every \
change. Where a second factor is set up, send its code as `totp`, or send `mfa_token` of the first answer with it.";

async fn begin(
    State(app): State<App>,
    before: Before,
    Visitor(visit): Visitor,
    kept: Kept,
    Json(given): Json<Given, 64>,
) -> Result<Answer, Problem> {
    // single sign-on cannot answer a browser with a body, and leaves it in a cookie
    let waits = kept.pending.filter(|_| given.email.is_none() && given.totp.is_some());
    let admitted = match (given.mfa_token.or(waits), given.email, given.password) {
        (Some(pending), _, _) => {
            let code = given.totp.ok_or_else(|| Problem::invalid("/totp", "`totp` is missing"))?;
            sign_in::by_pending(&app.ctx, &visit, &pending, &code).await
        }
        (None, Some(email), Some(password)) => {
            let second = given.totp.map(Into::into);
            let credentials = Credentials { name: email.into(), password: password.into(), second };
            sign_in::by_password(&app.ctx, &visit, &credentials).await
        }
        (None, None, _) => return Err(Problem::invalid("/email", "`email` is missing")),
        (None, _, None) => return Err(Problem::invalid("/password", "`password` is missing")),
    };
    let admitted = match admitted {
        Ok(admitted) => admitted,
        Err(factory::Error::SecondFactorNeeded { pending, factors }) => {
            return Ok(Answer(Needed::with(Some((pending.expose(), factors))).into_response()));
        }
        Err(factory::Error::SecondFactorWrong) => return Ok(Answer(Needed::with(None).into_response())),
        Err(error) => return Err(error.into()),
    };
    let (headers, begun) = enter(&app, &visit, before, admitted).await?;
    Ok(Answer((headers, Json::<_, 1024>(begun)).into_response()))
}

/// Opens a session for somebody who may come in; the one that the browser had before ends.
pub(crate) async fn enter(
    app: &App,
    visit: &Visit,
    before: Before,
    admitted: Admitted,
) -> Result<(HeaderMap, Begun), Problem> {
    if before.0.is_some() {
        session::sign_out(&app.ctx, visit, before.0, None).await?;
    }
    let (secret, user) = session::open_browser(&app.ctx, visit, admitted).await?;
    let mut headers = HeaderMap::new();
    let csrf_token = give_cookie(app, &mut headers, &secret)?;
    Ok((headers, Begun { user_id: user.to_string(), csrf_token }))
}

async fn look(State(app): State<App>, caller: Caller) -> Result<Json<Begun>, Problem> {
    let By::Browser(_, digest) = caller.by else {
        return Err(Problem::not_found("browser session; this request was not made with a cookie"));
    };
    let csrf_token = session::csrf_token(&app.ctx, &digest)?;
    Ok(Json(Begun { user_id: caller.user.to_string(), csrf_token }))
}

async fn end(State(app): State<App>, caller: Caller, Visitor(visit): Visitor) -> Result<Ended, Problem> {
    let signed_in = caller.session().map(|session| (caller.user, session));
    session::sign_out(&app.ctx, &visit, signed_in, None).await?;
    Ok(Ended)
}

/// The session that the browser had before, whatever else came with the request.
pub(crate) struct Before(pub(crate) Option<(UserId, SessionId)>);

impl axum::extract::FromRequestParts<App> for Before {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(
        parts: &mut axum::http::request::Parts,
        app: &App,
    ) -> Result<Self, std::convert::Infallible> {
        // signing in anew is how one gets rid of a session that is not good
        Ok(Self(session_of_browser(parts, app).await))
    }
}

impl crate::openapi::Takes for Before {
    fn describe(_: &mut Operation, _: &mut Schemas) {}
}

/// Somebody signing in.
#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "SignIn")]
struct Given {
    /// The address, or `name@school`.
    #[serde(default, alias = "username")]
    email: Option<String>,
    /// The password.
    #[serde(default)]
    password: Option<String>,
    /// A code of the app, or a recovery code.
    #[serde(default, alias = "code", alias = "recovery_code")]
    totp: Option<String>,
    /// In place of address and password: what the answer that asked for a code gave.
    #[serde(default)]
    mfa_token: Option<String>,
}

/// A session that lives.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "BrowserSession")]
pub(crate) struct Begun {
    /// Whose it is.
    user_id: String,
    /// For the header `x-csrf-token`.
    csrf_token: String,
}

/// 200 with the session, or 401 that asks for a code.
pub(super) struct Answer(pub(super) Response);

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        self.0
    }
}

impl Answers for Answer {
    fn describe(operation: &mut Operation, schemas: &mut Schemas) {
        <Json<Begun> as Answers>::describe(operation, schemas);
        operation.answer_header(StatusCode::OK, "Set-Cookie", "The session's cookie.");
    }
}

/// 401: the password was right, a code is asked for.
struct Needed(Value);

impl Needed {
    fn with(asked: Option<(&str, Factors)>) -> Self {
        let detail = match asked {
            Some((_, Factors { app: false, .. })) => {
                "send a passkey with `mfa_token`, or a recovery code as `totp`"
            }
            Some(_) => "two-step sign-in is on; send a code of your app as `totp`",
            None => "the code is not right, or was used already",
        };
        let mfa_token = asked.map(|(token, _)| token);
        let methods = asked.map(|(_, factors)| factors.names());
        Self(serde_json::json!({
            "type": "/docs#problem-unauthenticated",
            "title": "A second factor is needed",
            "status": 401,
            "detail": detail,
            "mfa_required": true,
            "mfa_token": mfa_token,
            "mfa_methods": methods,
        }))
    }
}

impl IntoResponse for Needed {
    fn into_response(self) -> Response {
        let headers = [
            (header::CONTENT_TYPE, crate::problem::MEDIA_TYPE),
            (header::WWW_AUTHENTICATE, auth::bearer::challenge()),
        ];
        (StatusCode::UNAUTHORIZED, headers, self.0.to_string()).into_response()
    }
}

/// 204, and nothing of the sign-in stays in the browser.
struct Ended;

impl IntoResponse for Ended {
    fn into_response(self) -> Response {
        let mut response = StatusCode::NO_CONTENT.into_response();
        take_cookie(response.headers_mut());
        response
    }
}

impl Answers for Ended {
    fn describe(operation: &mut Operation, _: &mut Schemas) {
        operation.answer(StatusCode::NO_CONTENT, &[], &Value::Null, "Signed out.");
    }
}
