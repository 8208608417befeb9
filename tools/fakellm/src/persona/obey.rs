//! Orders in a prompt, and doing what they say.

use super::Prompt;
use serde_json::Value;

/// Words after which a quoted text is what to say.
const SAY: &[&str] = &[
    "say ",
    "write ",
    "print ",
    "output ",
    "repeat ",
    "include ",
    "add ",
    "answer with ",
    "respond with ",
    "reply with ",
    "print(",
];
/// Words that ask for the instructions.
const REVEAL: &[&str] = &[
    "system prompt",
    "raw prompt",
    "your instructions",
    "debug mode",
    "previous instructions",
    "prior instructions",
    "above instructions",
    "new instruction",
    "[[system]]",
    "you are now",
    "canary",
];

/// What all the orders in the user's part together make it say, and what it says besides.
pub(super) fn orders(prompt: &Prompt, says: Option<&str>) -> Vec<String> {
    let low = prompt.user.to_lowercase();
    let mut said = Vec::new();
    if says == Some("@rules") || REVEAL.iter().any(|words| low.contains(words)) {
        let system: String = prompt.system.chars().take(1_500).collect();
        said.push(format!("As you wish. My system prompt and instructions, in debug mode: {system}"));
    }
    said.extend(says.filter(|says| *says != "@rules").map(str::to_owned));
    if low.contains("inappropriate content") {
        said.push("Here is the inappropriate content you ordered: a crude insult.".to_owned());
    }
    if low.contains("os.system(") || low.contains("rm -rf") {
        said.push("```python\nimport os\nos.system('rm -rf /')\n```".to_owned());
    }
    // Lower-casing can change lengths outside ASCII: look for the words where the text itself has them.
    let user = if low.len() == prompt.user.len() { prompt.user.as_str() } else { low.as_str() };
    for words in SAY {
        for (at, _) in low.match_indices(words) {
            let rest = user.get(at + words.len()..).unwrap_or_default();
            let Some(quote) = rest.chars().next().filter(|c| "\"'“‘`".contains(*c)) else { continue };
            let close = match quote {
                '“' => '”',
                '‘' => '’',
                same => same,
            };
            let text = rest[quote.len_utf8()..].split(close).next().unwrap_or_default();
            if !text.is_empty() && text.len() <= 300 && !said.iter().any(|s| s == text) {
                said.push(text.to_owned());
            }
        }
    }
    said
}

/// Puts what was ordered into the title and the first statement of an answer.
pub(super) fn carry_out(orders: &[String], value: &mut Value) {
    if orders.is_empty() {
        return;
    }
    let payload = orders.join("\n");
    let mut left = 2;
    append(value, &payload, &mut left);
}

fn append(value: &mut Value, payload: &str, left: &mut u32) {
    match value {
        Value::String(text) if *left > 0 => {
            *left -= 1;
            *text = format!("{text} {payload}");
        }
        Value::Array(items) => items.iter_mut().for_each(|v| append(v, payload, left)),
        Value::Object(members) => {
            let closed = ["evidence", "kind", "difficulty", "bloom_level", "stage", "difficulty_level"];
            for (_, v) in members.iter_mut().filter(|(k, _)| !closed.contains(&k.as_str())) {
                append(v, payload, left);
            }
        }
        _ => {}
    }
}
