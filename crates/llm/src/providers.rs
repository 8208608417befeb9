//! `Provider`: one model at one provider, one upstream call for each call. The wire formats live in the files
//! below; time-outs, size limits and cancellation are the same for all and live here.
//!
//! Why these are our own: `docs/decisions/0009-own-model-clients.md`.

mod anthropic;
mod failure;
mod finish;
mod gemini;
mod live;
mod openai;
mod transport;
mod wire;

pub use transport::Transport;
pub(crate) use transport::{Chunks, Incoming, Outgoing};

use crate::call_budget::CallBudget;
use crate::catalogue::ModelCard;
use crate::config::Endpoint;
use crate::error::{Error, Phase};
use crate::model::{Model, Pending};
use crate::reply::{Reply, ReplyStream};
use crate::request::Request;
use crate::span;
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, timeout_at};
use tracing::Instrument;

use wire::{Heard, Wire};

/// Whose protocol a provider speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProviderKind {
    /// api.openai.com, Chat Completions.
    #[serde(rename = "openai")]
    OpenAi,
    /// api.anthropic.com, Messages.
    Anthropic,
    /// generativelanguage.googleapis.com, generateContent.
    Gemini,
    /// A local Ollama, addressed in OpenAI's protocol, because its own ignores JSON Schemas in parts.
    Ollama,
    /// Any other server that speaks OpenAI's protocol.
    Compatible,
}

impl ProviderKind {
    /// The name used in settings, spans and metrics.
    pub fn as_str(self) -> &'static str {
        match self {
            ProviderKind::OpenAi => "openai",
            ProviderKind::Anthropic => "anthropic",
            ProviderKind::Gemini => "gemini",
            ProviderKind::Ollama => "ollama",
            ProviderKind::Compatible => "compatible",
        }
    }

    /// Where the provider is unless a setting says otherwise.
    pub fn default_base_url(self) -> &'static str {
        match self {
            ProviderKind::OpenAi => "https://api.openai.com/v1",
            ProviderKind::Anthropic => "https://api.anthropic.com",
            ProviderKind::Gemini => "https://generativelanguage.googleapis.com",
            ProviderKind::Ollama | ProviderKind::Compatible => "http://127.0.0.1:11434/v1",
        }
    }
}

/// How long a provider may take, each part in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Timeouts {
    /// Opening a connection. Only [`crate::connect()`] can apply it.
    pub connect_ms: u64,
    /// From the request to the first event of a streamed answer.
    pub first_token_ms: u64,
    /// Between two pieces of an answer.
    pub silence_ms: u64,
    /// The whole call; for an answer that is not streamed also the wait for its first byte.
    pub total_ms: u64,
}

impl Default for Timeouts {
    fn default() -> Self {
        Timeouts { connect_ms: 5_000, first_token_ms: 60_000, silence_ms: 30_000, total_ms: 300_000 }
    }
}

/// One model at one provider. Every call is exactly one upstream call, counted in the [`CallBudget`].
#[derive(Debug, Clone)]
pub struct Provider {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    name: String,
    label: String,
    wire: Wire,
    card: ModelCard,
    transport: Transport,
    timeouts: Timeouts,
    server: (String, u16),
}

impl Provider {
    /// A model at an endpoint. The card says what the model takes; see [`crate::Catalogue::card`].
    ///
    /// # Errors
    /// [`Error::BadRequest`] for a base address that is not http(s), a key that no header can carry, or a model
    /// name with characters that no address can carry.
    pub fn new(
        transport: Transport,
        endpoint: &Endpoint,
        card: ModelCard,
        timeouts: Timeouts,
    ) -> Result<Self, Error> {
        let wire = Wire::new(endpoint, &card.id)?;
        let label = endpoint.label().to_owned();
        let name = format!("{label}/{}", card.id);
        let server = wire.server();
        let inner = Inner { name, label, wire, card, transport, timeouts, server };
        Ok(Provider { inner: Arc::new(inner) })
    }

    /// What the catalogue says about the model.
    pub fn card(&self) -> &ModelCard {
        &self.inner.card
    }

    /// The provider's name, without the model.
    pub fn label(&self) -> &str {
        &self.inner.label
    }
}

impl Model for Provider {
    fn name(&self) -> &str {
        &self.inner.name
    }

    fn complete<'a>(&'a self, request: &'a Request, calls: &'a CallBudget) -> Pending<'a, Reply> {
        let span = span::call(self, request);
        Box::pin(async move {
            let outcome = self.inner.complete(request, calls).instrument(span.clone()).await;
            span::ended(&span, &outcome);
            outcome
        })
    }

    fn stream<'a>(&'a self, request: &'a Request, calls: &'a CallBudget) -> Pending<'a, ReplyStream> {
        let span = span::call(self, request);
        Box::pin(async move {
            let opening = live::open(self.inner.clone(), request, calls, &span);
            let outcome = opening.instrument(span.clone()).await;
            if let Err(error) = &outcome {
                span::failed(&span, error);
            }
            outcome
        })
    }
}

impl Provider {
    pub(crate) fn kind(&self) -> ProviderKind {
        self.inner.wire.kind()
    }

    pub(crate) fn server(&self) -> (&str, u16) {
        (&self.inner.server.0, self.inner.server.1)
    }
}

impl Inner {
    async fn complete(&self, request: &Request, calls: &CallBudget) -> Result<Reply, Error> {
        calls.take()?;
        let started = Instant::now();
        let deadline = self.deadline(started, request);
        let whole = async {
            let incoming = self.send(request, false, deadline).await?;
            self.read_whole(incoming, request, started, deadline).await
        };
        tokio::select! {
            outcome = whole => outcome,
            () = calls.cancelled() => Err(Error::Cancelled),
        }
    }

    /// Sends the request; the answer's status is a success, or this fails with what the provider said.
    async fn send(&self, request: &Request, streamed: bool, until: Instant) -> Result<Incoming, Error> {
        let outgoing: Outgoing = self.wire.outgoing(request, &self.card, streamed);
        let phase = if streamed { Phase::FirstToken } else { Phase::Total };
        let sent = timeout_at(until, self.transport.send(outgoing)).await;
        let incoming = sent.map_err(|_| Error::Timeout { phase })??;
        if incoming.is_success() {
            return Ok(incoming);
        }
        let headers = incoming.headers.clone();
        let status = incoming.status;
        let reading = incoming.read(self.silence(), failure::MOST_BYTES);
        let body = match timeout_at(until, reading).await {
            Ok(Ok(body)) => body,
            _ => Bytes::new(),
        };
        Err(failure::classify(status, &headers, &body, &self.wire))
    }

    async fn read_whole(
        &self,
        incoming: Incoming,
        request: &Request,
        started: Instant,
        deadline: Instant,
    ) -> Result<Reply, Error> {
        let is_html = incoming.is_html();
        let id = self.wire.request_id(&incoming.headers);
        let reading = incoming.read(self.silence(), transport::MOST_BYTES);
        let body =
            timeout_at(deadline, reading).await.map_err(|_| Error::Timeout { phase: Phase::Total })??;
        let mut heard = match self.wire.read_whole(&body) {
            Ok(heard) => heard,
            Err(_) if is_html || failure::is_html(&body) => return Err(failure::html()),
            Err(error) => return Err(error),
        };
        heard.request_id = id.or(heard.request_id);
        self.finish(heard, request, started)
    }

    fn finish(&self, heard: Heard, request: &Request, started: Instant) -> Result<Reply, Error> {
        finish::reply(heard, request, (&self.label, &self.card.id), started)
    }

    fn deadline(&self, started: Instant, request: &Request) -> Instant {
        let total = self.timeouts.total_ms.min(request.total_timeout_ms.unwrap_or(u64::MAX));
        started + Duration::from_millis(total)
    }

    fn silence(&self) -> Duration {
        Duration::from_millis(self.timeouts.silence_ms)
    }
}
