//! Error answers in each API's own form.

use super::{Dialect, reply};
use crate::body::Answer;
use crate::knobs::{Fault, Knobs};
use hyper::header::{HeaderValue, RETRY_AFTER};
use hyper::{Response, StatusCode};
use serde_json::json;

pub(super) fn bad_body(dialect: Dialect, why: &dyn std::fmt::Display) -> Response<Answer> {
    let message = format!("could not read the request: {why}");
    let problem = Problem {
        status: 400,
        kind: "invalid_request_error",
        code: "invalid_request_error",
        message: &message,
    };
    reply(StatusCode::BAD_REQUEST, problem.body(dialect))
}

pub(super) fn no_route(path: &str) -> Response<Answer> {
    let error = json!({"message": format!("no such route: {path}"), "type": "invalid_request_error", "param": null, "code": null});
    reply(StatusCode::NOT_FOUND, json!({ "error": error }).to_string())
}

pub(super) fn fault(dialect: Dialect, fault: Fault, knobs: &Knobs) -> Response<Answer> {
    let problem = Problem::of(fault, dialect == Dialect::Anthropic);
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut r = reply(status, problem.body(dialect));
    if matches!(problem.status, 429 | 503 | 529) {
        let after = knobs.retry_after;
        let h = r.headers_mut();
        // Whole seconds in the standard header; OpenAI also sends milliseconds.
        h.insert(RETRY_AFTER, HeaderValue::from(after.ceil() as u64));
        h.insert("retry-after-ms", HeaderValue::from((after * 1000.0) as u64));
        h.insert("x-ratelimit-remaining-requests", HeaderValue::from_static("0"));
    }
    r
}

struct Problem<'a> {
    status: u16,
    kind: &'a str,
    code: &'a str,
    message: &'a str,
}

impl<'a> Problem<'a> {
    fn of(fault: Fault, anthropic: bool) -> Problem<'a> {
        let pick = |a: &'a str, other: &'a str| if anthropic { a } else { other };
        let server = pick("api_error", "server_error");
        let (status, kind, code, message) = match fault {
            Fault::RateLimit => {
                (429, pick("rate_limit_error", "requests"), "rate_limit_exceeded", "Rate limit reached")
            }
            Fault::Unavailable => (503, server, "service_unavailable", "The engine is currently overloaded"),
            Fault::Overloaded => (529, "overloaded_error", "overloaded", "Overloaded"),
            Fault::Auth => {
                let kind = pick("authentication_error", "invalid_request_error");
                (401, kind, "invalid_api_key", "Incorrect API key provided")
            }
            Fault::Context => {
                let message = "prompt is too long: maximum context length exceeded";
                (400, "invalid_request_error", "context_length_exceeded", message)
            }
            _ => (500, server, "internal_error", "The server had an error while processing your request"),
        };
        Problem { status, kind, code, message }
    }

    fn body(&self, dialect: Dialect) -> String {
        let Problem { status, kind, code, message } = self;
        match dialect {
            Dialect::OpenAi => {
                json!({"error": {"message": message, "type": kind, "param": null, "code": code}})
            }
            Dialect::Anthropic => {
                json!({"type": "error", "error": {"type": kind, "message": message}, "request_id": "req_fake"})
            }
            Dialect::Gemini => {
                json!({"error": {"code": status, "message": message, "status": google_status(*status)}})
            }
            Dialect::ElevenLabs => json!({"detail": {"status": code, "message": message}}),
        }
        .to_string()
    }
}

fn google_status(status: u16) -> &'static str {
    match status {
        400 => "INVALID_ARGUMENT",
        401 => "UNAUTHENTICATED",
        429 => "RESOURCE_EXHAUSTED",
        503 | 529 => "UNAVAILABLE",
        _ => "INTERNAL",
    }
}
