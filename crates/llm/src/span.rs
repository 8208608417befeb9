//! One span a model call, with the fields of OpenTelemetry's GenAI conventions and no text of anybody's.
//!
//! **Source** opentelemetry.io, "Semantic conventions for generative client spans", read 2026-11.

use crate::error::Error;
use crate::providers::{Provider, ProviderKind};
use crate::reply::{Reply, StopReason};
use crate::request::Request;
use tracing::field::Empty;
use tracing::{Span, info_span};

pub(crate) fn call(provider: &Provider, request: &Request) -> Span {
    let model = provider.card().id.as_str();
    let (address, port) = provider.server();
    let span = info_span!(
        "chat",
        otel.name = format_args!("chat {model}"),
        otel.kind = "client",
        otel.status_code = Empty,
        gen_ai.operation.name = "chat",
        gen_ai.provider.name = provider_name(provider.kind()),
        gen_ai.request.model = model,
        gen_ai.request.max_tokens = request.max_output_tokens,
        gen_ai.request.temperature = Empty,
        gen_ai.request.seed = Empty,
        gen_ai.output.type = if request.output.is_some() { "json" } else { "text" },
        gen_ai.response.id = Empty,
        gen_ai.response.model = Empty,
        gen_ai.response.finish_reasons = Empty,
        gen_ai.usage.input_tokens = Empty,
        gen_ai.usage.output_tokens = Empty,
        gen_ai.usage.cache_read.input_tokens = Empty,
        server.address = address,
        server.port = port,
        error.type = Empty,
    );
    if let Some(temperature) = request.temperature {
        span.record("gen_ai.request.temperature", f64::from(temperature));
    }
    if let Some(seed) = request.seed {
        span.record("gen_ai.request.seed", seed);
    }
    span
}

/// Notes the outcome.
pub(crate) fn ended(span: &Span, outcome: &Result<Reply, Error>) {
    match outcome {
        Ok(reply) => answered(span, reply),
        Err(error) => failed(span, error),
    }
}

/// Notes a failure.
pub(crate) fn failed(span: &Span, error: &Error) {
    span.record("error.type", error.kind()).record("otel.status_code", "ERROR");
    if let Error::BadAnswer { reply: Some(reply), .. } = error {
        answered(span, reply);
    }
}

fn answered(span: &Span, reply: &Reply) {
    if let Some(id) = &reply.request_id {
        span.record("gen_ai.response.id", id.as_str());
    }
    let reason = match reply.stop_reason {
        StopReason::Finished => "stop",
        StopReason::Length => "length",
        StopReason::Refused => "content_filter",
        StopReason::Other => "other",
    };
    span.record("gen_ai.response.model", reply.model.as_str())
        .record("gen_ai.response.finish_reasons", reason)
        .record("gen_ai.usage.input_tokens", reply.usage.input_tokens)
        .record("gen_ai.usage.output_tokens", reply.usage.output_tokens)
        .record("gen_ai.usage.cache_read.input_tokens", reply.usage.cached_tokens);
}

/// The names the conventions give.
fn provider_name(kind: ProviderKind) -> &'static str {
    match kind {
        ProviderKind::Gemini => "gcp.gemini",
        other => other.as_str(),
    }
}
