//! A code for an identity token (OpenID Connect Core 1.0, section 3.1.3).

use auth::oidc::Exchange;
use reqwest::Client;
use serde::Deserialize;
use url::form_urlencoded;

use super::ProviderError;
use super::door::Door;
use super::fetch::ask;
use super::metadata::Metadata;

#[derive(Deserialize)]
struct Tokens {
    id_token: String,
}

/// The identity token; the access token beside it is of no use here and forgotten.
pub(super) async fn id_token(
    client: &Client,
    door: &Door,
    metadata: &Metadata,
    code: &Exchange,
    redirect_uri: &str,
) -> Result<String, ProviderError> {
    let (client_id, secret) = (door.provider().client_id.as_str(), door.client_secret());
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("grant_type", "authorization_code")
        .append_pair("code", &code.code)
        .append_pair("redirect_uri", redirect_uri)
        .append_pair("code_verifier", &code.verifier);
    let mut request = client.post(metadata.token_endpoint.clone());
    if secret.is_empty() || metadata.secret_in_form {
        form.append_pair("client_id", client_id);
        if !secret.is_empty() {
            form.append_pair("client_secret", secret);
        }
    } else {
        // RFC 6749, section 2.3.1: both are form-encoded before they are put together
        request = request.basic_auth(encoded(client_id), Some(encoded(secret)));
    }
    let form = request.header("content-type", "application/x-www-form-urlencoded").body(form.finish());
    let tokens: Tokens = serde_json::from_slice(&ask(form).await?)
        .map_err(|_| ProviderError::Malformed { what: "answer to a code" })?;
    Ok(tokens.id_token)
}

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
