//! Everything a provider does wrong ends in a good material or a clear failure, within the calls a material may take.

use std::time::Duration;

use content::{ContentType, Status};
use store::materials::KeptMaterial;

use crate::harness::{brief, with_script};

/// A material from a provider that behaves so, and how many calls it took.
async fn made(knobs: &str) -> (KeptMaterial, u64) {
    let knobs = format!("persona=honest,retry_after=0,stall=600ms,{knobs}");
    let installation = with_script(&knobs, "{}", |config| {
        config.timeouts.first_token_ms = 400;
        config.timeouts.silence_ms = 400;
        config.retries.breaker.failures = 100;
    })
    .await;
    let making = installation.make(brief(ContentType::FaqCollection, "photosynthesis"));
    let kept = tokio::time::timeout(Duration::from_secs(120), making).await.expect("it hangs");
    (kept, installation.calls())
}

/// What came, once.
async fn recovers(fault: &str) {
    let (kept, calls) = made(&format!("fail_first=1,fail_with={fault}")).await;
    assert_eq!(kept.status, Status::Ready, "{fault}: {:?}", kept.record.findings);
    assert!(calls <= 3, "{fault}: {calls} calls");
}

/// What comes always.
async fn fails_clearly(fault: &str) {
    let (kept, calls) = made(&format!("faults={fault}")).await;
    assert!(matches!(kept.status, Status::Failed | Status::Rejected), "{fault}: {:?}", kept.status);
    let finding = &kept.record.findings[0];
    assert!(finding.detail.len() > 20 && !finding.detail.contains("panick"), "{fault}: {finding}");
    assert!(kept.record.body.is_none());
    assert!((1..=6).contains(&calls), "{fault}: {calls} calls");
}

macro_rules! faults {
    ($($name:ident $fault:literal),* $(,)?) => {
        $(#[tokio::test]
        async fn $name() {
            recovers($fault).await;
            fails_clearly($fault).await;
        })*
    };
}

faults! {
    too_many_requests "429",
    a_server_error "500",
    an_overloaded_provider "529",
    a_connection_reset "reset",
    a_body_cut_off "cut",
    silence "stall",
    an_answer_cut_short "truncated",
    no_json "invalid_json",
    another_shape "wrong_shape",
    a_refusal "refusal",
    nothing_at_all "empty",
    a_proxys_page "html",
}

#[tokio::test]
async fn a_fenced_answer_is_read() {
    let (kept, calls) = made("faults=fenced").await;
    assert_eq!((kept.status, calls), (Status::Ready, 1), "{:?}", kept.record.findings);
}

#[tokio::test]
async fn a_slow_answer_is_waited_for_or_given_up() {
    let (kept, calls) = made("faults=slow").await;
    assert!(kept.status.is_final() && calls <= 6, "{:?} after {calls} calls", kept.status);
    assert!(kept.status == Status::Ready || !kept.record.findings.is_empty());
}

#[tokio::test]
async fn tokens_of_failed_calls_are_billed() {
    let (kept, _) = made("faults=wrong_shape").await;
    assert_eq!(kept.status, Status::Rejected);
    assert!(kept.record.usage.input_tokens > 0 && kept.record.usage.output_tokens > 0);
}
