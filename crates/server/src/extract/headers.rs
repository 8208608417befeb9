//! Headers that change what a request does: `Idempotency-Key`, `Prefer`, `Last-Event-ID`, `If-Match`.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use factory::request::IdempotencyKey;
use serde::Serialize;
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::openapi::{Operation, Schemas, Takes};
use crate::problem::{Kind, Problem};

/// The header that names a request.
const IDEMPOTENCY_KEY: &str = "idempotency-key";
/// The longest key, in characters.
const LONGEST_KEY: usize = 255;
/// The longest time that a client may ask us to wait.
pub(crate) const LONGEST_WAIT: Duration = Duration::from_secs(120);

/// The request's `Idempotency-Key`, if it has one.
#[derive(Debug, Clone)]
pub struct Once(Option<String>);

impl Once {
    /// The key with the digest of what is asked for: another thing under the same key is a mistake.
    ///
    /// `route` keeps the same body sent to two addresses apart.
    pub fn of<T: Serialize>(self, route: &str, asked: &T) -> Option<IdempotencyKey> {
        let key = self.0?;
        let body = serde_json::to_vec(asked).unwrap_or_default();
        Some(Self::digest(key, route, &[&body]))
    }

    /// The same for what is not JSON: each part counts, and where it ends.
    pub fn of_bytes(self, route: &str, parts: &[&[u8]]) -> Option<IdempotencyKey> {
        Some(Self::digest(self.0?, route, parts))
    }

    fn digest(key: String, route: &str, parts: &[&[u8]]) -> IdempotencyKey {
        let mut digest = Sha256::new().chain_update(route);
        for part in parts {
            digest.update((part.len() as u64).to_be_bytes());
            digest.update(part);
        }
        IdempotencyKey { key, request_hash: digest.finalize().to_vec() }
    }
}

impl FromRequestParts<App> for Once {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        let mut keys = parts.headers.get_all(IDEMPOTENCY_KEY).iter();
        let Some(key) = keys.next() else { return Ok(Self(None)) };
        let key = key.as_bytes();
        let sound = (1..=LONGEST_KEY).contains(&key.len()) && key.iter().all(u8::is_ascii_graphic);
        if !sound || keys.next().is_some() {
            let detail =
                format!("`Idempotency-Key` is one word of 1 to {LONGEST_KEY} visible ASCII characters");
            return Err(Problem::new(Kind::Malformed, detail));
        }
        Ok(Self(String::from_utf8(key.to_vec()).ok()))
    }
}

impl Takes for Once {
    fn describe(operation: &mut Operation, _: &mut Schemas) {
        let schema = json!({ "type": "string", "minLength": 1, "maxLength": LONGEST_KEY, "pattern": "^[\\x21-\\x7e]+$" });
        let words = "Names this request: sent again with the same body within a day, it does nothing and answers \
                     what it answered before. With another body it is refused with 409.";
        operation.header("Idempotency-Key", &schema, words);
        operation.problem(Kind::Malformed);
        operation.problem(Kind::Conflict);
    }
}

/// How long the client would like us to wait for the result (`Prefer: wait=SECONDS`, RFC 7240).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait(
    /// At most two minutes; `None` when the client does not ask for it.
    pub Option<Duration>,
);

impl FromRequestParts<App> for Wait {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Infallible> {
        Ok(Self(preferred(&parts.headers)))
    }
}

/// Preferences that cannot be read are ignored, as RFC 7240 section 2 has it; of several the first counts.
fn preferred(headers: &HeaderMap) -> Option<Duration> {
    let lines = headers.get_all("prefer").iter().filter_map(|line| line.to_str().ok());
    let mut preferences = lines.flat_map(|line| line.split(','));
    let seconds = preferences.find_map(|preference| {
        let preference = preference.split(';').next().unwrap_or_default();
        let (name, value) = preference.split_once('=')?;
        name.trim().eq_ignore_ascii_case("wait").then(|| value.trim().trim_matches('"').parse::<u32>().ok())
    })??;
    Some(Duration::from_secs(seconds.into()).min(LONGEST_WAIT))
}

impl Takes for Wait {
    fn describe(operation: &mut Operation, _: &mut Schemas) {
        let words = "`wait=SECONDS` (RFC 7240), at most 120: the answer waits for the material. Ready in time, it is \
                     answered with 201, otherwise with 202 as without waiting.";
        operation.header("Prefer", &json!({ "type": "string" }), words);
    }
}

/// The last event that a watcher has seen; 0 for none.
#[derive(Debug, Clone, Copy)]
pub struct LastEventId(
    /// Its number.
    pub i64,
);

impl FromRequestParts<App> for LastEventId {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Infallible> {
        let given = parts.headers.get("last-event-id").and_then(|id| id.to_str().ok()?.parse().ok());
        Ok(Self(given.unwrap_or(0).max(0)))
    }
}

impl Takes for LastEventId {
    fn describe(operation: &mut Operation, _: &mut Schemas) {
        let words = "The last event seen; those after it are sent.";
        operation.header("Last-Event-ID", &json!({ "type": "string" }), words);
    }
}

/// The entity tags that a client sends to change only what it has read (`If-Match`, RFC 9110 section 13.1.1).
#[derive(Debug, Clone)]
pub struct IfMatch(Option<String>);

impl IfMatch {
    /// Whether the thing is still what the client read; true when it does not say.
    pub fn holds(&self, tag: &str) -> bool {
        self.0.as_deref().is_none_or(|given| names(given, tag))
    }
}

impl FromRequestParts<App> for IfMatch {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Infallible> {
        Ok(Self(text(&parts.headers, header::IF_MATCH)))
    }
}

impl Takes for IfMatch {
    fn describe(operation: &mut Operation, _: &mut Schemas) {
        let words = "`ETag` of the material as you read it.";
        operation.header("If-Match", &json!({ "type": "string" }), words);
        operation.problem(Kind::Changed);
    }
}

/// The entity tags of what a client has already (`If-None-Match`, RFC 9110 section 13.1.2).
#[derive(Debug, Clone)]
pub struct IfNoneMatch(Option<String>);

impl IfNoneMatch {
    /// Whether the client has this already.
    pub fn has(&self, tag: &str) -> bool {
        self.0.as_deref().is_some_and(|given| names(given, tag))
    }
}

impl FromRequestParts<App> for IfNoneMatch {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Infallible> {
        Ok(Self(text(&parts.headers, header::IF_NONE_MATCH)))
    }
}

impl Takes for IfNoneMatch {
    fn describe(operation: &mut Operation, _: &mut Schemas) {
        let words = "`ETag` of the material as you have it.";
        operation.header("If-None-Match", &json!({ "type": "string" }), words);
        operation.answer(StatusCode::NOT_MODIFIED, &[], &serde_json::Value::Null, "You have it already.");
    }
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    Some(headers.get(name)?.to_str().ok()?.to_owned())
}

fn names(given: &str, tag: &str) -> bool {
    given.split(',').map(str::trim).any(|one| one == "*" || one.trim_start_matches("W/") == tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prefer(lines: &[&'static str]) -> Option<u64> {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append("prefer", axum::http::HeaderValue::from_static(line));
        }
        preferred(&headers).map(|wait| wait.as_secs())
    }

    #[test]
    fn the_wait_is_read_among_other_preferences_and_bounded() {
        assert_eq!(prefer(&["wait=5"]), Some(5));
        assert_eq!(prefer(&["respond-async, WAIT = \"7\"; x=1", "wait=9"]), Some(7));
        assert_eq!(prefer(&["respond-async", "wait=9999"]), Some(120));
        for bad in ["wait", "wait=", "wait=-1", "wait=1.5", "waits=1"] {
            assert_eq!(prefer(&[bad]), None, "{bad}");
        }
        assert_eq!(prefer(&[]), None);
    }

    #[test]
    fn an_entity_tag_is_found_in_a_list() {
        let given = "\"1-2\", W/\"3-4\"";
        assert!(names(given, "\"3-4\"") && !names(given, "\"3-5\"") && names("*", "\"3-5\""));
        assert!(IfMatch(None).holds("\"3-4\"") && !IfNoneMatch(None).has("\"3-4\""));
    }
}
