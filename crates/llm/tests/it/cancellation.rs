//! Whoever leaves takes the connection along, and the tokens used are billed.

use crate::harness::{Fake, KINDS, parts, request};
use futures_util::StreamExt;
use llm::{
    Budget, CallBudget, Config, Error, Limits, Model, Models, Piece, ProviderKind, Request, Settlement,
};
use std::sync::{Arc, Mutex};
use std::time::Duration;

#[tokio::test]
async fn a_dropped_stream_closes_the_connection() {
    let fake = Fake::start("tps=20").await;
    for (nth, kind) in KINDS.into_iter().enumerate() {
        let provider = fake.provider(kind);
        let mut stream = provider.stream(&request(), &CallBudget::default()).await.unwrap();
        assert!(stream.next().await.unwrap().is_ok());
        drop(stream);
        assert!(fake.clients_gone(nth as u64 + 1).await, "{kind:?}");
    }
}

#[tokio::test]
async fn a_cancelled_request_ends_at_once_wherever_it_is() {
    let fake = Fake::start("fault=stall,stall=30s").await;
    for streamed in [false, true] {
        let provider = fake.provider_of(ProviderKind::OpenAi, "m", llm::Timeouts::default());
        let calls = CallBudget::default();
        let request = request();
        let ask = async {
            if streamed {
                provider.stream(&request, &calls).await.map(drop)
            } else {
                provider.complete(&request, &calls).await.map(drop)
            }
        };
        let (outcome, ()) = tokio::join!(ask, async {
            tokio::time::sleep(Duration::from_millis(30)).await;
            calls.cancel();
        });
        assert!(matches!(outcome, Err(Error::Cancelled)), "{outcome:?}");
        assert!(matches!(provider.complete(&request, &calls).await, Err(Error::Cancelled)));
        assert_eq!(calls.used(), 1);
    }
}

/// Models whose settlements can be read.
fn booked(fake: &Fake, kind: ProviderKind, model: &str) -> (Models, Arc<Mutex<Vec<Settlement>>>) {
    let told: Arc<Mutex<Vec<Settlement>>> = Arc::default();
    let sink = told.clone();
    let budget = Budget::new(Limits::default(), Arc::new(|| 1_000)).on_settlement(move |s| {
        sink.lock().unwrap().push(s.clone());
    });
    let config =
        Config { endpoints: vec![fake.endpoint(kind)], models: vec![model.to_owned()], ..Config::default() };
    (Models::new(config, parts(Arc::new(budget))), told)
}

#[tokio::test]
async fn what_a_cancelled_stream_used_is_billed() {
    let fake = Fake::start("tps=50,words=200").await;
    let (models, told) = booked(&fake, ProviderKind::Anthropic, "claude-opus-5");
    let calls = models.allowance(Some("ada"));
    let free = Request::new("You explain.", "Explain energy at length.");
    let mut stream = models.preferred().unwrap().unwrap().stream(&free, &calls).await.unwrap();
    let mut heard = 0;
    while heard < 40 {
        if let Piece::Text(text) = stream.next().await.unwrap().unwrap() {
            heard += text.len();
        }
    }
    drop(stream);
    let bill = told.lock().unwrap()[0].clone();
    assert_eq!((bill.outcome, bill.account.as_deref()), ("cancelled", Some("ada")));
    assert!(
        bill.usage.estimated && bill.usage.input_tokens > 0 && bill.usage.output_tokens >= 10,
        "{bill:?}"
    );
    assert!(bill.cost_usd_micros.unwrap() > bill.usage.output_tokens * 25);
    assert_eq!(calls.usage(), bill.usage);
    assert_eq!(calls.cost_usd_micros(), bill.cost_usd_micros);
}

#[tokio::test]
async fn what_a_timed_out_call_had_been_sent_is_billed() {
    let fake = Fake::start("fault=stall,stall=5s").await;
    let (models, told) = booked(&fake, ProviderKind::OpenAi, "gpt-6-sol");
    let calls = CallBudget::new(1);
    let request = Request { total_timeout_ms: Some(60), ..request() };
    let outcome = models.preferred().unwrap().unwrap().complete(&request, &calls).await;
    assert!(matches!(outcome, Err(Error::Timeout { .. })));
    let bill = told.lock().unwrap()[0].clone();
    assert!(
        bill.outcome == "timeout" && bill.usage.input_tokens > 0 && bill.usage.output_tokens == 0,
        "{bill:?}"
    );
}
