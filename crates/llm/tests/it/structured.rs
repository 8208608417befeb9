//! Structured answers in each provider's documented shape: JSON in text, or a tool's input piece by piece.

use crate::harness::patient;
use llm::{
    BadAnswer, CallBudget, Cassette, Catalogue, Endpoint, Error, Model, ModelCard, OutputSchema, Provider,
    ProviderKind, Reply, Request, StopReason, Transport,
};
use serde_json::json;
use std::sync::Arc;

fn gas() -> Request {
    let schema = json!({"type": "object", "properties": {"gas": {"type": "string"}, "symbol": {"type": "string"}},
        "required": ["gas", "symbol"], "additionalProperties": false, "title": "gas"});
    Request::new("Be brief.", "Name a gas.").max_output_tokens(64).output(OutputSchema::new("gas", schema))
}

/// The answers of a tape in order; `streamed` says how each was asked for.
async fn answers(
    kind: ProviderKind,
    card: ModelCard,
    tape: &str,
    streamed: &[bool],
) -> Vec<Result<Reply, Error>> {
    let cassette = Arc::new(Cassette::parse(tape).unwrap());
    let provider =
        Provider::new(Transport::Replaying(cassette.clone()), &Endpoint::of(kind), card, patient()).unwrap();
    let mut outcomes = Vec::new();
    for streamed in streamed {
        let calls = CallBudget::default();
        outcomes.push(match *streamed {
            false => provider.complete(&gas(), &calls).await,
            true => match provider.stream(&gas(), &calls).await {
                Ok(stream) => stream.finish().await,
                Err(error) => Err(error),
            },
        });
    }
    assert_eq!(cassette.unplayed(), 0, "what was sent is not what the page documents: {outcomes:?}");
    outcomes
}

fn card(kind: ProviderKind, model: &str) -> ModelCard {
    Catalogue::default().card(kind, model)
}

fn is_oxygen(outcome: &Result<Reply, Error>, tokens: (u64, u64)) {
    let reply = outcome.as_ref().unwrap();
    assert_eq!(reply.json, Some(json!({"gas": "Oxygen", "symbol": "O₂"})));
    assert_eq!(reply.stop_reason, StopReason::Finished);
    assert_eq!((reply.usage.input_tokens, reply.usage.output_tokens), tokens);
}

/// Cut at the limit: the caller must ask for less, and the tokens were used all the same.
fn is_cut(outcome: &Result<Reply, Error>) {
    let Err(Error::BadAnswer { reason, reply: Some(reply) }) = outcome else { unreachable!("{outcome:?}") };
    assert_eq!(*reason, BadAnswer::OutOfTokens);
    assert_eq!((reply.stop_reason, reply.usage.output_tokens), (StopReason::Length, 64));
}

#[tokio::test]
async fn openai_json_schema() {
    let tape = include_str!("../cassettes/openai/structured.json");
    let card = card(ProviderKind::OpenAi, "gpt-6-sol");
    let outcomes = answers(ProviderKind::OpenAi, card, tape, &[true, false, false, false]).await;
    is_oxygen(&outcomes[0], (60, 11));
    is_oxygen(&outcomes[1], (60, 11));
    assert!(
        matches!(&outcomes[2], Err(Error::Refused { said, usage })
            if said.contains("cannot assist") && usage.output_tokens == 11),
        "{:?}",
        outcomes[2]
    );
    is_cut(&outcomes[3]);
}

#[tokio::test]
async fn anthropic_output_format() {
    let tape = include_str!("../cassettes/anthropic/structured.json");
    let card = card(ProviderKind::Anthropic, "claude-opus-5-5");
    let outcomes = answers(ProviderKind::Anthropic, card, tape, &[true, true]).await;
    is_oxygen(&outcomes[0], (25, 12));
    is_cut(&outcomes[1]);
}

#[tokio::test]
async fn anthropic_tool_input_in_pieces() {
    let tape = include_str!("../cassettes/anthropic/tool.json");
    let card = ModelCard { forced_tool: true, ..card(ProviderKind::Anthropic, "claude-old") };
    let outcomes = answers(ProviderKind::Anthropic, card, tape, &[true, true, false]).await;
    is_oxygen(&outcomes[0], (300, 21));
    is_cut(&outcomes[1]);
    is_oxygen(&outcomes[2], (300, 21));
}

#[tokio::test]
async fn gemini_response_schema() {
    let tape = include_str!("../cassettes/gemini/structured.json");
    let card = card(ProviderKind::Gemini, "gemini-3.8-flash");
    let outcomes = answers(ProviderKind::Gemini, card, tape, &[true, true]).await;
    is_oxygen(&outcomes[0], (20, 11));
    is_cut(&outcomes[1]);
}
