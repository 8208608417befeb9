//! What a log says of a request, and what it never says.

use std::cell::RefCell;
use std::io;
use std::sync::Once;

use axum::body::Body;
use axum::http::Method;
use serde_json::{Value, json};

use crate::app::TestApp;

thread_local! {
    /// What this test logged; each test runs in a thread of its own.
    static LINES: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Writes to the lines of the thread that logs.
struct Lines;

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        LINES.with_borrow_mut(|lines| lines.extend_from_slice(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Keeps what is logged, from the first test on: a subscriber that comes later may miss events.
pub(crate) fn keep() {
    static STARTED: Once = Once::new();
    STARTED.call_once(|| {
        let subscriber = tracing_subscriber::fmt().json().with_writer(|| Lines).finish();
        tracing::subscriber::set_global_default(subscriber).unwrap();
    });
}

#[tokio::test]
async fn a_request_leaves_one_line_without_what_a_person_wrote() {
    let app = TestApp::new().await;
    let brief = json!({ "content_type": "flashcards", "topic": "Marigold secrets" });
    app.post_with("/api/v1/materials", &[("cookie", "theme=marigold")], &brief).await.expect(202);
    app.get("/api/v1/materials?q=marigold").await.expect(200);
    app.get("/api/v1/materials/marigold%0Aforged=1").await.problem(404);
    let odd = [("x-request-id", "marigold\tforged"), ("user-agent", "marigold")];
    app.ask("MARIGOLD".parse::<Method>().unwrap(), "/marigold", &odd, Body::empty()).await.problem(404);

    let text = LINES.with_borrow(|lines| String::from_utf8(lines.clone())).unwrap();
    assert!(!text.to_lowercase().contains("marigold"), "{text}");
    let events: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let requests: Vec<&Value> =
        events.iter().filter(|event| event["fields"]["message"] == "http_request").collect();
    assert_eq!(requests.len(), 4);
    assert_eq!(requests[0]["fields"]["route"], "/api/v1/materials");
    assert_eq!(
        (&requests[0]["fields"]["method"], &requests[0]["fields"]["status"]),
        (&json!("POST"), &json!(202))
    );
    assert_eq!(requests[2]["fields"]["route"], "/api/v1/materials/{id}");
    assert_eq!(
        (&requests[3]["fields"]["method"], &requests[3]["fields"]["route"]),
        (&json!("other"), &json!("none"))
    );
    assert!(
        requests.iter().all(|event| event["span"]["request_id"].as_str().is_some_and(|id| id.len() == 36))
    );
}
