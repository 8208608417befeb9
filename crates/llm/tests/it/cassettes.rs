//! Conversations in the providers' exact shapes, written by hand from their documentation, and recording one.

use crate::harness::{Fake, client, patient, request};
use llm::{
    CallBudget, Cassette, Catalogue, Endpoint, Error, Model, Provider, ProviderKind, Reply, Request,
    StopReason, Transport, Usage,
};
use std::sync::Arc;

const OPENAI: &str = include_str!("../cassettes/openai/stream.json");
const ANTHROPIC: &str = include_str!("../cassettes/anthropic/stream.json");
const GEMINI: &str = include_str!("../cassettes/gemini/stream.json");

async fn play(kind: ProviderKind, model: &str, json: &str) -> Vec<Result<Reply, Error>> {
    let cassette = Arc::new(Cassette::parse(json).unwrap());
    let card = Catalogue::default().card(kind, model);
    let transport = Transport::Replaying(cassette.clone());
    let provider = Provider::new(transport, &Endpoint::of(kind), card, patient()).unwrap();
    let mut outcomes = Vec::new();
    for _ in 0..cassette.unplayed() {
        let question = Request::new("Be brief.", "Name a gas.").max_output_tokens(64);
        outcomes.push(match provider.stream(&question, &CallBudget::default()).await {
            Ok(stream) => stream.finish().await,
            Err(error) => Err(error),
        });
    }
    assert_eq!(cassette.unplayed(), 0);
    outcomes
}

fn usage(input_tokens: u64, output_tokens: u64, cached_tokens: u64) -> Usage {
    Usage { input_tokens, output_tokens, cached_tokens, estimated: false }
}

#[tokio::test]
async fn openai_answers_refuses_and_fails_in_mid_stream() {
    let outcomes = play(ProviderKind::OpenAi, "gpt-6-sol", OPENAI).await;
    let reply = outcomes[0].as_ref().unwrap();
    assert_eq!((reply.text.as_str(), reply.stop_reason), ("Oxygen — a gas.", StopReason::Finished));
    assert_eq!((reply.usage, reply.model.as_str()), (usage(1_200, 9, 1_024), "gpt-6-sol-2026-09-01"));
    assert_eq!(reply.request_id.as_deref(), Some("req_hdr_1"));
    assert!(matches!(&outcomes[1], Err(Error::Refused { said, .. }) if said == "I can't help with that."));
    assert!(matches!(&outcomes[2], Err(Error::Unavailable { .. })), "{:?}", outcomes[2]);
    assert!(matches!(&outcomes[3], Err(Error::Unavailable { .. })), "broken: {:?}", outcomes[3]);
}

#[tokio::test]
async fn anthropic_thinks_pings_answers_and_is_overloaded_in_mid_stream() {
    let outcomes = play(ProviderKind::Anthropic, "claude-opus-5-5", ANTHROPIC).await;
    let reply = outcomes[0].as_ref().unwrap();
    assert_eq!((reply.text.as_str(), reply.stop_reason), ("Oxygen.", StopReason::Finished));
    assert_eq!(reply.usage, usage(25 + 100 + 1_000, 42, 1_000));
    assert!(matches!(&outcomes[1], Err(Error::Overloaded { .. })), "{:?}", outcomes[1]);
}

#[tokio::test]
async fn gemini_thinks_answers_and_blocks() {
    let outcomes = play(ProviderKind::Gemini, "gemini-3.8-flash", GEMINI).await;
    let reply = outcomes[0].as_ref().unwrap();
    assert_eq!((reply.text.as_str(), reply.stop_reason), ("Oxygen.", StopReason::Finished));
    assert_eq!(reply.usage, usage(20, 3 + 30, 8));
    assert_eq!(reply.request_id.as_deref(), Some("resp-1"));
    assert!(matches!(&outcomes[1], Err(Error::Refused { .. })), "{:?}", outcomes[1]);
}

#[tokio::test]
async fn what_was_recorded_plays_back_without_the_key() {
    let fake = Fake::start("").await;
    for kind in [ProviderKind::OpenAi, ProviderKind::Anthropic, ProviderKind::Gemini] {
        let tape = Arc::new(Cassette::new());
        let card = Catalogue::default().card(kind, "fake-model");
        let endpoint = fake.endpoint(kind);
        let recording = Transport::Recording(client(), tape.clone());
        let live = Provider::new(recording, &endpoint, card.clone(), patient()).unwrap();
        let heard = live.stream(&request(), &CallBudget::default()).await.unwrap().finish().await.unwrap();
        let json = tape.to_json();
        assert!(!json.contains("sk-test-key") && !json.contains("127.0.0.1"), "{json}");
        let replay = Transport::Replaying(Arc::new(Cassette::parse(&json).unwrap()));
        let played = Provider::new(replay, &endpoint, card, patient()).unwrap();
        let again = played.stream(&request(), &CallBudget::default()).await.unwrap().finish().await.unwrap();
        assert_eq!((again.json, again.usage), (heard.json, heard.usage), "{kind:?}");
        let outcome = played.complete(&request(), &CallBudget::default()).await;
        assert!(matches!(outcome, Err(Error::Unavailable { .. })), "nothing left on it");
    }
}
