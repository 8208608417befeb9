//! Properties of finding JSON in what a model says.

use llm::{BadAnswer, extract_json};
use proptest::prelude::*;
use serde_json::{Map, Value};

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "\\PC{0,12}|[\\{\\}\\[\\]\"`\\\\\n]{0,6}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        prop_oneof![prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from), object(inner),]
    })
}

fn object(inner: impl Strategy<Value = Value>) -> impl Strategy<Value = Value> {
    let members = prop::collection::vec(("[a-z]{1,6}", inner), 1..5);
    members.prop_map(|m| Value::Object(m.into_iter().collect::<Map<String, Value>>()))
}

/// Words without braces or fences, that do not themselves make JSON.
fn prose() -> impl Strategy<Value = String> {
    "[A-Za-z][a-z ,.!]{0,40}"
}

proptest! {
    #[test]
    fn whole_fenced_or_in_prose_the_same_object_is_found(value in object(json()), before in prose(), after in prose()) {
        let pretty = serde_json::to_string_pretty(&value).unwrap();
        for text in [
            value.to_string(),
            format!("\u{feff}\n{pretty}\n"),
            format!("{before}\n```json\n{pretty}\n```\n{after}"),
            format!("```\n{value}\n```"),
            format!("{before} {value} {after}"),
        ] {
            prop_assert_eq!(extract_json(&text), Ok(value.clone()), "{}", text);
        }
    }

    #[test]
    fn half_an_object_is_never_taken_for_a_whole(value in object(json()), cut in 0.0f64..1.0) {
        let text = value.to_string();
        let mut at = (text.len() as f64 * cut) as usize;
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let outcome = extract_json(&text[..at]);
        prop_assert!(matches!(outcome, Err(BadAnswer::Truncated | BadAnswer::Empty)), "{:?}: {}", outcome, &text[..at]);
    }

    #[test]
    fn two_objects_are_no_answer(one in object(json()), two in object(json()), between in prose()) {
        prop_assert_eq!(extract_json(&format!("{between} {one} {between} {two}")), Err(BadAnswer::NotJson));
    }

    #[test]
    fn any_text_at_all_ends_in_an_outcome(text in "\\PC{0,200}|[\\{\\}\\[\\]\"`:, a1\\\\\n<]{0,200}") {
        let _ = extract_json(&text);
    }
}
