//! Models that can write: whose keys are set, which is asked first, what may be spent.

use std::path::PathBuf;

use llm::ProviderKind;
use serde::{Deserialize, Serialize, Serializer};

/// Models that can write.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct ModelSettings {
    /// The engine of briefs that name none: `builtin`, or a model as `provider/model`. When absent, the catalogue's first
    /// model of the first provider that is set up.
    pub(crate) default: Option<String>,
    /// Models to ask when the first one fails, in order.
    pub(crate) fallbacks: Vec<String>,
    /// Calls of models that one material may take, retries, fall-backs and repairs together.
    pub(crate) max_calls: u32,
    /// What one person may spend in a day (UTC), in US dollars; no limit when absent.
    pub(crate) user_day_usd: Option<f64>,
    /// What all may spend in a day (UTC), in US dollars; no limit when absent.
    pub(crate) day_usd: Option<f64>,
    /// What this installation may ever spend, in US dollars; no limit when absent.
    pub(crate) installation_usd: Option<f64>,
    /// Whether models of unknown price may be called; they count as nothing.
    pub(crate) allow_unpriced: bool,
    /// A file of further models and prices, in the form of the catalogue that ships with the program.
    pub(crate) catalogue: Option<PathBuf>,
    /// How long a provider may take until the first word, in milliseconds.
    pub(crate) first_token_ms: u64,
    /// How long a provider may pause within an answer, in milliseconds.
    pub(crate) silence_ms: u64,
    /// The proxy through which providers are asked.
    pub(crate) proxy: Option<String>,
    /// OpenAI's key.
    pub(crate) openai_api_key: Hidden,
    /// Where OpenAI's API is, unless at its public address.
    pub(crate) openai_base_url: Option<String>,
    /// Anthropic's key.
    pub(crate) anthropic_api_key: Hidden,
    /// Where Anthropic's API is, unless at its public address.
    pub(crate) anthropic_base_url: Option<String>,
    /// Gemini's key.
    pub(crate) gemini_api_key: Hidden,
    /// Where Gemini's API is, unless at its public address.
    pub(crate) gemini_base_url: Option<String>,
    /// Where Ollama listens, such as `127.0.0.1:11434`.
    pub(crate) ollama_host: Option<String>,
    /// The address of any other server that speaks OpenAI's protocol, such as `http://127.0.0.1:8080/v1`.
    pub(crate) compatible_base_url: Option<String>,
    /// Its key, if it wants one.
    pub(crate) compatible_api_key: Hidden,
    /// The window in tokens of models of Ollama and of that server, where the catalogue does not know it.
    pub(crate) local_context_tokens: Option<u64>,
}

impl Default for ModelSettings {
    fn default() -> Self {
        let timeouts = llm::Timeouts::default();
        Self {
            default: None,
            fallbacks: Vec::new(),
            max_calls: llm::DEFAULT_MAX_CALLS,
            user_day_usd: None,
            day_usd: None,
            installation_usd: None,
            allow_unpriced: true,
            catalogue: None,
            first_token_ms: timeouts.first_token_ms,
            silence_ms: timeouts.silence_ms,
            proxy: None,
            openai_api_key: Hidden::default(),
            openai_base_url: None,
            anthropic_api_key: Hidden::default(),
            anthropic_base_url: None,
            gemini_api_key: Hidden::default(),
            gemini_base_url: None,
            ollama_host: None,
            compatible_base_url: None,
            compatible_api_key: Hidden::default(),
            local_context_tokens: None,
        }
    }
}

/// A secret that is never printed.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub(crate) struct Hidden(String);

impl Hidden {
    /// The secret, if one is set.
    pub(crate) fn get(&self) -> Option<&str> {
        Some(self.0.trim()).filter(|secret| !secret.is_empty())
    }
}

impl std::fmt::Debug for Hidden {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.get().is_some() { "set" } else { "not set" })
    }
}

impl Serialize for Hidden {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(if self.get().is_some() { "(set, hidden)" } else { "" })
    }
}

impl ModelSettings {
    /// The providers that are set up.
    pub(crate) fn endpoints(&self) -> Vec<llm::Endpoint> {
        let official = [
            (ProviderKind::OpenAi, &self.openai_api_key, &self.openai_base_url),
            (ProviderKind::Anthropic, &self.anthropic_api_key, &self.anthropic_base_url),
            (ProviderKind::Gemini, &self.gemini_api_key, &self.gemini_base_url),
        ];
        let mut endpoints: Vec<llm::Endpoint> = official
            .into_iter()
            .filter_map(|(kind, key, base_url)| {
                Some(llm::Endpoint {
                    base_url: set(base_url.as_deref()),
                    api_key: Some(key.get()?.into()),
                    ..llm::Endpoint::of(kind)
                })
            })
            .collect();
        if let Some(host) = set(self.ollama_host.as_deref()) {
            let base_url = Some(reachable(&host));
            endpoints.push(llm::Endpoint {
                base_url,
                context_tokens: self.local_context_tokens,
                ..llm::Endpoint::of(ProviderKind::Ollama)
            });
        }
        if let Some(address) = set(self.compatible_base_url.as_deref()) {
            endpoints.push(llm::Endpoint {
                base_url: Some(address),
                api_key: self.compatible_api_key.get().map(Into::into),
                context_tokens: self.local_context_tokens,
                ..llm::Endpoint::of(ProviderKind::Compatible)
            });
        }
        endpoints
    }

    /// The limits in millionths of a US dollar.
    pub(crate) fn limits(&self) -> llm::Limits {
        llm::Limits {
            user_day_usd_micros: self.user_day_usd.map(micros),
            day_usd_micros: self.day_usd.map(micros),
            installation_usd_micros: self.installation_usd.map(micros),
            allow_unpriced: self.allow_unpriced,
        }
    }
}

fn set(text: Option<&str>) -> Option<String> {
    text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// The address by which a server that listens everywhere is reached.
fn reachable(host: &str) -> String {
    host.replace("0.0.0.0", "127.0.0.1")
}

/// Dollars as whole millionths; what is no sum of money is nothing.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to what fits; casts saturate"
)]
fn micros(usd: f64) -> u64 {
    if usd.is_finite() { (usd.max(0.0) * 1e6).round() as u64 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_is_set_up_by_its_key_or_its_address() {
        let settings = ModelSettings {
            openai_api_key: Hidden("sk-1".into()),
            anthropic_api_key: Hidden("  ".into()),
            ollama_host: Some("0.0.0.0:11434".into()),
            ..ModelSettings::default()
        };
        let endpoints = settings.endpoints();
        let labels: Vec<&str> = endpoints.iter().map(llm::Endpoint::label).collect();
        assert_eq!(labels, ["openai", "ollama"]);
        assert_eq!(endpoints[1].base_url.as_deref(), Some("127.0.0.1:11434"));
    }

    #[test]
    fn secrets_are_hidden_wherever_they_are_shown() {
        let settings =
            ModelSettings { openai_api_key: Hidden("sk-geheim".into()), ..ModelSettings::default() };
        let shown = format!("{settings:?} {}", toml::to_string(&settings).unwrap());
        assert!(!shown.contains("geheim"), "{shown}");
        assert!(shown.contains("hidden"));
    }

    #[test]
    fn dollars_become_millionths() {
        assert_eq!(micros(0.25), 250_000);
        assert_eq!((micros(-1.0), micros(f64::NAN)), (0, 0));
    }
}
