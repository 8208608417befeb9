//! Writes problems as RFC 9457 has them, with the request's id.

use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Serialize;

use super::{FieldError, MEDIA_TYPE, Problem};
use crate::middleware::Next;
use crate::middleware::request_id::RequestId;

/// A problem as a client sees it (RFC 9457).
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Problem")]
pub(crate) struct ProblemBody<'a> {
    /// What kind of problem, as an address below this server's `/docs`.
    #[serde(rename = "type")]
    kind: String,
    /// The kind in a few words; the same for every occurrence.
    title: &'a str,
    /// The HTTP status.
    status: u16,
    /// What happened, in a sentence.
    detail: &'a str,
    /// The request's id, also in `X-Request-Id`; name it when you report the problem.
    request_id: &'a str,
    /// The fields that are wrong.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'a [FieldError],
}

/// Writes the body of a response that carries a [`Problem`].
pub(crate) async fn render(request: Request, next: impl Next) -> Response {
    let id = request.extensions().get::<RequestId>().cloned();
    let mut response = next(request).await;
    let Some(problem) = response.extensions_mut().remove::<Problem>() else { return response };
    let body = body(&problem, id.as_ref().map_or("", RequestId::as_str));
    let (mut parts, _) = response.into_parts();
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
    parts.headers.remove(header::CONTENT_LENGTH);
    (parts, body).into_response()
}

/// A problem as JSON.
pub(crate) fn body(problem: &Problem, request_id: &str) -> Vec<u8> {
    let body = ProblemBody {
        kind: format!("/docs#problem-{}", problem.kind.slug()),
        title: problem.kind.title(),
        status: problem.status().as_u16(),
        detail: &problem.detail,
        request_id,
        errors: &problem.errors,
    };
    serde_json::to_vec(&body).expect("strings and numbers are always written")
}
