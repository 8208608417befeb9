//! Headers that keep browsers from doing what nobody asked for, on every answer.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::Response;

use crate::app::App;
use crate::caller::Peer;
use crate::middleware::Next;

/// What each answer carries unless its handler chose otherwise.
const HEADERS: [(&str, &str); 8] = [
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    (
        "content-security-policy",
        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    ),
    ("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    // people's material: no cache on the way keeps it
    ("cache-control", "no-store"),
];

/// For two years, as browsers' preload lists ask.
const HTTPS_ONLY: &str = "max-age=63072000; includeSubDomains";

pub(crate) async fn add(app: &App, request: Request, next: impl Next) -> Response {
    let https = app.config.https || came_by_https(app, &request);
    let mut response = next(request).await;
    complete(response.headers_mut(), https);
    response
}

/// Adds those that an answer lacks.
pub(crate) fn complete(headers: &mut HeaderMap, https: bool) {
    for (name, value) in HEADERS {
        put(headers, name, value);
    }
    if https {
        put(headers, "strict-transport-security", HTTPS_ONLY);
    }
}

/// Whether a trusted proxy says that the client came by https.
fn came_by_https(app: &App, request: &Request) -> bool {
    let peer = request.extensions().get::<Peer>().map(|peer| peer.0.to_canonical());
    peer.is_some_and(|peer| app.config.trusted_proxies.trusts(peer))
        && request.headers().get("x-forwarded-proto").is_some_and(|scheme| scheme.as_bytes() == b"https")
}

fn put(headers: &mut HeaderMap, name: &'static str, value: &'static str) {
    if !headers.contains_key(name) {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
}
