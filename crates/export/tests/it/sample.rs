//! A material of each type whose every text is hostile.

use content::evidence::Support;
use content::material::{RetrievedPassage, Usage};
use content::source::SourceCredit;
use content::{
    Body, ContentType, Evidence, GradeLevel, LanguageTag, Material, MaterialId, PassageId, Report, SourceId,
    Status, Timestamp,
};
use serde_json::{Value, json};
use uuid::Uuid;

/// Markup, quotes, separators, control characters and a formula in one text.
pub(crate) const HOSTILE: &str =
    "<script>alert(1)</script> \"a\", 'b'; c\n=1+1 &amp; $x_1 < y$ \u{202e}🧬 </main>";

/// A ready material of this type.
pub(crate) fn material(content_type: ContentType) -> Material {
    let passage_id = PassageId(Uuid::from_u128(3));
    let source_id = SourceId(Uuid::from_u128(2));
    let quote = "The quote <b>stands</b> here.";
    let held = |pointer: &str| Evidence {
        pointer: pointer.to_owned(),
        statement: None,
        passage_id: Some(passage_id),
        quote: quote.to_owned(),
        start: 0,
        end: quote.chars().count(),
        verified: true,
        support: Support::Supported,
        reason: None,
    };
    Material {
        id: MaterialId(Uuid::from_u128(1)),
        status: Status::Ready,
        content_type,
        topic: HOSTILE.to_owned(),
        grade_level: GradeLevel::General,
        language: LanguageTag::english(),
        body: Some(Body::restore(content_type, &body(content_type)).unwrap()),
        learning_objectives: Vec::new(),
        source_materials: vec![SourceCredit {
            source_id,
            title: "The source".to_owned(),
            licence: Some("CC0-1.0".to_owned()),
            url: Some("javascript:alert(1)".to_owned()),
        }],
        retrieved_context: vec![RetrievedPassage {
            passage_id,
            source_id,
            text: quote.to_owned(),
            start: 0,
            end: quote.chars().count(),
            page: None,
        }],
        evidence: vec![
            held("/items/0/definition"),
            Evidence::missing("/items/1/definition", None, "nothing says so"),
        ],
        quality: Report::default(),
        metadata: None,
        usage: Usage::default(),
        token_count: 0,
        duration_ms: 1,
        findings: Vec::new(),
        approved_at: None,
        created_at: Timestamp(0),
        updated_at: Timestamp(0),
    }
}

fn body(content_type: ContentType) -> Value {
    let h = HOSTILE;
    let section = json!({ "title": h, "content": format!("{h}\n\n{h}") });
    match content_type {
        ContentType::MasterContentOutline => json!({
            "title": h, "overview": h, "estimated_total_duration": 10, "target_audience": h, "difficulty_level": "beginner",
            "sections": [{ "section_number": 1, "title": h, "description": h, "estimated_duration_minutes": 10, "key_points": [h, "-1"] }],
        }),
        ContentType::StudyGuide => json!({
            "title": h, "overview": h, "key_concepts": [{ "term": "=cmd|' /C calc'!A0", "definition": h }],
            "sections": [section], "practice_exercises": [{ "prompt": h, "answer": h }],
            "assessment_questions": [{ "question": h, "answer": h, "bloom_level": "apply" }], "summary": h,
            "recommended_reading": [h],
        }),
        ContentType::OnePagerSummary => {
            json!({ "title": h, "executive_summary": h, "key_takeaways": [h], "main_content": h })
        }
        ContentType::DetailedReadingMaterial => json!({
            "title": h, "introduction": h, "sections": [section], "conclusion": h, "references": [h],
        }),
        ContentType::Flashcards => json!({ "title": h, "items": [
            { "term": "+1", "definition": h, "category": "@x", "difficulty": "easy" },
            { "term": h, "definition": h, "category": h, "difficulty": "hard" },
        ] }),
        ContentType::Quiz => json!({ "title": h, "items": [
            {
                "kind": "multiple_choice", "stem": h, "answer": h, "explanation": h, "bloom_level": "remember",
                "difficulty": "easy", "options": [
                    { "text": h, "correct": true, "feedback": h }, { "text": "-x", "correct": false, "feedback": "" },
                ],
            },
            {
                "kind": "matching", "stem": h, "options": [], "answer": h, "explanation": h, "bloom_level": "apply",
                "difficulty": "hard", "pairs": [{ "left": h, "right": "b" }, { "left": "c", "right": h }],
            },
        ] }),
        ContentType::FaqCollection => {
            json!({ "title": h, "items": [{ "question": h, "answer": h, "category": "\t=1" }] })
        }
        ContentType::ReadingGuideQuestions => json!({ "title": h, "questions": [
            { "question": h, "stage": "before", "bloom_level": "apply", "sample_answer": h },
        ] }),
        ContentType::PodcastScript => json!({
            "title": h, "introduction": h, "segments": [{ "speaker": "-A", "text": h }], "conclusion": h,
            "speaker_notes": [h], "estimated_duration_minutes": 3,
        }),
        ContentType::LessonPlan => json!({
            "title": h, "duration_minutes": 10, "materials": [h],
            "steps": [{ "phase": h, "minutes": 10, "teacher_does": h, "learners_do": h }], "assessment": h,
            "differentiation": { "support": h, "extension": h }, "homework": h,
        }),
    }
}
