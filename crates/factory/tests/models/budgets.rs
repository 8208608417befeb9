//! Money: counted, kept, and not spent beyond its limits.

use content::{ContentType, Status};
use factoria_factory::{Error, usage};
use llm::{Config, Endpoint, ProviderKind};

use crate::harness::{brief, with_script};

const PRICED: &str = "openai/gpt-6-luna";

/// The stand-in under the name of a model that has a price.
fn priced(config: &mut Config) {
    let base_url = config.endpoints[0].base_url.clone();
    let key = Some("sk-test-key-0123456789".into());
    config.endpoints = vec![Endpoint { base_url, api_key: key, ..Endpoint::of(ProviderKind::OpenAi) }];
    config.models = vec![PRICED.to_owned()];
}

#[tokio::test]
async fn what_a_material_costs_is_said_and_kept() {
    let installation = with_script("persona=honest", "{}", priced).await;
    let kept = installation.make(brief(ContentType::FaqCollection, "photosynthesis")).await;
    let used = kept.record.usage;
    let expected = (used.input_tokens as f64 * 0.10 + used.output_tokens as f64 * 0.50) / 1e6;
    assert!((used.cost_usd.unwrap() - expected).abs() < 2e-6, "{used:?}");
    let spending = usage::spending(&installation.ctx.db, 86_400_000 * 20_000).await.unwrap();
    assert_eq!(spending.day_usd_micros, (used.cost_usd.unwrap() * 1e6).round() as u64);
    assert_eq!(spending.day_usd_micros, spending.installation_usd_micros);
    assert_eq!(spending.user_day_usd_micros.len(), 1);
}

#[tokio::test]
async fn a_budget_that_is_used_up_refuses_the_next_brief() {
    let installation = with_script("persona=honest", "{}", |config| {
        priced(config);
        config.limits.user_day_usd_micros = Some(20_000);
    })
    .await;
    let mut made = 0;
    let refused = loop {
        match installation.ask(brief(ContentType::ALL[made % 10], "photosynthesis")).await {
            Ok(_) if made < 100 => made += 1,
            Ok(_) => panic!("the limit does not limit"),
            Err(error) => break error,
        }
        factoria_factory::jobs::run_queued(&installation.ctx, "budget").await.unwrap();
        // the longest answer must fit into what is left, so the last ones are refused while they are made
        let spent = usage::spending(&installation.ctx.db, 86_400_000 * 20_000).await.unwrap();
        assert!(spent.day_usd_micros <= 20_000, "{spent:?}");
        if made > 12 {
            return;
        }
    };
    assert!(made > 0 && matches!(refused, Error::Budget { .. }), "{refused}");
}

#[tokio::test]
async fn a_call_that_could_cost_more_than_is_left_is_not_made() {
    let installation = with_script("persona=honest", "{}", |config| {
        priced(config);
        config.limits.day_usd_micros = Some(1);
    })
    .await;
    let kept = installation.make(brief(ContentType::FaqCollection, "photosynthesis")).await;
    assert_eq!((kept.status, installation.calls()), (Status::Rejected, 0));
    assert_eq!(kept.record.findings[0].code, "budget_used_up");
    assert!(kept.record.findings[0].detail.contains("builtin"), "{:?}", kept.record.findings);
}

#[tokio::test]
async fn the_calls_of_an_attempt_that_crashed_count() {
    let installation = with_script("persona=honest", "{}", |_| {}).await;
    let id = installation.ask(brief(ContentType::FaqCollection, "photosynthesis")).await.unwrap();
    let now_ms = installation.ctx.clock.now_ms();
    // a worker that takes the job, makes all its calls and is killed
    installation
        .ctx
        .db
        .write(move |tx| {
            Box::pin(async move {
                let claim = store::jobs::claim(tx, "killed", now_ms, 10_000).await?.unwrap();
                store::jobs::note_calls(tx, claim.id, 6).await?;
                store::jobs::release(tx, "killed", now_ms).await
            })
        })
        .await
        .unwrap();
    factoria_factory::jobs::run_queued(&installation.ctx, "next").await.unwrap();
    let kept = installation.material(id).await;
    assert_eq!((kept.status, installation.calls()), (Status::Failed, 0), "{:?}", kept.record.findings);
    assert!(kept.record.findings[0].detail.contains("later"), "{:?}", kept.record.findings);
}

#[tokio::test]
async fn what_another_process_spends_counts_here() {
    let installation = with_script("persona=honest", "{}", |config| {
        priced(config);
        config.limits.user_day_usd_micros = Some(20_000);
    })
    .await;
    let call = store::usage::Call {
        day: installation.ctx.clock.now_ms() / 86_400_000,
        owner: Some(factoria_factory::accounts::PERSON_AT_THE_MACHINE.to_string()),
        model: PRICED.to_owned(),
        input_tokens: 1,
        output_tokens: 1,
        cached_tokens: 0,
        cost_usd_micros: Some(20_000),
    };
    let written = installation
        .ctx
        .db
        .write(move |tx| Box::pin(async move { store::usage::add(tx, &[call]).await }))
        .await;
    written.unwrap();
    let refused = installation.ask(brief(ContentType::FaqCollection, "photosynthesis")).await.unwrap_err();
    assert!(matches!(refused, Error::Budget { .. }), "{refused}");
}
