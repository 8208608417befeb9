//! probe
use factoria_eval::check::{Case, answer};
use serde_json::Value;
use std::collections::BTreeMap;
fn rows(name: &str) -> Vec<Value> {
    std::fs::read_to_string(format!("datasets/statements/{name}.jsonl"))
        .unwrap()
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect()
}
#[test]
fn matrix() {
    for (name, show) in [("tuned-1", true), ("tuned-2", true), ("reported", true)] {
        let passages: BTreeMap<String, String> = rows(&format!("{name}.passages"))
            .into_iter()
            .map(|v| (v["id"].as_str().unwrap().into(), v["passage"].as_str().unwrap().into()))
            .collect();
        let mut table: BTreeMap<(bool, String), [u32; 3]> = BTreeMap::new();
        for row in rows(name) {
            let case = Case {
                id: row["id"].as_str().unwrap().into(),
                statement: row["statement"].as_str().unwrap().into(),
                passage: passages[row["passage_id"].as_str().unwrap()].clone(),
            };
            let truth = row["supported"].as_bool().unwrap();
            let got = answer(&case);
            let slot = match got.supported {
                Some(true) => 0,
                None => 1,
                Some(false) => 2,
            };
            table.entry((truth, row["kind"].as_str().unwrap().into())).or_default()[slot] += 1;
            table.entry((truth, "~all".into())).or_default()[slot] += 1;
            if show && got.supported != Some(truth) {
                let bad = if got.supported.is_some() { "!!" } else { "??" };
                println!(
                    "{bad} {} {truth} [{}] {}\n      {}\n      {}",
                    case.id,
                    row["kind"],
                    case.statement,
                    got.reason,
                    got.quote.unwrap_or_default()
                );
            }
        }
        println!("== {name}: (truth, kind) supported / cannot tell / false");
        for (k, v) in table {
            println!("{:5} {:12} {:?}", k.0, k.1, v);
        }
    }
}
