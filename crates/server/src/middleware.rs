//! What happens to every request, one concern a file.

use axum::extract::Request;
use axum::response::Response;

pub(crate) mod access_log;
pub(crate) mod bounds;
pub(crate) mod cors;
pub(crate) mod guard;
pub(crate) mod leftover;
pub(crate) mod methods;
pub(crate) mod panics;
pub(crate) mod request_id;
pub(crate) mod security_headers;

/// What comes after a concern: those beneath it and the handler.
pub(crate) trait Next: AsyncFnOnce(Request) -> Response {}

impl<F: AsyncFnOnce(Request) -> Response> Next for F {}
