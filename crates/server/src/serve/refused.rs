//! What the protocol's own layer refuses before anything of ours sees it, said as we say it: heads that are too large or
//! have too many lines, and requests that are none. It answers with a bare status; people and browsers get a problem with
//! the headers that every answer has.
//!
//! Its answers are known by when they come, not by what they look like: while no request is in hand, nothing else is
//! written.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use axum::http::{HeaderMap, HeaderValue, header};
use http_body::{Frame, SizeHint};

use crate::app::App;
use crate::middleware::{request_id, security_headers};
use crate::problem::{Kind, MEDIA_TYPE, Problem, body};

/// Nothing is in hand, and all that was is written.
const FREE: u8 = 0;
/// A request is being answered.
const BUSY: u8 = 1;
/// The answer is complete; not all of it may be written yet.
const DONE: u8 = 2;

/// Whether a connection has a request in hand.
#[derive(Debug, Clone, Default)]
pub(super) struct Hand(Arc<AtomicU8>);

impl Hand {
    /// A request came.
    pub(super) fn take_up(&self) {
        self.0.store(BUSY, Ordering::Release);
    }

    /// All that was to be written is written.
    pub(super) fn let_go(&self) {
        let _ = self.0.compare_exchange(DONE, FREE, Ordering::AcqRel, Ordering::Relaxed);
    }

    pub(super) fn is_free(&self) -> bool {
        self.0.load(Ordering::Acquire) == FREE
    }
}

/// The body of an answer, whose end is told to the hand.
pub(super) struct Answered {
    body: Body,
    hand: Hand,
}

impl Answered {
    pub(super) fn new(body: Body, hand: Hand) -> Self {
        Self { body, hand }
    }
}

impl Drop for Answered {
    fn drop(&mut self) {
        self.hand.0.store(DONE, Ordering::Release);
    }
}

impl HttpBody for Answered {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// Our answer in place of a bare refusal; `None` when `bare` is none.
pub(super) fn instead_of(app: &App, bare: &[u8]) -> Option<Vec<u8>> {
    let head = std::str::from_utf8(bare).ok()?.strip_suffix("\r\n\r\n")?;
    let (first, rest) = head.split_once("\r\n")?;
    let problem = match first.strip_prefix("HTTP/1.1 4")?.get(..2)? {
        "14" => Problem::new(Kind::AddressTooLong, "the address is too long"),
        "31" => Problem::new(Kind::HeadersTooLarge, "the headers are too large, or too many"),
        "00" => Problem::new(Kind::Malformed, "this is no request that HTTP knows"),
        _ => return None,
    };
    tracing::info!(status = problem.status().as_u16(), "request_refused");
    let id = app.ctx.clock.new_id().to_string();
    let body = body(&problem, &id);
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
    headers.insert(request_id::HEADER, HeaderValue::from_str(&id).ok()?);
    security_headers::complete(&mut headers, app.config.https);
    let mut answer = format!("{first}\r\n").into_bytes();
    for line in rest.split("\r\n").filter(|line| !line.starts_with("content-length:")) {
        answer.extend_from_slice(format!("{line}\r\n").as_bytes());
    }
    for (name, value) in &headers {
        answer.extend_from_slice(name.as_str().as_bytes());
        answer.extend_from_slice(b": ");
        answer.extend_from_slice(value.as_bytes());
        answer.extend_from_slice(b"\r\n");
    }
    answer.extend_from_slice(b"\r\n");
    answer.extend_from_slice(&body);
    Some(answer)
}
