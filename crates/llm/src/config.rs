//! Settings of this crate. Whoever wires the program fills them; nothing here reads files or the environment.

use crate::breaker::BreakerPolicy;
use crate::budget::Limits;
use crate::cache::CachePolicy;
use crate::call_budget::DEFAULT_MAX_CALLS;
use crate::providers::{ProviderKind, Timeouts};
use crate::retry::RetryPolicy;
use secrecy::SecretString;
use serde::Deserialize;

/// Everything that can be set about models.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The providers that may be asked.
    pub endpoints: Vec<Endpoint>,
    /// The models to ask, in order of preference, as `provider/model` or a name from the catalogue.
    pub models: Vec<String>,
    /// How long a provider may take.
    pub timeouts: Timeouts,
    /// When to try again, when to leave a provider alone.
    pub retries: Retries,
    /// What may be spent.
    pub limits: Limits,
    /// How long answers are kept.
    pub cache: CachePolicy,
    /// Upstream calls one request may make, retries, fall-backs and repairs together.
    pub max_calls_per_request: u32,
    /// The proxy to go through, such as `http://proxy.example:3128`; none by default.
    pub proxy: Option<String>,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            endpoints: Vec::new(),
            models: Vec::new(),
            timeouts: Timeouts::default(),
            retries: Retries::default(),
            limits: Limits::default(),
            cache: CachePolicy::default(),
            max_calls_per_request: DEFAULT_MAX_CALLS,
            proxy: None,
        }
    }
}

/// When to try again, when to leave a provider alone.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Retries {
    /// The same provider again.
    pub retry: RetryPolicy,
    /// No call for a while.
    pub breaker: BreakerPolicy,
}

/// A provider and how to reach it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Endpoint {
    /// Whose protocol it speaks.
    pub kind: ProviderKind,
    /// The name in `name/model`; the kind's own name unless there are several of a kind.
    #[serde(default)]
    pub name: Option<String>,
    /// Where it is; the provider's public address by default.
    #[serde(default)]
    pub base_url: Option<String>,
    /// The key, where one is needed. Never printed.
    #[serde(default)]
    pub api_key: Option<SecretString>,
    /// The context window in tokens of models that the catalogue does not know.
    #[serde(default)]
    pub context_tokens: Option<u64>,
}

impl Endpoint {
    /// A provider at its public address, without a key.
    pub fn of(kind: ProviderKind) -> Self {
        Endpoint { kind, name: None, base_url: None, api_key: None, context_tokens: None }
    }

    /// The name by which its models are asked for.
    pub fn label(&self) -> &str {
        self.name.as_deref().unwrap_or(self.kind.as_str())
    }
}
