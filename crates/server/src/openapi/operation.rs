//! One operation of the document, and what handler types say about it.

use axum::http::StatusCode;
use schemars::JsonSchema;
use serde_json::{Map, Value, json};

use super::Schemas;
use crate::problem::{self, Problem};

/// One operation: what a method at an address takes and answers.
#[derive(Debug, Default)]
pub(crate) struct Operation {
    pub(crate) parameters: Vec<Value>,
    pub(crate) request_body: Option<Value>,
    pub(crate) responses: Map<String, Value>,
    /// Whether it asks who the caller is.
    pub(crate) secured: bool,
}

/// What an extractor asks of a request.
pub(crate) trait Takes {
    /// Adds it to the operation.
    fn describe(operation: &mut Operation, schemas: &mut Schemas);
}

/// What a handler looks at only after something else.
impl<T: Takes, E> Takes for Result<T, E> {
    fn describe(operation: &mut Operation, schemas: &mut Schemas) {
        T::describe(operation, schemas);
    }
}

/// What a handler answers.
pub(crate) trait Answers {
    /// Adds it to the operation.
    fn describe(operation: &mut Operation, schemas: &mut Schemas);
}

impl Operation {
    /// The parameter of the path; its name stands in the address.
    pub(crate) fn path(&mut self, schema: &Value, words: &str) {
        self.parameters.push(json!({
            "name": "", "in": "path", "required": true, "description": words, "schema": schema,
        }));
    }

    /// A header that a request may carry.
    pub(crate) fn header(&mut self, name: &str, schema: &Value, words: &str) {
        self.parameters.push(json!({
            "name": name, "in": "header", "required": false, "description": words, "schema": schema,
        }));
    }

    /// The parameters of the address that a query's fields are.
    pub(crate) fn query<T: JsonSchema>(&mut self, schemas: &mut Schemas) {
        let schema = schemas.inline_input::<T>();
        let required: Vec<&str> = names(&schema).collect();
        let no_fields = Map::new();
        for (name, field) in schema.get("properties").and_then(Value::as_object).unwrap_or(&no_fields) {
            let mut field = field.clone();
            let words = take_description(&mut field);
            self.parameters.push(json!({
                "name": name,
                "in": "query",
                "required": required.contains(&name.as_str()),
                "description": words,
                "schema": field,
            }));
        }
    }

    /// The body that a request carries.
    pub(crate) fn body(&mut self, media_types: &[&str], schema: &Value, words: &str) {
        let content: Map<String, Value> =
            media_types.iter().map(|media| ((*media).to_owned(), json!({ "schema": schema }))).collect();
        self.request_body = Some(json!({ "required": true, "description": words, "content": content }));
    }

    /// An answer with a body in one of these media types; without a body when there are none.
    pub(crate) fn answer(&mut self, status: StatusCode, media_types: &[&str], schema: &Value, words: &str) {
        let content: Map<String, Value> =
            media_types.iter().map(|media| ((*media).to_owned(), json!({ "schema": schema }))).collect();
        let mut answer = json!({ "description": words });
        if !content.is_empty() {
            answer["content"] = Value::Object(content);
        }
        self.responses.insert(status.as_str().to_owned(), answer);
    }

    /// Another media type of an answer that is described already, with a schema of its own.
    pub(crate) fn answer_also(&mut self, status: StatusCode, media_type: &str, schema: &Value) {
        if let Some(answer) = self.responses.get_mut(status.as_str()) {
            answer["content"][media_type] = json!({ "schema": schema });
        }
    }

    /// A header of an answer that is described already.
    pub(crate) fn answer_header(&mut self, status: StatusCode, name: &str, words: &str) {
        if let Some(answer) = self.responses.get_mut(status.as_str()) {
            answer["headers"][name] = json!({ "description": words, "schema": { "type": "string" } });
        }
    }

    /// A problem that may come back.
    pub(crate) fn problem(&mut self, kind: problem::Kind) {
        let status = kind.status();
        if !self.responses.contains_key(status.as_str()) {
            let schema = json!({ "$ref": "#/components/schemas/Problem" });
            self.answer(status, &[problem::MEDIA_TYPE], &schema, kind.title());
        }
    }
}

impl<T: Answers> Answers for Result<T, Problem> {
    fn describe(operation: &mut Operation, schemas: &mut Schemas) {
        T::describe(operation, schemas);
    }
}

fn names(schema: &Value) -> impl Iterator<Item = &str> {
    schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

fn take_description(field: &mut Value) -> String {
    let description = field.as_object_mut().and_then(|field| field.shift_remove("description"));
    description.and_then(|words| words.as_str().map(ToOwned::to_owned)).unwrap_or_default()
}
