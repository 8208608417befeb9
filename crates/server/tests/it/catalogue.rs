//! What there is: content types, engines, health.

use serde_json::json;

use crate::app::TestApp;

#[tokio::test]
async fn all_ten_types_are_described_with_their_schemas() {
    let app = TestApp::new().await;
    let list = app.get("/api/v1/content-types").await.expect(200).json();
    let items = list["items"].as_array().unwrap();
    assert_eq!((items.len(), &list["total_count"]), (10, &json!(10)));
    let cards = items.iter().find(|item| item["content_type"] == "flashcards").unwrap();
    assert_eq!(cards["items"], json!({ "min": 10, "max": 25 }));
    assert_eq!(cards["export_formats"], json!(["md", "html", "json", "csv"]));
    assert_eq!(cards["schema"]["properties"]["items"]["minItems"], 10);
    assert_eq!(list["content_types"][0]["name"], "master_content_outline");
}

#[tokio::test]
async fn the_built_in_engine_is_there_and_costs_nothing() {
    let app = TestApp::new().await;
    let list = app.get("/api/v1/models").await.expect(200).json();
    assert_eq!(list["items"][0]["name"], "builtin");
    assert_eq!(list["items"][0]["price"]["input_usd_per_million_tokens"], 0.0);
}

#[tokio::test]
async fn health_is_told_part_by_part() {
    let app = TestApp::new().await;
    assert_eq!(app.get("/health/live").await.expect(200).json(), json!({ "status": "healthy" }));
    let ready = app.get("/health/ready").await.expect(200).json();
    assert_eq!(ready["status"], "ready");
    assert_eq!(ready["checks"], json!({ "database": true, "redis": true, "llm_api": true, "storage": true }));
    assert_eq!(ready["details"]["redis"], "embedded");
    assert!(ready["timestamp"].as_str().unwrap().ends_with('Z'));

    app.ctx.db.close().await;
    let down = app.get("/health/ready").await.expect(503).json();
    assert_eq!((&down["status"], &down["checks"]["database"]), (&json!("not_ready"), &json!(false)));
    app.get("/health/live").await.expect(200);
    let refused = app.get("/api/v1/materials").await;
    assert_eq!(refused.header("retry-after"), "2");
    refused.problem(503);
}

#[tokio::test]
async fn a_server_that_stops_asks_for_no_new_work() {
    let app = TestApp::new().await;
    app.shutdown.cancel();
    assert_eq!(app.get("/health/ready").await.expect(503).json()["details"]["server"], "stopping");
}
