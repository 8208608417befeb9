//! Prints what the statement check sees of every statement of a set, one JSON object a line, for fitting its weights:
//! `cargo run --package factoria-eval --example traits -- tuned-1`.
#![expect(clippy::print_stdout, reason = "an example prints")]

use factoria_eval::check::Sources;
use serde_json::{Map, Value, json};

#[path = "../tests/it/statements.rs"]
#[allow(dead_code, reason = "shared with the tests")]
mod statements;

fn main() {
    let asked = std::env::args().nth(1);
    for set in statements::all().filter(|set| asked.as_deref().is_none_or(|asked| asked == *set)) {
        for (case, kind, is_true, answer) in statements::answers(set) {
            let language = text::language::detect(&case.passage).unwrap_or_default();
            let traits = Sources::read(&[&case.passage], language).traits(&case.statement);
            let traits: Map<String, Value> =
                traits.into_iter().map(|(name, value)| (name.to_owned(), json!(value))).collect();
            let row = json!({
                "set": set, "id": case.id, "kind": kind, "true": is_true, "answer": answer.supported, "rules": traits.get("by_rules").and_then(Value::as_f64),
                "statement": case.statement, "passage": case.passage, "reason": answer.reason, "traits": traits,
            });
            println!("{row}");
        }
    }
}
