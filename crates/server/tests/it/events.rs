//! Watching a material being made.

use axum::body::Body;
use axum::http::Method;
use factoria_server::Config;
use http_body_util::BodyExt;
use serde_json::json;

use crate::app::TestApp;

/// The events of a stream that ended: number, kind, data.
fn parsed(text: &str) -> Vec<(i64, String, String)> {
    let blocks = text.split("\n\n").filter(|block| block.contains("data:"));
    blocks
        .map(|block| {
            let field = |name: &str| {
                let line = block.lines().find(|line| line.starts_with(name)).unwrap_or_default();
                line.trim_start_matches(name).trim_start_matches(':').trim().to_owned()
            };
            (field("id").parse().unwrap(), field("event"), field("data"))
        })
        .collect()
}

#[tokio::test]
async fn the_stages_are_told_in_order_and_the_stream_ends() {
    let app = TestApp::with_worker().await;
    let brief = json!({ "content_type": "flashcards", "topic": "Photosynthesis" });
    let at = app.post("/api/v1/materials", &brief).await.location();
    let told = app.get(&format!("{at}/events")).await.expect(200);
    assert_eq!(told.header("content-type"), "text/event-stream");
    assert_eq!(told.header("cache-control"), "no-store");
    let events = parsed(&told.text());
    let numbers: Vec<_> = events.iter().map(|(number, ..)| *number).collect();
    assert_eq!(numbers, (1..=events.len() as i64).collect::<Vec<_>>());
    let stages: Vec<_> = events.iter().filter(|(_, kind, _)| kind == "stage").collect();
    assert!(stages[0].2.contains("screening") && stages.last().unwrap().2.contains("keeping"), "{events:?}");
    assert_eq!(events.last().unwrap().1, "done");
    assert!(events.last().unwrap().2.contains("ready"));
}

#[tokio::test]
async fn a_watcher_that_lost_the_connection_goes_on_where_it_was() {
    let app = TestApp::new().await;
    let at = app.ready("flashcards").await;
    let all = parsed(&app.get(&format!("{at}/events")).await.text());
    let resume = async |last: &str| {
        app.ask(Method::GET, &format!("{at}/events"), &[("last-event-id", last)], Body::empty()).await
    };
    let rest = parsed(&resume("3").await.expect(200).text());
    assert_eq!(rest, all[3..]);
    // who has seen everything is told to stop asking
    resume(&all.len().to_string()).await.expect(204);
    for odd in ["-1", "x", "99999999999999999999999999"] {
        assert_eq!(parsed(&resume(odd).await.expect(200).text()), all, "{odd}");
    }
}

#[tokio::test]
async fn a_refusal_is_told_as_a_problem() {
    let app = TestApp::new().await;
    let brief = json!({ "content_type": "quiz", "topic": "zxqv florbnik" });
    let at = app.post("/api/v1/materials", &brief).await.location();
    app.run_jobs().await;
    let events = parsed(&app.get(&format!("{at}/events")).await.text());
    let (_, kind, data) = events.last().unwrap();
    assert_eq!(kind, "problem");
    assert!(data.contains("rejected"));
}

#[tokio::test]
async fn watchers_see_a_cancellation_and_leave_when_the_server_stops() {
    let app = TestApp::new().await;
    let brief = json!({ "content_type": "flashcards", "topic": "Photosynthesis" });
    let first = app.post("/api/v1/materials", &brief).await.location();
    let watch = app.open(Method::GET, &format!("{first}/events"), &[], Body::empty()).await;
    app.act(&format!("{first}/cancel")).await.expect(200);
    let told = watch.into_body().collect().await.unwrap().to_bytes();
    assert!(parsed(&String::from_utf8_lossy(&told)).last().unwrap().2.contains("cancelled"));

    let second = app.post("/api/v1/materials", &brief).await.location();
    let watch = app.open(Method::GET, &format!("{second}/events"), &[], Body::empty()).await;
    app.shutdown.cancel();
    watch.into_body().collect().await.unwrap();
}

#[tokio::test]
async fn only_so_many_may_watch() {
    let app = TestApp::with(Config { event_streams: 1, ..Config::default() }).await;
    let brief = json!({ "content_type": "flashcards", "topic": "Photosynthesis" });
    let at = format!("{}/events", app.post("/api/v1/materials", &brief).await.location());
    let first = app.open(Method::GET, &at, &[], Body::empty()).await;
    let refused = app.get(&at).await;
    assert_eq!(refused.header("retry-after"), "5");
    refused.problem(503);
    drop(first);
    let third = app.open(Method::GET, &at, &[], Body::empty()).await;
    assert_eq!(third.status(), 200);
}
