//! Bounds that hold before any handler looks: how large a request may be and how long an answer may take.

use axum::extract::Request;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use tokio::time::timeout;

use crate::app::App;
use crate::extract::{LARGEST_BODY_KIB, announced, too_large};
use crate::middleware::Next;
use crate::problem::{Kind, Problem};

/// The most bytes of all headers together.
const HEADER_BYTES: usize = 32 * 1024;
/// The most bytes of an address with its query.
const ADDRESS_BYTES: usize = 8 * 1024;
/// When to come back after an answer took too long, in seconds.
const RETRY_S: u32 = 10;

pub(crate) async fn hold(app: &App, request: Request, next: impl Next) -> Response {
    if let Some(problem) = refusal(&request) {
        return problem.into_response();
    }
    let answer = timeout(app.config.handler_timeout, next(request)).await;
    answer.unwrap_or_else(|_| {
        tracing::error!("request_timed_out");
        Problem::unavailable("the answer took too long; try again", RETRY_S).into_response()
    })
}

fn refusal(request: &Request) -> Option<Problem> {
    let length = request.uri().path_and_query().map_or(0, |place| place.as_str().len());
    if length > ADDRESS_BYTES {
        let detail = format!("the address has more than {} KiB", ADDRESS_BYTES / 1024);
        return Some(Problem::new(Kind::AddressTooLong, detail));
    }
    let headers = request.headers();
    let size: usize = headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
    if size > HEADER_BYTES {
        let detail = format!("the headers have more than {} KiB", HEADER_BYTES / 1024);
        return Some(Problem::new(Kind::HeadersTooLarge, detail));
    }
    // two ways to say where a request ends are the root of request smuggling (RFC 9112 section 6.1)
    if headers.contains_key(header::TRANSFER_ENCODING) && headers.contains_key(header::CONTENT_LENGTH) {
        return Some(Problem::new(Kind::Malformed, "send `Content-Length` or `Transfer-Encoding`, not both"));
    }
    let largest = LARGEST_BODY_KIB * 1024;
    announced(headers).filter(|length| *length > largest as u64).map(|_| too_large(largest))
}
