//! Many materials at once.

use serde_json::{Value, json};

use crate::app::TestApp;

fn briefs(topics: &[&str]) -> Value {
    let briefs: Vec<_> =
        topics.iter().map(|topic| json!({ "content_type": "flashcards", "topic": topic })).collect();
    json!({ "briefs": briefs })
}

#[tokio::test]
async fn a_batch_is_made_in_order_and_says_where_it_stands() {
    let app = TestApp::new().await;
    let asked = briefs(&["Photosynthesis", "zxqv florbnik", "Plate tectonics"]);
    let accepted = app.post("/api/v1/batches", &asked).await.expect(202);
    let at = accepted.location();
    assert_eq!(accepted.json()["counts"]["queued"], 3);
    assert_eq!(accepted.json()["done"], false);

    assert_eq!(app.run_jobs().await, 3);
    let batch = app.get(&at).await.expect(200).json();
    let statuses: Vec<_> =
        batch["materials"].as_array().unwrap().iter().map(|item| item["status"].clone()).collect();
    assert_eq!(statuses, ["ready", "rejected", "ready"]);
    assert_eq!((&batch["done"], &batch["total"]), (&json!(true), &json!(3)));
}

#[tokio::test]
async fn one_bad_brief_keeps_the_whole_batch_out() {
    let app = TestApp::new().await;
    let mut asked = briefs(&["Photosynthesis", "x", "Cells"]);
    asked["briefs"][2]["count"] = json!(99);
    assert_eq!(app.post("/api/v1/batches", &asked).await.pointers(), ["/briefs/1/topic", "/briefs/2/count"]);
    assert_eq!(app.post("/api/v1/batches", &json!({ "briefs": [] })).await.pointers(), ["/briefs"]);
    assert_eq!(app.post("/api/v1/batches", &briefs(&["Cells"; 1001])).await.pointers(), ["/briefs"]);
    assert_eq!(app.post("/api/v1/batches", &json!({ "briefs": [7] })).await.pointers(), ["/briefs/0"]);
    assert_eq!(app.get("/api/v1/materials").await.json()["items"], json!([]));
}

#[tokio::test]
async fn stopping_a_batch_keeps_what_is_done() {
    let app = TestApp::new().await;
    let key = [("idempotency-key", "batch-1")];
    let asked = briefs(&["Photosynthesis", "Genetics", "Evolution"]);
    let at = app.post_with("/api/v1/batches", &key, &asked).await.expect(202).location();
    let again = app.post_with("/api/v1/batches", &key, &asked).await.expect(202);
    assert_eq!((again.location(), again.header("idempotent-replayed")), (at.clone(), "true"));

    app.delete(&at).await.expect(204);
    let batch = app.get(&at).await.json();
    assert_eq!((&batch["counts"]["cancelled"], &batch["done"]), (&json!(3), &json!(true)));
    assert!(batch["cancelled_at"].is_string());
    assert_eq!(app.run_jobs().await, 0);
    app.delete("/api/v1/batches/018f2f6e-7b5c-7aaa-8bbb-123456789abc").await.problem(404);
    app.get("/api/v1/batches/1").await.problem(404);
}
