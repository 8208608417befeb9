//! JSON Schemas of the content types, and the check against them.
//!
//! The schemas are generated from the body types. [`check`] reads the part of JSON Schema that these schemas use
//! and reports every fault with its pointer, which a deserialiser cannot: it stops at the first.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use crate::content_type::ContentType;
use crate::material;
use crate::report::Finding;

/// The most findings reported for one value; a body with more faults than this is not worth listing further.
const MAX_FINDINGS: usize = 50;

/// The most schemas kept: ten types at the numbers of items that people really ask for.
const MOST_MADE: usize = 256;

/// The JSON Schema (draft 2020-12) of a content type's body.
pub fn of_type(content_type: ContentType) -> Value {
    match content_type {
        ContentType::MasterContentOutline => of::<material::MasterContentOutline>(),
        ContentType::StudyGuide => of::<material::StudyGuide>(),
        ContentType::OnePagerSummary => of::<material::OnePagerSummary>(),
        ContentType::DetailedReadingMaterial => of::<material::DetailedReadingMaterial>(),
        ContentType::Flashcards => of::<material::Flashcards>(),
        ContentType::Quiz => of::<material::Quiz>(),
        ContentType::FaqCollection => of::<material::FaqCollection>(),
        ContentType::ReadingGuideQuestions => of::<material::ReadingGuideQuestions>(),
        ContentType::PodcastScript => of::<material::PodcastScript>(),
        ContentType::LessonPlan => of::<material::LessonPlan>(),
    }
}

/// The same with the number of items that a brief asks for. Made once for each number, since every draft is checked
/// against it several times.
pub fn of_type_with(content_type: ContentType, items_wanted: Option<(usize, usize)>) -> Arc<Value> {
    type Made = Mutex<HashMap<(ContentType, Option<(usize, usize)>), Arc<Value>>>;
    static MADE: OnceLock<Made> = OnceLock::new();
    let mut made = MADE.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner);
    if made.len() >= MOST_MADE {
        made.clear();
    }
    let make = || Arc::new(counting(content_type, items_wanted));
    made.entry((content_type, items_wanted)).or_insert_with(make).clone()
}

fn counting(content_type: ContentType, items_wanted: Option<(usize, usize)>) -> Value {
    let mut schema = of_type(content_type);
    let list = match content_type {
        ContentType::ReadingGuideQuestions => "questions",
        _ => "items",
    };
    if let (Some((least, most)), Some(items)) =
        (items_wanted, schema.pointer_mut(&format!("/properties/{list}")))
    {
        items["minItems"] = json!(least);
        items["maxItems"] = json!(most);
    }
    schema
}

fn of<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
    settings.into_generator().into_root_schema_for::<T>().to_value()
}

/// Everything in `value` that `schema` refuses, at most fifty findings.
pub fn check(schema: &Value, value: &Value) -> Vec<Finding> {
    let mut walk = Walk { findings: Vec::new() };
    walk.value(schema, value, &mut String::new());
    walk.findings
}

struct Walk {
    findings: Vec<Finding>,
}

impl Walk {
    fn refuse(&mut self, code: &str, pointer: &str, detail: String) {
        if self.findings.len() < MAX_FINDINGS {
            self.findings.push(Finding::new(code, pointer, detail));
        }
    }

    fn value(&mut self, schema: &Value, value: &Value, at: &mut String) {
        if let Some(names) = allowed_names(schema) {
            if !value.as_str().is_some_and(|text| names.contains(&text)) {
                self.refuse("unknown_value", at, format!("expected one of {}", names.join(", ")));
            }
            return;
        }
        let expected = schema.get("type").and_then(Value::as_str).unwrap_or_default();
        match (expected, value) {
            ("object", Value::Object(object)) => self.object(schema, object, at),
            ("array", Value::Array(items)) => self.array(schema, items, at),
            ("string", Value::String(text)) => self.string(schema, text, at),
            ("integer", Value::Number(number)) if number.is_u64() || number.is_i64() => {
                self.number(schema, number.as_f64().unwrap_or_default(), at);
            }
            ("boolean", Value::Bool(_)) => {}
            _ => self.refuse("wrong_type", at, format!("expected {expected}, found {}", type_name(value))),
        }
    }

    fn object(&mut self, schema: &Value, object: &Map<String, Value>, at: &mut String) {
        let no_properties = Map::new();
        let properties = schema.get("properties").and_then(Value::as_object).unwrap_or(&no_properties);
        for name in
            schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
        {
            if !object.contains_key(name) {
                self.refuse("missing", at, format!("`{name}` is missing"));
            }
        }
        for (name, value) in object {
            let length = at.len();
            push_token(at, name);
            match properties.get(name) {
                Some(schema) => self.value(schema, value, at),
                None => self.refuse("unknown_field", at, "no such field here; remove it".to_owned()),
            }
            at.truncate(length);
        }
    }

    fn array(&mut self, schema: &Value, items: &[Value], at: &mut String) {
        let (least, most) = (bound(schema, "minItems"), bound(schema, "maxItems"));
        if least.is_some_and(|least| items.len() < least) {
            let detail = format!("{} given; at least {} are needed", items.len(), least.unwrap_or_default());
            self.refuse("too_few", at, detail);
        }
        if most.is_some_and(|most| items.len() > most) {
            let detail = format!("{} given; at most {} are allowed", items.len(), most.unwrap_or_default());
            self.refuse("too_many", at, detail);
            return;
        }
        let Some(schema) = schema.get("items") else { return };
        for (index, item) in items.iter().enumerate() {
            let length = at.len();
            push_token(at, &index.to_string());
            self.value(schema, item, at);
            at.truncate(length);
        }
    }

    fn string(&mut self, schema: &Value, text: &str, at: &str) {
        if bound(schema, "minLength").is_some_and(|least| text.trim().chars().count() < least) {
            self.refuse("too_short", at, "the text is empty".to_owned());
        }
        if let Some(most) = bound(schema, "maxLength") {
            let length = text.chars().count();
            if length > most {
                self.refuse("too_long", at, format!("{length} characters; at most {most} are allowed"));
            }
        }
    }

    fn number(&mut self, schema: &Value, number: f64, at: &str) {
        let least = schema.get("minimum").and_then(Value::as_f64).unwrap_or(f64::NEG_INFINITY);
        let most = schema.get("maximum").and_then(Value::as_f64).unwrap_or(f64::INFINITY);
        if !(least..=most).contains(&number) {
            self.refuse("out_of_range", at, format!("{number} is not from {least} to {most}"));
        }
    }
}

/// The names an enumeration allows; variants with a description come as `oneOf` constants.
fn allowed_names(schema: &Value) -> Option<Vec<&str>> {
    if let Some(names) = schema.get("enum").and_then(Value::as_array) {
        return names.iter().map(Value::as_str).collect();
    }
    let variants = schema.get("oneOf").and_then(Value::as_array)?;
    variants.iter().map(|variant| variant.get("const").and_then(Value::as_str)).collect()
}

fn bound(schema: &Value, keyword: &str) -> Option<usize> {
    schema.get(keyword).and_then(Value::as_u64).and_then(|bound| usize::try_from(bound).ok())
}

fn push_token(at: &mut String, token: &str) {
    at.push('/');
    at.push_str(&token.replace('~', "~0").replace('/', "~1"));
}

fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "a fraction",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
