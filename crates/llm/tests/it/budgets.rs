//! Money: checked before the call, settled after it.

use crate::harness::{Fake, parts, request};
use llm::{Budget, Config, Error, Limits, Models, ProviderKind, Request, Scope};
use std::sync::Arc;

fn models(fake: &Fake, limits: Limits, model: &str) -> (Models, Arc<Budget>) {
    let budget = Arc::new(Budget::new(limits, Arc::new(|| 1_000)));
    let kind = ProviderKind::OpenAi;
    let config =
        Config { endpoints: vec![fake.endpoint(kind)], models: vec![model.to_owned()], ..Config::default() };
    (Models::new(config, parts(budget.clone())), budget)
}

#[tokio::test]
async fn a_call_that_could_cost_too_much_is_not_made() {
    let fake = Fake::start("").await;
    let limits = Limits { user_day_usd_micros: Some(60_000), ..Limits::default() };
    let (models, budget) = models(&fake, limits, "gpt-6-sol");
    let model = models.preferred().unwrap().unwrap();
    let dear = request().max_output_tokens(8_000);
    let outcome = model.complete(&dear, &models.allowance(Some("ada"))).await;
    assert!(matches!(outcome, Err(Error::BudgetExceeded { scope: Scope::UserDay, .. })), "{outcome:?}");
    assert_eq!((fake.requests(), budget.spending().day_usd_micros), (0, 0));
    let reply = model.complete(&request(), &models.allowance(Some("ada"))).await.unwrap();
    assert_eq!(
        Some(budget.spending().day_usd_micros),
        reply.cost_usd_micros,
        "what was set aside is given back"
    );
}

#[tokio::test]
async fn every_reply_says_what_it_cost_and_a_kept_one_costs_nothing() {
    let fake = Fake::start("").await;
    let (models, _) = models(&fake, Limits::default(), "gpt-6-sol");
    let model = models.preferred().unwrap().unwrap();
    let calls = models.allowance(None);
    let reply = model.complete(&request(), &calls).await.unwrap();
    let usage = reply.usage;
    assert_eq!(reply.cost_usd_micros, Some(usage.input_tokens * 2 + usage.output_tokens * 10));
    let again = model.complete(&request(), &models.allowance(None)).await.unwrap();
    assert_eq!((again.cost_usd_micros, again.usage.output_tokens), (Some(0), 0));
    assert_eq!(calls.cost_usd_micros(), reply.cost_usd_micros);
}

#[tokio::test]
async fn failed_attempts_are_on_the_bill() {
    let fake = Fake::start("fail_first=1,fail_with=empty").await;
    let (models, budget) = models(&fake, Limits::default(), "gpt-6-sol");
    let calls = models.allowance(None);
    let reply = models.preferred().unwrap().unwrap().complete(&request(), &calls).await.unwrap();
    assert_eq!(calls.used(), 2);
    assert_eq!(calls.usage().input_tokens, 2 * reply.usage.input_tokens);
    assert_eq!(calls.cost_usd_micros(), Some(budget.spending().day_usd_micros));
}

#[tokio::test]
async fn an_unknown_price_is_unknown_and_can_be_forbidden() {
    let fake = Fake::start("").await;
    let (open, _) = models(&fake, Limits::default(), "openai/gpt-of-tomorrow");
    let reply = open.preferred().unwrap().unwrap().complete(&request(), &open.allowance(None)).await.unwrap();
    assert_eq!(reply.cost_usd_micros, None);
    let limits = Limits { allow_unpriced: false, ..Limits::default() };
    let (strict, _) = models(&fake, limits, "openai/gpt-of-tomorrow");
    let outcome = strict.preferred().unwrap().unwrap().complete(&request(), &strict.allowance(None)).await;
    assert!(matches!(outcome, Err(Error::Unpriced { .. })), "{outcome:?}");
}

#[tokio::test]
async fn names_find_their_provider_or_say_which_there_are() {
    let fake = Fake::start("").await;
    let (models, _) = models(&fake, Limits::default(), "gpt-6-sol");
    assert_eq!(models.model("openai/anything").unwrap().name(), "openai/anything");
    assert_eq!(models.model("gpt-6-sol").unwrap().name(), "openai/gpt-6-sol");
    assert_eq!(models.card("gpt-6-sol").unwrap().context_tokens, Some(1_050_000));
    for name in ["claude-opus-5", "anthropic/claude-opus-5", "gpt-of-tomorrow"] {
        let Err(Error::BadRequest { message, .. }) = models.model(name).map(drop) else { panic!("{name}") };
        assert!(message.contains(name) && message.contains("openai"), "{message}");
    }
    let free = Request::new("s", "u");
    assert!(models.model("openai/anything").unwrap().complete(&free, &models.allowance(None)).await.is_ok());
}
