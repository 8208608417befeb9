//! Waiting and asking again; time moves only when the test lets it.

use crate::harness::{Fake, Told, request, said};
use futures_util::StreamExt;
use llm::{
    Breaker, BreakerPolicy, CallBudget, Error, Guarded, Jitter, Model, Piece, ProviderKind, Retry,
    RetryPolicy,
};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

fn limited(ms: u64) -> Error {
    Error::RateLimited { retry_after_ms: Some(ms) }
}

fn down() -> Error {
    Error::Unavailable { reason: "status 500".into(), source: None }
}

fn retry(told: &Arc<Told>, policy: RetryPolicy) -> Retry {
    Retry::new(told.clone(), policy, Arc::new(Jitter::seeded(1)))
}

#[tokio::test(start_paused = true)]
async fn a_provider_is_not_asked_before_it_wants_to_be() {
    let told = Told::new([Err(limited(7_000)), Err(limited(1_500)), Ok("well")]);
    let started = Instant::now();
    let reply =
        retry(&told, RetryPolicy::default()).complete(&request(), &CallBudget::default()).await.unwrap();
    let waited = started.elapsed();
    assert_eq!(reply.text, said("well").text);
    assert!(waited >= Duration::from_millis(8_500) && waited < Duration::from_millis(8_800), "{waited:?}");
}

#[tokio::test(start_paused = true)]
async fn a_hint_too_long_to_wait_for_goes_to_the_caller() {
    let told = Told::new([Err(limited(60_000)), Ok("never asked")]);
    let started = Instant::now();
    let outcome = retry(&told, RetryPolicy::default()).complete(&request(), &CallBudget::default()).await;
    assert!(matches!(outcome, Err(Error::RateLimited { retry_after_ms: Some(60_000) })));
    assert_eq!((told.asked(), started.elapsed()), (1, Duration::ZERO));
}

#[tokio::test(start_paused = true)]
async fn the_call_cap_holds_across_retries_and_repair_rounds() {
    let told = Told::new((0..20).map(|_| Err(down())));
    let calls = CallBudget::new(4);
    let model = retry(&told, RetryPolicy { attempts: 3, ..RetryPolicy::default() });
    let first = model.complete(&request(), &calls).await;
    assert!(matches!(first, Err(Error::Unavailable { .. })));
    let repair = model.complete(&request(), &calls).await;
    assert!(matches!(repair, Err(Error::Unavailable { .. })), "the cause, not the cap: {repair:?}");
    assert!(matches!(model.complete(&request(), &calls).await, Err(Error::CallCap { limit: 4 })));
    assert_eq!((told.asked(), calls.used()), (4, 4));
}

#[tokio::test(start_paused = true)]
async fn waiting_ends_when_the_request_is_cancelled() {
    let told = Told::new([Err(limited(15_000)), Ok("too late")]);
    let calls = CallBudget::default();
    let started = Instant::now();
    let (model, request) = (retry(&told, RetryPolicy::default()), request());
    let (outcome, ()) = tokio::join!(model.complete(&request, &calls), async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        calls.cancel();
    });
    assert!(matches!(outcome, Err(Error::Cancelled)));
    assert_eq!((told.asked(), started.elapsed()), (1, Duration::from_millis(100)));
}

#[tokio::test(start_paused = true)]
async fn a_provider_that_is_down_is_left_alone_and_then_asked_once() {
    let says = [Err(down()), Err(down()), Err(down()), Ok("back"), Ok("well")];
    let told = Told::new(says);
    let policy = BreakerPolicy { failures: 2, pause_ms: 1_000, longest_pause_ms: 10_000 };
    let breaker = Arc::new(Breaker::new(policy));
    let model = Guarded::new(told.clone(), breaker, "test");
    let ask = || async { model.complete(&request(), &CallBudget::default()).await.map(|r| r.text) };
    assert!(ask().await.is_err() && ask().await.is_err());
    assert!(matches!(ask().await, Err(Error::Paused { retry_after_ms: 1_000, .. })));
    tokio::time::advance(Duration::from_millis(1_000)).await;
    assert!(matches!(ask().await, Err(Error::Unavailable { .. })), "the probe fails");
    tokio::time::advance(Duration::from_millis(1_500)).await;
    assert!(matches!(ask().await, Err(Error::Paused { retry_after_ms: 500, .. })));
    tokio::time::advance(Duration::from_millis(500)).await;
    assert_eq!((ask().await.unwrap(), ask().await.unwrap()), ("back".to_owned(), "well".to_owned()));
    assert_eq!(told.asked(), 5);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_who_ask_a_provider_that_was_down_send_one_probe() {
    let fake = Fake::start("latency=150ms").await;
    let policy = BreakerPolicy { failures: 1, pause_ms: 20, longest_pause_ms: 20 };
    let breaker = Arc::new(Breaker::new(policy));
    let provider = fake.provider(ProviderKind::OpenAi);
    let model = Arc::new(Guarded::new(Arc::new(provider), breaker.clone(), "test"));
    breaker.failed(llm::Leave::Usual, 0);
    tokio::time::sleep(Duration::from_millis(40)).await;
    let mut asked = tokio::task::JoinSet::new();
    for seed in 0..32 {
        let (model, breaker) = (model.clone(), breaker.clone());
        asked.spawn(async move {
            // calls that began while it was well end in all ways meanwhile
            breaker.failed(llm::Leave::Usual, 60);
            breaker.unknown(llm::Leave::Usual, 60);
            model.complete(&request().seed(seed), &CallBudget::default()).await.is_ok()
        });
    }
    let answered = asked.join_all().await.into_iter().filter(|answered| *answered).count();
    assert_eq!((answered, fake.requests()), (1, 1));
    assert!(model.complete(&request(), &CallBudget::default()).await.is_ok(), "it is well again");
}

#[tokio::test]
async fn a_stream_that_breaks_begins_anew_and_says_so() {
    let fake = Fake::start("tps=3000,fail_first=1,fail_with=cut").await;
    for kind in [ProviderKind::OpenAi, ProviderKind::Anthropic, ProviderKind::Gemini] {
        let fresh = Fake::start("tps=3000,fail_first=1,fail_with=cut").await;
        let model = fresh.models(kind).preferred().unwrap().unwrap();
        let mut stream = model.stream(&request(), &CallBudget::default()).await.unwrap();
        let (mut heard, mut restarts, mut whole) = (String::new(), 0, None);
        while let Some(piece) = stream.next().await {
            match piece.unwrap() {
                Piece::Text(text) => heard.push_str(&text),
                Piece::Restart => {
                    restarts += 1;
                    heard.clear();
                }
                Piece::Done(reply) => whole = Some(reply.text),
                Piece::Usage(_) => {}
            }
        }
        assert_eq!((restarts, Some(heard)), (1, whole), "{kind:?}");
    }
    drop(fake);
}

#[tokio::test]
async fn the_hint_of_a_real_header_is_kept() {
    let fake = Fake::start("fail_first=1,fail_with=429,retry_after=0.2").await;
    let model = fake.models(ProviderKind::OpenAi).preferred().unwrap().unwrap();
    let started = std::time::Instant::now();
    model.complete(&request(), &CallBudget::default()).await.unwrap();
    assert!(started.elapsed() >= Duration::from_millis(200));
}
