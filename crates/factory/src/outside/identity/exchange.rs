//! A code for an identity token (OpenID Connect Core 1.0, section 3.1.3).

use auth::oidc::Exchange;
use reqwest::{Client, RequestBuilder};
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
    let request = client.post(metadata.token_endpoint.clone());
    let answer = ask(signed(request, door, metadata, form(code, redirect_uri))).await?;
    let tokens: Tokens =
        serde_json::from_slice(&answer).map_err(|_| ProviderError::Malformed { what: "answer to a code" })?;
    Ok(tokens.id_token)
}

fn form(code: &Exchange, redirect_uri: &str) -> Vec<(&'static str, String)> {
    vec![
        ("grant_type", "authorization_code".to_owned()),
        ("code", code.code.clone()),
        ("redirect_uri", redirect_uri.to_owned()),
        ("code_verifier", code.verifier.clone()),
    ]
}

/// The request with what shows the provider who asks.
fn signed(
    request: RequestBuilder,
    door: &Door,
    metadata: &Metadata,
    mut form: Vec<(&'static str, String)>,
) -> RequestBuilder {
    let (client_id, secret) = (door.provider().client_id.as_str(), door.client_secret());
    let mut request = request.header("content-type", "application/x-www-form-urlencoded");
    if secret.is_empty() || metadata.secret_in_form {
        form.push(("client_id", client_id.to_owned()));
        if !secret.is_empty() {
            form.push(("client_secret", secret.to_owned()));
        }
    } else {
        // RFC 6749, section 2.3.1: both are form-encoded before they are put together
        request = request.basic_auth(encoded(client_id), Some(encoded(secret)));
    }
    request.body(form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish())
}

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
