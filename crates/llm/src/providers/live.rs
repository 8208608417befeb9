//! A streamed answer: events as they come, each part in its time.

use super::Inner;
use super::failure;
use super::transport::{Chunks, MOST_BYTES};
use super::wire::{Heard, News};
use crate::call_budget::CallBudget;
use crate::error::{Error, Phase};
use crate::reply::{Piece, ReplyStream, Usage};
use crate::request::Request;
use crate::span;
use futures_util::StreamExt;
use sse_stream::SseByteStream;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, timeout_at};
use tracing::Span;

/// Makes the call; ready when the provider has begun to answer.
pub(super) async fn open(
    inner: Arc<Inner>,
    request: &Request,
    calls: &CallBudget,
    span: &Span,
) -> Result<ReplyStream, Error> {
    calls.take()?;
    let started = Instant::now();
    let deadline = inner.deadline(started, request);
    let first_by = deadline.min(started + Duration::from_millis(inner.timeouts.first_token_ms));
    let opening = async {
        let incoming = inner.send(request, true, first_by).await?;
        if incoming.is_html() {
            return Err(failure::html());
        }
        if incoming.has_type("application/json") {
            // A server that does not know how to stream.
            let whole = inner.read_whole(incoming, request, started, deadline).await?;
            span::ended(span, &Ok(whole.clone()));
            return Ok(ReplyStream::ready(whole));
        }
        let heard = Heard { request_id: inner.wire.request_id(&incoming.headers), ..Heard::default() };
        let events = SseByteStream::new(incoming.chunks(inner.silence(), MOST_BYTES));
        let (request, calls, span) = (request.clone(), calls.clone(), span.clone());
        let live = Live {
            inner: inner.clone(),
            request,
            calls,
            span,
            events,
            heard,
            started,
            deadline,
            first_by: Some(first_by),
            told: None,
        };
        Ok(live.into_stream())
    };
    tokio::select! {
        outcome = opening => outcome,
        () = calls.cancelled() => Err(Error::Cancelled),
    }
}

struct Live {
    inner: Arc<Inner>,
    request: Request,
    calls: CallBudget,
    span: Span,
    events: SseByteStream<Chunks>,
    heard: Heard,
    started: Instant,
    deadline: Instant,
    /// Until when the first event must have come; none once it has.
    first_by: Option<Instant>,
    /// The usage that was told last.
    told: Option<Usage>,
}

impl Live {
    fn into_stream(self) -> ReplyStream {
        ReplyStream::new(futures_util::stream::unfold(Some(self), |live| async move {
            let mut live = live?;
            let outcome = live.next().await;
            match outcome {
                Ok(Some(piece)) => Some((Ok(piece), Some(live))),
                Ok(None) => {
                    let span = live.span.clone();
                    let outcome = live.finish();
                    span::ended(&span, &outcome);
                    Some((outcome.map(|reply| Piece::Done(Box::new(reply))), None))
                }
                Err(error) => {
                    span::failed(&live.span, &error);
                    Some((Err(error), None))
                }
            }
        }))
    }

    /// The next piece; none at the end.
    async fn next(&mut self) -> Result<Option<Piece>, Error> {
        if let Some(usage) = self.heard.usage.filter(|u| self.told != Some(*u)) {
            self.told = Some(usage);
            return Ok(Some(Piece::Usage(usage)));
        }
        while !self.heard.ended {
            let Some(data) = self.event().await? else { return self.broken_off() };
            match self.inner.wire.hear(&mut self.heard, &data)? {
                News::Nothing => {}
                News::Working => self.first_by = None,
                News::Text(bytes) => {
                    self.first_by = None;
                    let text = &self.heard.text;
                    return Ok(Some(Piece::Text(text[text.len() - bytes..].to_owned())));
                }
            }
        }
        Ok(None)
    }

    async fn event(&mut self) -> Result<Option<String>, Error> {
        let (until, phase) = match self.first_by {
            Some(first_by) => (first_by, Phase::FirstToken),
            None => (self.deadline, Phase::Total),
        };
        loop {
            let event = tokio::select! {
                event = timeout_at(until, self.events.next()) => event.map_err(|_| Error::Timeout { phase })?,
                () = self.calls.cancelled() => return Err(Error::Cancelled),
            };
            match event {
                None => return Ok(None),
                Some(Ok(event)) => match event.data {
                    Some(data) if !data.is_empty() => return Ok(Some(data)),
                    _ => {}
                },
                Some(Err(error)) => return Err(below(error)),
            }
        }
    }

    /// The connection ended. Some servers leave out the closing event; without a stop reason the answer is cut.
    fn broken_off(&mut self) -> Result<Option<Piece>, Error> {
        if self.heard.stop_reason.is_some() {
            self.heard.ended = true;
            return Ok(None);
        }
        Err(Error::unavailable("its answer broke off"))
    }

    fn finish(mut self) -> Result<crate::reply::Reply, Error> {
        let heard = std::mem::take(&mut self.heard);
        self.inner.finish(heard, &self.request, self.started)
    }
}

/// The failure beneath the event parser: ours, or a breach of the event format.
fn below(error: sse_stream::Error) -> Error {
    match error {
        sse_stream::Error::Body(body) => match body.downcast::<Error>() {
            Ok(ours) => *ours,
            Err(_) => Error::unavailable("the connection broke"),
        },
        _ => Error::unavailable("its stream does not keep the protocol"),
    }
}
