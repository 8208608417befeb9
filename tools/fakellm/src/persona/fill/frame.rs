//! What stands around the statements: titles, instructions, choices, numbers. None of it states a fact.

use super::Place;
use crate::persona::Prompt;
use crate::persona::facts::Fact;
use crate::persona::words;
use serde_json::{Value, json};

/// The topic: as the prompt names it, or what the passages define first.
pub(super) fn topic(prompt: &Prompt, facts: &[Fact]) -> String {
    let named = ["Topic:", "topic:", "TOPIC:"].iter().find_map(|w| prompt.user.split_once(w)).map(|(_, t)| t);
    let quoted = prompt.user.split_once(" on \"").and_then(|(_, t)| t.split('"').next());
    let first = facts.iter().find(|f| f.defines).or(facts.first());
    let topic = named.and_then(|t| t.lines().next()).or(quoted).map(str::trim).filter(|t| !t.is_empty());
    let topic = topic.map(|t| t.trim_matches('"').chars().take(120).collect());
    topic
        .or_else(|| first.map(Fact::term).filter(|t| !t.is_empty()))
        .unwrap_or_else(|| "the topic".to_owned())
}

/// The names a schema chooses from.
pub(super) fn names(schema: &Value) -> Option<Vec<&str>> {
    if let Some(one) = schema.get("const").and_then(Value::as_str) {
        return Some(vec![one]);
    }
    if let Some(all) = schema.get("enum").and_then(Value::as_array) {
        return Some(all.iter().filter_map(Value::as_str).collect());
    }
    let variants = ["oneOf", "anyOf"].iter().find_map(|w| schema.get(*w)).and_then(Value::as_array)?;
    variants.iter().map(|v| v.get("const").and_then(Value::as_str)).collect()
}

/// One of the names: in turn where an order is meant, else one that fits anything.
pub(super) fn choose(names: &[&str], place: &Place) -> Value {
    let fits = ["understand", "remember", "medium", "intermediate", "short_answer"];
    let turn = ["stage", "phase", "speaker"].contains(&place.key.as_str());
    let chosen = if turn {
        names.get(place.nth % names.len().max(1))
    } else {
        names.iter().find(|n| fits.contains(n))
    };
    chosen.or(names.first()).map_or(Value::Null, |n| json!(n))
}

/// A number within its bounds; a number that counts is its place in the list.
pub(super) fn number(schema: &Value, place: &Place) -> Value {
    let bound = |name: &str| schema.get(name).and_then(Value::as_i64);
    let wanted = match place.key.as_str() {
        key if key.ends_with("_number") => i64::try_from(place.nth).unwrap_or(0) + 1,
        key if key.contains("minutes") || key.contains("duration") => 10,
        _ => bound("minimum").unwrap_or(1),
    };
    json!(wanted.clamp(bound("minimum").unwrap_or(i64::MIN), bound("maximum").unwrap_or(i64::MAX)))
}

/// A text that asserts nothing.
pub(super) fn text(topic: &str, subject: &str, place: &Place) -> String {
    let nth = place.nth;
    match place.key.as_str() {
        "title" | "heading" if place.depth() <= 2 && !place.at.contains(char::is_numeric) => {
            words::capital(topic)
        }
        "title" | "heading" => format!("Part {}: {subject}", nth + 1),
        "category" => words::capital(topic),
        "target_audience" => "Learners who meet the topic for the first time".to_owned(),
        "phase" => ["Opening", "Reading", "Practice", "Exchange", "Close"][nth % 5].to_owned(),
        "speaker" => ["Host", "Guest"][nth % 2].to_owned(),
        "teacher_does" => format!(
            "Read the passage about {subject} aloud. Then ask learners which statements are new to them and why."
        ),
        "learners_do" => {
            format!(
                "Listen to the passage, then explain {subject} to a partner in complete sentences of their own."
            )
        }
        "assessment" => {
            format!(
                "Ask each learner to explain {subject} in two sentences and to point to the passage that says so."
            )
        }
        "homework" => {
            format!(
                "Write three questions about {topic} at home and answer one of them in a short paragraph."
            )
        }
        "support" => {
            format!(
                "Give out a list of the words that belong to {topic} and read it together before the lesson begins."
            )
        }
        "extension" => {
            format!(
                "Ask for a written comparison of {topic} with another topic that the class has studied before."
            )
        }
        "feedback" => "Compare this option with the passage.".to_owned(),
        "materials" => ["The passages, printed", "Paper and pens", "A board"][nth % 3].to_owned(),
        "objectives" => format!("Explain {subject}"),
        "speaker_notes" => "Speak slowly and leave a pause after each segment.".to_owned(),
        "question" | "stem" | "prompt" => format!("What does the text say about {subject}?"),
        _ => words::capital(&format!("{topic} {}", nth + 1)),
    }
}

/// Makes the parts of a timed plan add up to the whole, and the whole to what the prompt asks for.
pub(super) fn settle_minutes(value: &mut Value, prompt: &Prompt) {
    let at = if value.get("body").is_some() { "/body" } else { "" };
    let Some(body) = value.pointer_mut(at) else { return };
    for (total, list, part) in [
        ("duration_minutes", "steps", "minutes"),
        ("estimated_total_duration", "sections", "estimated_duration_minutes"),
    ] {
        let Some(parts) = body.get_mut(list).and_then(Value::as_array_mut) else { continue };
        let count = parts.len() as u64;
        if count == 0 || parts[0].get(part).is_none() {
            continue;
        }
        let whole = asked_minutes(prompt).filter(|m| *m >= count).unwrap_or(count * 10);
        for (nth, step) in parts.iter_mut().enumerate() {
            let extra = u64::from((nth as u64) < whole % count);
            step[part] = json!(whole / count + extra);
        }
        if let Some(sum) = body.get_mut(total) {
            *sum = json!(whole);
        }
    }
}

/// "45 minutes" in the prompt, outside its passages.
fn asked_minutes(prompt: &Prompt) -> Option<u64> {
    let task = prompt.user.split("<passage").next().unwrap_or_default();
    let (before, _) = task.split_once(" minutes")?;
    before.rsplit(|c: char| !c.is_ascii_digit()).next()?.parse().ok().filter(|m| *m > 0)
}
