//! `Models`: settings become models that can be asked by name. Each is, from the outside in: cache, fall-back, retry,
//! breaker, budget, provider.

use crate::breaker::{Breaker, Guarded};
use crate::budget::{Budget, Metered};
use crate::cache::{AnswerCache, Cached};
use crate::call_budget::CallBudget;
use crate::catalogue::{Catalogue, ModelCard};
use crate::config::{Config, Endpoint};
use crate::error::Error;
use crate::fallback::Fallback;
use crate::jitter::Jitter;
use crate::model::Model;
use crate::providers::{Provider, ProviderKind, Transport};
use crate::retry::Retry;
use std::collections::HashMap;
use std::sync::Arc;

/// What the parts of a model share.
#[derive(Clone)]
pub struct Parts {
    /// Where requests go.
    pub transport: Transport,
    /// What is known about models.
    pub catalogue: Arc<Catalogue>,
    /// The limits and the books.
    pub budget: Arc<Budget>,
    /// Spreads waiting times.
    pub jitter: Arc<Jitter>,
}

/// A model's name: `provider/model`, or a name that the catalogue knows.
#[derive(Debug, Clone, PartialEq, Eq)]
struct ModelName {
    /// The provider's label, if given.
    provider: Option<String>,
    /// The model's id.
    id: String,
}

impl ModelName {
    /// Splits a name at its first slash, if what stands before it is a provider that is set up.
    fn parse(name: &str, endpoints: &[Endpoint]) -> Self {
        match name.split_once('/') {
            Some((provider, id)) if endpoints.iter().any(|e| e.label() == provider) => {
                ModelName { provider: Some(provider.to_owned()), id: id.to_owned() }
            }
            _ => ModelName { provider: None, id: name.to_owned() },
        }
    }
}

/// All models that are set up.
pub struct Models {
    config: Config,
    parts: Parts,
    cache: AnswerCache,
    breakers: HashMap<String, Arc<Breaker>>,
}

impl Models {
    /// Sets up what the settings say. Nothing is called yet.
    pub fn new(config: Config, parts: Parts) -> Self {
        let breaker = |e: &Endpoint| (e.label().to_owned(), Arc::new(Breaker::new(config.retries.breaker)));
        let breakers = config.endpoints.iter().map(breaker).collect();
        let cache = AnswerCache::new(config.cache);
        Models { config, parts, cache, breakers }
    }

    /// Whether any provider is set up.
    pub fn is_empty(&self) -> bool {
        self.config.endpoints.is_empty()
    }

    /// The providers' labels.
    pub fn providers(&self) -> impl Iterator<Item = &str> {
        self.config.endpoints.iter().map(Endpoint::label)
    }

    /// An allowance for one request, as the settings have it.
    pub fn allowance(&self, account: Option<&str>) -> CallBudget {
        let most = self.config.max_calls_per_request;
        account.map_or_else(|| CallBudget::new(most), |account| CallBudget::for_account(most, account))
    }

    /// The models of the settings, in order of preference, as one; `None` when none is named.
    ///
    /// # Errors
    /// [`Error::BadRequest`] that names what no provider is set up for.
    pub fn preferred(&self) -> Result<Option<Arc<dyn Model>>, Error> {
        if self.config.models.is_empty() {
            return Ok(None);
        }
        // The last of several must find a call left.
        let share =
            self.config.max_calls_per_request / u32::try_from(self.config.models.len()).unwrap_or(u32::MAX);
        let all: Result<Vec<_>, Error> =
            self.config.models.iter().map(|name| self.reliable(name, share.max(1))).collect();
        Ok(Some(self.cached(all?)))
    }

    /// The model of a name, without fall-back to others.
    ///
    /// # Errors
    /// [`Error::BadRequest`] when no provider is set up for it.
    pub fn model(&self, name: &str) -> Result<Arc<dyn Model>, Error> {
        Ok(self.cached(vec![self.reliable(name, u32::MAX)?]))
    }

    /// What is known about the model of a name.
    ///
    /// # Errors
    /// [`Error::BadRequest`] when no provider is set up for it.
    pub fn card(&self, name: &str) -> Result<ModelCard, Error> {
        self.resolve(name).map(|(_, card)| card)
    }

    /// The models that can be chosen by name: those of the settings first, then all of the catalogue that a provider is
    /// set up for. Each with its name and what is known about it.
    pub fn offered(&self) -> Vec<(String, ModelCard)> {
        let mut offered: Vec<(String, ModelCard)> = Vec::new();
        for name in &self.config.models {
            if let Ok((_, card)) = self.resolve(name) {
                offered.push((name.clone(), card));
            }
        }
        for card in self.parts.catalogue.models() {
            let Some(endpoint) = self.config.endpoints.iter().find(|e| e.kind == card.provider) else {
                continue;
            };
            let name = format!("{}/{}", endpoint.label(), card.id);
            if !offered.iter().any(|(known, other)| {
                *known == name || (other.id == card.id && other.provider == card.provider)
            }) {
                offered.push((name, card.clone()));
            }
        }
        offered
    }

    /// Whether a model may be chosen by this name: one that is [`Models::offered`], by its name or its id, or any model of
    /// a server of one's own, written `provider/model`.
    pub fn offers(&self, name: &str) -> bool {
        let Ok((endpoint, card)) = self.resolve(name) else { return false };
        let is_own = !is_official(endpoint.kind)
            && name.strip_prefix(endpoint.label()).is_some_and(|rest| rest.starts_with('/'));
        is_own
            || self.offered().iter().any(|(known, other)| {
                known == name || (other.id == card.id && other.provider == card.provider)
            })
    }

    /// The first of the settings' models, as it is called there.
    pub fn preferred_name(&self) -> Option<&str> {
        self.config.models.first().map(String::as_str)
    }

    /// The smallest window of the settings' models, in tokens, where any is known.
    pub fn preferred_context_tokens(&self) -> Option<u64> {
        let cards = self.config.models.iter().filter_map(|name| self.card(name).ok());
        cards.filter_map(|card| card.context_tokens).min()
    }

    /// Whether anything is left to spend for an account.
    ///
    /// # Errors
    /// [`Error::BudgetExceeded`] that names the limit which is used up.
    pub fn check_budget(&self, account: Option<&str>) -> Result<(), Error> {
        self.parts.budget.check(account)
    }

    /// The limits and the books.
    pub fn budget(&self) -> &Budget {
        &self.parts.budget
    }

    /// The catalogue in use.
    pub fn catalogue(&self) -> &Catalogue {
        &self.parts.catalogue
    }

    fn cached(&self, mut models: Vec<Arc<dyn Model>>) -> Arc<dyn Model> {
        let one: Arc<dyn Model> = match models.len() {
            1 => models.remove(0),
            _ => Arc::new(Fallback::new(models)),
        };
        Arc::new(Cached::new(one, self.cache.clone()))
    }

    /// A provider's model with budget, breaker and retries around it; asked so often at most.
    fn reliable(&self, name: &str, most_attempts: u32) -> Result<Arc<dyn Model>, Error> {
        let (endpoint, card) = self.resolve(name)?;
        let parts = &self.parts;
        let provider = Provider::new(parts.transport.clone(), endpoint, card.clone(), self.config.timeouts)?;
        let metered = Arc::new(Metered::new(Arc::new(provider), card, parts.budget.clone()));
        let label = endpoint.label();
        let breaker = self
            .breakers
            .get(label)
            .cloned()
            .unwrap_or_else(|| Arc::new(Breaker::new(self.config.retries.breaker)));
        let guarded = Arc::new(Guarded::new(metered, breaker, label));
        let mut policy = self.config.retries.retry;
        policy.attempts = policy.attempts.min(most_attempts);
        Ok(Arc::new(Retry::new(guarded, policy, parts.jitter.clone())))
    }

    fn resolve(&self, name: &str) -> Result<(&Endpoint, ModelCard), Error> {
        let endpoints = &self.config.endpoints;
        let ModelName { provider, id } = ModelName::parse(name, endpoints);
        let wanted = |e: &&Endpoint| match &provider {
            Some(label) => e.label() == label,
            None => self.parts.catalogue.find(&id).is_some_and(|card| card.provider == e.kind),
        };
        // A name that neither says its provider nor is known can only mean the one that serves any model.
        let any = |e: &&Endpoint| provider.is_none() && endpoints.len() == 1 && !is_official(e.kind);
        let endpoint = endpoints.iter().find(wanted).or_else(|| endpoints.iter().find(any));
        let Some(endpoint) = endpoint else {
            let labels: Vec<&str> = self.providers().collect();
            let message = format!(
                "no provider is set up for the model `{name}`; write it as provider/model, with one of: {}",
                labels.join(", ")
            );
            return Err(Error::BadRequest { status: 0, message });
        };
        let mut card = self.parts.catalogue.card(endpoint.kind, &id);
        card.context_tokens = endpoint.context_tokens.or(card.context_tokens);
        Ok((endpoint, card))
    }
}

fn is_official(kind: ProviderKind) -> bool {
    matches!(kind, ProviderKind::OpenAi | ProviderKind::Anthropic | ProviderKind::Gemini)
}

impl std::fmt::Debug for Models {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Models").field("models", &self.config.models).finish_non_exhaustive()
    }
}
