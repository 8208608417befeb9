//! Whatever is sent, the answer is one of ours and never a failure.

use axum::body::Body;
use axum::http::Method;
use serde_json::{Value, json};

use crate::app::{Answer, TestApp};

const POSTS: [&str; 4] = ["/api/v1/materials", "/api/v1/batches", "/api/v1/sources", "/api/v1/generate/quiz"];

async fn raw(app: &TestApp, path: &str, body: impl Into<Body>) -> Answer {
    app.ask(Method::POST, path, &[("content-type", "application/json")], body.into()).await
}

#[tokio::test]
async fn what_is_not_json_is_malformed() {
    let app = TestApp::new().await;
    let deep = "[".repeat(200_000);
    let deep_object = format!("{}1{}", "{\"a\":".repeat(5_000), "}".repeat(5_000));
    let wide = format!("[{}0]", "0,".repeat(300_000));
    let bodies: Vec<Vec<u8>> = vec![
        b"".to_vec(),
        b" ".to_vec(),
        b"{".to_vec(),
        b"nul".to_vec(),
        b"{} {}".to_vec(),
        b"{'a':1}".to_vec(),
        b"\xff\xfe{\0}\0".to_vec(),
        b"\"\xff\"".to_vec(),
        b"{\"topic\":\"\\ud800\"}".to_vec(),
        b"{\"topic\":\"a\",\"topic\":\"b\"}".to_vec(),
        b"{\"a\":{\"x\":1,\"x\":2}}".to_vec(),
        b"1e999".to_vec(),
        b"{\"topic\":\"\x01\"}".to_vec(),
        vec![0; 4096],
        deep.into_bytes(),
        deep_object.into_bytes(),
        wide.into_bytes(),
    ];
    for path in POSTS {
        for body in &bodies {
            let shown = String::from_utf8_lossy(&body[..body.len().min(30)]).into_owned();
            let answer = raw(&app, path, body.clone()).await;
            assert_eq!(answer.status, 400, "{path} {shown}: {}", answer.text());
            answer.problem(400);
        }
        for body in ["null", "1", "\"x\"", "[]", "[{}]", "{}", "true", "{\"topic\":null}", "{\"topic\":{}}"] {
            raw(&app, path, body).await.problem(422);
        }
    }
}

#[tokio::test]
async fn bodies_of_other_types_are_not_read() {
    let app = TestApp::new().await;
    let types = [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/xml",
        "application/jsonp",
        "",
        "json",
        "application/json; charset=utf-16",
    ];
    for path in POSTS {
        for media_type in types {
            let answer = app.ask(Method::POST, path, &[("content-type", media_type)], Body::from("{}")).await;
            assert_eq!(answer.header("accept"), "application/json");
            answer.problem(415);
        }
        app.ask(Method::POST, path, &[], Body::from("{}")).await.problem(415);
        let packed = [("content-type", "application/json"), ("content-encoding", "gzip")];
        app.ask(Method::POST, path, &packed, Body::from("{}")).await.problem(415);
    }
    let good = [("content-type", "Application/JSON; Charset=\"UTF-8\"")];
    app.ask(Method::POST, "/api/v1/materials", &good, Body::from("{}")).await.problem(422);
}

#[tokio::test]
async fn what_is_too_large_is_refused_announced_or_not() {
    let app = TestApp::new().await;
    for (path, kib) in
        [("/api/v1/materials", 1024), ("/api/v1/sources", 12 * 1024), ("/api/v1/generate/quiz", 1024)]
    {
        let body = format!("{{\"topic\":\"{}\"}}", "x".repeat(kib * 1024));
        raw(&app, path, body.clone()).await.problem(413);
        let pieces: Vec<Result<Vec<u8>, std::io::Error>> =
            body.as_bytes().chunks(100_000).map(|piece| Ok(piece.to_vec())).collect();
        raw(&app, path, Body::from_stream(futures_util::stream::iter(pieces))).await.problem(413);
    }
    // an announcement is enough, wherever it is sent
    for (method, path) in
        [(Method::POST, "/api/v1/sources"), (Method::GET, "/api/v1/materials"), (Method::POST, "/nowhere")]
    {
        let headers = [("content-type", "application/json"), ("content-length", "99000000000")];
        app.ask(method, path, &headers, Body::empty()).await.problem(413);
    }
    let long = "x".repeat(40_000);
    app.ask(Method::GET, "/api/v1/materials", &[("authorization", &long)], Body::empty()).await.problem(431);
    let long = format!("/api/v1/materials?q={}", "x".repeat(8_192));
    app.ask(Method::GET, &long, &[], Body::empty()).await.problem(414);
}

#[tokio::test]
async fn odd_texts_are_refused_or_kept_as_they_are() {
    let app = TestApp::new().await;
    let texts = [
        "'; DROP TABLE materials; --",
        "\" OR 1=1 --",
        "<script>alert(1)</script>",
        "{{7*7}}",
        "${jndi:ldap://x}",
        "%s%n%x",
        "\u{202e}gnp.exe",
        "a\u{200b}b c",
        "🧑‍🏫 teaching",
        "../../etc/passwd",
        "null",
        "NaN",
        "Ω≈ç√∫˜µ≤≥÷",
        "مرحبا بالعالم",
        "水循环是什么",
    ];
    for text in texts {
        let queued = app
            .post("/api/v1/materials", &json!({ "content_type": "quiz", "topic": text }))
            .await
            .expect(202);
        assert_eq!(app.get(&queued.location()).await.json()["topic"], text);
    }
    app.run_jobs().await;
    let list = app.get("/api/v1/materials?limit=100").await.expect(200).json();
    for item in list["items"].as_array().unwrap() {
        assert!(["ready", "rejected"].contains(&item["status"].as_str().unwrap()), "{item}");
    }
    for text in
        ["\u{0}", "a\u{0}b cells", "\u{1b}[31m red", &"x".repeat(60_000), "   ", "\u{202e}\u{202e}\u{202e}"]
    {
        let answer = app.post("/api/v1/materials", &json!({ "content_type": "quiz", "topic": text })).await;
        answer.problem(422);
    }
}

#[tokio::test]
async fn odd_sources_are_refused_or_cleaned() {
    let app = TestApp::new().await;
    let sentence = "Moss is a small plant that grows in damp places. ";
    for text in [
        format!("{sentence}\u{0}{sentence}"),
        format!("{sentence}\u{202e}{sentence}\u{e0041}"),
        format!("<script>alert(1)</script>{sentence}"),
        sentence.repeat(20_000),
        format!("{}{sentence}", "> ".repeat(10_000)),
        format!("{}{sentence}", "- ".repeat(10_000)),
        format!("| {} |\n{sentence}", "a |".repeat(20_000)),
        format!("{}{sentence}", "[".repeat(50_000)),
        "x".repeat(1_000_000),
        "*".repeat(200_000),
        "\u{301}".repeat(100_000),
    ] {
        let shown: String = text.chars().take(20).collect();
        let answer = app.post("/api/v1/sources", &json!({ "text": text })).await;
        assert!([201, 413, 415, 422].contains(&answer.status.as_u16()), "{shown}: {}", answer.text());
        if answer.status == 201 {
            let kept = app.get(&answer.location()).await.expect(200).json();
            let kept = kept["text"].as_str().unwrap();
            assert!(!kept.contains(['\u{0}', '\u{202e}', '\u{e0041}']), "{shown}");
        }
    }
}

#[tokio::test]
async fn fields_that_are_not_the_callers_to_set_have_no_effect() {
    let app = TestApp::new().await;
    let brief = json!({
        "content_type": "quiz", "topic": "Photosynthesis", "id": "018f2f6e-7b5c-7aaa-8bbb-123456789abc", "status": "ready",
        "owner": "someone", "owner_id": 7, "is_admin": true, "created_at": "1999-01-01T00:00:00Z", "__proto__": {},
    });
    let queued = app.post("/api/v1/materials", &brief).await.expect(202).json();
    assert_ne!(queued["id"], brief["id"]);
    assert_eq!((&queued["status"], &queued["body"]), (&json!("queued"), &Value::Null));
}
