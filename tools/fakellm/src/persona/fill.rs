//! An answer to any schema, from facts, with evidence for every statement in it.

mod array;
mod frame;
mod quiz;

use super::Prompt;
use super::facts::Fact;
use super::heed::Correction;
use super::words;
use serde_json::{Map, Value, json};
use std::collections::HashSet;

/// Members that state facts in one or more sentences.
const LONG: &[&str] = &[
    "content",
    "main_content",
    "executive_summary",
    "overview",
    "introduction",
    "conclusion",
    "summary",
    "text",
];
/// Members that state one fact.
const SHORT: &[&str] = &[
    "definition",
    "answer",
    "explanation",
    "description",
    "statement",
    "sample_answer",
    "key_takeaways",
    "key_points",
];

/// A filled answer.
pub(super) struct Filled {
    pub(super) value: Value,
    /// Where the evidence list stands in it, if the schema has one.
    pub(super) evidence_at: Option<String>,
    /// What evidence pointers are relative to.
    pub(super) base: String,
    /// Every statement that was made.
    pub(super) claims: Vec<Claim>,
}

/// A statement and the fact it rests on.
#[derive(Clone, Debug)]
pub(super) struct Claim {
    /// From the root of the answer.
    pub(super) at: String,
    /// The words at that place.
    pub(super) said: String,
    pub(super) fact: Fact,
}

pub(super) fn fill(schema: &Value, facts: Vec<Fact>, prompt: &Prompt, seed: u64) -> Filled {
    let topic = frame::topic(prompt, &facts);
    let mut filler = Filler {
        root: schema,
        facts,
        topic,
        correction: Correction::of(prompt),
        seed,
        next: 0,
        taken: HashSet::new(),
        claims: Vec::new(),
        evidence: None,
    };
    let mut value = filler.value(schema, &Place::root());
    let (evidence_at, base) =
        filler.evidence.clone().map_or((None, String::new()), |(at, base, _)| (Some(at), base));
    if let Some((at, base, item)) = filler.evidence {
        let entries: Vec<Value> = filler.claims.iter().map(|claim| entry(claim, &base, &item)).collect();
        if let Some(place) = value.pointer_mut(&at) {
            *place = Value::Array(entries);
        }
    }
    frame::settle_minutes(&mut value, prompt);
    Filled { value, evidence_at, base, claims: filler.claims }
}

/// One entry of the evidence list, in the members that the schema names.
pub(super) fn entry(claim: &Claim, base: &str, item: &Value) -> Value {
    let mut out = Map::new();
    let pointer = claim.at.strip_prefix(base).unwrap_or(&claim.at);
    for name in item.get("properties").and_then(Value::as_object).into_iter().flat_map(|p| p.keys()) {
        let value = match name.as_str() {
            "pointer" => json!(pointer),
            "passage" | "label" | "passage_id" | "passage_label" => json!(claim.fact.label),
            "quote" => json!(claim.fact.sentence),
            "statement" => json!(claim.said),
            _ => Value::Null,
        };
        out.insert(name.clone(), value);
    }
    Value::Object(out)
}

struct Filler<'a> {
    root: &'a Value,
    facts: Vec<Fact>,
    topic: String,
    correction: Correction,
    seed: u64,
    next: usize,
    /// Facts used in the list that is being filled.
    taken: HashSet<usize>,
    claims: Vec<Claim>,
    /// Where the evidence list is to stand, what its pointers are relative to, and the schema of an entry.
    evidence: Option<(String, String, Value)>,
}

/// Where in the answer something is filled in.
struct Place {
    at: String,
    key: String,
    /// Position in the list around it.
    nth: usize,
}

impl Place {
    fn root() -> Self {
        Place { at: String::new(), key: String::new(), nth: 0 }
    }

    fn member(&self, name: &str) -> Self {
        let token = name.replace('~', "~0").replace('/', "~1");
        Place { at: format!("{}/{token}", self.at), key: name.to_owned(), nth: self.nth }
    }

    fn item(&self, nth: usize) -> Self {
        Place { at: format!("{}/{nth}", self.at), key: self.key.clone(), nth }
    }

    fn depth(&self) -> usize {
        self.at.matches('/').count()
    }
}

impl<'a> Filler<'a> {
    fn value(&mut self, schema: &'a Value, place: &Place) -> Value {
        let schema = self.resolved(schema);
        if place.depth() > 12 {
            return Value::Null;
        }
        if let Some(names) = frame::names(schema) {
            return frame::choose(&names, place);
        }
        match kind(schema) {
            "object" => self.object(schema, place),
            "array" => self.array(schema, place),
            "integer" | "number" => frame::number(schema, place),
            "boolean" => json!(false),
            "null" => Value::Null,
            _ => self.string(schema, place),
        }
    }

    fn object(&mut self, schema: &'a Value, place: &Place) -> Value {
        let Some(members) = schema.get("properties").and_then(Value::as_object) else { return json!({}) };
        let has = |name: &str| members.contains_key(name);
        if has("stem") && has("options") {
            return self.quiz_item(members, place);
        }
        let mut out = Map::new();
        if has("term") && has("definition") {
            self.definition(place, &mut out);
        } else if let Some(asked) = ["question", "prompt"].into_iter().find(|q| has(q)) {
            let answered = ["answer", "sample_answer"].into_iter().find(|a| has(a));
            self.question(place, (asked, answered), &mut out);
        }
        let mut whole = Map::new();
        for (name, sub) in members {
            let value = match out.remove(name) {
                Some(value) => value,
                None if name == "evidence" => {
                    let base = if has("body") { format!("{}/body", place.at) } else { place.at.clone() };
                    let item = self.resolved(sub).get("items").map(|i| self.resolved(i).clone());
                    self.evidence = Some((place.member(name).at, base, item.unwrap_or_default()));
                    Value::Null
                }
                None => self.value(sub, &place.member(name)),
            };
            whole.insert(name.clone(), value);
        }
        Value::Object(whole)
    }

    /// A card: a term and what it means.
    fn definition(&mut self, place: &Place, out: &mut Map<String, Value>) {
        let Some(fact) = self.card() else { return };
        let meaning = fact.meaning.clone().unwrap_or_default();
        out.insert("term".into(), json!(fact.term()));
        out.insert("definition".into(), json!(meaning));
        self.claim(place.member("definition").at, meaning, fact);
    }

    /// A question and its answer.
    fn question(&mut self, place: &Place, names: (&str, Option<&str>), out: &mut Map<String, Value>) {
        let Some(fact) = self.askable() else { return };
        let subject = self.inside(&fact.subject);
        let question = match (names.0, fact.defines, fact.verb.as_str()) {
            ("prompt", ..) => format!("Explain in your own words what the text says about {subject}."),
            (_, true, "are") => format!("What are {subject}?"),
            (_, true, _) => format!("What is {subject}?"),
            _ => format!("What does the text say about {subject}?"),
        };
        out.insert(names.0.to_owned(), json!(question));
        if let Some(answer) = names.1 {
            out.insert(answer.to_owned(), json!(fact.sentence));
            self.claim(place.member(answer).at, fact.sentence.clone(), fact);
        }
    }

    fn string(&mut self, schema: &Value, place: &Place) -> Value {
        if schema.get("pattern").is_some() || schema.get("format").is_some() {
            return crate::schema::generate(schema, self.seed ^ place.nth as u64);
        }
        let most = schema.get("maxLength").and_then(Value::as_u64).unwrap_or(u64::MAX);
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        let key = place.key.as_str();
        let sentences = if LONG.contains(&key) {
            3
        } else if SHORT.contains(&key) {
            1
        } else {
            let text = frame::text(&self.topic, &self.subject(place), place);
            return json!(text.chars().take(most).collect::<String>());
        };
        let least = schema.get("minLength").and_then(Value::as_u64).unwrap_or(0);
        let mut said = String::new();
        for nth in 0..40 {
            let enough = nth >= sentences && said.chars().count() as u64 >= least;
            let Some(fact) = (!enough).then(|| self.any()).flatten() else { break };
            if said.chars().count() + fact.sentence.chars().count() + 1 > most {
                break;
            }
            said.push_str(if said.is_empty() { "" } else { " " });
            said.push_str(&fact.sentence);
            self.claim(place.at.clone(), fact.sentence.clone(), fact);
        }
        json!(said)
    }

    fn claim(&mut self, at: String, said: String, fact: Fact) {
        self.claims.push(Claim { at, said, fact });
    }

    /// What a title or an instruction at this place may speak of.
    fn subject(&self, place: &Place) -> String {
        let fits = |f: &&Fact| f.defines && !self.correction.misses(&self.inside(&f.subject));
        let named: Vec<&Fact> = self.facts.iter().filter(fits).collect();
        let named = if named.is_empty() { self.facts.iter().collect() } else { named };
        named
            .get(place.nth % named.len().max(1))
            .map_or_else(|| self.topic.clone(), |f| self.inside(&f.subject))
    }

    /// A subject inside a sentence: small, unless the passages always write it large.
    fn inside(&self, subject: &str) -> String {
        let small = words::lower_first(subject);
        let is_common = self.facts.iter().any(|f| f.sentence.contains(&format!(" {small}")));
        if is_common { small } else { words::inside(subject) }
    }

    /// The next fact that fits, not used in this list before.
    fn take(&mut self, fits: impl Fn(&Fact) -> bool) -> Option<Fact> {
        let n = self.facts.len();
        let found = (self.next..self.next + n)
            .map(|i| i % n)
            .find(|i| !self.taken.contains(i) && fits(&self.facts[*i]));
        let at = found?;
        self.taken.insert(at);
        self.next = at + 1;
        Some(self.facts[at].clone())
    }

    fn any(&mut self) -> Option<Fact> {
        self.take(|_| true)
    }

    fn askable(&mut self) -> Option<Fact> {
        let asked: HashSet<String> = self.taken.iter().map(|i| self.facts[*i].subject.clone()).collect();
        let unwanted: HashSet<String> = self
            .facts
            .iter()
            .filter(|f| self.correction.asks_about(&self.inside(&f.subject)))
            .map(|f| f.subject.clone())
            .collect();
        let fits =
            |f: &Fact| !f.subject.is_empty() && !asked.contains(&f.subject) && !unwanted.contains(&f.subject);
        self.take(|f| f.defines && fits(f)).or_else(|| self.take(fits))
    }

    fn card(&mut self) -> Option<Fact> {
        let used: HashSet<String> = self.taken.iter().map(|i| self.facts[*i].term()).collect();
        let fits = |f: &Fact| f.meaning.is_some() && !f.subject.is_empty() && !used.contains(&f.term());
        self.take(|f| f.defines && fits(f)).or_else(|| self.take(fits))
    }

    /// Follows references, takes the first real choice of several, and joins what `allOf` gives apart.
    fn resolved(&self, schema: &'a Value) -> &'a Value {
        let mut at = schema;
        for _ in 0..16 {
            let reference = at.get("$ref").and_then(Value::as_str).and_then(|r| r.strip_prefix('#'));
            let choices =
                ["anyOf", "allOf", "oneOf"].iter().find_map(|w| at.get(*w)).and_then(Value::as_array);
            let next = match (reference.and_then(|r| self.root.pointer(r)), choices) {
                (Some(target), _) => Some(target),
                (None, Some(_)) if frame::names(at).is_some() => None,
                (None, Some(choices)) => choices.iter().find(|c| kind(c) != "null"),
                (None, None) => None,
            };
            match next {
                Some(next) => at = next,
                None => break,
            }
        }
        at
    }
}

/// The type a schema asks for, in small letters; the first real one of several.
fn kind(schema: &Value) -> &'static str {
    let named = match schema.get("type") {
        Some(Value::String(t)) => t.to_lowercase(),
        Some(Value::Array(ts)) => {
            let mut names = ts.iter().filter_map(Value::as_str);
            names.find(|t| *t != "null").unwrap_or("null").to_lowercase()
        }
        _ if schema.get("properties").is_some() => "object".into(),
        _ if schema.get("items").is_some() => "array".into(),
        _ => String::new(),
    };
    ["object", "array", "integer", "number", "boolean", "null"]
        .into_iter()
        .find(|k| *k == named)
        .unwrap_or("string")
}
