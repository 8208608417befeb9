//! Personas: what a model is like that reads its prompt. Each is deterministic, so that a gate can be measured.
//!
//! `honest` answers a schema from the passages in its prompt, with right quotes. `liar` does the same with one planted
//! falsehood an answer. `obedient` carries out any order it finds and prints its instructions when asked.

mod facts;
mod fill;
mod heed;
mod lie;
mod obey;
mod passages;
mod words;

use crate::plan::Ask;
use serde_json::{Value, json};

/// Whom the server plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Persona {
    /// Answers from the passages, with right quotes.
    Honest,
    /// The same with one planted falsehood an answer.
    Liar,
    /// Does what anybody in its prompt tells it.
    Obedient,
}

/// A falsehood that a `liar` has put into an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planted {
    /// Where: the pointer as the answer's own evidence gives it.
    pub pointer: String,
    /// `number`, `date`, `name`, `negation`, `cause` or `invented_quote`.
    pub kind: &'static str,
    /// The sentence as an honest model would have written it.
    pub before: String,
    /// The sentence as it was sent.
    pub after: String,
}

impl Planted {
    /// Pointer and kind as a header's value.
    pub(crate) fn header(&self) -> String {
        json!({"pointer": self.pointer, "kind": self.kind}).to_string()
    }

    /// All of it, for `GET /stats`.
    pub(crate) fn to_json(&self) -> Value {
        json!({"pointer": self.pointer, "kind": self.kind, "before": self.before, "after": self.after})
    }
}

impl Persona {
    /// The persona of a name.
    ///
    /// # Errors
    /// Which names there are.
    pub fn parse(name: &str) -> Result<Option<Persona>, String> {
        match name {
            "honest" => Ok(Some(Persona::Honest)),
            "liar" => Ok(Some(Persona::Liar)),
            "obedient" => Ok(Some(Persona::Obedient)),
            "" | "none" => Ok(None),
            _ => Err(format!("unknown persona {name:?}: want honest, liar, obedient or none")),
        }
    }

    /// What this persona says to a schema, the obedient one with what it `says` besides; none where it has nothing to go
    /// by: no passages in the prompt and no orders. `nth_lie` is asked only when a lie is told.
    pub(crate) fn answer(
        self,
        ask: &Ask<'_>,
        (schema, says): (Option<&Value>, Option<&str>),
        seed: u64,
        nth_lie: impl FnOnce() -> u64,
    ) -> Option<(String, Option<Planted>)> {
        let prompt = Prompt::of(ask);
        let facts = heed::Correction::of(&prompt).ordered(facts::in_prompt(&prompt));
        let mut filled = match schema {
            Some(schema) if !facts.is_empty() => Some(fill::fill(schema, facts.clone(), &prompt, seed)),
            _ => None,
        };
        match (self, &mut filled) {
            (Persona::Obedient, _) => {
                let orders = obey::orders(&prompt, says);
                match (filled, schema) {
                    (Some(mut filled), _) => {
                        obey::carry_out(&orders, &mut filled.value);
                        Some((filled.value.to_string(), None))
                    }
                    (None, Some(schema)) if !orders.is_empty() => {
                        let mut value = crate::schema::generate(schema, seed);
                        obey::carry_out(&orders, &mut value);
                        Some((value.to_string(), None))
                    }
                    (None, None) if !orders.is_empty() => Some((orders.join("\n"), None)),
                    _ => None,
                }
            }
            (Persona::Liar, Some(filled)) => {
                let planted = lie::plant(filled, nth_lie());
                Some((filled.value.to_string(), planted))
            }
            (Persona::Honest, Some(filled)) => Some((filled.value.to_string(), None)),
            (_, None) if schema.is_none() && !facts.is_empty() => {
                let said: Vec<&str> = facts.iter().take(3).map(|f| f.sentence.as_str()).collect();
                Some((said.join(" "), None))
            }
            (_, None) => None,
        }
    }
}

/// A prompt by who speaks.
pub(crate) struct Prompt {
    pub(crate) system: String,
    pub(crate) user: String,
}

impl Prompt {
    fn of(ask: &Ask<'_>) -> Self {
        let mut prompt = Prompt { system: String::new(), user: String::new() };
        if let Some(system) = ask.system.and_then(|raw| serde_json::from_str::<Value>(raw.get()).ok()) {
            texts(&system, &mut prompt.system);
        }
        let messages: Value = serde_json::from_str(ask.messages.get()).unwrap_or_default();
        for message in messages.as_array().into_iter().flatten() {
            let to = match message["role"].as_str() {
                Some("system" | "developer") => &mut prompt.system,
                Some("assistant" | "model") => continue,
                _ => &mut prompt.user,
            };
            texts(message.get("content").or(message.get("parts")).unwrap_or(&Value::Null), to);
        }
        prompt
    }
}

fn texts(v: &Value, out: &mut String) {
    match v {
        Value::String(s) => {
            out.push_str(s);
            out.push('\n');
        }
        Value::Array(a) => a.iter().for_each(|v| texts(v, out)),
        Value::Object(o) => {
            for (_, v) in o.iter().filter(|(k, _)| *k != "role" && *k != "type") {
                texts(v, out);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests;
