//! `Wire`: a protocol with its addresses and headers made ready once; what is heard in any of them.

use super::transport::Outgoing;
use super::{ProviderKind, anthropic, gemini, openai};
use crate::catalogue::ModelCard;
use crate::config::Endpoint;
use crate::error::Error;
use crate::reply::{StopReason, Usage};
use crate::request::Request;
use crate::schema::Dialect;
use bytes::Bytes;
use reqwest::Url;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use secrecy::{ExposeSecret, SecretString};

#[derive(Debug)]
pub(crate) struct Wire {
    kind: ProviderKind,
    whole_url: Url,
    stream_url: Url,
    headers: HeaderMap,
    key: Option<SecretString>,
}

/// What has been heard of an answer so far.
#[derive(Debug, Default)]
pub(crate) struct Heard {
    pub(crate) text: String,
    pub(crate) stop_reason: Option<StopReason>,
    pub(crate) usage: Option<Usage>,
    pub(crate) request_id: Option<String>,
    pub(crate) model: Option<String>,
    /// The protocol said that the answer is complete.
    pub(crate) ended: bool,
}

/// What one event of a stream brought.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum News {
    /// Nothing of the model's: a ping.
    Nothing,
    /// The model is at work, but no text yet.
    Working,
    /// This many more bytes stand at the end of [`Heard::text`].
    Text(usize),
}

impl Wire {
    pub(crate) fn new(endpoint: &Endpoint, model: &str) -> Result<Self, Error> {
        let kind = endpoint.kind;
        let fits = |c: char| c.is_ascii_alphanumeric() || "-_.:/@+".contains(c);
        if model.is_empty() || model.len() > 200 || !model.chars().all(fits) || model.contains("..") {
            return Err(unfit("the model's name has characters that no address can carry"));
        }
        let base = endpoint.base_url.as_deref().unwrap_or(kind.default_base_url());
        let base = if kind == ProviderKind::Ollama { ollama_address(base) } else { base.to_owned() };
        let base = Url::parse(&base).map_err(|_| unfit("the base address is not a URL"))?;
        if !matches!(base.scheme(), "http" | "https") || base.host_str().is_none() {
            return Err(unfit("the base address must begin with http:// or https://"));
        }
        let at = |path: String, query: Option<&str>| {
            let mut url = base.clone();
            url.set_path(&format!("{}{path}", base.path().trim_end_matches('/')));
            url.set_query(query.or(base.query()));
            url
        };
        let version =
            |v: &str| if base.path().trim_matches('/').is_empty() { v.to_owned() } else { String::new() };
        let (whole_url, stream_url) = match kind {
            ProviderKind::Anthropic => {
                let v1 = if base.path().trim_end_matches('/').ends_with("/v1") { "" } else { "/v1" };
                let url = at(format!("{v1}/messages"), None);
                (url.clone(), url)
            }
            ProviderKind::Gemini => {
                let bare = !base.path().contains("/v1");
                let v1 = if bare { "/v1beta" } else { "" };
                let whole = at(format!("{v1}/models/{model}:generateContent"), None);
                (whole, at(format!("{v1}/models/{model}:streamGenerateContent"), Some("alt=sse")))
            }
            ProviderKind::OpenAi | ProviderKind::Ollama | ProviderKind::Compatible => {
                let url = at(format!("{}/chat/completions", version("/v1")), None);
                (url.clone(), url)
            }
        };
        let headers = headers(kind, endpoint.api_key.as_ref())?;
        Ok(Wire { kind, whole_url, stream_url, headers, key: endpoint.api_key.clone() })
    }

    pub(crate) fn kind(&self) -> ProviderKind {
        self.kind
    }

    pub(crate) fn server(&self) -> (String, u16) {
        let host = self.whole_url.host_str().unwrap_or_default().to_owned();
        (host, self.whole_url.port_or_known_default().unwrap_or(0))
    }

    pub(crate) fn outgoing(&self, request: &Request, card: &ModelCard, streamed: bool) -> Outgoing {
        let body = match self.kind {
            ProviderKind::Anthropic => anthropic::body(request, card, streamed),
            ProviderKind::Gemini => gemini::body(request, card),
            kind => openai::body(request, card, kind, streamed),
        };
        let url = if streamed { &self.stream_url } else { &self.whole_url };
        Outgoing { url: url.clone(), headers: self.headers.clone(), body: Bytes::from(body) }
    }

    pub(crate) fn read_whole(&self, body: &[u8]) -> Result<Heard, Error> {
        match self.kind {
            ProviderKind::Anthropic => anthropic::read_whole(body, self),
            ProviderKind::Gemini => gemini::read_whole(body, self),
            _ => openai::read_whole(body, self),
        }
    }

    /// Takes one event of a stream in.
    pub(crate) fn hear(&self, heard: &mut Heard, data: &str) -> Result<News, Error> {
        match self.kind {
            ProviderKind::Anthropic => anthropic::hear(heard, data, self),
            ProviderKind::Gemini => gemini::hear(heard, data, self),
            _ => openai::hear(heard, data, self),
        }
    }

    pub(crate) fn request_id(&self, headers: &HeaderMap) -> Option<String> {
        let name = match self.kind {
            ProviderKind::Anthropic => "request-id",
            ProviderKind::Gemini => "x-goog-request-id",
            _ => "x-request-id",
        };
        let id = headers.get(name)?.to_str().ok()?;
        Some(id.chars().take(200).collect())
    }

    /// A provider's words without our key in them, shortened, on one line.
    pub(crate) fn clean(&self, said: &str) -> String {
        let said = match self.key.as_ref().map(ExposeSecret::expose_secret).filter(|k| k.len() >= 4) {
            Some(key) => said.replace(key, "[key]"),
            None => said.to_owned(),
        };
        said.chars().map(|c| if c.is_control() { ' ' } else { c }).take(300).collect()
    }
}

/// The dialect in which a provider takes schemas.
pub(crate) fn dialect(kind: ProviderKind) -> Dialect {
    match kind {
        ProviderKind::OpenAi => Dialect::OpenAi,
        ProviderKind::Anthropic => Dialect::Anthropic,
        ProviderKind::Gemini => Dialect::Gemini,
        ProviderKind::Ollama | ProviderKind::Compatible => Dialect::Compatible,
    }
}

/// An address as `OLLAMA_HOST` has it: perhaps without scheme or port, perhaps one that only a server can use.
fn ollama_address(base: &str) -> String {
    let with_scheme = if base.contains("://") { base.to_owned() } else { format!("http://{base}") };
    let Ok(mut url) = Url::parse(&with_scheme) else { return with_scheme };
    if url.port().is_none() && url.scheme() == "http" && url.path() == "/" {
        let _ = url.set_port(Some(11_434));
    }
    if matches!(url.host_str(), Some("0.0.0.0" | "[::]")) {
        let _ = url.set_host(Some("127.0.0.1"));
    }
    url.into()
}

fn headers(kind: ProviderKind, key: Option<&SecretString>) -> Result<HeaderMap, Error> {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if kind == ProviderKind::Anthropic {
        headers.insert("anthropic-version", HeaderValue::from_static("2023-06-01"));
    }
    if let Some(key) = key {
        let key = key.expose_secret();
        let (name, value) = match kind {
            ProviderKind::Anthropic => (HeaderName::from_static("x-api-key"), key.to_owned()),
            ProviderKind::Gemini => (HeaderName::from_static("x-goog-api-key"), key.to_owned()),
            _ => (AUTHORIZATION, format!("Bearer {key}")),
        };
        let value = HeaderValue::from_str(&value);
        let mut value = value.map_err(|_| unfit("the API key has characters that no header can carry"))?;
        value.set_sensitive(true);
        headers.insert(name, value);
    }
    Ok(headers)
}

fn unfit(message: &str) -> Error {
    Error::BadRequest { status: 0, message: message.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(kind: ProviderKind, base: &str) -> (String, String) {
        let wire =
            Wire::new(&Endpoint { base_url: Some(base.to_owned()), ..Endpoint::of(kind) }, "m").unwrap();
        (wire.whole_url.into(), wire.stream_url.into())
    }

    #[test]
    fn addresses_are_completed_where_they_need_it() {
        for (kind, base, wanted) in [
            (ProviderKind::OpenAi, "https://api.openai.com/v1", "https://api.openai.com/v1/chat/completions"),
            (ProviderKind::OpenAi, "http://127.0.0.1:9100", "http://127.0.0.1:9100/v1/chat/completions"),
            (ProviderKind::Compatible, "https://host/openai/v1/", "https://host/openai/v1/chat/completions"),
            (ProviderKind::Compatible, "https://host/p?v=1", "https://host/p/chat/completions?v=1"),
            (ProviderKind::Anthropic, "https://api.anthropic.com", "https://api.anthropic.com/v1/messages"),
            (ProviderKind::Anthropic, "https://host/a/v1/", "https://host/a/v1/messages"),
            (ProviderKind::Gemini, "https://host", "https://host/v1beta/models/m:generateContent"),
            (ProviderKind::Gemini, "https://host/v1", "https://host/v1/models/m:generateContent"),
            (ProviderKind::Ollama, "127.0.0.1:4000", "http://127.0.0.1:4000/v1/chat/completions"),
            (ProviderKind::Ollama, "0.0.0.0", "http://127.0.0.1:11434/v1/chat/completions"),
            (ProviderKind::Ollama, "https://ollama.example", "https://ollama.example/v1/chat/completions"),
        ] {
            assert_eq!(url(kind, base).0, wanted, "{base}");
        }
        assert_eq!(
            url(ProviderKind::Gemini, "https://host").1,
            "https://host/v1beta/models/m:streamGenerateContent?alt=sse"
        );
    }
}
