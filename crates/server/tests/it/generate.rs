//! The route of the earlier product.

use serde_json::json;

use crate::app::TestApp;

#[tokio::test]
async fn an_earlier_client_gets_its_material_at_once() {
    let app = TestApp::with_worker().await;
    let request = json!({
        "topic": "Photosynthesis",
        "age_group": "middle_school",
        "additional_requirements": "short sentences",
        "learning_objectives": [{
            "cognitive_level": "understanding",
            "subject_area": "Biology",
            "specific_skill": "photosynthesis",
            "measurable_outcome": "Students can explain photosynthesis.",
            "difficulty_level": 3,
        }],
    });
    let made = app.post("/api/v1/generate/flashcards", &request).await.expect(200).json();
    assert_eq!((&made["status"], &made["age_group"]), (&json!("ready"), &json!("middle_school")));
    assert_eq!(made["generated_content"], made["body"]);
    assert_eq!(made["learning_objectives"][0]["verb"], "explain");
}

#[tokio::test]
async fn what_cannot_be_made_is_a_problem() {
    let app = TestApp::with_worker().await;
    let problem = app.post("/api/v1/generate/quiz", &json!({ "topic": "zxqv florbnik" })).await.problem(422);
    assert!(problem["detail"].as_str().unwrap().contains("source"));
    app.post("/api/v1/generate/poem", &json!({ "topic": "Photosynthesis" })).await.problem(404);
    assert_eq!(app.post("/api/v1/generate/quiz", &json!({ "topic": "" })).await.pointers(), ["/topic"]);
    let level = json!({ "topic": "Photosynthesis", "grade_level": "toddlers" });
    assert_eq!(app.post("/api/v1/generate/quiz", &level).await.pointers(), ["/grade_level"]);
}

#[tokio::test]
async fn an_earlier_client_is_told_where_to_look_when_it_takes_long() {
    let app = TestApp::new().await;
    let request = json!({ "topic": "Photosynthesis" });
    let queued =
        app.post_with("/api/v1/generate/flashcards", &[("prefer", "wait=0")], &request).await.expect(202);
    app.run_jobs().await;
    assert_eq!(app.get(&queued.location()).await.json()["status"], "ready");
}
