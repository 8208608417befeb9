//! Asking for a material, reading, editing and deleting it.

use axum::body::Body;
use axum::http::Method;
use serde_json::{Value, json};

use crate::app::TestApp;

const ALL: &str = "/api/v1/materials";

fn brief() -> Value {
    json!({ "content_type": "flashcards", "topic": "Photosynthesis", "grade_level": "high_school" })
}

#[tokio::test]
async fn a_teacher_gets_cards_whose_every_fact_leads_to_its_source() {
    let app = TestApp::new().await;
    let queued = app.post(ALL, &brief()).await.expect(202);
    assert_eq!(queued.json()["status"], "queued");
    let location = queued.location();
    assert_eq!(location, format!("{ALL}/{}", queued.json()["id"].as_str().unwrap()));

    assert_eq!(app.run_jobs().await, 1);
    let ready = app.get(&location).await.expect(200).json();
    assert_eq!(ready["status"], "ready", "{:#}", ready["findings"]);
    assert!(ready["body"]["items"].as_array().unwrap().len() >= 10);
    assert_eq!(ready["quality"]["passed"], true);

    // the evidence can be checked by anyone: the quote stands in the source at those offsets
    let passages = ready["retrieved_context"].as_array().unwrap();
    let entry = ready["evidence"].as_array().unwrap().iter().find(|entry| entry["verified"] == true).unwrap();
    let passage = passages.iter().find(|passage| passage["passage_id"] == entry["passage_id"]).unwrap();
    let (start, end) = (entry["start"].as_u64().unwrap(), entry["end"].as_u64().unwrap());
    let from = usize::try_from(start - passage["start"].as_u64().unwrap()).unwrap();
    let text: String = passage["text"].as_str().unwrap().chars().skip(from).collect();
    let quote: String = text.chars().take(usize::try_from(end - start).unwrap()).collect();
    assert_eq!(quote, entry["quote"]);
}

#[tokio::test]
async fn who_asks_to_wait_is_answered_when_it_is_ready() {
    let app = TestApp::with_worker().await;
    let ready = app.post_with(ALL, &[("prefer", "wait=60")], &brief()).await.expect(201);
    assert_eq!(ready.json()["status"], "ready");
    assert_eq!(ready.header("preference-applied"), "wait=60");
    assert!(ready.location().starts_with(ALL));

    let nonsense = json!({ "content_type": "quiz", "topic": "zxqv wyrtle florbnik" });
    let rejected = app.post_with(ALL, &[("prefer", "wait=60")], &nonsense).await.expect(202).json();
    assert_eq!(rejected["status"], "rejected");
    assert!(rejected["findings"][0]["detail"].as_str().unwrap().contains("source"), "{rejected:#}");
}

#[tokio::test]
async fn nobody_waits_longer_than_they_asked_for() {
    let app = TestApp::new().await;
    let queued = app.post_with(ALL, &[("prefer", "wait=0")], &brief()).await.expect(202);
    assert_eq!(queued.json()["status"], "queued");
    assert_eq!(queued.header("preference-applied"), "wait=0");
}

#[tokio::test]
async fn every_fault_of_a_brief_is_named_at_once() {
    let app = TestApp::new().await;
    let bad = json!({
        "content_type": "poem", "topic": "x", "grade_level": "toddlers", "count": 0, "minutes": 1,
        "learning_objectives": ["Photosynthesis"], "requirements": "r".repeat(1001), "language": "english",
    });
    let mut pointers = app.post(ALL, &bad).await.pointers();
    pointers.sort();
    let all = ["/content_type", "/count", "/grade_level", "/language", "/learning_objectives/0", "/minutes"];
    assert_eq!(pointers[..6], all);
    assert_eq!(pointers[6..], ["/requirements", "/topic"]);
    assert_eq!(app.post(ALL, &json!({ "content_type": "quiz" })).await.pointers(), ["/topic"]);
    assert_eq!(app.post(ALL, &json!({ "content_type": "quiz", "topic": 5 })).await.pointers(), ["/topic"]);
    let foreign = json!({
        "content_type": "quiz", "topic": "cells", "source_ids": ["018f2f6e-7b5c-7aaa-8bbb-123456789abc"],
    });
    assert_eq!(app.post(ALL, &foreign).await.pointers(), ["/source_ids/0"]);
    assert_eq!(app.get(ALL).await.json()["items"], json!([]));
}

#[tokio::test]
async fn a_repeated_request_does_nothing_twice() {
    let app = TestApp::new().await;
    let key = [("idempotency-key", "order-1")];
    let first = app.post_with(ALL, &key, &brief()).await.expect(202);
    assert_eq!(first.header("idempotent-replayed"), "");
    let again = app.post_with(ALL, &key, &brief()).await.expect(202);
    assert_eq!(again.header("idempotent-replayed"), "true");
    assert_eq!(first.json()["id"], again.json()["id"]);

    let mut other = brief();
    other["topic"] = json!("Genetics");
    app.post_with(ALL, &key, &other).await.problem(409);
    app.post_with(ALL, &[("idempotency-key", "two words")], &brief()).await.problem(400);
    app.post_with(ALL, &[("idempotency-key", &"k".repeat(256))], &brief()).await.problem(400);
    assert_eq!(app.get(ALL).await.json()["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn repeated_requests_at_the_same_time_make_one_material() {
    let app = TestApp::new().await;
    let asked: Vec<_> = (0..20).map(|_| brief()).collect();
    let asked = asked.iter().map(|brief| app.post_with(ALL, &[("idempotency-key", "race")], brief));
    let answers = futures_util::future::join_all(asked).await;
    let ids: std::collections::HashSet<_> =
        answers.into_iter().map(|answer| answer.expect(202).json()["id"].to_string()).collect();
    assert_eq!(ids.len(), 1);
    assert_eq!(app.run_jobs().await, 1);
}

#[tokio::test]
async fn an_edit_is_judged_kept_as_a_version_and_never_overwrites_another() {
    let app = TestApp::new().await;
    let at = app.ready("flashcards").await;
    let before = app.get(&at).await.expect(200);
    let tag = before.header("etag").to_owned();
    let same = app.ask(Method::GET, &at, &[("if-none-match", &tag)], Body::empty()).await.expect(304);
    assert!(same.body.is_empty());

    let mut items = before.json()["body"]["items"].clone();
    items[0]["definition"] = json!("A pastry made of exactly 4711 layers.");
    let edited =
        app.patch(&at, &[("if-match", &tag)], &json!({ "body": { "items": items } })).await.expect(200);
    let edited = edited.json();
    assert_eq!(edited["metadata"]["version"], 2);
    let open = edited["evidence"].as_array().unwrap().iter();
    let open: Vec<_> = open.filter(|entry| entry["pointer"] == "/items/0/definition").collect();
    assert!(open.iter().any(|entry| entry["support"] == "unsupported"), "{open:#?}");

    // who has not seen that change may not write over it
    let late = json!({ "body": { "title": "Mine" } });
    app.patch(&at, &[("if-match", &tag)], &late).await.problem(412);
    app.patch(&at, &[], &json!({ "body": { "title": "Mine" }, "version": 1 })).await.problem(409);
    let titled = app.patch(&at, &[], &json!({ "body": { "title": "Mine" }, "version": 2 })).await.expect(200);
    assert_eq!(titled.json()["body"]["title"], "Mine");

    let versions = app.get(&format!("{at}/versions")).await.expect(200).json();
    let numbers: Vec<_> =
        versions["items"].as_array().unwrap().iter().map(|kept| kept["version"].clone()).collect();
    assert_eq!(numbers, [json!(2), json!(1)]);
    assert_eq!(versions["items"][1]["body"], before.json()["body"]);
    let first = app.get(&format!("{at}/versions?limit=1")).await.expect(200).json();
    let rest = format!("{at}/versions?limit=1&cursor={}", first["next_cursor"].as_str().unwrap());
    let rest = app.get(&rest).await.expect(200).json();
    assert_eq!((&rest["items"][0]["version"], &rest["next_cursor"]), (&json!(1), &Value::Null));
}

#[tokio::test]
async fn an_edit_that_breaks_the_body_changes_nothing() {
    let app = TestApp::new().await;
    let at = app.ready("flashcards").await;
    let before = app.get(&at).await.json();
    for (change, pointer) in [
        (json!({ "body": { "title": null } }), "/body"),
        (json!({ "body": { "items": [] } }), "/body/items"),
        (json!({ "body": { "items": "x" } }), "/body/items"),
        (json!({ "body": { "title": "" } }), "/body/title"),
        (json!({ "body": { "secret": 1 } }), "/body/secret"),
        (json!({ "topic": "else" }), "/body"),
        (json!({ "body": {}, "version": "two" }), "/version"),
    ] {
        let pointers = app.patch(&at, &[], &change).await.pointers();
        assert!(pointers.contains(&pointer.to_owned()), "{change}: {pointers:?}");
    }
    app.patch(&at, &[], &json!({ "body": [] })).await.problem(422);
    assert_eq!(app.get(&at).await.json()["body"], before["body"]);
}

#[tokio::test]
async fn approval_marks_a_ready_material_until_it_is_edited() {
    let app = TestApp::new().await;
    let queued = app.post(ALL, &brief()).await.location();
    app.act(&format!("{queued}/approve")).await.problem(409);
    app.run_jobs().await;
    let approved = app.act(&format!("{queued}/approve")).await.expect(200).json();
    assert!(approved["approved_at"].is_string());
    let edited = app.patch(&queued, &[], &json!({ "body": { "title": "Other" } })).await.expect(200).json();
    assert!(edited["approved_at"].is_null());
}

#[tokio::test]
async fn a_material_is_stopped_and_written_again() {
    let app = TestApp::new().await;
    let at = app.post(ALL, &brief()).await.location();
    assert_eq!(app.act(&format!("{at}/cancel")).await.expect(200).json()["status"], "cancelled");
    app.act(&format!("{at}/cancel")).await.problem(409);
    assert_eq!(app.run_jobs().await, 0);

    let again = app.act(&format!("{at}/regenerate")).await.expect(202);
    assert_eq!(again.location(), at);
    app.act(&format!("{at}/regenerate")).await.problem(409);
    app.run_jobs().await;
    let material = app.get(&at).await.json();
    assert_eq!((&material["status"], &material["metadata"]["version"]), (&json!("ready"), &json!(2)));
}

#[tokio::test]
async fn what_is_deleted_is_gone() {
    let app = TestApp::new().await;
    let at = app.ready("flashcards").await;
    app.delete(&at).await.expect(204);
    app.delete(&at).await.problem(404);
    app.get(&at).await.problem(404);
    assert_eq!(app.get(ALL).await.json()["items"], json!([]));
}

#[tokio::test]
async fn a_list_is_read_page_by_page_and_by_what_it_holds() {
    let app = TestApp::new().await;
    for number in 0..7 {
        let content_type = if number % 2 == 0 { "quiz" } else { "flashcards" };
        let brief = json!({ "content_type": content_type, "topic": format!("Topic {number} of 100%_") });
        app.post(ALL, &brief).await.expect(202);
    }
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = app.get(&format!("{ALL}?limit=3&cursor={cursor}")).await.expect(200).json();
        seen.extend(
            page["items"].as_array().unwrap().iter().map(|item| item["topic"].as_str().unwrap().to_owned()),
        );
        let Some(next) = page["next_cursor"].as_str() else { break };
        cursor = next.to_owned();
    }
    let newest_first: Vec<_> = (0..7).rev().map(|number| format!("Topic {number} of 100%_")).collect();
    assert_eq!(seen, newest_first);

    let count = async |query: &str| {
        app.get(&format!("{ALL}?{query}")).await.expect(200).json()["items"].as_array().unwrap().len()
    };
    assert_eq!(count("content_type=quiz").await, 4);
    assert_eq!(count("q=TOPIC+3").await, 1);
    assert_eq!(count("q=100%25_").await, 7);
    assert_eq!(count("q=%25x").await, 0);
    assert_eq!(count("status=ready").await, 0);
    assert_eq!(count("status=queued&grade_level=general&unknown=1").await, 7);
    for (query, pointer) in [
        ("limit=0", "/limit"),
        ("limit=101", "/limit"),
        ("limit=many", "/limit"),
        ("cursor=x", "/cursor"),
        ("content_type=poem", "/content_type"),
        ("grade_level=x", "/grade_level"),
        ("status=x", "/status"),
    ] {
        assert_eq!(app.get(&format!("{ALL}?{query}")).await.pointers(), [pointer], "{query}");
    }
    let (long, endless) = ("x".repeat(6_000), "x".repeat(60_000));
    app.get(&format!("{ALL}?q={long}")).await.problem(422);
    app.get(&format!("{ALL}?q={endless}")).await.problem(414);
}

#[tokio::test]
async fn an_id_that_names_nothing_is_not_found_whatever_it_looks_like() {
    let app = TestApp::new().await;
    for id in
        ["018f2f6e-7b5c-7aaa-8bbb-123456789abc", "1", "x'--", "%00", "%FF", "..%2f..", &"a".repeat(3000)]
    {
        for tail in ["", "/versions", "/events", "/export?format=md"] {
            app.get(&format!("{ALL}/{id}{tail}")).await.problem(404);
        }
        for tail in ["/approve", "/cancel", "/regenerate"] {
            app.act(&format!("{ALL}/{id}{tail}")).await.problem(404);
        }
        app.patch(&format!("{ALL}/{id}"), &[], &json!({ "body": {} })).await.problem(404);
        app.delete(&format!("{ALL}/{id}")).await.problem(404);
    }
}
