//! Access tokens: by password, by refresh token, and given back.

use auth::permission::ScopeSet;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use factory::accounts::session::{self, Tokens};
use factory::accounts::sign_in::{self, Credentials};
use schemars::JsonSchema;
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::oauth::{Form, Refused, never_store};
use super::take_cookie;
use crate::app::App;
use crate::caller::{Caller, Visitor};
use crate::extract::Json;
use crate::openapi::{Answers, Api, Operation, Schemas, Words};
use crate::problem::{Kind, Problem};

pub(super) fn routes(api: Api) -> Api {
    let words = |summary, details, problems| Words { tag: "Sign-in", summary, details, problems };
    api.post("/api/v1/auth/token", token, words("Get tokens", ABOUT_TOKEN, &[]))
        .post("/api/v1/auth/refresh", refresh, words("Renew tokens", ABOUT_REFRESH, &[Kind::Unauthenticated]))
        .post("/api/v1/auth/logout", logout, words("Sign out", ABOUT_LOGOUT, &[Kind::Unauthenticated]))
}

const ABOUT_TOKEN: &str = "OAuth 2 (RFC 6749) with the grants `password`, for this product's own clients, and \
`refresh_token`. At most five attempts a minute come through from one address. Where a second factor is set up the answer \
is 400 with `mfa_required`, `mfa_token` and `mfa_methods`: come back with a code as `totp`, or show a passkey at \
`/auth/passkeys/sign-in/start` and `/auth/passkeys/sign-in/tokens`.";
const ABOUT_REFRESH: &str = "The same as the grant `refresh_token`, with JSON. A refresh token that is used twice ends \
the whole sign-in.";
const ABOUT_LOGOUT: &str = "Ends the sign-in of this request, and that of the refresh token given if it is the same \
person's. Its access tokens die with it.";

async fn token(State(app): State<App>, Visitor(visit): Visitor, form: Form) -> Result<Pair, Refused> {
    let config = &app.ctx.identity.config;
    let asked = scopes(&form)?;
    let tokens = match form.need("grant_type")? {
        "refresh_token" => session::renew(&app.ctx, &visit, form.need("refresh_token")?, asked).await?,
        "password" if config.password_grant => {
            let admitted = match form.get("mfa_token") {
                Some(pending) => {
                    let code = form.code().map_or_else(|| form.need("totp"), Ok)?;
                    sign_in::by_pending(&app.ctx, &visit, pending, code).await?
                }
                None => sign_in::by_password(&app.ctx, &visit, &credentials(&form)?).await?,
            };
            session::open_tokens(&app.ctx, &visit, admitted, asked).await?
        }
        _ => {
            return Err(Refused::because(
                "unsupported_grant_type",
                "the grants are password and refresh_token",
            ));
        }
    };
    Ok(Pair::of(&tokens))
}

fn credentials(form: &Form) -> Result<Credentials, Refused> {
    Ok(Credentials {
        name: form.need("username")?.into(),
        password: form.need("password")?.into(),
        second: form.code().map(Into::into),
    })
}

fn scopes(form: &Form) -> Result<Option<ScopeSet>, Refused> {
    let asked = form.get("scope").map(ScopeSet::parse).transpose();
    asked.map_err(|_| Refused::because("invalid_scope", "there is no such scope"))
}

async fn refresh(
    State(app): State<App>,
    Visitor(visit): Visitor,
    Json(given): Json<Given, 64>,
) -> Result<Pair, Problem> {
    // whatever is no token is answered as one that is not good
    let presented = given.refresh_token.as_str().unwrap_or_default();
    let renewed = session::renew(&app.ctx, &visit, presented, None).await;
    let tokens = renewed.map_err(|error| match error {
        factory::Error::SignInRefused => Problem::unauthenticated(),
        other => other.into(),
    })?;
    Ok(Pair::of(&tokens))
}

async fn logout(
    State(app): State<App>,
    caller: Option<Caller>,
    Visitor(visit): Visitor,
    MaybeGiven(given): MaybeGiven,
) -> Result<SignedOut, Problem> {
    let signed_in = caller.and_then(|caller| Some((caller.user, caller.session()?)));
    let presented = given.as_ref().and_then(Value::as_str);
    let done = session::sign_out(&app.ctx, &visit, signed_in, presented).await;
    done.map_err(|error| match error {
        factory::Error::Unauthenticated => Problem::anonymous(),
        other => other.into(),
    })?;
    Ok(SignedOut)
}

/// A refresh token.
#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "RefreshToken")]
struct Given {
    /// The token.
    #[schemars(with = "String")]
    refresh_token: Value,
}

/// The refresh token in a body that may be left out.
struct MaybeGiven(Option<Value>);

impl axum::extract::FromRequest<App> for MaybeGiven {
    type Rejection = Problem;

    async fn from_request(request: axum::extract::Request, app: &App) -> Result<Self, Problem> {
        let is_empty = axum::body::HttpBody::is_end_stream(request.body());
        if is_empty {
            return Ok(Self(None));
        }
        let Json(value) = Json::<Value, 64>::from_request(request, app).await?;
        Ok(Self(value.get("refresh_token").cloned()))
    }
}

impl crate::openapi::Takes for MaybeGiven {
    fn describe(operation: &mut Operation, schemas: &mut Schemas) {
        Json::<Given, 64>::describe(operation, schemas);
        if let Some(body) = &mut operation.request_body {
            body["required"] = false.into();
        }
    }
}

/// A pair of tokens (RFC 6749 §5.1).
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Tokens")]
pub(super) struct Pair {
    /// For `Authorization: Bearer`.
    access_token: String,
    /// For the next pair; used once.
    refresh_token: String,
    /// `bearer`.
    token_type: &'static str,
    /// How long the access token lives, in seconds.
    expires_in: i64,
    /// What the access token may do.
    scope: String,
}

impl Pair {
    pub(super) fn of(tokens: &Tokens) -> Self {
        Self {
            access_token: tokens.access.expose_secret().to_owned(),
            refresh_token: tokens.refresh.expose().to_owned(),
            token_type: "bearer",
            expires_in: auth::token::ACCESS_TTL_MS / 1_000,
            scope: tokens.scopes.to_string(),
        }
    }
}

impl IntoResponse for Pair {
    fn into_response(self) -> Response {
        let mut response = Json::<_, 1024>(self).into_response();
        never_store(response.headers_mut());
        response
    }
}

impl Answers for Pair {
    fn describe(operation: &mut Operation, schemas: &mut Schemas) {
        <Json<Self> as Answers>::describe(operation, schemas);
    }
}

/// 204, and nothing of the sign-in stays in the browser.
struct SignedOut;

impl IntoResponse for SignedOut {
    fn into_response(self) -> Response {
        let mut response = StatusCode::NO_CONTENT.into_response();
        take_cookie(response.headers_mut());
        response
    }
}

impl Answers for SignedOut {
    fn describe(operation: &mut Operation, _: &mut Schemas) {
        operation.answer(StatusCode::NO_CONTENT, &[], &Value::Null, "Signed out.");
    }
}
