//! One event a request. No query strings and no bodies: they hold what learners write.

use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::http::Method;
use axum::response::Response;
use tracing::Instrument;

use super::Next;
use super::request_id::RequestId;

pub(crate) async fn log(request: Request, next: impl Next) -> Response {
    let method = known(request.method());
    let id = request.extensions().get::<RequestId>().cloned();
    let span = tracing::info_span!("request", request_id = id.as_ref().map_or("", RequestId::as_str));
    let began = Instant::now();
    let response = next(request).instrument(span.clone()).await;
    let route = response.extensions().get::<MatchedPath>();
    let _entered = span.enter();
    tracing::info!(
        method,
        // the route, not the path: a path may hold anything
        route = route.map_or("none", MatchedPath::as_str),
        status = response.status().as_u16(),
        duration_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX),
        "http_request"
    );
    response
}

/// Notes which route answered, where only the router knows it.
pub(crate) async fn note_route(request: Request, next: axum::middleware::Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().cloned();
    let mut response = next.run(request).await;
    if let Some(route) = route {
        response.extensions_mut().insert(route);
    }
    response
}

/// A method may be any word; only those we know go into the log.
fn known(method: &Method) -> &'static str {
    const KNOWN: [Method; 7] = [
        Method::GET,
        Method::HEAD,
        Method::POST,
        Method::PUT,
        Method::PATCH,
        Method::DELETE,
        Method::OPTIONS,
    ];
    const NAMES: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    KNOWN.iter().zip(NAMES).find(|(known, _)| *known == method).map_or("other", |(_, name)| name)
}
