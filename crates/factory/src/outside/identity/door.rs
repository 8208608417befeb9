//! One identity provider: its settings, and what was fetched from it a while ago.

use auth::oidc::Provider;
use auth::oidc::id_token::ProviderKeys;
use reqwest::Client;
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Mutex;
use url::Url;

use super::ProviderError;
use super::fetch::ask;
use super::metadata::{self, Metadata};

/// How long metadata and keys are believed, in milliseconds.
const KEPT_MS: i64 = 60 * 60 * 1000;
/// How soon keys are fetched again for a key that is not among them, in milliseconds.
const AGAIN_MS: i64 = 60 * 1000;

/// A provider as an operator configured it.
#[derive(Debug, Clone)]
pub struct DoorSettings {
    /// What stands in addresses: lower-case letters, digits and hyphens.
    pub name: String,
    /// What a person calls it; the name when empty.
    pub label: String,
    /// What is believed of it; `names_itself` is taken from its metadata.
    pub provider: Provider,
    /// Whether every address of the provider's domains is taken for verified, although it does not say so: for a
    /// tenant of the operator's own.
    pub owns_domains: bool,
    /// What shows it that we are who we say; empty for a public client.
    pub client_secret: SecretString,
}

#[derive(Debug)]
pub(super) struct Door {
    settings: DoorSettings,
    metadata: Mutex<Option<(Metadata, i64)>>,
    keys: Mutex<Option<(ProviderKeys, i64)>>,
}

impl Door {
    pub(super) fn new(settings: DoorSettings) -> Result<Self, ProviderError> {
        let wrong = |what: &str| {
            let detail = format!("auth.oidc.{}: {what}", settings.name);
            Err(ProviderError::Settings { detail })
        };
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if settings.name.is_empty() || settings.name.len() > 40 || !settings.name.chars().all(fits) {
            return wrong("a name has 1 to 40 lower-case letters, digits and hyphens");
        }
        if settings.provider.client_id.is_empty() {
            return wrong("set client_id to what the provider gave you");
        }
        match Url::parse(&settings.provider.issuer) {
            Ok(issuer) if metadata::is_protected(&issuer) && issuer.query().is_none() => {}
            _ => return wrong("set issuer to the provider's address, such as https://accounts.google.com"),
        }
        Ok(Self { settings, metadata: Mutex::new(None), keys: Mutex::new(None) })
    }

    pub(super) fn label(&self) -> &str {
        let DoorSettings { label, name, .. } = &self.settings;
        if label.is_empty() { name } else { label }
    }

    pub(super) fn provider(&self) -> &Provider {
        &self.settings.provider
    }

    pub(super) fn owns_domain(&self, domain: &str) -> bool {
        let owned = &self.settings.provider.domains;
        self.settings.owns_domains && owned.iter().any(|own| own.eq_ignore_ascii_case(domain))
    }

    pub(super) fn client_secret(&self) -> &str {
        self.settings.client_secret.expose_secret()
    }

    /// The provider's metadata. Whoever comes while they are fetched waits for the same answer.
    pub(super) async fn metadata(&self, client: &Client, now_ms: i64) -> Result<Metadata, ProviderError> {
        let mut kept = self.metadata.lock().await;
        match &*kept {
            Some((metadata, since_ms)) if is_younger(*since_ms, KEPT_MS, now_ms) => Ok(metadata.clone()),
            _ => {
                let fresh = metadata::fetch(client, &self.provider().issuer).await?;
                *kept = Some((fresh.clone(), now_ms));
                Ok(fresh)
            }
        }
    }

    /// The provider's keys.
    pub(super) async fn keys(
        &self,
        client: &Client,
        metadata: &Metadata,
        token: &str,
        now_ms: i64,
    ) -> Result<ProviderKeys, ProviderError> {
        let mut kept = self.keys.lock().await;
        if let Some((keys, since_ms)) = &*kept {
            let lasts_ms = if keys.has_key_for(token) { KEPT_MS } else { AGAIN_MS };
            if is_younger(*since_ms, lasts_ms, now_ms) {
                return Ok(keys.clone());
            }
        }
        let json = ask(client.get(metadata.jwks_uri.clone())).await?;
        let fresh = ProviderKeys::parse(&json).map_err(|_| ProviderError::Malformed { what: "key set" })?;
        *kept = Some((fresh.clone(), now_ms));
        Ok(fresh)
    }
}

fn is_younger(since_ms: i64, lasts_ms: i64, now_ms: i64) -> bool {
    (0..lasts_ms).contains(&now_ms.saturating_sub(since_ms))
}
