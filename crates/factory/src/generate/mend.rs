//! Between two answers of a model · the first, with what was wrong in it taken from the second. Pure.
//!
//! Nine good cards of ten are kept and one is asked for again: what the second answer changed beyond the findings is
//! left aside, since nobody asked for it.

use std::collections::BTreeSet;

use content::Finding;
use serde_json::Value;

use super::answer::{Answer, Entry};
use super::salvage::item_of;

/// The first answer with its faulty places from the second; `None` when a fault is of the whole.
pub(super) fn mend(first: &Answer, findings: &[Finding], second: &Answer) -> Option<Answer> {
    let places: BTreeSet<String> = findings.iter().map(|finding| place(&finding.pointer)).collect();
    if places.is_empty() || places.contains("") {
        return None;
    }
    let mut mended = Answer { text: second.text.clone(), engine: second.engine.clone(), ..first.clone() };
    for place in &places {
        let Some(better) = second.body.pointer(place) else { continue };
        *mended.body.pointer_mut(place)? = better.clone();
        mended.evidence.retain(|entry| !is_about(entry, place, &first.body));
        mended
            .evidence
            .extend(second.evidence.iter().filter(|entry| is_about(entry, place, &second.body)).cloned());
    }
    Some(mended)
}

/// What is taken as a whole: the item of a list, or the text at the pointer.
fn place(pointer: &str) -> String {
    match item_of(pointer) {
        Some((list, at, _)) => format!("/{list}/{at}"),
        None => pointer.to_owned(),
    }
}

/// Whether an entry speaks of something at a place: by its pointer, or by a sentence that stands there.
fn is_about(entry: &Entry, place: &str, body: &Value) -> bool {
    let pointer = entry.pointer.trim_start_matches('#').trim_start_matches("/body");
    let points = pointer == place || pointer.strip_prefix(place).is_some_and(|rest| rest.starts_with('/'));
    let said = entry.statement.as_deref().unwrap_or_default();
    points
        || (!said.is_empty()
            && body.pointer(pointer).is_none()
            && body.pointer(place).is_some_and(|at| holds(at, said)))
}

fn holds(value: &Value, said: &str) -> bool {
    match value {
        Value::String(text) => text.contains(said),
        Value::Array(items) => items.iter().any(|item| holds(item, said)),
        Value::Object(members) => members.values().any(|member| holds(member, said)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn answer(cards: &[&str], summary: &str) -> Answer {
        let items: Vec<Value> = cards.iter().map(|card| json!({ "definition": card })).collect();
        let entry = |(at, card): (usize, &&str)| Entry {
            pointer: format!("/items/{at}/definition"),
            statement: None,
            passage: "P1".into(),
            quote: (*card).to_owned(),
        };
        Answer {
            body: json!({ "items": items, "summary": summary }),
            evidence: cards.iter().enumerate().map(entry).collect(),
            objectives: Vec::new(),
            text: String::new(),
            engine: "x/y".into(),
        }
    }

    #[test]
    fn only_what_was_wrong_is_taken_from_the_second() {
        let first = answer(&["a", "wrong", "c"], "false");
        let second = answer(&["A", "b", "C"], "true");
        let findings = [Finding::new("x", "/items/1/definition", ""), Finding::new("x", "/summary", "")];
        let mended = mend(&first, &findings, &second).unwrap();
        let cards: Vec<&str> = mended.body["items"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|card| card["definition"].as_str())
            .collect();
        assert_eq!((cards, mended.body["summary"].as_str()), (vec!["a", "b", "c"], Some("true")));
        let mut quotes: Vec<&str> = mended.evidence.iter().map(|entry| entry.quote.as_str()).collect();
        quotes.sort_unstable();
        assert_eq!(quotes, ["a", "b", "c"]);
    }

    #[test]
    fn a_fault_of_the_whole_is_not_mended_in_parts() {
        let answer = answer(&["a"], "s");
        assert!(mend(&answer, &[Finding::new("off_topic", "", "")], &answer).is_none());
        assert!(mend(&answer, &[], &answer).is_none());
    }
}
