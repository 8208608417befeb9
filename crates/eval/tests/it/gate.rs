//! The gate of materials, by rules alone: one statement in a body that cites every sentence of its passage for it.

use content::{Body, Brief, Citation, ContentType, Evidence, NewBrief, Passage, PassageId, SourceId};
use factoria_eval::{Candidate, judge};
use serde_json::json;
use text::Language;

use crate::statements::{LIARS, answers};

/// Whether a material would show a statement as supported by a passage.
pub(crate) fn delivers(statement: &str, passage: &str) -> bool {
    let new = NewBrief {
        content_type: ContentType::FaqCollection.as_str().into(),
        topic: "the passage".into(),
        grade_level: Some("high_school".into()),
        ..NewBrief::default()
    };
    let brief = Brief::try_from(new).expect("the brief is whole");
    let item = json!({ "question": "What does the passage say?", "answer": statement, "category": "All" });
    let body = Body::restore(brief.content_type, &json!({ "title": "The passage", "items": [item] }))
        .expect("the body has its shape");
    let nil = "00000000-0000-0000-0000-000000000000";
    let id: PassageId = serde_json::from_value(json!(nil)).expect("an id");
    let source_id: SourceId = serde_json::from_value(json!(nil)).expect("an id");
    let passages = [Passage {
        id,
        source_id,
        ordinal: 0,
        text: passage.to_owned(),
        start: 0,
        end: passage.chars().count(),
        page: None,
        heading: None,
        marks: Vec::new(),
    }];
    let pointer = "/items/0/answer";
    let cite = |quote: &str| Citation {
        pointer: pointer.into(),
        statement: None,
        passage_id: id,
        quote: quote.to_owned(),
    };
    let sentences = text::sentence::sentences_in(passage, Language::En);
    let citations: Vec<Citation> = sentences.into_iter().map(|range| cite(&passage[range])).collect();
    let candidate =
        Candidate { brief: &brief, body: &body, objectives: &[], citations: &citations, passages: &passages };
    let judged = judge(&candidate);
    judged.evidence.iter().filter(|evidence| evidence.pointer == pointer).any(Evidence::holds)
}

/// A liar who knows the passage: kinds of falsehood that no persona of the stand-in plants.
#[test]
fn a_liar_who_keeps_to_the_passages_words_is_rarely_believed() {
    for (set, most) in LIARS.into_iter().zip(MOST_BELIEVED) {
        let (mut believed, mut carried, mut honest) = (Vec::new(), 0, 0);
        for (case, kind, is_true, _) in answers(set) {
            let delivered = delivers(&case.statement, &case.passage);
            match (is_true, delivered) {
                (true, delivered) => {
                    honest += 1;
                    carried += u32::from(delivered);
                }
                (false, true) => believed.push(format!("{} {kind}: {}", case.id, case.statement)),
                (false, false) => {}
            }
        }
        assert!(believed.len() <= most, "{set}: {believed:#?}");
        assert!(f64::from(carried) >= 0.9 * f64::from(honest), "{set}: {carried} of {honest}");
    }
}

/// The most falsehoods of each set that a material shows unmarked, as `docs/evaluation/statement-check.md` has it.
const MOST_BELIEVED: [usize; 2] = [1, 3];
