//! The whole document.

use axum::http::Method;
use content::ContentType;
use serde_json::{Map, Value, json};

use super::{Operation, Schemas, Words};
use crate::problem::{self, Kind};

/// What the document says about the whole.
const ABOUT: &str = "Turns a topic or your own sources into learning materials that are checked before anyone sees \
them: every stated fact points to its place in a source, and the server has verified it.\n\n\
Errors are RFC 9457 `application/problem+json`. Lists take `limit` and `cursor` and answer `{items, next_cursor}`. \
`X-Request-Id` is taken from the request or made, and stands on every answer. Unknown fields of a request body are \
ignored. A POST that creates takes an `Idempotency-Key` and, sent again with the same body within a day, answers what \
it answered before, with `Idempotent-Replayed: true`.";

/// The document as it grows.
#[derive(Debug, Default)]
pub(crate) struct Document {
    paths: Map<String, Value>,
    pub(crate) schemas: Schemas,
}

impl Document {
    /// Adds an operation.
    pub(crate) fn add(&mut self, method: &Method, path: &str, mut operation: Operation, words: Words) {
        for kind in [Kind::CrossSite, Kind::WrongHost, Kind::Unavailable] {
            if kind != Kind::CrossSite || *method != Method::GET {
                operation.problem(kind);
            }
        }
        operation.responses.sort_keys();
        let mut entry = json!({
            "operationId": operation_id(method, path),
            "tags": [words.tag],
            "summary": words.summary,
            "description": words.details,
            "parameters": named(operation.parameters, path),
            "responses": operation.responses,
        });
        if let Some(body) = operation.request_body {
            entry["requestBody"] = body;
        }
        if operation.secured {
            entry["security"] = json!([{ "bearer": [] }, { "key": [] }, { "session": [] }]);
        }
        let item = self.paths.entry(path).or_insert_with(|| json!({}));
        item[method.as_str().to_lowercase()] = entry;
    }

    /// The document as JSON.
    pub(crate) fn into_json(self) -> Value {
        let Self { paths, mut schemas } = self;
        schemas.output::<problem::ProblemBody<'static>>();
        let mut components = schemas.into_components();
        bodies_by_type(&mut components);
        json!({
            "openapi": "3.1.0",
            "info": {
                "title": "La Factoria",
                "version": env!("CARGO_PKG_VERSION"),
                "description": ABOUT,
                "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
            },
            "servers": [{ "url": "/" }],
            "paths": paths,
            "components": { "schemas": components, "securitySchemes": security_schemes() },
        })
    }
}

/// How a client shows who it is. On an installation without accounts nobody has to.
fn security_schemes() -> Value {
    json!({
        "bearer": {
            "type": "http",
            "scheme": "bearer",
            "description": "An access token of `POST /api/v1/auth/token`, or an API key.",
        },
        "key": {
            "type": "apiKey",
            "in": "header",
            "name": "x-api-key",
            "description": "An API key, in place of `Authorization`.",
        },
        "session": {
            "type": "apiKey",
            "in": "cookie",
            "name": auth::session::COOKIE,
            "description": "A browser's session; changes need `x-csrf-token` and come from the site's own pages.",
        },
    })
}

/// Names the parameters of the path, which handlers know only by type.
fn named(mut parameters: Vec<Value>, path: &str) -> Vec<Value> {
    let names = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let unnamed = parameters.iter_mut().filter(|parameter| parameter["in"] == "path");
    for (parameter, name) in unnamed.zip(names) {
        parameter["name"] = json!(name);
    }
    parameters
}

/// `POST /api/v1/materials/{id}/approve` is `post_materials_id_approve`.
fn operation_id(method: &Method, path: &str) -> String {
    let place = path.trim_start_matches("/api/v1").replace(['{', '}'], "");
    format!("{}{}", method.as_str().to_lowercase(), place.replace(['/', '-', '.'], "_"))
}

/// A material's body has the shape of its content type; each shape becomes a schema of its own.
fn bodies_by_type(components: &mut Map<String, Value>) {
    let mut shapes = Vec::new();
    for content_type in ContentType::ALL {
        // a brief's `count` takes the place of a type's own bounds
        let (least, most) = content::brief::COUNT;
        let counted = content_type.item_range().map(|_| (least as usize, most as usize));
        let mut schema = content::schema::of_type_with(content_type, counted).as_ref().clone();
        if let Some(schema) = schema.as_object_mut() {
            schema.shift_remove("$schema");
        }
        let name = schema["title"].as_str().unwrap_or(content_type.as_str()).to_owned();
        shapes.push(json!({ "$ref": format!("#/components/schemas/{name}") }));
        components.insert(name, schema);
    }
    shapes.push(json!({ "type": "null" }));
    if let Some(body) =
        components.get_mut("Material").and_then(|schema| schema.pointer_mut("/properties/body"))
    {
        let words = body.get("description").cloned().unwrap_or_default();
        *body = json!({ "description": words, "anyOf": shapes });
    }
}
