//! Reads what an answer left unread of a short request body, so that the connection stays good for the next request.
//!
//! A handler that refuses before it has read the body leaves the rest on the connection, which then has to be closed; a
//! client that sends its next request on it meanwhile gets no answer. Long bodies are not worth it: there closing is
//! cheaper than reading.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, HttpBody};
use axum::extract::Request;
use axum::http::header;
use axum::response::Response;
use bytes::Bytes;
use http_body::{Frame, SizeHint};
use http_body_util::BodyExt;

use super::Next;

/// The longest body that is read to its end.
const MOST_BYTES: u64 = 64 * 1024;
/// How long its rest may take.
const PATIENCE: Duration = Duration::from_millis(250);

pub(crate) async fn read(request: Request, next: impl Next) -> Response {
    let length = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    let is_short =
        length.and_then(|length| length.parse().ok()).is_some_and(|length: u64| length <= MOST_BYTES);
    if !is_short {
        return next(request).await;
    }
    let (parts, body) = request.into_parts();
    let mut kept = Kept(Arc::new(Mutex::new(body)));
    let response = next(Request::from_parts(parts, Body::new(kept.clone()))).await;
    let rest = async { while let Some(Ok(_)) = kept.frame().await {} };
    // whoever does not send it loses the connection
    let _ = tokio::time::timeout(PATIENCE, rest).await;
    response
}

/// A body that is left behind by who drops it.
#[derive(Clone)]
struct Kept(Arc<Mutex<Body>>);

impl Kept {
    fn with<T>(&self, look: impl FnOnce(&mut Body) -> T) -> T {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl HttpBody for Kept {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        self.with(|body| Pin::new(body).poll_frame(context))
    }

    fn is_end_stream(&self) -> bool {
        self.with(|body| body.is_end_stream())
    }

    fn size_hint(&self) -> SizeHint {
        self.with(|body| body.size_hint())
    }
}
