//! Which engines can write.

use axum::extract::State;
use content::brief::BUILT_IN_ENGINE;
use factory::engine::ModelCard;
use schemars::JsonSchema;
use serde::Serialize;

use crate::app::App;
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

async fn list(State(app): State<App>) -> Json<Page<Engine>> {
    let built_in = Engine {
        name: BUILT_IN_ENGINE.to_owned(),
        title: "Built-in writer".to_owned(),
        description: "Writes from the sources' own words, without a model and without a network.".to_owned(),
        is_default: false,
        context_tokens: None,
        price: Some(Price {
            input_usd_per_million_tokens: 0.0,
            cached_usd_per_million_tokens: None,
            output_usd_per_million_tokens: 0.0,
        }),
        price_source: None,
        price_read: None,
    };
    let offered = factory::engine::offered(&app.ctx).into_iter().map(|(name, card)| Engine::of(name, card));
    let mut engines: Vec<Engine> = std::iter::once(built_in).chain(offered).collect();
    let default = factory::engine::default_name(&app.ctx);
    for engine in &mut engines {
        engine.is_default = engine.name == default;
    }
    Json(Page::whole(engines))
}

/// An engine that can write.
#[derive(Debug, Serialize, JsonSchema)]
struct Engine {
    /// What a brief calls it.
    name: String,
    /// The name a person reads.
    title: String,
    /// What it is, in a sentence.
    description: String,
    /// Whether it writes what names no engine.
    is_default: bool,
    /// How much it can read at once, in tokens; `null` when unknown or when that has no meaning.
    context_tokens: Option<u64>,
    /// What it costs; `null` when unknown.
    price: Option<Price>,
    /// Where the price was read; `null` when there is none.
    price_source: Option<String>,
    /// When it was read, as `YYYY-MM-DD`.
    price_read: Option<String>,
}

/// What an engine costs.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "EnginePrice")]
struct Price {
    /// US dollars for a million tokens read.
    input_usd_per_million_tokens: f64,
    /// US dollars for a million tokens read that the provider had in its cache; as any other when `null`.
    cached_usd_per_million_tokens: Option<f64>,
    /// US dollars for a million tokens written.
    output_usd_per_million_tokens: f64,
}

impl Engine {
    fn of(name: String, card: ModelCard) -> Self {
        let description = match &card.note {
            Some(note) => format!("A model of {}; {note}.", card.provider.as_str()),
            None => format!("A model of {}.", card.provider.as_str()),
        };
        let known = |text: String| Some(text).filter(|text| !text.is_empty());
        Self {
            title: card.id,
            description,
            is_default: false,
            context_tokens: card.context_tokens,
            price: card.price.map(|price| Price {
                input_usd_per_million_tokens: price.input,
                cached_usd_per_million_tokens: price.cached,
                output_usd_per_million_tokens: price.output,
            }),
            price_source: known(card.source),
            price_read: known(card.read),
            name,
        }
    }
}
