//! The only error a handler returns (RFC 9457).

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use content::Finding;
use schemars::JsonSchema;
use serde::Serialize;

mod from;
mod kind;
mod render;

pub(crate) use from::broken;
pub use kind::Kind;
pub(crate) use render::{ProblemBody, body, render};

/// The media type of a problem.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// A field that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FieldError {
    /// JSON Pointer (RFC 6901) into the request body; for a parameter of the address, `/` and its name.
    pub pointer: String,
    /// What is wrong and what to do.
    pub detail: String,
}

/// Why a request was not answered as asked.
///
/// A handler returns it; the outermost layer writes it, since only that knows the request's id. A layer between may
/// take it out of the response's extensions and write a page instead.
#[derive(Debug, Clone)]
pub struct Problem {
    /// What kind of problem.
    pub kind: Kind,
    /// What happened, in a sentence; never the cause of a failure of ours.
    pub detail: String,
    /// The fields that are wrong.
    pub errors: Vec<FieldError>,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl Problem {
    /// A problem of this kind.
    pub fn new(kind: Kind, detail: impl Into<String>) -> Self {
        Self { kind, detail: detail.into(), errors: Vec::new(), headers: Vec::new() }
    }

    /// There is no such thing, or it is somebody else's.
    pub fn not_found(what: &str) -> Self {
        Self::new(Kind::NotFound, format!("there is no such {what}"))
    }

    /// The request is well-formed and one field of it is wrong.
    pub fn invalid(pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        let error = FieldError { pointer: pointer.into(), detail: detail.into() };
        Self::of_fields(vec![error])
    }

    /// The request is well-formed and these fields of it are wrong.
    pub fn of_findings(findings: Vec<Finding>) -> Self {
        let errors = findings.into_iter();
        Self::of_fields(
            errors.map(|Finding { pointer, detail, .. }| FieldError { pointer, detail }).collect(),
        )
    }

    fn of_fields(errors: Vec<FieldError>) -> Self {
        let detail = match errors.as_slice() {
            [] => "the request is not valid".to_owned(),
            [only] => only.detail.clone(),
            [first, rest @ ..] => format!("{}; {} more", first.detail, rest.len()),
        };
        Self { errors, ..Self::new(Kind::Invalid, detail) }
    }

    /// A needed part does not answer; `retry_after_s` says when to try again, in seconds.
    pub fn unavailable(detail: &str, retry_after_s: u32) -> Self {
        Self::new(Kind::Unavailable, detail).with(header::RETRY_AFTER, HeaderValue::from(retry_after_s))
    }

    /// The same with a header beside it.
    #[must_use]
    pub fn with(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    /// The status it is answered with.
    pub fn status(&self) -> StatusCode {
        self.kind.status()
    }
}

impl IntoResponse for Problem {
    fn into_response(mut self) -> Response {
        let mut response = self.status().into_response();
        for (name, value) in std::mem::take(&mut self.headers) {
            response.headers_mut().append(name, value);
        }
        response.extensions_mut().insert(self);
        response
    }
}
