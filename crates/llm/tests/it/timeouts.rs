//! Each part of a call has its time, and an answer its size.

use crate::harness::{Fake, KINDS};
use llm::{BadAnswer, CallBudget, Error, Model, Phase, ProviderKind, Reply, Request, Timeouts};

const PATIENT: Timeouts =
    Timeouts { connect_ms: 1_000, first_token_ms: 20_000, silence_ms: 20_000, total_ms: 20_000 };

async fn streamed(fake: &Fake, kind: ProviderKind, timeouts: Timeouts) -> Result<Reply, Error> {
    let provider = fake.provider_of(kind, "m", timeouts);
    let free = Request::new("You explain.", "Explain energy.");
    provider.stream(&free, &CallBudget::default()).await?.finish().await
}

#[tokio::test]
async fn a_stream_that_falls_silent_is_given_up() {
    let fake = Fake::start("tps=1").await;
    for kind in KINDS {
        let outcome = streamed(&fake, kind, Timeouts { silence_ms: 60, ..PATIENT }).await;
        assert!(matches!(outcome, Err(Error::Timeout { phase: Phase::Silence })), "{kind:?}: {outcome:?}");
    }
}

#[tokio::test]
async fn a_stream_that_never_begins_is_given_up() {
    let fake = Fake::start("latency=5s").await;
    for kind in KINDS {
        let outcome = streamed(&fake, kind, Timeouts { first_token_ms: 60, ..PATIENT }).await;
        assert!(matches!(outcome, Err(Error::Timeout { phase: Phase::FirstToken })), "{kind:?}: {outcome:?}");
    }
}

#[tokio::test]
async fn a_stream_that_never_ends_is_given_up() {
    let fake = Fake::start("tps=20,words=2000").await;
    for kind in KINDS {
        let outcome = streamed(&fake, kind, Timeouts { total_ms: 150, ..PATIENT }).await;
        assert!(matches!(outcome, Err(Error::Timeout { phase: Phase::Total })), "{kind:?}: {outcome:?}");
    }
}

#[tokio::test]
async fn an_answer_without_end_is_not_read_to_its_end() {
    let long = "a".repeat(17 << 20);
    let script = serde_json::json!({"*": [{"match": "energy", "answer": long}]}).to_string();
    let fake = Fake::scripted("", &script).await;
    let free = Request::new("You explain.", "Explain energy.").max_output_tokens(u32::MAX);
    let provider = fake.provider_of(ProviderKind::OpenAi, "m", PATIENT);
    for streamed in [false, true] {
        let calls = CallBudget::default();
        let outcome = if streamed {
            provider.stream(&free, &calls).await.unwrap().finish().await
        } else {
            provider.complete(&free, &calls).await
        };
        let too_long = Err(&BadAnswer::TooLong);
        let reason = match &outcome {
            Err(Error::BadAnswer { reason, .. }) => Err(reason),
            other => Ok(other.is_ok()),
        };
        assert_eq!(reason, too_long, "streamed={streamed}");
    }
}
