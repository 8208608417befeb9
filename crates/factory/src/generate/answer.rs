//! A model's answer: what it wrote, what it says that rests on, what learners can do. Pure.

use content::{Citation, Objective, Passage, prompt};
use serde::Deserialize;
use serde_json::Value;

use super::evidence;

/// A model's answer, nothing of it believed.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The material, of any shape.
    pub body: Value,
    /// What the model says it rests on.
    pub evidence: Vec<Entry>,
    /// What learners can do afterwards, as the model has it.
    pub objectives: Vec<Objective>,
    /// The text as it came.
    pub text: String,
    /// Who answered, as `provider/model`.
    pub engine: String,
}

/// A model's word that a passage carries a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Entry {
    /// Where the sentence stands.
    #[serde(default)]
    pub pointer: String,
    /// The sentence.
    #[serde(default)]
    pub statement: Option<String>,
    /// The passage's label.
    #[serde(default)]
    pub passage: String,
    /// The passage's words.
    #[serde(default)]
    pub quote: String,
}

impl Answer {
    /// Takes an answer apart; what has another shape than asked for is left out and missed later.
    pub fn of(reply: llm::Reply) -> Self {
        let mut value = reply.json.unwrap_or_default();
        restore(&mut value, 0);
        let mut take = |name: &str| value.get_mut(name).map(Value::take).unwrap_or_default();
        let entries = take("evidence").as_array_mut().map(std::mem::take).unwrap_or_default();
        let objectives = take("objectives").as_array_mut().map(std::mem::take).unwrap_or_default();
        Self {
            body: take("body"),
            evidence: entries.into_iter().filter_map(|entry| serde_json::from_value(entry).ok()).collect(),
            objectives: objectives.iter().filter_map(|text| text.as_str()?.parse().ok()).collect(),
            text: reply.text,
            engine: format!("{}/{}", reply.provider, reply.model),
        }
    }

    /// What it cites, as the passages have it.
    pub fn citations(&self, passages: &[Passage]) -> Vec<Citation> {
        evidence::resolve(&self.body, &self.evidence, passages)
    }

    /// Every word that would be delivered, for scanning.
    pub fn words(&self) -> String {
        let mut words = String::new();
        gather(&self.body, &mut words, 0);
        for objective in &self.objectives {
            words.push_str(&objective.statement);
            words.push('\n');
        }
        words
    }
}

/// The deepest an answer may nest; bodies never reach a third of it.
const DEPTH: usize = 24;

/// Undoes the encoding of the prompt's data where the model repeats it.
fn restore(value: &mut Value, depth: usize) {
    match value {
        Value::String(text) if text.contains('&') => *text = prompt::decode(text),
        Value::Array(items) if depth < DEPTH => items.iter_mut().for_each(|item| restore(item, depth + 1)),
        Value::Object(members) if depth < DEPTH => {
            members.values_mut().for_each(|member| restore(member, depth + 1));
        }
        _ => {}
    }
}

fn gather(value: &Value, words: &mut String, depth: usize) {
    match value {
        Value::String(text) => {
            words.push_str(text);
            words.push('\n');
        }
        Value::Array(items) if depth < DEPTH => items.iter().for_each(|item| gather(item, words, depth + 1)),
        Value::Object(members) if depth < DEPTH => {
            members.values().for_each(|member| gather(member, words, depth + 1));
        }
        _ => {}
    }
}
