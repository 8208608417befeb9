//! One JSON Schema in the dialect each provider takes. What a provider refuses is left out here and checked by us
//! in the answer; limits that are left out are said in words instead.
//!
//! **Source** the providers' pages on structured output (platform.openai.com, platform.claude.com, ai.google.dev),
//! read 2026-11.

use serde_json::{Map, Value, json};

/// Whose rules a schema must keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// Strict mode: every member required, no further members, few keywords.
    OpenAi = 0,
    /// No further members, no limits on sizes or numbers.
    Anthropic = 1,
    /// JSON Schema without exclusive limits and string lengths.
    Gemini = 2,
    /// Anything goes: grammars made from schemas ignore what they do not know.
    Compatible = 3,
}

/// Deeper schemas than this are cut off; ours are a tenth of it.
const MAX_DEPTH: usize = 64;

const COMMON: &[&str] =
    &["type", "enum", "description", "title", "$ref", "anyOf", "items", "properties", "required"];
const NUMBERS: &[&str] = &["minimum", "maximum"];
const SIZES: &[&str] = &["minItems", "maxItems"];
const STRICT_NUMBERS: &[&str] = &["exclusiveMinimum", "exclusiveMaximum", "multipleOf"];

/// The schema as a dialect takes it.
pub(crate) fn narrow(schema: &Value, dialect: Dialect) -> Value {
    if dialect == Dialect::Compatible {
        let mut same = schema.clone();
        if let Some(root) = same.as_object_mut() {
            root.shift_remove("$schema");
        }
        return same;
    }
    let mut root = node(resolve(schema, schema), dialect, 0);
    let definitions = schema.get("$defs").or_else(|| schema.get("definitions")).and_then(Value::as_object);
    if let (Some(definitions), Some(root)) = (definitions, root.as_object_mut()) {
        let narrowed: Map<String, Value> =
            definitions.iter().map(|(name, s)| (name.clone(), node(s, dialect, 1))).collect();
        root.insert("$defs".into(), Value::Object(narrowed));
    }
    root
}

/// Follows a `$ref` within one document, a few steps at most.
pub(crate) fn resolve<'a>(schema: &'a Value, document: &'a Value) -> &'a Value {
    let mut at = schema;
    for _ in 0..8 {
        let Some(reference) = at.get("$ref").and_then(Value::as_str) else { break };
        let Some(target) = reference.strip_prefix('#').and_then(|p| document.pointer(p)) else { break };
        at = target;
    }
    at
}

/// Takes out of an answer the nulls that strict mode forced into members the caller made optional.
pub(crate) fn drop_forced_nulls(value: &mut Value, schema: &Value, document: &Value) {
    let schema = resolve(schema, document);
    match value {
        Value::Object(members) => {
            let Some(properties) = schema.get("properties").and_then(Value::as_object) else { return };
            members.retain(|name, member| {
                !member.is_null() || properties.get(name).is_none_or(|s| allows_null(resolve(s, document)))
            });
            for (name, member) in members {
                if let Some(property) = properties.get(name) {
                    drop_forced_nulls(member, property, document);
                }
            }
        }
        Value::Array(items) => {
            let Some(schema) = schema.get("items") else { return };
            items.iter_mut().for_each(|item| drop_forced_nulls(item, schema, document));
        }
        _ => {}
    }
}

fn allows_null(schema: &Value) -> bool {
    let is_null = |t: &Value| t == "null";
    match schema.get("type") {
        Some(Value::Array(types)) => types.iter().any(is_null),
        Some(one) => is_null(one),
        None => schema.get("anyOf").and_then(Value::as_array).is_none_or(|a| a.iter().any(allows_null)),
    }
}

fn node(schema: &Value, dialect: Dialect, depth: usize) -> Value {
    let Some(source) = schema.as_object().filter(|_| depth < MAX_DEPTH) else { return json!({}) };
    if let Some(reference) = source.get("$ref") {
        // Nothing may stand beside a reference, and old documents call their definitions otherwise.
        let to = reference.as_str().unwrap_or_default().replace("#/definitions/", "#/$defs/");
        return json!({ "$ref": to });
    }
    if let Some(only) = source.get("allOf").and_then(Value::as_array).filter(|a| a.len() == 1) {
        return node(&only[0], dialect, depth + 1);
    }
    if let Some(choices) = constants(source) {
        return choices;
    }
    let mut out: Map<String, Value> = source
        .iter()
        .filter(|(key, _)| keeps(key, dialect))
        .map(|(key, value)| (key.clone(), part(key, value, dialect, depth)))
        .collect();
    if let Some(variants) = source.get("oneOf") {
        out.insert("anyOf".into(), part("anyOf", variants, dialect, depth));
    }
    if let Some(constant) = source.get("const") {
        out.insert("enum".into(), json!([constant]));
    }
    say_sizes(source, &mut out, dialect);
    close_object(&mut out, dialect);
    split_types(out, dialect)
}

fn keeps(key: &str, dialect: Dialect) -> bool {
    COMMON.contains(&key)
        || dialect == Dialect::Gemini && (NUMBERS.contains(&key) || SIZES.contains(&key))
        || dialect == Dialect::OpenAi
            && (NUMBERS.contains(&key) || SIZES.contains(&key) || STRICT_NUMBERS.contains(&key))
}

fn part(key: &str, value: &Value, dialect: Dialect, depth: usize) -> Value {
    match (key, value) {
        ("properties", Value::Object(members)) => {
            members.iter().map(|(name, s)| (name.clone(), node(s, dialect, depth + 1))).collect()
        }
        ("anyOf", Value::Array(variants)) => variants.iter().map(|s| node(s, dialect, depth + 1)).collect(),
        ("items", Value::Object(_)) => node(value, dialect, depth + 1),
        _ => value.clone(),
    }
}

/// A choice between constants, as a type with documented variants gives, is an `enum`.
fn constants(source: &Map<String, Value>) -> Option<Value> {
    let variants = source.get("oneOf").or_else(|| source.get("anyOf"))?.as_array()?;
    let mut all = Vec::new();
    for variant in variants {
        match (variant.get("const"), variant.get("enum")) {
            (Some(one @ Value::String(_)), _) => all.push(one.clone()),
            (None, Some(Value::Array(many))) if many.iter().all(Value::is_string) => {
                all.extend(many.iter().cloned());
            }
            _ => return None,
        }
    }
    let mut out = json!({ "type": "string", "enum": all });
    if let Some(description) = source.get("description") {
        out["description"] = description.clone();
    }
    Some(out)
}

/// Says in words what the dialect has no keyword for.
fn say_sizes(source: &Map<String, Value>, out: &mut Map<String, Value>, dialect: Dialect) {
    let mut said = Vec::new();
    let limits = [
        ("minItems", "At least", "items"),
        ("maxItems", "At most", "items"),
        ("minLength", "At least", "characters"),
        ("maxLength", "At most", "characters"),
        ("minimum", "At least", ""),
        ("maximum", "At most", ""),
    ];
    for (keyword, word, unit) in limits {
        if let Some(limit) = source.get(keyword).and_then(Value::as_f64).filter(|_| !keeps(keyword, dialect))
        {
            said.push(format!("{word} {limit} {unit}").trim_end().to_owned() + ".");
        }
    }
    if !said.is_empty() {
        let before = out.get("description").and_then(Value::as_str).unwrap_or_default();
        let description = format!("{before} {}", said.join(" "));
        out.insert("description".into(), description.trim().into());
    }
}

/// No further members; in strict mode every member is required and an optional one may be null instead.
fn close_object(out: &mut Map<String, Value>, dialect: Dialect) {
    if out.get("type") != Some(&json!("object")) && !out.contains_key("properties") {
        return;
    }
    if dialect != Dialect::Gemini {
        out.insert("additionalProperties".into(), json!(false));
    }
    if dialect != Dialect::OpenAi {
        return;
    }
    let required: Vec<Value> = out.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
    let Some(Value::Object(members)) = out.get_mut("properties") else { return };
    for (name, member) in members.iter_mut() {
        if !required.iter().any(|r| r == name) {
            *member = or_null(member.take());
        }
    }
    let all: Vec<Value> = members.keys().map(|name| json!(name)).collect();
    out.insert("required".into(), all.into());
}

fn or_null(schema: Value) -> Value {
    if allows_null(&schema) && (schema.get("type").is_some() || schema.get("anyOf").is_some()) {
        return schema;
    }
    json!({ "anyOf": [schema, { "type": "null" }] })
}

/// Where a list of types is not taken, each type becomes a variant.
fn split_types(mut out: Map<String, Value>, dialect: Dialect) -> Value {
    if dialect != Dialect::Anthropic || !out.get("type").is_some_and(Value::is_array) {
        return Value::Object(out);
    }
    let types = out.shift_remove("type").and_then(|t| t.as_array().cloned()).unwrap_or_default();
    let variants: Vec<Value> = types
        .into_iter()
        .map(|kind| {
            let mut variant = if kind == "null" { Map::new() } else { out.clone() };
            variant.insert("type".into(), kind);
            Value::Object(variant)
        })
        .collect();
    json!({ "anyOf": variants })
}

#[cfg(test)]
mod tests;
