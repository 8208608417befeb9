//! Settings → the models that can write.

use std::sync::Arc;

use anyhow::Context;
use content::brief::BUILT_IN_ENGINE;
use factory::usage::{self, Ledger};
use factory::{Clock, Ctx};
use llm::Models;

use crate::settings::ModelSettings;

/// The same parts with the models that the settings name, if a provider is set up.
///
/// # Errors
/// When the catalogue or the proxy cannot be read, or a model is named that no provider is set up for.
pub(crate) async fn with_models(ctx: Ctx, settings: &ModelSettings) -> anyhow::Result<Ctx> {
    let ledger = Ledger::default();
    let spending = usage::spending(&ctx.db, ctx.clock.now_ms()).await?;
    match models(settings, spending, ctx.clock.clone(), ledger.clone())? {
        Some(models) => Ok(ctx.with_models(Arc::new(models), ledger)),
        None => Ok(ctx),
    }
}

/// The models that the settings name; `None` when no provider is set up.
///
/// # Errors
/// As [`with_models`].
pub(crate) fn models(
    settings: &ModelSettings,
    spending: llm::Spending,
    clock: Clock,
    ledger: Ledger,
) -> anyhow::Result<Option<Models>> {
    let endpoints = settings.endpoints();
    if endpoints.is_empty() {
        return match settings.default.as_deref() {
            None | Some(BUILT_IN_ENGINE) => Ok(None),
            Some(name) => anyhow::bail!(
                "models.default is `{name}`, but no provider is set up; set its key, such as OPENAI_API_KEY"
            ),
        };
    }
    let catalogue = catalogue(settings)?;
    let timeouts = llm::Timeouts {
        first_token_ms: settings.first_token_ms,
        silence_ms: settings.silence_ms,
        ..llm::Timeouts::default()
    };
    let config = llm::Config {
        models: preferred(settings, &endpoints, &catalogue),
        endpoints,
        timeouts,
        limits: settings.limits(),
        max_calls_per_request: settings.max_calls.max(1),
        ..llm::Config::default()
    };
    let connection = llm::Connection { timeouts, proxy: settings.proxy.clone() };
    let client = llm::connect(&connection).context("models.proxy cannot be used")?;
    let seed = u64::from(std::process::id()) ^ clock.now_ms().unsigned_abs();
    let now_ms: llm::Clock = Arc::new(move || clock.now_ms().unsigned_abs());
    let budget = llm::Budget::new(settings.limits(), now_ms)
        .from_spending(spending)
        .on_settlement(move |settlement| ledger.note(settlement));
    let parts = llm::Parts {
        transport: llm::Transport::Live(client),
        catalogue: Arc::new(catalogue),
        budget: Arc::new(budget),
        jitter: Arc::new(llm::Jitter::seeded(seed)),
    };
    let models = Models::new(config, parts);
    models.preferred().context("models.default or models.fallbacks name a model that cannot be asked")?;
    Ok(Some(models))
}

/// The models to ask, in order of preference; none when the built-in writer is to be the default.
fn preferred(
    settings: &ModelSettings,
    endpoints: &[llm::Endpoint],
    catalogue: &llm::Catalogue,
) -> Vec<String> {
    let first = match settings.default.as_deref() {
        Some(BUILT_IN_ENGINE) => return Vec::new(),
        Some(name) => Some(name.to_owned()),
        None => endpoints.iter().find_map(|endpoint| {
            let card = catalogue.models().iter().find(|card| card.provider == endpoint.kind)?;
            Some(format!("{}/{}", endpoint.label(), card.id))
        }),
    };
    first.into_iter().chain(settings.fallbacks.iter().cloned()).collect()
}

/// The catalogue that ships with the program, with the additions of a file.
fn catalogue(settings: &ModelSettings) -> anyhow::Result<llm::Catalogue> {
    let Some(file) = &settings.catalogue else { return Ok(llm::Catalogue::default()) };
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("models.catalogue: `{}` cannot be read", file.display()))?;
    llm::Catalogue::default()
        .extended(&text)
        .with_context(|| format!("models.catalogue: `{}` is no catalogue of models", file.display()))
}
