//! What kinds of material there are.

use content::ContentType;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::extract::Json;
use crate::openapi::{Api, Words};

pub(super) fn routes(api: Api) -> Api {
    let words = Words {
        tag: "Catalogue",
        summary: "List content types",
        details: "Each with the JSON Schema of its body, how many items it holds and the formats it can be exported \
                  to. `content_types` and `total_count` are what the earlier product answered.",
        problems: &[],
    };
    api.get("/api/v1/content-types", list, words)
}

async fn list() -> Json<ContentTypes> {
    let items: Vec<ContentTypeView> = ContentType::ALL.into_iter().map(ContentTypeView::of).collect();
    Json(ContentTypes {
        content_types: ContentType::ALL.into_iter().map(ShortView::of).collect(),
        total_count: items.len(),
        items,
        next_cursor: None,
    })
}

/// All content types.
#[derive(Debug, Serialize, JsonSchema)]
struct ContentTypes {
    /// The types.
    items: Vec<ContentTypeView>,
    /// Always `null`: all types stand on one page.
    next_cursor: Option<String>,
    /// The types in short, as the earlier product listed them.
    content_types: Vec<ShortView>,
    /// How many there are.
    total_count: usize,
}

/// A content type.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ContentTypeDescription")]
struct ContentTypeView {
    /// Its name in JSON and addresses.
    content_type: ContentType,
    /// The name a person reads.
    title: &'static str,
    /// What it is, in a sentence.
    description: &'static str,
    /// How many items it holds when a brief does not say; `null` where `count` has no meaning.
    items: Option<ItemRange>,
    /// The formats it can be exported to.
    export_formats: Vec<&'static str>,
    /// JSON Schema (draft 2020-12) of its body.
    schema: Value,
}

/// How many items.
#[derive(Debug, Serialize, JsonSchema)]
struct ItemRange {
    /// Fewest.
    min: usize,
    /// Most.
    max: usize,
}

/// A content type in short.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ContentTypeShort")]
struct ShortView {
    /// Its name in JSON and addresses.
    name: ContentType,
    /// The name a person reads.
    display_name: &'static str,
    /// What it is, in a sentence.
    description: &'static str,
}

impl ContentTypeView {
    fn of(content_type: ContentType) -> Self {
        let formats = export::formats(content_type).iter();
        Self {
            content_type,
            title: content_type.title(),
            description: content_type.description(),
            items: content_type.item_range().map(|(min, max)| ItemRange { min, max }),
            export_formats: formats.map(|format| format.as_str()).collect(),
            schema: content::schema::of_type(content_type),
        }
    }
}

impl ShortView {
    fn of(content_type: ContentType) -> Self {
        Self {
            name: content_type,
            display_name: content_type.title(),
            description: content_type.description(),
        }
    }
}
