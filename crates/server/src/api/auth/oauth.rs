//! The token route's own language: forms in, RFC 6749 answers and errors out.

use axum::extract::{FromRequest, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

use crate::app::App;
use crate::extract::read_body;
use crate::openapi::{Answers, Operation, Schemas, Takes};
use crate::problem::Problem;

/// The most bytes of a token request.
const BODY_BYTES: usize = 64 * 1024;
/// What must not stand in the address, where logs and histories keep it.
const SECRETS: [&str; 9] = [
    "username",
    "password",
    "totp",
    "code",
    "recovery_code",
    "refresh_token",
    "mfa_token",
    "client_secret",
    "grant_type",
];
/// How clients call a code of the app or a recovery code.
const CODES: [&str; 3] = ["totp", "recovery_code", "code"];

/// An error of the token route (RFC 6749 §5.2).
#[derive(Debug)]
pub(super) struct Refused {
    status: StatusCode,
    body: Body,
    retry_after_s: Option<u64>,
}

/// What a client reads of an error.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "TokenError")]
struct Body {
    /// `invalid_request`, `invalid_grant`, `invalid_scope`, `unsupported_grant_type`; `slow_down` with 429 and
    /// `temporarily_unavailable` with 503.
    error: &'static str,
    /// For people.
    error_description: String,
    /// `true` when the password was right and a code is asked for: send it as `totp`.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    mfa_required: bool,
    /// Finishes this sign-in within five minutes, in place of name and password.
    #[serde(skip_serializing_if = "Option::is_none")]
    mfa_token: Option<String>,
    /// How: `totp`, `passkey` (at `/auth/passkeys/sign-in/start`, then `/tokens`), `recovery_code`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    mfa_methods: Vec<&'static str>,
}

impl Refused {
    /// 400 with one of the standard's words.
    pub(super) fn because(error: &'static str, description: impl Into<String>) -> Self {
        let body = Body {
            error,
            error_description: description.into(),
            mfa_required: false,
            mfa_token: None,
            mfa_methods: Vec::new(),
        };
        Self { status: StatusCode::BAD_REQUEST, body, retry_after_s: None }
    }

    fn later(status: StatusCode, error: &'static str, description: String, after_s: u64) -> Self {
        Self { status, retry_after_s: Some(after_s), ..Self::because(error, description) }
    }

    fn second_factor(mfa_token: Option<String>, description: &str) -> Self {
        let mut refused = Self::because("invalid_grant", description);
        refused.body.mfa_required = true;
        refused.body.mfa_token = mfa_token;
        refused
    }
}

impl From<factory::Error> for Refused {
    fn from(error: factory::Error) -> Self {
        use factory::Error;
        let words = error.to_string();
        match error {
            Error::SignInRefused | Error::Unauthenticated => {
                Self::because("invalid_grant", "the grant is not good")
            }
            Error::SecondFactorNeeded { pending, factors } => {
                let words = match factors.app {
                    true => "mfa_required: send a code of your app, or a recovery code, as `totp`",
                    false => {
                        "mfa_required: show a passkey at /api/v1/auth/passkeys/sign-in/start with `mfa_token`, \
                         or send a recovery code as `totp`"
                    }
                };
                let mut refused = Self::second_factor(Some(pending.expose().to_owned()), words);
                refused.body.mfa_methods = factors.names();
                refused
            }
            Error::SecondFactorWrong => Self::second_factor(None, "mfa_required: the code is not right"),
            Error::TooMany { retry_after_s } => {
                Self::later(StatusCode::TOO_MANY_REQUESTS, "slow_down", words, retry_after_s)
            }
            Error::Busy { retry_after_s } => {
                Self::later(StatusCode::SERVICE_UNAVAILABLE, "temporarily_unavailable", words, retry_after_s)
            }
            Error::Invalid { .. } => Self::because("invalid_scope", words),
            other => Self::from(Problem::from(other)),
        }
    }
}

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        let status = problem.status();
        if status == StatusCode::SERVICE_UNAVAILABLE {
            return Self::later(status, "temporarily_unavailable", problem.detail, 2);
        }
        let error = if status.is_server_error() { "server_error" } else { "invalid_request" };
        Self { status, ..Self::because(error, problem.detail) }
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let body = serde_json::to_vec(&self.body).expect("strings are always written");
        let mut response = (self.status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        never_store(headers);
        if let Some(seconds) = self.retry_after_s {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// RFC 6749 §5.1.
pub(super) fn never_store(headers: &mut axum::http::HeaderMap) {
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::PRAGMA, HeaderValue::from_static("no-cache"));
}

impl<T: Answers> Answers for Result<T, Refused> {
    fn describe(operation: &mut Operation, schemas: &mut Schemas) {
        T::describe(operation, schemas);
        let schema = schemas.output::<Body>();
        for (status, words) in [
            (StatusCode::BAD_REQUEST, "The request or the grant is not good (RFC 6749 §5.2)."),
            (StatusCode::TOO_MANY_REQUESTS, "Too many attempts; `Retry-After` says when to try again."),
        ] {
            operation.answer(status, &["application/json"], &schema, words);
        }
    }
}

/// The fields of a token request, each at most once.
pub(super) struct Form(Vec<(String, String)>);

impl Form {
    /// The value of a field; a field without a value counts as left out (RFC 6749 §3.2).
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let (_, value) = self.0.iter().find(|(field, _)| field == name)?;
        Some(value.as_str()).filter(|value| !value.is_empty())
    }

    /// The second factor, by whichever name.
    pub(super) fn code(&self) -> Option<&str> {
        CODES.into_iter().find_map(|name| self.get(name))
    }

    /// The value of a field that has to be there.
    pub(super) fn need(&self, name: &'static str) -> Result<&str, Refused> {
        self.get(name).ok_or_else(|| Refused::because("invalid_request", format!("`{name}` is missing")))
    }
}

impl FromRequest<App> for Form {
    type Rejection = Refused;

    async fn from_request(request: Request, app: &App) -> Result<Self, Refused> {
        let (parts, body) = request.into_parts();
        let query = parts.uri.query().unwrap_or_default();
        if form_urlencoded::parse(query.as_bytes()).any(|(name, _)| SECRETS.contains(&name.as_ref())) {
            return Err(Refused::because(
                "invalid_request",
                "send credentials in the body, never in the address",
            ));
        }
        let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let kind = kind.and_then(|kind| kind.split(';').next()).unwrap_or_default().trim();
        if !kind.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            let words = "send the request as `application/x-www-form-urlencoded`";
            return Err(Refused::because("invalid_request", words));
        }
        let held = read_body(app, &parts.headers, body, BODY_BYTES).await?;
        let fields: Vec<(String, String)> = form_urlencoded::parse(&held.bytes).into_owned().collect();
        let twice = |i: usize| fields[..i].iter().any(|(name, _)| *name == fields[i].0);
        if fields.len() > 50 || (1..fields.len()).any(twice) {
            return Err(Refused::because("invalid_request", "a field stands twice, or there are too many"));
        }
        Ok(Self(fields))
    }
}

impl Takes for Form {
    fn describe(operation: &mut Operation, _: &mut Schemas) {
        let text = |words: &str| json!({ "type": "string", "description": words });
        let schema = json!({
            "type": "object",
            "required": ["grant_type"],
            "properties": {
                "grant_type": { "type": "string", "enum": ["password", "refresh_token"] },
                "username": text("For `password`: the address, or `name@school`."),
                "password": text("For `password`."),
                "totp": text("For `password`, where a second factor is set up: its code, or a recovery code."),
                "recovery_code": text("Another name for `totp`."),
                "mfa_token": text("In place of `username` and `password`: what the answer `mfa_required` gave."),
                "refresh_token": text("For `refresh_token`; each is used once."),
                "scope": text("What the access token may do, separated by spaces; all that is granted when absent."),
            },
        });
        operation.body(&["application/x-www-form-urlencoded"], &schema, "An OAuth 2 token request.");
    }
}
