//! Whom to ask next.

use crate::harness::{Fake, Told, parts, request, unlimited};
use llm::{BadAnswer, CallBudget, Config, Error, Fallback, Model, Models, ProviderKind, Usage};
use std::sync::Arc;

fn of(models: &[&Arc<Told>]) -> Fallback {
    Fallback::new(models.iter().map(|m| Arc::clone(m) as Arc<dyn Model>).collect())
}

#[tokio::test]
async fn the_next_is_asked_when_the_first_cannot() {
    for error in [
        Error::Overloaded { retry_after_ms: None },
        Error::Unauthorised { message: String::new() },
        Error::ContextTooLong,
        Error::Paused { provider: "a".into(), retry_after_ms: 5 },
    ] {
        let (first, second) = (Told::new([Err(error)]), Told::new([Ok("second")]));
        let reply = of(&[&first, &second]).complete(&request(), &CallBudget::default()).await.unwrap();
        assert_eq!(reply.text, "second");
    }
}

#[tokio::test]
async fn a_refusal_or_a_bad_answer_is_not_shopped_around() {
    for error in [
        Error::Refused { said: "no".into(), usage: Usage::default() },
        Error::BadAnswer { reason: BadAnswer::NotJson, reply: None },
        Error::CallCap { limit: 6 },
        Error::Cancelled,
    ] {
        let (first, second) = (Told::new([Err(error.clone())]), Told::new([Ok("second")]));
        let outcome = of(&[&first, &second]).complete(&request(), &CallBudget::default()).await;
        assert_eq!(outcome.unwrap_err().kind(), error.kind());
        assert_eq!(second.asked(), 0);
    }
}

#[tokio::test]
async fn one_cap_counts_for_all_of_them() {
    let down = || Told::new((0..9).map(|_| Err(Error::Overloaded { retry_after_ms: None })));
    let (a, b, c) = (down(), down(), down());
    let calls = CallBudget::new(2);
    let outcome = of(&[&a, &b, &c]).complete(&request(), &calls).await;
    assert!(matches!(outcome, Err(Error::Overloaded { .. })), "{outcome:?}");
    assert_eq!((a.asked(), b.asked(), c.asked()), (1, 1, 0));
}

#[tokio::test]
async fn a_stream_that_breaks_goes_on_with_another_provider() {
    let (broken, well) = (Fake::start("fault=cut,tps=3000").await, Fake::start("").await);
    let mut anthropic = well.endpoint(ProviderKind::Anthropic);
    anthropic.name = Some("spare".into());
    let mut config = Config {
        endpoints: vec![broken.endpoint(ProviderKind::OpenAi), anthropic],
        models: vec!["openai/a".into(), "spare/b".into()],
        ..Config::default()
    };
    config.retries.retry.base_ms = 1;
    let models = Models::new(config, parts(unlimited()));
    let calls = models.allowance(None);
    let stream = models.preferred().unwrap().unwrap().stream(&request(), &calls).await.unwrap();
    let reply = stream.finish().await.unwrap();
    assert_eq!((reply.provider.as_str(), reply.model.as_str()), ("spare", "b"));
    assert_eq!((broken.requests(), well.requests(), calls.used()), (3, 1, 4));
}

#[tokio::test]
async fn without_any_model_that_is_said() {
    let outcome = Fallback::new(Vec::new()).complete(&request(), &CallBudget::default()).await;
    assert!(matches!(outcome, Err(Error::Unavailable { .. })));
    let none = Models::new(Config::default(), parts(unlimited()));
    assert!(none.is_empty() && none.preferred().unwrap().is_none());
}
