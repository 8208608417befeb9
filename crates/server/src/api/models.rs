//! Which engines can write.

use content::brief::BUILT_IN_ENGINE;
use schemars::JsonSchema;
use serde::Serialize;

use crate::extract::Json;
use crate::openapi::{Api, Words};
use crate::reply::Page;

pub(super) fn routes(api: Api) -> Api {
    let words = Words {
        tag: "Catalogue",
        summary: "List engines",
        details: "What may stand as `engine` in a brief, with prices.",
        problems: &[],
    };
    api.get("/api/v1/models", list, words)
}

async fn list() -> Json<Page<Engine>> {
    let built_in = Engine {
        name: BUILT_IN_ENGINE,
        title: "Built-in writer",
        description: "Writes from the sources' own words, without a model and without a network.",
        context_tokens: None,
        price: Price { input_usd_per_million_tokens: 0.0, output_usd_per_million_tokens: 0.0 },
    };
    Json(Page::whole(vec![built_in]))
}

/// An engine that can write.
#[derive(Debug, Serialize, JsonSchema)]
struct Engine {
    /// What a brief calls it.
    name: &'static str,
    /// The name a person reads.
    title: &'static str,
    /// What it is, in a sentence.
    description: &'static str,
    /// How much it can read at once, in tokens; `null` when that has no meaning.
    context_tokens: Option<u32>,
    /// What it costs.
    price: Price,
}

/// What an engine costs.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "EnginePrice")]
struct Price {
    /// US dollars for a million tokens read.
    input_usd_per_million_tokens: f64,
    /// US dollars for a million tokens written.
    output_usd_per_million_tokens: f64,
}
