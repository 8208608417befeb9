//! A private person's contact gets into no prompt and no material; how an institution can be reached may.

use content::brief::Grounding;
use content::{ContentType, Status};
use factoria_factory::accounts::PERSON_AT_THE_MACHINE as ME;
use factoria_factory::ingest::{Description, add_text};
use serde_json::json;
use store::materials::KeptMaterial;

use crate::harness::{Installation, brief, installation, with_script};

const PRIVATE: [&str; 3] = ["867-5309", "gomez84@gmail", "12 Oak Lane"];
const PUBLIC: &str = "ponds@citymuseum.org";

/// A text that says three things of a private person and one of a museum.
fn ponds() -> String {
    format!(
        "# Tidal ponds\n\nA tidal pond is a pool of sea water that stays behind when the tide goes out. A barnacle is a \
         small animal that glues itself to rock. Maria Gomez counts barnacles and can be called at (212) 867-5309. \
         Barnacles close their shells because they would dry out in the air. She answers at maria.gomez84@gmail.com.\n\n\
         ## Snails\n\nA limpet is a snail that clings to rock with a strong foot. Maria Gomez lives at 12 Oak Lane in \
         Springfield. A mussel is a shellfish that hangs on threads. The museum shows tidal ponds and answers at \
         {PUBLIC}, its office for visitors."
    )
}

/// All that is kept of a material.
fn all(kept: &KeptMaterial) -> String {
    serde_json::to_string(&kept.record).unwrap()
}

async fn make(installation: &Installation, content_type: ContentType, engine: &str) -> KeptMaterial {
    let source = add_text(&installation.ctx, ME, Description::default(), ponds()).await.unwrap();
    let mut asked = brief(content_type, "tidal ponds");
    (asked.source_ids, asked.engine) = (vec![source], Some(engine.to_owned()));
    asked.count = (content_type == ContentType::Flashcards).then_some(3);
    asked.grade_level = content::GradeLevel::MiddleSchool;
    installation.make(asked).await
}

#[tokio::test]
async fn what_a_source_says_of_a_private_person_is_left_out() {
    let installation = installation("persona=honest").await;
    for engine in ["builtin", crate::harness::ENGINE] {
        for content_type in
            [ContentType::Flashcards, ContentType::FaqCollection, ContentType::OnePagerSummary]
        {
            let kept = make(&installation, content_type, engine).await;
            let all = all(&kept);
            for private in PRIVATE {
                assert!(!all.contains(private), "{engine} {content_type}: {private} in {all}");
            }
            if content_type == ContentType::Flashcards {
                assert_eq!(kept.status, Status::Ready, "{engine}: {:#?}", kept.record.findings);
                assert!(all.contains(PUBLIC), "the museum's address is public: {all}");
                let check = &kept.record.metadata.as_ref().unwrap().safety_check;
                assert!(check.contains("3 sentences with a private person's contact"), "{check}");
            }
        }
    }
    let sent = installation.requests().await;
    assert!(sent.contains("barnacle") && !PRIVATE.iter().any(|private| sent.contains(private)));
}

#[tokio::test]
async fn what_a_model_knows_of_a_private_person_is_left_out() {
    let answers = [
        "The singers of Atlantean jazz came from the harbour towns of the island.",
        "Atlantean jazz was played in halls that stood beside the sea.",
        "The first bands of Atlantean jazz formed after the great storm.",
        "Maria Gomez teaches Atlantean jazz and can be called at (212) 867-5309.",
        "Listeners loved Atlantean jazz for its slow and heavy rhythm.",
        "Atlantean jazz joined shells and drums to instruments of brass.",
    ];
    let questions = [
        "Who sang?",
        "Where was it played?",
        "When did it begin?",
        "Who teaches it?",
        "Why was it loved?",
        "What was new?",
    ];
    let items: Vec<_> = questions
        .iter()
        .zip(answers)
        .map(|(question, answer)| json!({ "question": format!("{question} Tell it of Atlantean jazz."), "answer": answer, "category": "Music" }))
        .collect();
    let body = json!({ "title": "Atlantean jazz", "items": items });
    let answer = json!({ "objectives": ["Describe Atlantean jazz"], "body": body, "evidence": [] });
    let script = json!({ "faq_collection": [{ "answer": answer, "times": 9 }] }).to_string();
    let installation = with_script("persona=honest", &script, |_| {}).await;
    let mut asked = brief(ContentType::FaqCollection, "Atlantean jazz");
    asked.grounding = Grounding::Open;
    asked.grade_level = content::GradeLevel::Elementary;
    let kept = installation.make(asked).await;
    assert_eq!(kept.status, Status::Ready, "{:#?}", kept.record.findings);
    assert_eq!(kept.record.body.as_ref().unwrap()["items"].as_array().unwrap().len(), 5);
    assert!(!all(&kept).contains("867-5309"));
}

#[test]
fn the_library_gives_nobody_away() {
    for passage in sources::library::texts().iter().flat_map(sources::library::LibraryText::passages) {
        let found = eval::personal::in_text(&passage.text, "en");
        assert!(
            found.is_empty(),
            "{:?}",
            found.iter().map(|(at, _)| &passage.text[at.clone()]).collect::<Vec<_>>()
        );
    }
}
