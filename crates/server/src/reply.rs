//! What handlers answer beside plain JSON.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Serialize;

use crate::extract::Json;
use crate::openapi::{Answers, Operation, Schemas};

/// Says that the answer was given before, to an earlier request with the same key.
pub(crate) const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");

/// A page of a list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "PageOf{T}")]
pub struct Page<T> {
    /// The items.
    pub items: Vec<T>,
    /// Where the next page begins; `null` on the last.
    pub next_cursor: Option<String>,
}

impl<T> Page<T> {
    /// A page from the store's, its items as clients see them.
    pub fn of<S>(page: store::Page<S>, view: impl FnMut(S) -> T) -> Self {
        Self {
            next_cursor: page.next.map(|cursor| cursor.to_string()),
            items: page.items.into_iter().map(view).collect(),
        }
    }

    /// All there is.
    pub fn whole(items: Vec<T>) -> Self {
        Self { items, next_cursor: None }
    }
}

/// 201: something was made, and here it is.
#[derive(Debug, Clone)]
pub struct Created<T> {
    /// Where it is.
    pub location: String,
    /// What it is.
    pub body: T,
    /// Whether an earlier request with the same key made it.
    pub replayed: bool,
}

impl<T: Serialize> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        made(StatusCode::CREATED, &self.location, self.replayed, self.body)
    }
}

impl<T: JsonSchema> Answers for Created<T> {
    fn describe(operation: &mut Operation, schemas: &mut Schemas) {
        let schema = schemas.output::<T>();
        operation.answer(
            StatusCode::CREATED,
            &["application/json"],
            &schema,
            "Made; `Location` says where it is.",
        );
        operation.answer_header(StatusCode::CREATED, "Location", "Where it is.");
    }
}

/// 202: the work is queued, and here is where it stands.
#[derive(Debug, Clone)]
pub struct Accepted<T> {
    /// Where to look.
    pub location: String,
    /// Where it stands.
    pub body: T,
    /// Whether an earlier request with the same key asked for it.
    pub replayed: bool,
}

impl<T: Serialize> IntoResponse for Accepted<T> {
    fn into_response(self) -> Response {
        made(StatusCode::ACCEPTED, &self.location, self.replayed, self.body)
    }
}

impl<T: JsonSchema> Answers for Accepted<T> {
    fn describe(operation: &mut Operation, schemas: &mut Schemas) {
        let schema = schemas.output::<T>();
        operation.answer(
            StatusCode::ACCEPTED,
            &["application/json"],
            &schema,
            "Queued; `Location` says where to look.",
        );
        operation.answer_header(StatusCode::ACCEPTED, "Location", "Where to look.");
    }
}

/// 204: done, and there is nothing to say.
#[derive(Debug, Clone, Copy)]
pub struct NoContent;

impl IntoResponse for NoContent {
    fn into_response(self) -> Response {
        StatusCode::NO_CONTENT.into_response()
    }
}

impl Answers for NoContent {
    fn describe(operation: &mut Operation, _: &mut Schemas) {
        operation.answer(StatusCode::NO_CONTENT, &[], &serde_json::Value::Null, "Done.");
    }
}

fn made<T: Serialize>(status: StatusCode, location: &str, replayed: bool, body: T) -> Response {
    let mut response = Json::<_, 1024>(body).into_response();
    *response.status_mut() = status;
    let headers = response.headers_mut();
    if let Ok(location) = HeaderValue::from_str(location) {
        headers.insert(header::LOCATION, location);
    }
    if replayed {
        headers.insert(REPLAYED, HeaderValue::from_static("true"));
    }
    response
}
