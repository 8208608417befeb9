//! The sets of true and false statements, and how the check answers them.

use std::collections::BTreeMap;
use std::path::Path;

use factoria_eval::check::{Answer, Case, answer};
use serde_json::Value;

/// The sets the rules were tuned on: what the check answers wrongly in them has been read, and the rules changed for it.
pub(crate) const SETS: [&str; 6] = ["tuned-1", "tuned-2", "tuned-3", "tuned-4", "tuned-5", "tuned-6"];

/// The sets that strangers to the rules wrote; read only after their first run, see the page in `docs/evaluation`.
pub(crate) const STRANGERS: [&str; 3] = ["stranger-1", "stranger-2", "stranger-3"];

/// Sets in German, Spanish, French and Italian. The second was left unread while the first was worked on.
pub(crate) const LANGUAGES: [&str; 2] = ["languages-1", "languages-2"];

/// Falsehoods in kinds that the stand-in's liar does not plant, with honest statements beside them. The second was written
/// after the rules had been mended for the first.
pub(crate) const LIARS: [&str; 2] = ["liar-1", "liar-2"];

/// All sets in English.
pub(crate) fn all() -> impl Iterator<Item = &'static str> {
    STRANGERS.into_iter().chain(SETS)
}

/// Supported, cannot tell, not supported: how often each was answered.
pub(crate) type Answers = [u32; 3];

/// The answers to a set by truth and kind; kind `all` sums them up.
pub(crate) fn matrix(set: &str) -> BTreeMap<(bool, String), Answers> {
    let mut table: BTreeMap<(bool, String), Answers> = BTreeMap::new();
    for (_, kind, is_true, answer) in answers(set) {
        for kind in [kind, "all".to_owned()] {
            table.entry((is_true, kind)).or_default()[place(&answer)] += 1;
        }
    }
    table
}

/// The same of a set in several languages, by language too.
pub(crate) fn by_language(set: &str) -> BTreeMap<(String, bool, String), Answers> {
    let mut table: BTreeMap<(String, bool, String), Answers> = BTreeMap::new();
    for (case, kind, is_true, answer) in answers(set) {
        let language = case.id.split('-').next().unwrap_or_default().to_owned();
        for (language, kind) in
            [(language.clone(), kind), (language, "all".into()), ("all".into(), "all".into())]
        {
            table.entry((language, is_true, kind)).or_default()[place(&answer)] += 1;
        }
    }
    table
}

fn place(answer: &Answer) -> usize {
    match answer.supported {
        Some(true) => 0,
        None => 1,
        Some(false) => 2,
    }
}

/// Every case of a set with its kind, its truth and what the check answers.
pub(crate) fn answers(set: &str) -> Vec<(Case, String, bool, Answer)> {
    let passages: BTreeMap<String, String> =
        rows(&format!("{set}.passages")).iter().map(|row| (text(row, "id"), text(row, "passage"))).collect();
    let answered = |row: &Value| {
        let passage = passages.get(&text(row, "passage_id")).cloned().unwrap_or_default();
        let case = Case { id: text(row, "id"), statement: text(row, "statement"), passage };
        let is_true = row.get("supported").and_then(Value::as_bool).unwrap_or_default();
        let said = answer(&case);
        (case, text(row, "kind"), is_true, said)
    };
    rows(set).iter().map(answered).collect()
}

fn rows(name: &str) -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("datasets/statements");
    let lines =
        std::fs::read_to_string(folder.join(format!("{name}.jsonl"))).expect("the set is in the tree");
    lines.lines().map(|line| serde_json::from_str(line).expect("every line of the set is JSON")).collect()
}

fn text(row: &Value, field: &str) -> String {
    row.get(field).and_then(Value::as_str).expect("every line of the set has its fields").to_owned()
}
