//! The OpenAPI document, read off the handlers.
//!
//! [`Api`] takes a handler once and adds it to the router and to the document. What the handler takes and answers is
//! told by the types in its signature ([`Takes`], [`Answers`]), whose JSON Schemas come from the very types that are
//! read and written. So the document cannot say anything else than the program does.

use std::sync::OnceLock;

mod api;
mod document;
mod handler;
mod operation;
pub(crate) mod page;
mod schemas;

pub(crate) use api::{Api, Words};
pub(crate) use document::Document;
pub(crate) use operation::{Answers, Operation, Takes};
pub(crate) use schemas::Schemas;

/// The OpenAPI document as JSON, indented.
pub fn openapi_json() -> &'static str {
    static JSON: OnceLock<String> = OnceLock::new();
    JSON.get_or_init(|| {
        let document = crate::api::routes().into_parts().1;
        serde_json::to_string_pretty(&document.into_json()).expect("a JSON value is always written")
    })
}
