//! How bytes leave and arrive: over HTTP, over HTTP while being recorded, or from a recording.

use crate::answer::BadAnswer;
use crate::cassette::{Cassette, Recording};
use crate::error::{Error, Phase};
use bytes::{Bytes, BytesMut};
use futures_util::{Stream, StreamExt};
use reqwest::header::{CONTENT_TYPE, HeaderMap};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

/// The longest answer that is read, unpacked: 16 MiB.
pub(crate) const MOST_BYTES: usize = 16 << 20;

/// Where requests go.
#[derive(Debug, Clone)]
pub enum Transport {
    /// To the provider. The client should come from [`crate::connect()`].
    Live(reqwest::Client),
    /// To the provider, and into a cassette with secrets removed.
    Recording(reqwest::Client, Arc<Cassette>),
    /// To a cassette; nothing leaves the process.
    Replaying(Arc<Cassette>),
}

pub(crate) struct Outgoing {
    pub(crate) url: reqwest::Url,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

pub(crate) struct Incoming {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Chunks,
}

/// A body as it arrives.
pub(crate) type Chunks = Pin<Box<dyn Stream<Item = Result<Bytes, Error>> + Send>>;

impl Transport {
    pub(crate) async fn send(&self, outgoing: Outgoing) -> Result<Incoming, Error> {
        match self {
            Transport::Live(client) => live(client, outgoing).await,
            Transport::Recording(client, cassette) => {
                let recording = Recording::begin(cassette.clone(), &outgoing);
                Ok(recording.answered(live(client, outgoing).await?))
            }
            Transport::Replaying(cassette) => cassette.answer(&outgoing),
        }
    }
}

async fn live(client: &reqwest::Client, outgoing: Outgoing) -> Result<Incoming, Error> {
    let request = client.post(outgoing.url).headers(outgoing.headers).body(outgoing.body);
    let response = request.send().await.map_err(broken)?;
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let body = response.bytes_stream().map(|chunk| chunk.map_err(broken));
    Ok(Incoming { status, headers, body: Box::pin(body) })
}

/// A failure below HTTP, without the address in its text.
fn broken(error: reqwest::Error) -> Error {
    let error = error.without_url();
    match (error.is_connect(), error.is_timeout()) {
        (true, true) => Error::Timeout { phase: Phase::Connect },
        (true, false) => Error::caused("it could not be reached", error),
        (false, true) => Error::Timeout { phase: Phase::Total },
        (false, false) => Error::caused("the connection broke", error),
    }
}

fn too_long() -> Error {
    Error::BadAnswer { reason: BadAnswer::TooLong, reply: None }
}

impl Incoming {
    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    pub(crate) fn is_html(&self) -> bool {
        self.has_type("text/html")
    }

    pub(crate) fn has_type(&self, wanted: &str) -> bool {
        let kind = self.headers.get(CONTENT_TYPE).and_then(|v| v.to_str().ok());
        kind.is_some_and(|kind| kind.trim_start().to_ascii_lowercase().starts_with(wanted))
    }

    /// The body in pieces, at most `silence` apart and `most` bytes together.
    pub(crate) fn chunks(self, silence: Duration, most: usize) -> Chunks {
        let bounded = futures_util::stream::unfold((self.body, 0usize), move |(mut body, seen)| async move {
            let chunk = match timeout(silence, body.next()).await {
                Err(_) => Err(Error::Timeout { phase: Phase::Silence }),
                Ok(None) => return None,
                Ok(Some(chunk)) => chunk,
            };
            let seen = seen.saturating_add(chunk.as_ref().map_or(0, Bytes::len));
            let chunk = if seen > most { Err(too_long()) } else { chunk };
            Some((chunk, (body, seen)))
        });
        Box::pin(bounded)
    }

    /// The whole body.
    pub(crate) async fn read(self, silence: Duration, most: usize) -> Result<Bytes, Error> {
        let mut chunks = self.chunks(silence, most);
        let Some(first) = chunks.next().await.transpose()? else { return Ok(Bytes::new()) };
        let Some(second) = chunks.next().await.transpose()? else { return Ok(first) };
        let mut whole = BytesMut::from(&first[..]);
        whole.extend_from_slice(&second);
        while let Some(chunk) = chunks.next().await.transpose()? {
            whole.extend_from_slice(&chunk);
        }
        Ok(whole.freeze())
    }
}
