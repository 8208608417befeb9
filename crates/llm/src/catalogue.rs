//! What is known about models: window, longest answer, price, and which parameters they take.

use crate::providers::ProviderKind;
use crate::reply::Usage;
use crate::request::Request;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The catalogue that ships with this crate.
const BUILT_IN: &str = include_str!("catalogue.toml");

/// Bytes a token stands for when nobody has counted. Rather more tokens than there are: English text has four to
/// five bytes a token with older tokenisers, the newest count about 30 % more tokens.
///
/// **Source** the note on tokens at platform.claude.com, "Claude Haiku 5.5", read 2026-11.
const BYTES_PER_TOKEN: u64 = 3;

/// All models that are known.
#[derive(Debug, Clone)]
pub struct Catalogue {
    models: Vec<ModelCard>,
    unlisted: BTreeMap<String, Unlisted>,
}

/// Why a catalogue could not be read.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// Not TOML, or not of the right form.
    #[error("the model catalogue cannot be read")]
    Form(#[from] toml::de::Error),
    /// A number that cannot be: a negative price, the same model twice.
    #[error("the model catalogue is wrong about `{id}`: {why}")]
    Entry {
        /// Which model.
        id: String,
        /// What is wrong.
        why: &'static str,
    },
}

/// One model.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelCard {
    /// The name the provider knows it by.
    pub id: String,
    /// Who offers it.
    pub provider: ProviderKind,
    /// Prompt and answer together, in tokens; `None` when unknown.
    #[serde(default)]
    pub context_tokens: Option<u64>,
    /// The longest answer in tokens; `None` when unknown.
    #[serde(default)]
    pub max_output_tokens: Option<u32>,
    /// Whether it takes a temperature; where it does not, none is sent.
    #[serde(default)]
    pub temperature: bool,
    /// Whether JSON is asked for by a tool it must use, for want of a schema parameter.
    #[serde(default)]
    pub forced_tool: bool,
    /// What it costs; `None` when unknown, which is not the same as nothing.
    #[serde(default)]
    pub price: Option<Price>,
    /// Where this was read.
    #[serde(default)]
    pub source: String,
    /// When, as `YYYY-MM-DD`.
    #[serde(default)]
    pub read: String,
    /// Whether price and limits were seen on the provider's own page; otherwise a second-hand list says so.
    #[serde(default)]
    pub confirmed: bool,
    /// What else to know.
    #[serde(default)]
    pub note: Option<String>,
}

/// US dollars per million tokens, which is millionths of a dollar per token.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Price {
    /// Tokens sent.
    pub input: f64,
    /// Tokens written.
    pub output: f64,
    /// Tokens sent that the provider had in its cache; like any other when absent.
    #[serde(default)]
    pub cached: Option<f64>,
    /// The price of long prompts, for the whole call.
    #[serde(default)]
    pub long: Option<Tier>,
}

/// The price of prompts above a length.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// Prompts of more tokens than this.
    pub above_input_tokens: u64,
    /// Tokens sent.
    pub input: f64,
    /// Tokens written.
    pub output: f64,
    /// Tokens sent that the provider had in its cache.
    #[serde(default)]
    pub cached: Option<f64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    model: Vec<ModelCard>,
    #[serde(default)]
    unlisted: BTreeMap<String, Unlisted>,
}

/// What is assumed of a model that is not listed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Unlisted {
    #[serde(default)]
    context_tokens: Option<u64>,
    #[serde(default)]
    temperature: bool,
    note: String,
}

impl Default for Catalogue {
    fn default() -> Self {
        Catalogue::parse(BUILT_IN).expect("a test reads the catalogue that is compiled in")
    }
}

impl Catalogue {
    /// Reads a catalogue; see `catalogue.toml` for the form.
    ///
    /// # Errors
    /// [`CatalogueError`] that says which entry is wrong.
    pub fn parse(toml: &str) -> Result<Self, CatalogueError> {
        let file: File = toml::from_str(toml)?;
        for (at, card) in file.model.iter().enumerate() {
            let wrong = |why| Err(CatalogueError::Entry { id: card.id.clone(), why });
            if file.model[..at].iter().any(|other| other.id == card.id) {
                return wrong("it is listed twice");
            }
            if card.price.is_some_and(|price| !price.is_sane()) {
                return wrong("a price is not a number from 0 to 10,000");
            }
            if card.source.is_empty() || card.read.is_empty() {
                return wrong("it does not say where and when this was read");
            }
        }
        Ok(Catalogue { models: file.model, unlisted: file.unlisted })
    }

    /// The same with the models of another catalogue before its own; a model that both list is the other's.
    ///
    /// # Errors
    /// [`CatalogueError`] that says which entry of the other is wrong.
    pub fn extended(mut self, toml: &str) -> Result<Self, CatalogueError> {
        let more = Catalogue::parse(toml)?;
        self.models.retain(|card| !more.models.iter().any(|other| other.id == card.id));
        self.models.splice(0..0, more.models);
        self.unlisted.extend(more.unlisted);
        Ok(self)
    }

    /// All models, in the catalogue's order.
    pub fn models(&self) -> &[ModelCard] {
        &self.models
    }

    /// The model of that name. A date or `-latest` after a listed name is the same model: `gpt-5-2026-01-31` is
    /// `gpt-5`, `gpt-5-mini` is not.
    pub fn find(&self, id: &str) -> Option<&ModelCard> {
        let dated = |rest: &str| {
            let rest = rest.strip_prefix(['-', '@'])?;
            let is_date = rest.len() >= 6 && rest.bytes().all(|b| b.is_ascii_digit() || b == b'-');
            (is_date || rest == "latest").then_some(())
        };
        let exact = self.models.iter().find(|card| card.id == id);
        exact.or_else(|| self.models.iter().find(|card| id.strip_prefix(&card.id).and_then(dated).is_some()))
    }

    /// What to know about a model at a provider, listed or not. Of an unlisted one neither price nor limits are
    /// known, and it is sent nothing it might refuse.
    pub fn card(&self, provider: ProviderKind, id: &str) -> ModelCard {
        if let Some(card) = self.find(id).filter(|card| card.provider == provider) {
            return ModelCard { id: id.to_owned(), ..card.clone() };
        }
        let assumed = self.unlisted.get(provider.as_str());
        ModelCard {
            id: id.to_owned(),
            provider,
            context_tokens: assumed.and_then(|a| a.context_tokens),
            max_output_tokens: None,
            temperature: assumed.is_some_and(|a| a.temperature),
            forced_tool: false,
            price: None,
            source: String::new(),
            read: String::new(),
            confirmed: false,
            note: assumed.map(|a| a.note.clone()),
        }
    }
}

impl ModelCard {
    /// What a call costs in millionths of a US dollar, rounded up; `None` when the price is unknown.
    pub fn cost_usd_micros(&self, usage: Usage) -> Option<u64> {
        self.price.map(|price| price.cost_usd_micros(usage))
    }

    /// The most a call can cost: its prompt as estimated, its longest answer.
    pub fn worst_cost_usd_micros(&self, request: &Request) -> Option<u64> {
        let output_tokens = u64::from(self.fit_output(request.max_output_tokens));
        let input_tokens = estimate_tokens(request.prompt_bytes());
        self.cost_usd_micros(Usage { input_tokens, output_tokens, cached_tokens: 0, estimated: true })
    }

    pub(crate) fn fit_output(&self, wanted: u32) -> u32 {
        wanted.min(self.max_output_tokens.unwrap_or(u32::MAX)).max(1)
    }
}

impl Price {
    fn is_sane(&self) -> bool {
        let long = self.long.map(|l| [l.input, l.output, l.cached.unwrap_or(0.0)]).unwrap_or_default();
        let all = [self.input, self.output, self.cached.unwrap_or(0.0)].into_iter().chain(long);
        all.into_iter().all(|usd| (0.0..=10_000.0).contains(&usd))
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "sane prices times tokens are small and not negative; casts saturate"
    )]
    fn cost_usd_micros(&self, usage: Usage) -> u64 {
        let (input, output, cached) = match self.long {
            Some(long) if usage.input_tokens > long.above_input_tokens => {
                (long.input, long.output, long.cached)
            }
            _ => (self.input, self.output, self.cached),
        };
        let cached_tokens = usage.cached_tokens.min(usage.input_tokens);
        let fresh_tokens = usage.input_tokens - cached_tokens;
        let micros = fresh_tokens as f64 * input
            + cached_tokens as f64 * cached.unwrap_or(input)
            + usage.output_tokens as f64 * output;
        // Sums such as 0.1 + 0.2 must not round a whole number up.
        (micros - 1e-6).ceil().max(0.0) as u64
    }
}

/// How many tokens so many bytes of text are, roughly and rather too many.
pub fn estimate_tokens(bytes: usize) -> u64 {
    (bytes as u64).div_ceil(BYTES_PER_TOKEN)
}

/// The tokens of a call that nobody counted.
pub(crate) fn estimate_usage(request: &Request, answer_bytes: usize) -> Usage {
    Usage {
        input_tokens: estimate_tokens(request.prompt_bytes()),
        output_tokens: estimate_tokens(answer_bytes),
        cached_tokens: 0,
        estimated: true,
    }
}

#[cfg(test)]
mod tests;
