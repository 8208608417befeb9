//! Every fault of every provider ends: in a good answer or a clear failure, within its time, within the call cap.

use crate::harness::{Fake, KINDS, request};
use llm::{BadAnswer, Error, ProviderKind, Reply, Timeouts};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// What a fault must end in: the kind of failure, or `ok`, and how many upstream calls it may take.
const FAULTS: &[(&str, &str, u32)] = &[
    ("fault=429,retry_after=0.01", "rate_limited", 3),
    ("fault=500", "unavailable", 3),
    ("fault=503,retry_after=0.01", "overloaded", 3),
    ("fault=529,retry_after=0.01", "overloaded", 3),
    ("fault=401", "unauthorised", 1),
    ("fault=context", "context_too_long", 1),
    ("fault=reset", "unavailable", 3),
    ("fault=cut", "unavailable", 3),
    ("fault=slow,stall=60ms", "ok", 1),
    ("fault=stall,stall=3s", "timeout", 3),
    ("fault=truncated", "bad_answer", 3),
    ("fault=invalid_json", "bad_answer", 1),
    ("fault=wrong_shape", "bad_answer", 1),
    ("fault=fenced", "ok", 1),
    ("fault=refusal", "refused", 1),
    ("fault=empty", "bad_answer", 3),
    ("fault=html", "bad_answer", 3),
];

/// Time enough for a slow machine, except where the time itself is what is waited for.
const PATIENT: Timeouts =
    Timeouts { connect_ms: 10_000, first_token_ms: 10_000, silence_ms: 10_000, total_ms: 15_000 };
const IMPATIENT: Timeouts = Timeouts { first_token_ms: 250, total_ms: 400, ..PATIENT };

async fn ask(
    fake: &Fake,
    kind: ProviderKind,
    timeouts: Timeouts,
    streamed: bool,
) -> (Result<Reply, Error>, u32) {
    let models = fake.models_of(kind, |config| config.timeouts = timeouts);
    let (model, calls) = (models.preferred().unwrap().unwrap(), models.allowance(None));
    let outcome = if streamed {
        match model.stream(&request(), &calls).await {
            Ok(stream) => stream.finish().await,
            Err(error) => Err(error),
        }
    } else {
        model.complete(&request(), &calls).await
    };
    (outcome, calls.used())
}

#[tokio::test]
async fn each_fault_of_each_provider_ends_as_it_should() {
    for (knobs, wanted, most_calls) in FAULTS {
        let fake = Fake::start(knobs).await;
        let timeouts = if knobs.contains("stall,") { IMPATIENT } else { PATIENT };
        let cases = KINDS.into_iter().flat_map(|kind| [(kind, false), (kind, true)]);
        let asked = cases.map(|(kind, streamed)| {
            let fake = &fake;
            async move {
                let ending =
                    tokio::time::timeout(Duration::from_secs(60), ask(fake, kind, timeouts, streamed)).await;
                (kind, streamed, ending)
            }
        });
        for (kind, streamed, ending) in futures_util::future::join_all(asked).await {
            let case = format!("{knobs} {kind:?} streamed={streamed}");
            let (outcome, calls) = ending.unwrap_or_else(|_| panic!("{case}: hangs"));
            let ended = outcome.as_ref().map_or_else(Error::kind, |_| "ok");
            assert_eq!((ended, calls), (*wanted, *most_calls), "{case}: {outcome:?}");
        }
        assert!(fake.requests() <= u64::from(*most_calls) * 10, "{knobs}: {}", fake.requests());
    }
}

#[tokio::test]
async fn a_bad_answer_says_what_is_wrong_and_what_it_cost() {
    for (knobs, wanted) in [
        ("fault=truncated", BadAnswer::Truncated),
        ("fault=invalid_json", BadAnswer::NotJson),
        ("fault=wrong_shape", BadAnswer::WrongShape { wanted: "missing title, items".into() }),
        ("fault=empty", BadAnswer::Empty),
    ] {
        let fake = Fake::start(knobs).await;
        let (outcome, _) = ask(&fake, ProviderKind::OpenAi, PATIENT, true).await;
        let Err(Error::BadAnswer { reason, reply: Some(reply) }) = outcome else {
            panic!("{knobs}: {outcome:?}")
        };
        assert_eq!(reason, wanted, "{knobs}");
        assert!(reply.usage.input_tokens > 0, "{knobs}");
    }
}

#[tokio::test]
async fn an_answer_that_reached_its_limit_is_not_asked_for_again() {
    let fake = Fake::start("").await;
    let models = fake.models(ProviderKind::Anthropic);
    let (model, calls) = (models.preferred().unwrap().unwrap(), models.allowance(None));
    let outcome = model.complete(&request().max_output_tokens(10), &calls).await;
    assert!(matches!(&outcome, Err(Error::BadAnswer { reason: BadAnswer::OutOfTokens, .. })), "{outcome:?}");
    assert_eq!(calls.used(), 1);
}

#[tokio::test]
async fn a_provider_that_is_not_there_is_said_to_be_so() {
    let fake = Fake::start("").await;
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for kind in KINDS {
        let models = fake.models_of(kind, |config| {
            config.endpoints[0].base_url = Some(format!("http://{nobody}"));
        });
        let outcome =
            models.preferred().unwrap().unwrap().complete(&request(), &models.allowance(None)).await;
        let Err(error @ Error::Unavailable { .. }) = outcome else { panic!("{outcome:?}") };
        assert_eq!(error.to_string(), "the provider failed: it could not be reached; try again later");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn under_a_mix_of_faults_nearly_all_succeed_in_few_calls() {
    let fake =
        Fake::start("faults=429:0.1+500:0.05+reset:0.02+truncated:0.02+stall:0.01,retry_after=0.01,stall=1s")
            .await;
    let timeouts = Timeouts { first_token_ms: 700, ..PATIENT };
    let models = Arc::new(fake.models_of(ProviderKind::OpenAi, |config| {
        config.timeouts = timeouts;
        config.retries.retry.attempts = 6;
    }));
    let model = models.preferred().unwrap().unwrap();
    let places = Arc::new(Semaphore::new(16));
    let mut asked = tokio::task::JoinSet::new();
    for nth in 0..600u64 {
        let (model, models, places) = (model.clone(), models.clone(), places.clone());
        asked.spawn(async move {
            let _place = places.acquire().await;
            let calls = models.allowance(None);
            let outcome = match model.stream(&request().seed(nth), &calls).await {
                Ok(stream) => stream.finish().await,
                Err(error) => Err(error),
            };
            (outcome.is_ok(), calls.used())
        });
    }
    let outcomes = asked.join_all().await;
    let good = outcomes.iter().filter(|(ok, _)| *ok).count();
    let calls: u32 = outcomes.iter().map(|(_, calls)| calls).sum();
    assert!(outcomes.iter().all(|(_, calls)| *calls <= 6));
    // A call fails with 0.2: six in a row with 0.00006.
    assert!(good >= 598, "{good} of 600");
    assert!(f64::from(calls) / 600.0 <= 1.35, "{calls} calls for 600");
}
