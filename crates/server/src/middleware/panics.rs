//! A panic in a handler becomes a problem; it should never happen.

use std::panic::AssertUnwindSafe;

use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;

use crate::middleware::Next;
use crate::problem::{Kind, Problem};

pub(crate) async fn catch(request: Request, next: impl Next) -> Response {
    AssertUnwindSafe(next(request)).catch_unwind().await.unwrap_or_else(|_| {
        tracing::error!("request_panicked");
        Problem::new(Kind::Internal, "a part of the server broke; nothing you did").into_response()
    })
}
