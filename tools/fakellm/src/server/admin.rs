//! The routes by which a test steers the server and sees what it did.

use super::{Server, lock, reply};
use crate::body::Answer;
use crate::knobs::Knobs;
use crate::script::Script;
use hyper::{Method, Response, StatusCode};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;

pub(super) fn is_admin(path: &str) -> bool {
    matches!(path, "/stats" | "/stats/reset" | "/control" | "/script" | "/requests" | "/health" | "/")
}

impl Server {
    pub(super) fn admin(&self, method: &Method, path: &str, body: &[u8]) -> Response<Answer> {
        let ok = |v: Value| reply(StatusCode::OK, v.to_string());
        match (method, path) {
            (&Method::GET, "/stats") => {
                let mut s = self.stats.snapshot();
                s["script_left"] = lock(&self.script).left();
                ok(s)
            }
            (&Method::POST, "/stats/reset") => {
                self.stats.reset();
                ok(json!({"ok": true}))
            }
            (&Method::GET, "/requests") => ok(self.stats.recorded()),
            (&Method::GET, "/control") => ok(json!({"knobs": format!("{:?}", self.knobs())})),
            (&Method::POST, "/control") => self.control(&String::from_utf8_lossy(body)),
            (&Method::PUT | &Method::POST, "/script") => match Script::parse(body) {
                Ok(s) => {
                    *lock(&self.script) = s;
                    ok(json!({"ok": true}))
                }
                Err(e) => bad(&e),
            },
            (&Method::GET, "/health" | "/") => ok(json!({"status": "ok"})),
            _ => reply(StatusCode::METHOD_NOT_ALLOWED, "{}".into()),
        }
    }

    /// The body is a knob list; it starts from the defaults unless it begins with '+'.
    fn control(&self, list: &str) -> Response<Answer> {
        let (mut knobs, list) = match list.trim().strip_prefix('+') {
            Some(more) => (Knobs::clone(&self.knobs()), more),
            None => (Knobs::default(), list.trim()),
        };
        match knobs.set_all(list) {
            Ok(()) => {
                *self.knobs.write().unwrap_or_else(std::sync::PoisonError::into_inner) = Arc::new(knobs);
                self.nth.store(0, Relaxed);
                reply(StatusCode::OK, json!({"ok": true}).to_string())
            }
            Err(e) => bad(&e),
        }
    }
}

fn bad(e: &str) -> Response<Answer> {
    reply(StatusCode::BAD_REQUEST, json!({ "error": e }).to_string())
}
