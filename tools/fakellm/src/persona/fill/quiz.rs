//! Quiz items: which term means this? The others are terms of the same passages.

use super::{Filler, Place, frame};
use crate::persona::facts::Fact;
use crate::persona::words;
use serde_json::{Map, Value, json};

impl<'a> Filler<'a> {
    pub(super) fn quiz_item(&mut self, members: &'a Map<String, Value>, place: &Place) -> Value {
        let Some(fact) = self.card() else { return json!({"stem": ""}) };
        let terms = self.other_terms(&fact, place.nth);
        let mut out = Map::new();
        let choices = members.get("kind").and_then(|k| frame::names(self.resolved(k))).unwrap_or_default();
        let choose = !terms.is_empty() && (choices.is_empty() || choices.contains(&"multiple_choice"));
        let meaning = fact.meaning.clone().unwrap_or_default();
        let (kind, stem, answer) = if choose {
            let small = words::lower_first(&meaning);
            let stem = if fact.defines {
                format!("Which of these is {small}?")
            } else {
                format!("Of which of these does the text say: “{meaning}”?")
            };
            ("multiple_choice", stem, fact.term())
        } else {
            let verb = if fact.verb == "are" { "are" } else { "is" };
            ("short_answer", format!("What {verb} {}?", self.inside(&fact.subject)), meaning)
        };
        for (name, sub) in members {
            let value = match name.as_str() {
                "kind" => json!(kind),
                "stem" => json!(stem),
                "answer" => json!(answer),
                "explanation" => json!(fact.sentence),
                "options" if choose => self.options(sub, &fact, &terms, place),
                "options" | "pairs" => json!([]),
                _ => self.value(sub, &place.member(name)),
            };
            out.insert(name.clone(), value);
        }
        for name in ["answer", "explanation"].into_iter().filter(|n| members.contains_key(*n)) {
            let said = out[name].as_str().unwrap_or_default().to_owned();
            self.claim(place.member(name).at, said, fact.clone());
        }
        if let Some(right) =
            out["options"].as_array().and_then(|o| o.iter().position(|o| o["correct"] == true))
        {
            let at = place.member("options").item(right).member("text").at;
            self.claim(at, fact.term(), fact);
        }
        Value::Object(out)
    }

    /// Terms that may stand beside the right one, the nearest in length first.
    fn other_terms(&self, right: &Fact, nth: usize) -> Vec<String> {
        let own = right.term();
        let mut terms: Vec<String> = Vec::new();
        let (like, unlike): (Vec<&Fact>, Vec<&Fact>) =
            self.facts.iter().filter(|f| f.meaning.is_some()).partition(|f| f.defines == right.defines);
        for fact in if like.len() > 3 { like } else { like.into_iter().chain(unlike).collect() } {
            let term = fact.term();
            // a term that the right sentence names could be right too
            let alike = words::shares_a_word(&own, &term)
                || own.eq_ignore_ascii_case(&term)
                || words::shares_a_word(&term, &right.sentence);
            let is_named = self.correction.names(&term);
            if !alike && !is_named && !terms.contains(&term) && !term.is_empty() {
                terms.push(term);
            }
        }
        terms.sort_by_key(|t| t.len().abs_diff(own.len()));
        terms.truncate(6);
        let n = terms.len().max(1);
        terms.rotate_left(nth % n);
        terms.truncate(3);
        terms
    }

    fn options(&mut self, schema: &'a Value, right: &Fact, others: &[String], place: &Place) -> Value {
        let mut texts: Vec<(String, bool)> = others.iter().map(|t| (t.clone(), false)).collect();
        texts.insert(place.nth % (texts.len() + 1), (right.term(), true));
        let item = schema.get("items").map(|i| self.resolved(i));
        let members = item.and_then(|i| i.get("properties")).and_then(Value::as_object);
        let Some(members) = members else { return json!(texts.into_iter().map(|t| t.0).collect::<Vec<_>>()) };
        let option = |(nth, (text, correct)): (usize, (String, bool))| {
            let place = place.member("options").item(nth);
            let filled = members.iter().map(|(name, sub)| {
                let value = match name.as_str() {
                    "text" => json!(text),
                    "correct" => json!(correct),
                    _ => self.value(sub, &place.member(name)),
                };
                (name.clone(), value)
            });
            Value::Object(filled.collect())
        };
        texts.into_iter().enumerate().map(option).collect()
    }
}
