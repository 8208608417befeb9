//! Recorded conversations: made once with a real provider, played back in tests. Secrets never get in.

use crate::error::{Error, Phase};
use crate::providers::{Chunks, Incoming, Outgoing};
use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Answer headers worth keeping; all others, such as account names, are left out.
const KEPT_HEADERS: &[&str] =
    &["content-type", "retry-after", "retry-after-ms", "date", "request-id", "x-request-id"];

/// A conversation in order.
#[derive(Debug, Default)]
pub struct Cassette {
    exchanges: Mutex<Vec<Kept>>,
}

#[derive(Debug)]
struct Kept {
    exchange: Exchange,
    played: bool,
}

/// One request and what came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exchange {
    /// The public page that documents this shape; empty where a provider was recorded.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// The path of the address; host and query stay out.
    pub path: String,
    /// The body that was sent.
    pub request: Value,
    /// The status.
    pub status: u16,
    /// The headers that matter.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// The answer, in the pieces in which it came.
    pub body: Vec<String>,
    /// Whether the connection broke before the end.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub broken: bool,
}

impl Cassette {
    /// An empty cassette, to record on.
    pub fn new() -> Self {
        Cassette::default()
    }

    /// Reads a cassette: a JSON list of exchanges.
    ///
    /// # Errors
    /// What is wrong with the JSON.
    pub fn parse(json: &str) -> Result<Self, serde_json::Error> {
        let exchanges: Vec<Exchange> = serde_json::from_str(json)?;
        let kept = exchanges.into_iter().map(|exchange| Kept { exchange, played: false }).collect();
        Ok(Cassette { exchanges: Mutex::new(kept) })
    }

    /// What was recorded, as JSON to keep in a file.
    pub fn to_json(&self) -> String {
        let exchanges: Vec<Exchange> = self.lock().iter().map(|kept| kept.exchange.clone()).collect();
        serde_json::to_string_pretty(&exchanges).expect("strings and numbers can always be written")
    }

    /// Exchanges that nobody has asked for yet.
    pub fn unplayed(&self) -> usize {
        self.lock().iter().filter(|kept| !kept.played).count()
    }

    /// Plays the first exchange of that path and body that has not been played.
    pub(crate) fn answer(&self, outgoing: &Outgoing) -> Result<Incoming, Error> {
        let request = body_of(outgoing);
        let mut exchanges = self.lock();
        let found = exchanges.iter_mut().find(|kept| {
            !kept.played && kept.exchange.path == outgoing.url.path() && kept.exchange.request == request
        });
        let Some(kept) = found else {
            return Err(Error::unavailable("this request is not on the cassette"));
        };
        kept.played = true;
        Ok(kept.exchange.incoming())
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Kept>> {
        self.exchanges.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Exchange {
    fn incoming(&self) -> Incoming {
        let mut headers = HeaderMap::new();
        for (name, value) in &self.headers {
            if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
                headers.insert(name, value);
            }
        }
        let mut pieces: Vec<Result<Bytes, Error>> =
            self.body.iter().map(|p| Ok(Bytes::from(p.clone()))).collect();
        if self.broken {
            pieces.push(Err(Error::unavailable("the connection broke")));
        }
        Incoming { status: self.status, headers, body: Box::pin(futures_util::stream::iter(pieces)) }
    }
}

/// One exchange being recorded.
pub(crate) struct Recording {
    cassette: Arc<Cassette>,
    path: String,
    request: Value,
    secrets: Vec<String>,
}

impl Recording {
    pub(crate) fn begin(cassette: Arc<Cassette>, outgoing: &Outgoing) -> Self {
        let secret = |value: &HeaderValue| {
            let text = value.to_str().ok()?;
            Some(text.strip_prefix("Bearer ").unwrap_or(text).to_owned())
        };
        let secrets: Vec<String> =
            outgoing.headers.values().filter(|v| v.is_sensitive()).filter_map(secret).collect();
        let request = strip(&body_of(outgoing).to_string(), &secrets);
        let request = serde_json::from_str(&request).unwrap_or(Value::Null);
        Recording { cassette, path: outgoing.url.path().to_owned(), request, secrets }
    }

    /// Writes down the answer while it passes.
    pub(crate) fn answered(self, incoming: Incoming) -> Incoming {
        let Incoming { status, headers, body } = incoming;
        let kept = KEPT_HEADERS.iter().copied().chain(crate::retry_after::limits()).filter_map(|name| {
            let value = headers.get(name)?.to_str().ok()?;
            Some((name.to_owned(), strip(value, &self.secrets)))
        });
        let exchange = Exchange {
            source: String::new(),
            path: self.path.clone(),
            request: self.request.clone(),
            status,
            headers: kept.collect(),
            body: Vec::new(),
            broken: false,
        };
        Incoming { status, headers, body: written(Writer { recording: self, exchange }, body) }
    }
}

/// Puts the exchange on the cassette when the body has passed, or as far as it was read.
struct Writer {
    recording: Recording,
    exchange: Exchange,
}

impl Drop for Writer {
    fn drop(&mut self) {
        let exchange = self.exchange.clone();
        self.recording.cassette.lock().push(Kept { exchange, played: false });
    }
}

fn written(
    mut writer: Writer,
    body: impl Stream<Item = Result<Bytes, Error>> + Send + Unpin + 'static,
) -> Chunks {
    Box::pin(body.map(move |chunk| {
        match &chunk {
            Ok(bytes) => {
                let text = strip(&String::from_utf8_lossy(bytes), &writer.recording.secrets);
                writer.exchange.body.push(text);
            }
            Err(Error::Timeout { phase: Phase::Silence }) => {}
            Err(_) => writer.exchange.broken = true,
        }
        chunk
    }))
}

fn body_of(outgoing: &Outgoing) -> Value {
    serde_json::from_slice(&outgoing.body).unwrap_or(Value::Null)
}

/// Takes out this call's own keys and whatever looks like a key.
fn strip(text: &str, secrets: &[String]) -> String {
    let mut out = text.to_owned();
    for secret in secrets.iter().filter(|s| s.len() >= 4) {
        out = out.replace(secret.as_str(), "[secret]");
    }
    for prefix in ["sk-", "AIza"] {
        out = without_keys(&out, prefix);
    }
    out
}

/// Takes out words that begin like a key and are as long as one.
fn without_keys(text: &str, prefix: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(prefix) {
        let (before, from) = rest.split_at(at);
        let end =
            from.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_')).unwrap_or(from.len());
        out.push_str(before);
        out.push_str(if end >= 20 { "[secret]" } else { &from[..end] });
        rest = &from[end..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_do_not_get_onto_a_cassette() {
        let own = vec!["odd.key/1".to_owned()];
        let text = "a odd.key/1 b sk-proj-0123456789abcdefXYZ_-9, c AIzaSy0123456789012345678 d sk-ip e";
        assert_eq!(strip(text, &own), "a [secret] b [secret], c [secret] d sk-ip e");
        assert_eq!(strip("sk-", &[]), "sk-");
    }
}
