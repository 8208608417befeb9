//! Reads a request body within bounds of size, time and memory.

use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, header};
use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::{Instant, timeout, timeout_at};

use crate::app::App;
use crate::problem::{Kind, Problem};

/// How long a request waits for memory before it is told to come back.
const MEMORY_WAIT: Duration = Duration::from_secs(5);
/// When to come back, in seconds.
const MEMORY_RETRY_S: u32 = 5;

/// A body that was read, and its share of the memory set aside for bodies.
pub(crate) struct Held {
    pub(crate) bytes: Bytes,
    _share: OwnedSemaphorePermit,
}

/// Reads the body.
///
/// # Errors
/// 413 when it is larger than `limit` bytes, before reading where its length is announced; 408 when the client pauses
/// too long; 415 when it is compressed; 503 when other bodies take all the memory there is for them.
pub(crate) async fn read(app: &App, headers: &HeaderMap, body: Body, limit: usize) -> Result<Held, Problem> {
    refuse_compressed(headers)?;
    let announced = announced(headers);
    if announced.is_some_and(|length| length > limit as u64) {
        return Err(too_large(limit));
    }
    let most = announced.and_then(|length| usize::try_from(length).ok()).unwrap_or(limit);
    let share = share(app, most).await?;
    let deadline = Instant::now() + app.config.body_timeout;
    let read = timeout_at(deadline, collect(body, limit, app.config.body_pause)).await;
    let bytes = read.unwrap_or_else(|_| Err(too_slow()))?;
    Ok(Held { bytes, _share: share })
}

/// The length that the request announces.
pub(crate) fn announced(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// The answer to a body larger than the address takes.
pub(crate) fn too_large(limit: usize) -> Problem {
    let detail = format!("the body has more than {} KiB, the most this address takes", limit / 1024);
    Problem::new(Kind::TooLarge, detail)
}

async fn share(app: &App, bytes: usize) -> Result<OwnedSemaphorePermit, Problem> {
    let all = app.config.body_memory_kib;
    let permits = u32::try_from((bytes / 1024 + 1).min(all)).unwrap_or(u32::MAX);
    let granted = timeout(MEMORY_WAIT, app.body_memory.clone().acquire_many_owned(permits)).await;
    match granted {
        Ok(Ok(share)) => Ok(share),
        _ => Err(Problem::unavailable("too many large requests at once; try again", MEMORY_RETRY_S)),
    }
}

async fn collect(mut body: Body, limit: usize, pause: Duration) -> Result<Bytes, Problem> {
    let mut bytes = BytesMut::new();
    while let Some(frame) = timeout(pause, body.frame()).await.map_err(|_| too_slow())? {
        let frame =
            frame.map_err(|_| Problem::new(Kind::Malformed, "the body ended before it was complete"))?;
        let Ok(data) = frame.into_data() else { continue };
        if data.len() > limit.saturating_sub(bytes.len()) {
            return Err(too_large(limit));
        }
        bytes.extend_from_slice(&data);
    }
    Ok(bytes.freeze())
}

fn too_slow() -> Problem {
    Problem::new(Kind::Timeout, "the body took too long to arrive")
}

/// Compressed bodies are not read: nothing here is so large that a bomb would be worth the saving.
fn refuse_compressed(headers: &HeaderMap) -> Result<(), Problem> {
    let plain = |value: &HeaderValue| value.as_bytes().eq_ignore_ascii_case(b"identity");
    if headers.get_all(header::CONTENT_ENCODING).iter().all(plain) {
        return Ok(());
    }
    let problem =
        Problem::new(Kind::MediaType, "compressed bodies are not read here; send the body as it is");
    Err(problem.with(header::ACCEPT_ENCODING, HeaderValue::from_static("identity")))
}
