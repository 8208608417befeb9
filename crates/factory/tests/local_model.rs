//! A real model on this machine, however small: what it writes well is delivered, what it writes badly is rejected, and
//! who leaves stops it. `cargo xtask test` starts it; its address stands in `FACTORIA_LOCAL_MODEL`.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::time::Duration;

use content::{ContentType, Status};
use factoria_factory::accounts::PERSON_AT_THE_MACHINE as ME;
use factoria_factory::ingest::{Description, add_text};
use factoria_factory::{jobs, materials};
use tokio_util::sync::CancellationToken;

#[path = "models/harness.rs"]
#[expect(dead_code, reason = "the stories of the stand-in use more of it")]
mod harness;

use harness::{ENGINE, Installation, brief, with_script};

const TEXT: &str = "# Tidal ponds\n\nA tidal pond is a pool of sea water that stays behind when the tide goes out. A barnacle is a \
                    small animal that glues itself to rock. Barnacles close their shells because they would dry out in the air.";

/// An installation whose model is the one on this machine, with a window in which a story takes a minute or two.
async fn installation() -> Installation {
    #[expect(clippy::disallowed_methods, reason = "the runner of the tests says where the model is")]
    let address = std::env::var("FACTORIA_LOCAL_MODEL").unwrap();
    with_script("persona=none", "{}", |config| {
        config.endpoints[0].base_url = Some(address);
        config.endpoints[0].context_tokens = Some(2_400);
        config.timeouts.first_token_ms = 300_000;
        config.timeouts.silence_ms = 120_000;
        config.timeouts.total_ms = 600_000;
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_small_model_is_heard_bounded_and_judged() {
    let installation = installation().await;
    speaks_json(&installation).await;
    let source = add_text(&installation.ctx, ME, Description::default(), TEXT.to_owned()).await.unwrap();
    let mut asked = brief(ContentType::FaqCollection, "tidal ponds");
    (asked.source_ids, asked.count) = (vec![source], Some(1));
    asked.grade_level = content::GradeLevel::Elementary;

    let kept = installation.make(asked.clone()).await;
    assert!(kept.status.is_final() && kept.record.usage.input_tokens > 100, "{:?}", kept.record.usage);
    match kept.status {
        Status::Ready => assert!(kept.record.quality.passed),
        _ => assert!(!kept.record.findings.is_empty() && kept.record.body.is_none()),
    }
    let events = store::events::since(&installation.ctx.db, kept.id, 0).await.unwrap();
    assert!(events.iter().any(|event| event.kind == "delta"), "its words were streamed");
    stops(&installation, asked).await;
    speaks_json(&installation).await;
}

/// The server's grammar holds the model to a schema.
async fn speaks_json(installation: &Installation) {
    let model = installation.ctx.models.as_ref().unwrap().model(ENGINE).unwrap();
    let schema = serde_json::json!({ "type": "object", "required": ["colour"], "properties": {
        "colour": { "type": "string", "enum": ["green", "blue"] } }, "additionalProperties": false });
    let mut request = llm::Request::new("You answer in JSON.", "Which colour have leaves?")
        .output(llm::OutputSchema::new("colour", schema))
        .max_output_tokens(30);
    request.fresh = true;
    let reply = model.complete(&request, &llm::CallBudget::new(1)).await.unwrap();
    assert!(["green", "blue"].contains(&reply.json.unwrap()["colour"].as_str().unwrap()));
    assert!(reply.usage.output_tokens > 0 && !reply.usage.estimated);
}

/// A cancelled material frees the only slot the server has.
async fn stops(installation: &Installation, mut asked: content::Brief) {
    asked.topic = "tidal ponds and barnacles".to_owned();
    let id = installation.ask(asked).await.unwrap();
    let stop = CancellationToken::new();
    let story = async {
        loop {
            let events = store::events::since(&installation.ctx.db, id, 0).await.unwrap();
            if events.iter().any(|event| event.kind == "delta") {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        materials::cancel(&installation.ctx, ME, id).await.unwrap();
        stop.cancel();
    };
    tokio::join!(jobs::run(installation.ctx.clone(), "local", 1, stop.clone()), story);
    assert_eq!(installation.material(id).await.status, Status::Cancelled);
}
