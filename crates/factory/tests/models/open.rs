//! A model's own knowledge: only where the brief allows it, and marked.

use content::brief::Grounding;
use content::{ContentType, Status, Support};
use serde_json::json;

use crate::harness::{brief, with_script};

fn script() -> String {
    let item = |n: usize, answer: &str| {
        let questions =
            ["Who sang?", "Where was it played?", "When did it begin?", "Why was it loved?", "What was new?"];
        json!({ "question": format!("{} Tell it of Atlantean jazz.", questions[n]), "answer": answer, "category": "Music" })
    };
    let body = json!({ "title": "Atlantean jazz", "items": [
        item(0, "The singers of Atlantean jazz came from the harbour towns of the island."),
        item(1, "Atlantean jazz was played in halls that stood beside the sea."),
        item(2, "The first bands of Atlantean jazz formed after the great storm."),
        item(3, "Listeners loved Atlantean jazz for its slow and heavy rhythm."),
        item(4, "Atlantean jazz joined shells and drums to instruments of brass."),
    ]});
    let answer = json!({ "objectives": ["Describe Atlantean jazz"], "body": body, "evidence": [] });
    json!({ "faq_collection": [{ "answer": answer, "times": 9 }] }).to_string()
}

#[tokio::test]
async fn every_statement_without_a_source_is_marked() {
    let installation = with_script("persona=honest", &script(), |_| {}).await;
    let mut asked = brief(ContentType::FaqCollection, "Atlantean jazz");
    asked.grounding = Grounding::Open;
    asked.grade_level = content::GradeLevel::Elementary;
    let kept = installation.make(asked).await;
    assert_eq!(kept.status, Status::Ready, "{:#?}", kept.record.findings);
    for at in 0..5 {
        let pointer = format!("/items/{at}/answer");
        let marked = kept.record.evidence.iter().any(|entry| {
            entry.pointer == pointer
                && entry.support == Support::Unsupported
                && entry.reason.as_deref().is_some_and(|reason| reason.contains("own knowledge"))
        });
        assert!(marked, "{pointer} is not marked: {:#?}", kept.record.evidence);
    }
}

#[tokio::test]
async fn without_leave_a_topic_that_nothing_covers_is_refused() {
    let installation = with_script("persona=honest", &script(), |_| {}).await;
    let kept = installation.make(brief(ContentType::FaqCollection, "Atlantean jazz")).await;
    assert_eq!((kept.status, installation.calls()), (Status::Rejected, 0));
    let mut asked = brief(ContentType::FaqCollection, "Atlantean jazz");
    (asked.grounding, asked.engine) = (Grounding::Open, Some("builtin".to_owned()));
    let kept = installation.make(asked).await;
    assert_eq!(kept.status, Status::Rejected, "the built-in writer knows nothing of its own");
}
