//! Identity providers over HTTP: their metadata, their keys, and the exchange of a code for an identity token.
//!
//! What they say is believed only after [`auth::oidc`] verified it. Answers are bounded in size and time, redirects are
//! not followed, and nothing is fetched before somebody signs in this way.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use auth::oidc::id_token::ProviderKeys;
use auth::oidc::{Exchange, Provider};
use llm::{Connection, connect};
use reqwest::Client;
use url::Url;

mod door;
mod exchange;
mod fetch;
mod metadata;

use door::Door;
pub use door::DoorSettings;
pub use fetch::ProviderError;
use metadata::Metadata;

/// All identity providers of an installation, by the name that stands in addresses.
#[derive(Debug, Default)]
pub struct IdentityProviders {
    doors: BTreeMap<String, Door>,
    client: OnceLock<Client>,
}

/// A provider that is ready to be asked.
#[derive(Debug, Clone)]
pub struct Ready {
    /// What is believed of it.
    pub provider: Provider,
    /// Where browsers are sent.
    pub authorization_endpoint: Url,
    metadata: Metadata,
}

impl IdentityProviders {
    /// Takes the providers as an operator configured them; asks none of them anything yet.
    ///
    /// # Errors
    /// [`ProviderError::Settings`] that names the provider and what is wrong.
    pub fn new(settings: Vec<DoorSettings>) -> Result<Self, ProviderError> {
        let mut doors = BTreeMap::new();
        for settings in settings {
            let name = settings.name.clone();
            if doors.insert(name.clone(), Door::new(settings)?).is_some() {
                let detail = format!("auth.oidc.{name} is there twice");
                return Err(ProviderError::Settings { detail });
            }
        }
        Ok(Self { doors, client: OnceLock::new() })
    }

    /// The name of each provider and what a person calls it, for the page where one signs in.
    pub fn names(&self) -> impl Iterator<Item = (&str, &str)> {
        self.doors.iter().map(|(name, door)| (name.as_str(), door.label()))
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.doors.is_empty()
    }

    /// The provider of that name with its metadata, fetched at most once an hour; `None` when there is no such.
    ///
    /// # Errors
    /// [`ProviderError`] when its metadata cannot be had or name another issuer.
    pub async fn ready(&self, name: &str, now_ms: i64) -> Result<Option<Ready>, ProviderError> {
        let Some(door) = self.doors.get(name) else { return Ok(None) };
        let metadata = door.metadata(self.client()?, now_ms).await?;
        let provider = Provider { names_itself: metadata.names_itself, ..door.provider().clone() };
        let authorization_endpoint = metadata.authorization_endpoint.clone();
        Ok(Some(Ready { provider, authorization_endpoint, metadata }))
    }

    /// Whether every address of the domain is its owner's because the operator runs the provider for that domain.
    pub fn owns_domain(&self, name: &str, domain: &str) -> bool {
        self.doors.get(name).is_some_and(|door| door.owns_domain(domain))
    }

    /// Exchanges a code for an identity token, once.
    ///
    /// # Errors
    /// [`ProviderError::Declined`] when the provider takes neither the code nor us.
    pub async fn exchange(
        &self,
        name: &str,
        ready: &Ready,
        code: &Exchange,
        redirect_uri: &str,
    ) -> Result<String, ProviderError> {
        let door = self.doors.get(name).ok_or(ProviderError::Declined)?;
        exchange::id_token(self.client()?, door, &ready.metadata, code, redirect_uri).await
    }

    /// The provider's keys, with one for this token if the provider has it: keys are kept for an hour, and fetched anew
    /// for a key that is not known, at most once a minute.
    ///
    /// # Errors
    /// [`ProviderError`] when they cannot be had.
    pub async fn keys(
        &self,
        name: &str,
        ready: &Ready,
        token: &str,
        now_ms: i64,
    ) -> Result<ProviderKeys, ProviderError> {
        let door = self.doors.get(name).ok_or(ProviderError::Declined)?;
        door.keys(self.client()?, &ready.metadata, token, now_ms).await
    }

    fn client(&self) -> Result<&Client, ProviderError> {
        if let Some(client) = self.client.get() {
            return Ok(client);
        }
        let made = connect(&Connection::default()).map_err(|_| ProviderError::Unreachable)?;
        Ok(self.client.get_or_init(|| made))
    }
}
