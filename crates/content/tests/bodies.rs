//! Bodies: what is well-formed is read, what is not becomes findings that point at the place.

use factoria_content::{Body, ContentType, StatementRole};
use proptest::prelude::*;
use serde_json::{Value, json};

/// A good body of each type, as small as the limits allow.
fn good(content_type: ContentType) -> Value {
    let many = |count: usize, make: &dyn Fn(usize) -> Value| Value::Array((1..=count).map(make).collect());
    let section = |n: usize| json!({ "title": format!("Part {n}"), "content": "Plants make sugar." });
    match content_type {
        ContentType::MasterContentOutline => json!({
            "title": "Plants", "overview": "Plants make sugar.", "estimated_total_duration": 30,
            "sections": many(3, &|n| json!({
                "section_number": n, "title": format!("Part {n}"), "description": "Plants make sugar.",
                "estimated_duration_minutes": 10, "key_points": ["Plants need light."] })),
            "target_audience": "Grade 6", "difficulty_level": "beginner" }),
        ContentType::StudyGuide => json!({
            "title": "Plants", "overview": "Plants make sugar.",
            "key_concepts": many(5, &|n| json!({ "term": format!("term {n}"), "definition": "a thing" })),
            "sections": many(2, &section),
            "practice_exercises": many(3, &|n| json!({ "prompt": format!("Do {n}."), "answer": "So." })),
            "assessment_questions": many(5, &|n| json!({
                "question": format!("What is {n}?"), "answer": "So.", "bloom_level": "remember" })),
            "summary": "Plants make sugar.", "recommended_reading": [] }),
        ContentType::OnePagerSummary => json!({
            "title": "Plants", "executive_summary": "Plants make sugar.",
            "key_takeaways": ["One.", "Two.", "Three."], "main_content": "Plants make sugar." }),
        ContentType::DetailedReadingMaterial => json!({
            "title": "Plants", "introduction": "Plants make sugar.", "sections": many(3, &section),
            "conclusion": "Plants make sugar.", "references": [] }),
        ContentType::Flashcards => json!({ "title": "Plants", "items": many(10, &|n| json!({
            "term": format!("term {n}"), "definition": "a thing", "category": "c", "difficulty": "easy" })) }),
        ContentType::Quiz => json!({ "title": "Plants", "items": many(5, &|n| json!({
            "kind": "multiple_choice", "stem": format!("Which is {n}?"),
            "options": [{ "text": "a", "correct": true, "feedback": "" },
                        { "text": "b", "correct": false, "feedback": "No." }],
            "answer": "a", "explanation": "Because.", "bloom_level": "remember", "difficulty": "easy" })) }),
        ContentType::FaqCollection => json!({ "title": "Plants", "items": many(5, &|n| json!({
            "question": format!("What is {n}?"), "answer": "So.", "category": "c" })) }),
        ContentType::ReadingGuideQuestions => json!({ "title": "Plants", "questions": many(5, &|n| json!({
            "question": format!("What is {n}?"), "stage": "before", "bloom_level": "remember",
            "sample_answer": "So." })) }),
        ContentType::PodcastScript => json!({
            "title": "Plants", "introduction": "Welcome.",
            "segments": many(2, &|n| json!({ "speaker": format!("Host {n}"), "text": "Plants make sugar." })),
            "conclusion": "Goodbye.", "speaker_notes": [], "estimated_duration_minutes": 3 }),
        ContentType::LessonPlan => json!({
            "title": "Plants", "duration_minutes": 45, "materials": ["Leaves"],
            "steps": many(3, &|n| json!({
                "phase": format!("Phase {n}"), "minutes": 15, "teacher_does": "Ask.", "learners_do": "Answer." })),
            "assessment": "Ask.", "differentiation": { "support": "Help.", "extension": "More." },
            "homework": "Read." }),
    }
}

fn codes(content_type: ContentType, value: &Value) -> Vec<(String, String)> {
    let findings = Body::from_json(content_type, content_type.item_range(), value).err().unwrap_or_default();
    findings.into_iter().map(|finding| (finding.code, finding.pointer)).collect()
}

fn finds(content_type: ContentType, value: &Value, code: &str, pointer: &str) {
    let found = codes(content_type, value);
    assert!(found.contains(&(code.to_owned(), pointer.to_owned())), "{code} at {pointer} not in {found:?}");
}

#[test]
fn every_type_reads_its_own_body_and_writes_it_back() {
    for content_type in ContentType::ALL {
        let value = good(content_type);
        let body = Body::from_json(content_type, content_type.item_range(), &value)
            .unwrap_or_else(|findings| panic!("{content_type}: {findings:?}"));
        assert_eq!(body.to_json(), value, "{content_type}");
        assert_eq!(body.content_type(), content_type);
        assert_eq!(body.title(), "Plants");
        assert!(body.to_markdown().starts_with("# Plants\n"), "{content_type}");
    }
}

#[test]
fn every_statement_points_at_its_own_text() {
    for content_type in ContentType::ALL {
        let value = good(content_type);
        let body = Body::from_json(content_type, content_type.item_range(), &value).unwrap();
        let statements = body.statements();
        assert!(statements.iter().any(|statement| statement.role != StatementRole::Frame), "{content_type}");
        for statement in statements {
            let found = value.pointer(&statement.pointer).and_then(Value::as_str);
            assert_eq!(found, Some(statement.text.as_str()), "{content_type} {}", statement.pointer);
        }
    }
}

#[test]
fn every_missing_or_unknown_field_is_named() {
    for content_type in ContentType::ALL {
        let fields: Vec<String> = good(content_type).as_object().unwrap().keys().cloned().collect();
        for field in fields {
            let mut value = good(content_type);
            value.as_object_mut().unwrap().remove(&field);
            finds(content_type, &value, "missing", "");
        }
        let mut value = good(content_type);
        value["a/b~c"] = json!(1);
        finds(content_type, &value, "unknown_field", "/a~1b~0c");
    }
}

#[test]
fn limits_are_kept() {
    let mut cards = good(ContentType::Flashcards);
    cards["items"].as_array_mut().unwrap().pop();
    finds(ContentType::Flashcards, &cards, "too_few", "/items");
    assert!(
        Body::from_json(ContentType::Flashcards, Some((9, 9)), &cards).is_ok(),
        "a brief may ask for nine"
    );
    cards["items"][3]["term"] = json!(" ");
    finds(ContentType::Flashcards, &cards, "too_short", "/items/3/term");
    cards["items"][3]["term"] = json!("x".repeat(201));
    finds(ContentType::Flashcards, &cards, "too_long", "/items/3/term");
    cards["items"][3]["difficulty"] = json!("brutal");
    finds(ContentType::Flashcards, &cards, "unknown_value", "/items/3/difficulty");
    cards["items"][3] = json!("a card");
    finds(ContentType::Flashcards, &cards, "wrong_type", "/items/3");
}

#[test]
fn sums_must_add_up() {
    let mut plan = good(ContentType::LessonPlan);
    plan["duration_minutes"] = json!(50);
    finds(ContentType::LessonPlan, &plan, "sum", "/duration_minutes");
    let mut outline = good(ContentType::MasterContentOutline);
    outline["sections"][1]["section_number"] = json!(5);
    finds(ContentType::MasterContentOutline, &outline, "order", "/sections/1/section_number");
}

#[test]
fn an_answer_key_that_contradicts_itself_is_found() {
    let broken = |change: &dyn Fn(&mut Value), pointer: &str| {
        let mut quiz = good(ContentType::Quiz);
        change(&mut quiz["items"][2]);
        finds(ContentType::Quiz, &quiz, "answer_key", pointer);
    };
    broken(&|item| item["answer"] = json!("b"), "/items/2/answer");
    broken(&|item| item["options"][1]["correct"] = json!(true), "/items/2/options");
    broken(&|item| item["options"][0]["correct"] = json!(false), "/items/2/options");
    broken(&|item| item["options"][1]["text"] = json!(" A "), "/items/2/options");
    broken(&|item| item["kind"] = json!("true_false"), "/items/2/options");
    broken(&|item| item["kind"] = json!("cloze"), "/items/2/stem");
    broken(&|item| item["kind"] = json!("matching"), "/items/2/pairs");
    broken(&|item| item["kind"] = json!("numeric"), "/items/2/answer");
    broken(&|item| item["kind"] = json!("short_answer"), "/items/2/options");
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::hash_map("[a-z_]{1,8}", inner, 0..6)
                .prop_map(|object| Value::Object(object.into_iter().collect())),
        ]
    })
}

/// Every place of a value, as JSON Pointers.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(object) => {
            object.iter().for_each(|(name, value)| places(value, &format!("{at}/{name}"), found));
        }
        Value::Array(items) => {
            items
                .iter()
                .enumerate()
                .for_each(|(index, value)| places(value, &format!("{at}/{index}"), found));
        }
        _ => {}
    }
}

proptest! {
    #[test]
    fn whatever_arrives_is_a_body_or_findings(value in any_json(), index in 0_usize..10) {
        let content_type = ContentType::ALL[index];
        prop_assert!(Body::from_json(content_type, content_type.item_range(), &value).is_err());
    }

    #[test]
    fn a_body_with_one_place_replaced_never_panics(value in any_json(), index in 0_usize..10, at in any::<prop::sample::Index>()) {
        let content_type = ContentType::ALL[index];
        let mut body = good(content_type);
        let mut found = Vec::new();
        places(&body, "", &mut found);
        *body.pointer_mut(&found[at.index(found.len())]).unwrap() = value;
        if let Ok(body) = Body::from_json(content_type, content_type.item_range(), &body) {
            prop_assert!(!body.to_markdown().is_empty());
            prop_assert!(!body.statements().is_empty());
        }
    }

    #[test]
    fn any_text_in_any_place_is_kept_as_it_is(text in "[^\\p{C}\\s]{1,40}") {
        let mut page = good(ContentType::OnePagerSummary);
        page["title"] = json!(text);
        let body = Body::from_json(ContentType::OnePagerSummary, None, &page).unwrap();
        prop_assert_eq!(body.title(), text);
    }
}
