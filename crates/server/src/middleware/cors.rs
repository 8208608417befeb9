//! Lets the pages of listed origins read answers (Fetch standard, CORS protocol). Without a list nobody gets in.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::middleware::Next;

/// What such a page may send and read beside the simple headers.
const MAY_SEND: &str = "authorization, content-type, idempotency-key, if-match, if-none-match, last-event-id, prefer, x-api-key, x-request-id";
const MAY_READ: &str =
    "content-disposition, etag, idempotent-replayed, location, preference-applied, retry-after, x-request-id";
const METHODS: &str = "GET, HEAD, POST, PATCH, DELETE";
/// How long a browser may remember the permission, in seconds.
const MAX_AGE: &str = "600";

pub(crate) async fn share(app: &App, request: Request, next: impl Next) -> Response {
    let origins = &app.config.cors_origins;
    if origins.is_empty() {
        return next(request).await;
    }
    let origin = request.headers().get(header::ORIGIN).cloned();
    let origin =
        origin.filter(|origin| origins.iter().any(|allowed| allowed.as_bytes() == origin.as_bytes()));
    let asks = request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    if let Some(origin) = origin.as_ref().filter(|_| asks && request.method() == Method::OPTIONS) {
        let mut response = StatusCode::NO_CONTENT.into_response();
        permit(response.headers_mut(), origin);
        return response;
    }
    let mut response = next(request).await;
    let headers = response.headers_mut();
    headers.append(header::VARY, HeaderValue::from_static("origin"));
    if let Some(origin) = origin {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(MAY_READ));
        headers.insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
    }
    response
}

fn permit(headers: &mut HeaderMap, origin: &HeaderValue) {
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static(METHODS));
    headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static(MAY_SEND));
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static(MAX_AGE));
    headers.insert(header::VARY, HeaderValue::from_static("origin"));
}
