//! What a provider says about itself (OpenID Connect Discovery 1.0, section 3).

use reqwest::Client;
use serde::Deserialize;
use url::{Host, Url};

use super::ProviderError;
use super::fetch::ask;

/// As far as it is used here.
#[derive(Debug, Clone)]
pub(super) struct Metadata {
    pub(super) authorization_endpoint: Url,
    pub(super) token_endpoint: Url,
    pub(super) jwks_uri: Url,
    /// Whether it names itself in callbacks (RFC 9207).
    pub(super) names_itself: bool,
    /// Whether our secret goes into the form instead of the header.
    pub(super) secret_in_form: bool,
}

#[derive(Deserialize)]
struct Document {
    issuer: String,
    authorization_endpoint: Url,
    token_endpoint: Url,
    jwks_uri: Url,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
    #[serde(default)]
    token_endpoint_auth_methods_supported: Vec<String>,
}

/// Fetches the metadata of an issuer, which has to name exactly that issuer.
pub(super) async fn fetch(client: &Client, issuer: &str) -> Result<Metadata, ProviderError> {
    let place = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
    read(&ask(client.get(place)).await?, issuer)
}

fn read(json: &[u8], issuer: &str) -> Result<Metadata, ProviderError> {
    let malformed = || ProviderError::Malformed { what: "metadata" };
    let document: Document = serde_json::from_slice(json).map_err(|_| malformed())?;
    let endpoints = [&document.authorization_endpoint, &document.token_endpoint, &document.jwks_uri];
    if document.issuer != issuer || !endpoints.iter().all(|endpoint| is_protected(endpoint)) {
        return Err(malformed());
    }
    let methods = &document.token_endpoint_auth_methods_supported;
    let takes = |method: &str| methods.iter().any(|known| known == method);
    Ok(Metadata {
        secret_in_form: takes("client_secret_post") && !takes("client_secret_basic"),
        names_itself: document.authorization_response_iss_parameter_supported,
        authorization_endpoint: document.authorization_endpoint,
        token_endpoint: document.token_endpoint,
        jwks_uri: document.jwks_uri,
    })
}

/// Whether what goes there cannot be read on the way: https, or this machine.
pub(super) fn is_protected(url: &Url) -> bool {
    let here = match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    };
    url.scheme() == "https" || (url.scheme() == "http" && here)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const ISSUER: &str = "https://id.example";

    fn document() -> Value {
        json!({
            "issuer": ISSUER,
            "authorization_endpoint": "https://id.example/authorize",
            "token_endpoint": "https://id.example/token",
            "jwks_uri": "https://keys.example/jwks",
        })
    }

    fn with(field: &str, value: impl Into<Value>) -> Result<Metadata, ProviderError> {
        let mut document = document();
        document[field] = value.into();
        read(document.to_string().as_bytes(), ISSUER)
    }

    #[test]
    fn another_issuer_or_an_open_endpoint_is_refused() {
        assert!(read(document().to_string().as_bytes(), ISSUER).is_ok());
        for issuer in ["https://evil.example", "https://id.example/", "HTTPS://id.example"] {
            assert!(with("issuer", issuer).is_err(), "{issuer}");
        }
        for place in
            ["http://id.example/token", "ftp://id.example", "token", "http://127.0.0.1.evil.example/"]
        {
            assert!(with("token_endpoint", place).is_err(), "{place}");
        }
        assert!(with("jwks_uri", "http://localhost:8080/jwks").is_ok());
        assert!(read(b"[]", ISSUER).is_err() && read(b"\xff", ISSUER).is_err());
    }

    #[test]
    fn the_secret_goes_into_the_header_unless_only_the_form_is_taken() {
        let methods = |methods: &[&str]| {
            with("token_endpoint_auth_methods_supported", methods.to_vec()).unwrap().secret_in_form
        };
        assert!(!methods(&[]) && !methods(&["client_secret_post", "client_secret_basic"]));
        assert!(methods(&["client_secret_post", "private_key_jwt"]));
    }
}
