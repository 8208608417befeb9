//! What a provider's error answer means for the caller.

use super::wire::Wire;
use crate::answer::BadAnswer;
use crate::error::Error;
use crate::retry_after;
use reqwest::header::HeaderMap;
use serde_json::Value;

/// The longest error body that is read.
pub(crate) const MOST_BYTES: usize = 64 << 10;

/// From status, headers and body to an error.
pub(crate) fn classify(status: u16, headers: &HeaderMap, body: &[u8], wire: &Wire) -> Error {
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    // Google sends a list of one where it streams.
    let body = body.get(0).unwrap_or(&body);
    let problem = Problem::read(body);
    let from_headers = match status {
        429 => retry_after::from_limits(headers),
        _ => retry_after::from_headers(headers),
    };
    let retry_after_ms = from_headers.or_else(|| retry_after::from_google(&body["error"]["details"]));
    problem.error(status, retry_after_ms, wire)
}

/// An error that arrives inside an answer whose status was a success.
pub(crate) fn in_answer(body: &Value, wire: &Wire) -> Error {
    let problem = Problem::read(body);
    let status = problem.status_word();
    problem.error(status, retry_after::from_google(&body["error"]["details"]), wire)
}

/// A whole answer in another form than was agreed.
pub(crate) fn broken(error: serde_json::Error) -> Error {
    Error::caused("its answer does not keep the protocol", error)
}

/// The same of an event.
pub(crate) fn broken_stream(error: serde_json::Error) -> Error {
    Error::caused("its stream does not keep the protocol", error)
}

pub(crate) fn is_html(body: &[u8]) -> bool {
    let start = &body[..body.len().min(64)];
    crate::answer::is_html(&String::from_utf8_lossy(start))
}

pub(crate) fn html() -> Error {
    Error::BadAnswer { reason: BadAnswer::Html, reply: None }
}

/// The parts of an error body that tell causes apart, in any provider's form.
struct Problem<'a> {
    kind: &'a str,
    code: &'a str,
    message: &'a str,
    reason: &'a str,
    number: u64,
}

impl<'a> Problem<'a> {
    fn read(body: &'a Value) -> Self {
        let error = body.get("error").unwrap_or(body);
        let text = |name: &str| error.get(name).and_then(Value::as_str).unwrap_or_default();
        let message = error.as_str().unwrap_or(text("message"));
        let kind = if text("type").is_empty() { text("status") } else { text("type") };
        let details = error.get("details").and_then(Value::as_array);
        let reason = details.into_iter().flatten().find_map(|d| d.get("reason")?.as_str());
        let number = error.get("code").and_then(Value::as_u64).unwrap_or(0);
        Problem { kind, code: text("code"), message, reason: reason.unwrap_or_default(), number }
    }

    /// The status that such an error would have had.
    fn status_word(&self) -> u16 {
        match (self.kind, self.code) {
            ("overloaded_error" | "UNAVAILABLE", _) => 529,
            ("rate_limit_error" | "RESOURCE_EXHAUSTED", _) | (_, "rate_limit_exceeded") => 429,
            ("authentication_error" | "permission_error" | "PERMISSION_DENIED", _) => 401,
            ("invalid_request_error" | "INVALID_ARGUMENT", _) => 400,
            _ => u16::try_from(self.number).ok().filter(|n| (400..600).contains(n)).unwrap_or(500),
        }
    }

    fn error(&self, status: u16, retry_after_ms: Option<u64>, wire: &Wire) -> Error {
        let message = || wire.clean(self.message);
        match status {
            _ if self.is_about_size(status) => Error::ContextTooLong,
            _ if self.is_about_account(status) => Error::Unauthorised { message: message() },
            429 => Error::RateLimited { retry_after_ms },
            503 | 529 => Error::Overloaded { retry_after_ms },
            408 | 409 | 425 | 500..600 => Error::unavailable(format!("status {status}")),
            _ => Error::BadRequest { status, message: message() },
        }
    }

    /// More text than the model takes, or than a whole minute's allowance: only less of it helps.
    ///
    /// **Source** the cassettes in `tests/cassettes`, each with the page it is from.
    fn is_about_size(&self, status: u16) -> bool {
        let said = self.message.to_ascii_lowercase();
        let says = |words: &[&str]| words.iter().any(|words| said.contains(words));
        status == 413
            || self.code == "context_length_exceeded"
            || self.kind == "exceed_context_size_error"
            || status == 400 && says(TOO_LONG)
            || status == 429 && said.starts_with("request too large")
    }

    /// A wrong key, missing rights or no credit: nothing that waiting mends.
    fn is_about_account(&self, status: u16) -> bool {
        matches!(status, 401..=403)
            || matches!(self.code, "insufficient_quota" | "billing_hard_limit_reached" | "invalid_api_key")
            || matches!(self.kind, "insufficient_quota" | "billing_error" | "FAILED_PRECONDITION")
            || self.reason == "API_KEY_INVALID"
            || status == 400 && self.message.contains("credit balance is too low")
    }
}

/// How providers say that a prompt is too long, where they have no code for it.
const TOO_LONG: &[&str] = &[
    "prompt is too long",
    "exceed context limit",
    "maximum context length",
    "exceeds the maximum number of tokens",
    "exceeds the available context size",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Endpoint;
    use crate::providers::ProviderKind;
    use serde_json::json;

    fn wire() -> Wire {
        let key = Some("sk-very-secret".to_owned().into());
        Wire::new(&Endpoint { api_key: key, ..Endpoint::of(ProviderKind::OpenAi) }, "m").unwrap()
    }

    fn kind_of(status: u16, body: &Value) -> &'static str {
        classify(status, &HeaderMap::new(), body.to_string().as_bytes(), &wire()).kind()
    }

    #[test]
    fn tells_causes_apart() {
        let openai = |kind: &str, code: &str, message: &str| json!({"error": {"message": message, "type": kind, "code": code}});
        let google = |status: &str, message: &str| json!({"error": {"code": 400, "message": message, "status": status}});
        for (status, body, kind) in [
            (429, openai("requests", "rate_limit_exceeded", "slow down"), "rate_limited"),
            (429, openai("insufficient_quota", "insufficient_quota", "no credit"), "unauthorised"),
            (400, openai("invalid_request_error", "context_length_exceeded", ""), "context_too_long"),
            (
                400,
                google(
                    "INVALID_ARGUMENT",
                    "The input token count (9) exceeds the maximum number of tokens allowed (8).",
                ),
                "context_too_long",
            ),
            (
                400,
                json!({"type": "error", "error": {"type": "invalid_request_error", "message": "prompt is too long: 9 tokens > 8"}}),
                "context_too_long",
            ),
            (413, json!({}), "context_too_long"),
            (
                400,
                json!({"error": {"status": "INVALID_ARGUMENT", "message": "API key not valid", "details": [{"reason": "API_KEY_INVALID"}]}}),
                "unauthorised",
            ),
            (403, json!({"error": "forbidden"}), "unauthorised"),
            (404, json!({"error": "model not found"}), "bad_request"),
            (422, json!("odd"), "bad_request"),
            (500, json!(null), "unavailable"),
            (503, json!([{"error": {"status": "UNAVAILABLE"}}]), "overloaded"),
            (529, json!({}), "overloaded"),
            (302, json!({}), "bad_request"),
        ] {
            assert_eq!(kind_of(status, &body), kind, "{status} {body}");
        }
    }

    #[test]
    fn a_key_that_is_echoed_does_not_come_through() {
        let body = json!({"error": {"message": "Incorrect API key provided: sk-very-secret\nsee the page"}});
        let error = classify(401, &HeaderMap::new(), body.to_string().as_bytes(), &wire());
        let said = format!("{error} {error:?}");
        assert!(said.contains("[key] see the page") && !said.contains("sk-very-secret"), "{said}");
    }
}
