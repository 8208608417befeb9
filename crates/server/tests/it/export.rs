//! Materials as files.

use serde_json::json;

use crate::app::TestApp;

#[tokio::test]
async fn a_material_leaves_in_every_format_its_type_has() {
    let app = TestApp::new().await;
    let at = app.ready("flashcards").await;
    for (format, media_type, holds) in [
        ("md", "text/markdown; charset=utf-8", "# "),
        ("html", "text/html; charset=utf-8", "<!doctype html>"),
        ("json", "application/json", "\"evidence\""),
        ("csv", "text/csv; charset=utf-8; header=present", "term,definition,category,difficulty\r\n"),
    ] {
        let file = app.get(&format!("{at}/export?format={format}")).await.expect(200);
        assert_eq!(file.header("content-type"), media_type);
        assert!(file.header("content-disposition").starts_with("attachment; filename=\""));
        assert!(file.header("content-disposition").contains(&format!(".{format}\"")));
        assert_eq!(file.header("x-content-type-options"), "nosniff");
        assert!(file.header("content-security-policy").starts_with("sandbox;"));
        assert!(file.text().contains(holds), "{format}");
    }
}

#[tokio::test]
async fn a_format_that_is_not_there_names_those_that_are() {
    let app = TestApp::new().await;
    let at = app.ready("one_pager_summary").await;
    for query in ["format=csv", "format=exe", "format="] {
        let problem = app.get(&format!("{at}/export?{query}")).await.problem(422);
        assert_eq!(problem["errors"][0]["pointer"], "/format");
        assert!(problem["detail"].as_str().unwrap().contains("md, html, json"), "{problem}");
    }
    assert_eq!(app.get(&format!("{at}/export")).await.pointers(), ["/format"]);
}

#[tokio::test]
async fn only_what_is_ready_is_exported() {
    let app = TestApp::new().await;
    let brief = json!({ "content_type": "flashcards", "topic": "Photosynthesis" });
    let at = app.post("/api/v1/materials", &brief).await.location();
    app.get(&format!("{at}/export?format=md")).await.problem(409);
}
