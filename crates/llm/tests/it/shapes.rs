//! Each provider's own way of asking and answering.

use crate::harness::{Fake, KINDS, request};
use futures_util::StreamExt;
use llm::{CallBudget, Error, Model, Piece, ProviderKind, Request, StopReason};
use serde_json::{Value, json};

#[tokio::test]
async fn every_provider_answers_a_schema_whole_and_streamed_alike() {
    let fake = Fake::start("").await;
    for kind in KINDS {
        let provider = fake.provider(kind);
        let calls = CallBudget::default();
        let whole = provider.complete(&request(), &calls).await.unwrap();
        let streamed = provider.stream(&request(), &calls).await.unwrap().finish().await.unwrap();
        assert_eq!(whole.json, streamed.json, "{kind:?}");
        assert_eq!((whole.usage, whole.stop_reason), (streamed.usage, streamed.stop_reason), "{kind:?}");
        let json = whole.json.unwrap();
        assert!(json["title"].is_string() && json["items"].is_array(), "{kind:?}: {json}");
        assert_eq!(whole.stop_reason, StopReason::Finished);
        assert!(whole.usage.input_tokens > 0 && whole.usage.output_tokens > 0 && !whole.usage.estimated);
        assert!(whole.request_id.is_some_and(|id| !id.is_empty()), "{kind:?}");
        assert_eq!((whole.model.as_str(), whole.provider.as_str()), ("fake-model", kind.as_str()));
        assert_eq!(calls.used(), 2);
    }
}

#[tokio::test]
async fn free_text_comes_in_pieces_that_make_the_whole() {
    let fake = Fake::start("tps=4000,words=30").await;
    for kind in KINDS {
        let provider = fake.provider(kind);
        let free = Request::new("You explain.", "Explain energy.").max_output_tokens(500);
        let mut stream = provider.stream(&free, &CallBudget::default()).await.unwrap();
        let (mut heard, mut pieces, mut done) = (String::new(), 0, None);
        while let Some(piece) = stream.next().await {
            match piece.unwrap() {
                Piece::Text(text) => {
                    heard.push_str(&text);
                    pieces += 1;
                }
                Piece::Done(reply) => done = Some(*reply),
                Piece::Usage(_) => {}
                Piece::Restart => panic!("nothing failed"),
            }
        }
        let done = done.expect("an end");
        assert_eq!(heard, done.text, "{kind:?}");
        assert!(pieces > 5 && done.json.is_none(), "{kind:?}: {pieces}");
    }
}

#[tokio::test]
async fn what_is_sent_is_what_each_provider_documents() {
    let fake = Fake::start("").await;
    for kind in KINDS {
        fake.provider(kind).complete(&request(), &CallBudget::default()).await.unwrap();
    }
    let seen = fake.seen().await;
    let body = |nth: usize| &seen[nth]["body"];
    let header = |nth: usize, name: &str| seen[nth]["headers"][name].as_str().unwrap_or_default().to_owned();

    assert_eq!(seen[0]["path"], "/v1/chat/completions");
    assert_eq!(header(0, "authorization"), "Bearer sk-test-key-0123456789");
    let format = &body(0)["response_format"]["json_schema"];
    assert_eq!((&format["name"], &format["strict"]), (&json!("quiz"), &json!(true)));
    assert_eq!(format["schema"]["required"], json!(["title", "note", "items"]));
    assert_eq!((&body(0)["max_completion_tokens"], &body(0)["store"]), (&json!(4096), &json!(false)));
    assert_eq!(body(0)["temperature"], Value::Null, "an unlisted model may refuse it");

    assert_eq!(seen[1]["path"], "/v1/messages");
    assert_eq!(
        (header(1, "x-api-key"), header(1, "authorization")),
        ("sk-test-key-0123456789".into(), String::new())
    );
    assert_eq!(header(1, "anthropic-version"), "2023-06-01");
    assert_eq!(body(1)["system"], "You write quizzes.");
    assert_eq!(body(1)["messages"], json!([{"role": "user", "content": "A quiz on \"energy\", please."}]));
    let format = &body(1)["output_config"]["format"];
    assert_eq!(
        (&format["type"], &format["schema"]["additionalProperties"]),
        (&json!("json_schema"), &json!(false))
    );

    assert_eq!(seen[2]["path"], "/v1beta/models/fake-model:generateContent");
    assert_eq!(header(2, "x-goog-api-key"), "sk-test-key-0123456789");
    assert_eq!(body(2)["systemInstruction"]["parts"][0]["text"], "You write quizzes.");
    let config = &body(2)["generationConfig"];
    assert_eq!((&config["responseMimeType"], &config["seed"]), (&json!("application/json"), &json!(7)));
    assert_eq!(config["responseJsonSchema"]["properties"]["items"]["maxItems"], 4);

    for nth in [3, 4] {
        assert_eq!(body(nth)["max_tokens"], 4096);
        assert_eq!(body(nth)["temperature"], 0.5);
        assert_eq!(
            body(nth)["response_format"]["json_schema"]["schema"]["required"],
            json!(["title", "items"])
        );
    }
}

#[tokio::test]
async fn a_model_that_knows_no_schemas_must_use_a_tool() {
    let fake = Fake::start("").await;
    let card = llm::ModelCard {
        forced_tool: true,
        ..llm::Catalogue::default().card(ProviderKind::Anthropic, "claude-old")
    };
    let transport = llm::Transport::Live(crate::harness::client());
    let endpoint = fake.endpoint(ProviderKind::Anthropic);
    let provider = llm::Provider::new(transport, &endpoint, card, crate::harness::patient()).unwrap();
    let calls = CallBudget::default();
    let whole = provider.complete(&request(), &calls).await.unwrap();
    let streamed = provider.stream(&request(), &calls).await.unwrap().finish().await.unwrap();
    assert_eq!(whole.json, streamed.json);
    assert_eq!(fake.seen().await[0]["body"]["tool_choice"], json!({"type": "tool", "name": "quiz"}));
}

#[tokio::test]
async fn nothing_that_names_a_user_leaves() {
    let fake = Fake::start("").await;
    for kind in KINDS {
        let calls = CallBudget::for_account(6, "ada@school.example");
        fake.models(kind).preferred().unwrap().unwrap().complete(&request(), &calls).await.unwrap();
    }
    let all = Value::Array(fake.seen().await).to_string();
    assert!(!all.contains("ada@") && !all.contains("\"user\":\"") && !all.contains("metadata"), "{all}");
}

#[tokio::test]
async fn settings_that_cannot_work_are_said_at_once() {
    let fake = Fake::start("").await;
    let new = |base_url: &str, key: &str, model: &str| {
        let endpoint = llm::Endpoint {
            base_url: Some(base_url.to_owned()),
            api_key: Some(key.to_owned().into()),
            ..fake.endpoint(ProviderKind::Gemini)
        };
        let card = llm::Catalogue::default().card(ProviderKind::Gemini, model);
        let transport = llm::Transport::Live(crate::harness::client());
        llm::Provider::new(transport, &endpoint, card, crate::harness::patient()).map(drop)
    };
    assert!(new("https://example.org/v1beta", "key", "gemini-3.8-flash").is_ok());
    for (base_url, key, model) in [
        ("ftp://example.org", "key", "m"),
        ("not a url", "key", "m"),
        ("http://example.org", "line\nbreak", "m"),
        ("http://example.org", "key", "../../files?x="),
        ("http://example.org", "key", ""),
    ] {
        assert!(matches!(new(base_url, key, model), Err(Error::BadRequest { .. })), "{base_url} {model}");
    }
}
