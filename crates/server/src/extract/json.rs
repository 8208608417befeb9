//! JSON bodies, in and out.

use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{body, fault, strict};
use crate::app::App;
use crate::openapi::{Answers, Operation, Schemas, Takes};
use crate::problem::{Kind, Problem};

/// The media types that are read as JSON.
const MEDIA_TYPES: &[&str] = &["application/json", "application/merge-patch+json"];

/// A JSON body of at most `KIB` KiB when taken; an answer with status 200 when given.
#[derive(Debug, Clone, Copy)]
pub struct Json<T, const KIB: usize = 1024>(
    /// What it holds.
    pub T,
);

impl<T: DeserializeOwned, const KIB: usize> FromRequest<App> for Json<T, KIB> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let says_nothing = !parts.headers.contains_key(header::CONTENT_TYPE);
        if says_nothing && http_body::Body::is_end_stream(&body) {
            return Err(Problem::new(Kind::Malformed, "the body is empty; send a JSON object"));
        }
        must_be_json(&parts.headers)?;
        let held = body::read(app, &parts.headers, body, KIB * 1024).await?;
        if held.bytes.is_empty() {
            return Err(Problem::new(Kind::Malformed, "the body is empty; send a JSON object"));
        }
        let value = strict::parse(&held.bytes).map_err(|error| malformed(&error))?;
        // a struct can be read off a list of its fields, which no client means
        if value.is_array() {
            return Err(Problem::invalid("", "the body is a list; send a JSON object"));
        }
        serde_path_to_error::deserialize(value).map(Self).map_err(|error| fault::problem(&error))
    }
}

impl<T: Serialize, const KIB: usize> IntoResponse for Json<T, KIB> {
    fn into_response(self) -> Response {
        match serde_json::to_vec(&self.0) {
            Ok(body) => {
                let media_type = HeaderValue::from_static("application/json");
                ([(header::CONTENT_TYPE, media_type)], body).into_response()
            }
            Err(error) => crate::problem::broken(&error).into_response(),
        }
    }
}

impl<T: JsonSchema, const KIB: usize> Takes for Json<T, KIB> {
    fn describe(operation: &mut Operation, schemas: &mut Schemas) {
        let schema = schemas.input::<T>();
        operation.body(&MEDIA_TYPES[..1], &schema, &format!("At most {KIB} KiB of JSON in UTF-8."));
        for kind in [Kind::Malformed, Kind::Timeout, Kind::TooLarge, Kind::MediaType, Kind::Invalid] {
            operation.problem(kind);
        }
    }
}

impl<T: JsonSchema> Answers for Json<T> {
    fn describe(operation: &mut Operation, schemas: &mut Schemas) {
        let schema = schemas.output::<T>();
        operation.answer(StatusCode::OK, &["application/json"], &schema, "Done.");
    }
}

fn must_be_json(headers: &HeaderMap) -> Result<(), Problem> {
    let given = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let (media_type, parameters) = given.split_once(';').unwrap_or((given, ""));
    let is_json = MEDIA_TYPES.iter().any(|json| media_type.trim().eq_ignore_ascii_case(json));
    let charset = parameters.split(';').find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches('"'))
    });
    let is_utf8 = charset.is_none_or(|charset| charset.eq_ignore_ascii_case("utf-8"));
    if is_json && is_utf8 {
        return Ok(());
    }
    let problem = Problem::new(Kind::MediaType, "send the body as `application/json` in UTF-8");
    Err(problem.with(header::ACCEPT, HeaderValue::from_static("application/json")))
}

fn malformed(error: &serde_json::Error) -> Problem {
    let place = format!("the body is not JSON: line {}, column {}", error.line(), error.column());
    Problem::new(Kind::Malformed, place)
}
