//! What a model answered, whole or piece by piece.

use crate::error::Error;
use crate::model::Pending;
use futures_util::Stream;
use futures_util::StreamExt;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::pin::Pin;
use std::task::{Context, Poll};

/// Why a model stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StopReason {
    /// It had said what it wanted to say.
    Finished,
    /// The answer reached its limit in tokens and is cut off.
    Length,
    /// It declined, or a filter of the provider did.
    Refused,
    /// A reason this crate does not know.
    Other,
}

/// Tokens of one or more calls.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    /// All tokens sent, those served from the provider's cache included.
    pub input_tokens: u64,
    /// All tokens written, thinking included.
    pub output_tokens: u64,
    /// The part of `input_tokens` that the provider had in its cache.
    pub cached_tokens: u64,
    /// Whether these are our estimate, because the call ended before the provider counted.
    #[serde(default)]
    pub estimated: bool,
}

impl std::ops::AddAssign for Usage {
    fn add_assign(&mut self, other: Usage) {
        self.input_tokens = self.input_tokens.saturating_add(other.input_tokens);
        self.output_tokens = self.output_tokens.saturating_add(other.output_tokens);
        self.cached_tokens = self.cached_tokens.saturating_add(other.cached_tokens);
        self.estimated = self.estimated || other.estimated;
    }
}

/// A whole answer.
#[derive(Clone, PartialEq)]
pub struct Reply {
    /// The text as it came.
    pub text: String,
    /// The JSON in it, if the request asked for JSON. Its root has been checked against the schema (type,
    /// required members); the rest is the caller's to check.
    pub json: Option<Value>,
    /// Why the model stopped.
    pub stop_reason: StopReason,
    /// Tokens used by this call.
    pub usage: Usage,
    /// The provider's id for this call, to quote when asking them.
    pub request_id: Option<String>,
    /// Who answered.
    pub provider: String,
    /// Which model answered, in the provider's own words.
    pub model: String,
    /// From the request to the end of the answer.
    pub latency_ms: u64,
    /// What the call cost in millionths of a US dollar; `None` when the price is unknown.
    pub cost_usd_micros: Option<u64>,
    /// Whether this came from our own cache: nothing was sent and nothing is owed.
    pub from_cache: bool,
}

impl std::fmt::Debug for Reply {
    /// Shows everything but the text itself, which may be a learner's.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reply")
            .field("model", &self.model)
            .field("text_bytes", &self.text.len())
            .field("json", &self.json.is_some())
            .field("stop_reason", &self.stop_reason)
            .field("usage", &self.usage)
            .field("request_id", &self.request_id)
            .field("latency_ms", &self.latency_ms)
            .finish_non_exhaustive()
    }
}

/// A part of a streamed answer.
#[derive(Debug, Clone)]
pub enum Piece {
    /// The next words.
    Text(String),
    /// Tokens known so far; each replaces the one before. Of use to who keeps the books.
    Usage(Usage),
    /// The call failed and is made again: forget all text so far.
    Restart,
    /// The whole answer; nothing follows.
    Done(Box<Reply>),
}

/// A streamed answer. Dropping it closes the provider's connection.
///
/// It ends with exactly one [`Piece::Done`] or one error.
pub struct ReplyStream {
    inner: Pin<Box<dyn Stream<Item = Result<Piece, Error>> + Send>>,
}

impl ReplyStream {
    /// Wraps any stream that keeps the promise above.
    pub fn new(stream: impl Stream<Item = Result<Piece, Error>> + Send + 'static) -> Self {
        ReplyStream { inner: Box::pin(stream) }
    }

    /// An answer that is already there: its text, then the whole.
    pub fn ready(reply: Reply) -> Self {
        let pieces = [Ok(Piece::Text(reply.text.clone())), Ok(Piece::Done(Box::new(reply)))];
        ReplyStream::new(futures_util::stream::iter(pieces))
    }

    /// A stream that begins anew after a failure, as often as `again` gives a new one. `at` is handed from one to the
    /// next: the attempts made, or the model asked.
    pub(crate) fn restarting<T, F>(first: ReplyStream, at: T, again: F) -> Self
    where
        T: Copy + Send + 'static,
        F: Fn(Error, T) -> Pending<'static, (ReplyStream, T)> + Send + 'static,
    {
        let state = Some((first, at, again));
        ReplyStream::new(futures_util::stream::unfold(state, |state| async move {
            let (mut stream, at, again) = state?;
            match stream.next().await? {
                Ok(piece) => Some((Ok(piece), Some((stream, at, again)))),
                Err(error) => match again(error, at).await {
                    Ok((stream, at)) => Some((Ok(Piece::Restart), Some((stream, at, again)))),
                    Err(error) => Some((Err(error), None)),
                },
            }
        }))
    }

    /// Reads to the end.
    ///
    /// # Errors
    /// The error that ended the stream.
    pub async fn finish(mut self) -> Result<Reply, Error> {
        while let Some(piece) = self.next().await {
            if let Piece::Done(reply) = piece? {
                return Ok(*reply);
            }
        }
        Err(Error::unavailable("the stream ended without an answer"))
    }
}

impl std::fmt::Debug for ReplyStream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ReplyStream")
    }
}

impl Stream for ReplyStream {
    type Item = Result<Piece, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.inner.as_mut().poll_next(cx)
    }
}
