//! Engines: who writes, the built-in writer or a model.

use std::sync::Arc;

use auth::user::UserId;
use content::Brief;
use content::brief::BUILT_IN_ENGINE;
/// What is known about a model.
pub use llm::ModelCard;
use llm::{CallBudget, Model};

use crate::ctx::Ctx;
use crate::error::Error;

/// The most engines a refusal names.
const NAMED: usize = 12;

/// Who writes.
#[derive(Clone)]
pub enum Engine {
    /// The built-in writer.
    BuiltIn,
    /// A model.
    Model {
        /// What a brief calls it.
        name: String,
        /// The model, with everything around it.
        model: Arc<dyn Model>,
        /// Its window in tokens, where it is known.
        context_tokens: Option<u64>,
    },
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::BuiltIn => f.write_str("BuiltIn"),
            Self::Model { name, .. } => write!(f, "Model({name})"),
        }
    }
}

impl Engine {
    /// Whether a model writes.
    pub fn is_model(&self) -> bool {
        matches!(self, Self::Model { .. })
    }
}

/// The engine that a brief asks for: the one it names, or the first model that is set up, or the built-in writer.
///
/// # Errors
/// [`Error::Invalid`] that names the engines there are.
pub fn choose(ctx: &Ctx, brief: &Brief, at: &str) -> Result<Engine, Error> {
    let unknown = |name: &str| {
        let shown: String = name.chars().take(80).collect();
        let detail = format!("`{shown}` is not configured here; the engines are {}", listed(ctx));
        Error::invalid("unknown_value", &format!("{at}/engine"), detail)
    };
    let Some(models) = &ctx.models else {
        return match brief.engine.as_deref() {
            None | Some(BUILT_IN_ENGINE) => Ok(Engine::BuiltIn),
            Some(name) => Err(unknown(name)),
        };
    };
    match brief.engine.as_deref() {
        Some(BUILT_IN_ENGINE) => Ok(Engine::BuiltIn),
        Some(name) if models.offers(name) => {
            let model = models.model(name).map_err(|_| unknown(name))?;
            let context_tokens = models.card(name).ok().and_then(|card| card.context_tokens);
            Ok(Engine::Model { name: name.to_owned(), model, context_tokens })
        }
        Some(name) => Err(unknown(name)),
        None => {
            let preferred = models.preferred().map_err(|_| unknown("the default model"))?;
            let name = models.preferred_name().unwrap_or_default().to_owned();
            let context_tokens = models.preferred_context_tokens();
            Ok(preferred.map_or(Engine::BuiltIn, |model| Engine::Model { name, model, context_tokens }))
        }
    }
}

/// The models that a brief may name, each with what is known about it.
pub fn offered(ctx: &Ctx) -> Vec<(String, ModelCard)> {
    ctx.models.as_ref().map(|models| models.offered()).unwrap_or_default()
}

/// The engine of briefs that name none.
pub fn default_name(ctx: &Ctx) -> String {
    let preferred = ctx.models.as_ref().and_then(|models| models.preferred_name());
    preferred.unwrap_or(BUILT_IN_ENGINE).to_owned()
}

/// The calls of models that one material may take, charged to its owner.
pub fn allowance(ctx: &Ctx, owner: UserId) -> CallBudget {
    let account = owner.to_string();
    ctx.models.as_ref().map_or_else(CallBudget::default, |models| models.allowance(Some(&account)))
}

/// Refuses work that nothing is left to pay for.
///
/// # Errors
/// [`Error::Budget`].
pub fn check_budget(ctx: &Ctx, engine: &Engine, owner: UserId) -> Result<(), Error> {
    let Some(models) = ctx.models.as_ref().filter(|_| engine.is_model()) else { return Ok(()) };
    models.check_budget(Some(&owner.to_string())).map_err(Error::of_model)
}

fn listed(ctx: &Ctx) -> String {
    let models = offered(ctx).into_iter().map(|(name, _)| name);
    let names: Vec<String> = std::iter::once(BUILT_IN_ENGINE.to_owned()).chain(models).take(NAMED).collect();
    names.join(", ")
}
