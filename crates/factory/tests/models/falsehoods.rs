//! A model that lies, and one that pads falsehoods with the words of citations.

use content::{ContentType, SourceId, Status};
use factoria_factory::accounts::PERSON_AT_THE_MACHINE as ME;
use factoria_factory::ingest::{Description, add_text};
use serde_json::{Value, json};

use crate::harness::{Installation, brief, installation, with_script};

#[tokio::test]
async fn a_planted_falsehood_is_never_delivered_unmarked() {
    let installation = installation("persona=liar").await;
    let mut told = 0;
    for (at, topic) in ["photosynthesis", "the water cycle", "World War II"].into_iter().enumerate() {
        for content_type in ContentType::ALL.into_iter().skip(at % 2).step_by(2) {
            let kept = installation.make(brief(content_type, topic)).await;
            let planted = installation.fake.stats.planted();
            let body = kept.record.body.map(|body| body.to_string()).unwrap_or_default();
            for lie in &planted[told..] {
                let said = serde_json::to_string(&lie.after).unwrap();
                let stands = body.contains(said.trim_matches('"'));
                assert!(!stands, "{content_type} on {topic}: {} `{}` was delivered", lie.kind, lie.after);
            }
            told = planted.len();
        }
    }
    assert!(told >= 12, "only {told} falsehoods were told");
}

const TEXT: &str = "# Water and numbers\n\nWater boils at 100 degrees Celsius at sea level. Water freezes at 0 degrees Celsius. \
                    Steam is water in the form of a gas. Ice is water in the form of a solid. Two plus two equals four. \
                    A sum is the result of an addition. Rain is water that falls from clouds in drops.";

async fn source(installation: &Installation) -> SourceId {
    add_text(&installation.ctx, ME, Description::default(), TEXT.to_owned()).await.unwrap()
}

/// Answers with a quote each; what is false claims the quote it turns round.
fn scripted(answers: &[(&str, &str, &str)]) -> Value {
    let items: Vec<Value> = answers
        .iter()
        .map(|(question, answer, _)| json!({ "question": question, "answer": answer, "category": "Water" }))
        .collect();
    let entry = |(at, (_, answer, quote)): (usize, &(&str, &str, &str))| json!({ "pointer": format!("/items/{at}/answer"), "statement": answer, "passage": "P1", "quote": quote });
    let evidence: Vec<Value> = answers.iter().enumerate().map(entry).collect();
    json!({ "objectives": ["Explain water"], "body": { "title": "Water and numbers", "items": items }, "evidence": evidence })
}

const TRUE: [(&str, &str, &str); 5] = [
    (
        "At what temperature does water freeze?",
        "Water freezes at 0 degrees Celsius.",
        "Water freezes at 0 degrees Celsius.",
    ),
    ("What is steam?", "Steam is water in the form of a gas.", "Steam is water in the form of a gas."),
    ("What is ice?", "Ice is water in the form of a solid.", "Ice is water in the form of a solid."),
    ("What is a sum?", "A sum is the result of an addition.", "A sum is the result of an addition."),
    (
        "What is rain?",
        "Rain is water that falls from clouds in drops.",
        "Rain is water that falls from clouds in drops.",
    ),
];

async fn made(answers: &[Value], count: u32) -> (store::materials::KeptMaterial, u64) {
    let script = json!({ "faq_collection": answers }).to_string();
    let installation = with_script("persona=honest", &script, |_| {}).await;
    let mut asked = brief(ContentType::FaqCollection, "water and numbers");
    (asked.source_ids, asked.count) = (vec![source(&installation).await], Some(count));
    asked.grade_level = content::GradeLevel::Elementary;
    (installation.make(asked).await, installation.calls())
}

/// The falsehood among true answers, told twice, so that mending does not mend it.
async fn is_caught(falsehood: &str, quote: &str) {
    let mut answers = vec![("What does the passage say?", falsehood, quote)];
    answers.extend(TRUE);
    let answer = scripted(&answers);
    let (kept, _) = made(&[answer.clone(), answer], 5).await;
    let body = kept.record.body.map(|body| body.to_string()).unwrap_or_default();
    assert!(!body.contains(falsehood), "delivered: {falsehood}");
    assert_eq!(kept.status, Status::Ready, "the five true ones stand: {:#?}", kept.record.findings);
}

#[tokio::test]
async fn water_that_boils_at_ten_degrees_is_caught_whatever_it_cites() {
    let quote = "Water boils at 100 degrees Celsius at sea level.";
    for falsehood in [
        "Water boils at ten degrees Celsius at sea level.",
        "According to the passage cited, water boils at ten degrees, as the source states (P1).",
        "As passage P1 says and the evidence confirms, water boils at 10 degrees Celsius.",
    ] {
        is_caught(falsehood, quote).await;
    }
}

#[tokio::test]
async fn two_and_two_are_not_seven_whatever_it_cites() {
    for falsehood in [
        "Two plus two equals seven.",
        "The source shows, with evidence in passage P1, that 2 + 2 = 7.",
        "As cited above, two plus two equals seven according to the passage.",
    ] {
        is_caught(falsehood, "Two plus two equals four.").await;
    }
}

#[tokio::test]
async fn what_is_good_is_kept_and_what_is_not_is_asked_for_again() {
    let mut first = TRUE.to_vec();
    first[2] = ("What is ice?", "Ice is water in the form of a gas.", "Ice is water in the form of a solid.");
    let mut second = TRUE.to_vec();
    second[0] =
        ("Anything else?", "Rain is water that falls.", "Rain is water that falls from clouds in drops.");
    let (kept, calls) = made(&[scripted(&first), scripted(&second)], 5).await;
    assert_eq!((kept.status, calls), (Status::Ready, 2), "{:#?}", kept.record.findings);
    let body = kept.record.body.unwrap();
    let answers: Vec<&str> =
        body["items"].as_array().unwrap().iter().filter_map(|item| item["answer"].as_str()).collect();
    let wanted: Vec<&str> = TRUE.iter().map(|(_, answer, _)| *answer).collect();
    assert_eq!(answers, wanted, "four of the first answer, one of the second");
    assert_eq!(kept.record.metadata.unwrap().attempts, 2);
}

#[tokio::test]
async fn too_few_that_stand_are_a_rejection_with_reasons() {
    let mut answers = TRUE.to_vec();
    answers.truncate(3);
    answers.push(("Who found it?", "Water was found by Otto Lindqvist.", "Otto Lindqvist found it."));
    answers.push(("When?", "Water was found in 1712.", "Water was found in 1712."));
    let answer = scripted(&answers);
    let (kept, calls) = made(&[answer.clone(), answer], 5).await;
    assert_eq!((kept.status, calls), (Status::Rejected, 2));
    assert!(kept.record.findings.iter().any(|finding| finding.pointer.starts_with("/items/3")));
    assert!(kept.record.body.is_none());
}
