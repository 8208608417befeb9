//! The public keys that access tokens are verified with (RFC 7517).

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::app::App;
use crate::extract::Json;
use crate::openapi::{Answers, Api, Operation, Schemas, Words};

/// How long others may keep the set: far shorter than a new key is published before it signs.
const CACHE: &str = "public, max-age=300";

pub(super) fn routes(api: Api) -> Api {
    let words = Words {
        tag: "Sign-in",
        summary: "The keys that tokens are signed with",
        details: "A JSON Web Key Set of public keys; empty where a shared secret signs.",
        problems: &[],
    };
    api.get("/.well-known/jwks.json", show, words)
}

async fn show(State(app): State<App>) -> Set {
    Set(app.ctx.identity.ring().public_set(app.ctx.clock.now_ms()))
}

struct Set(auth::keys::JsonWebKeySet);

impl IntoResponse for Set {
    fn into_response(self) -> Response {
        ([(header::CACHE_CONTROL, CACHE)], Json::<_, 1024>(self.0)).into_response()
    }
}

impl Answers for Set {
    fn describe(operation: &mut Operation, _: &mut Schemas) {
        let schema = json!({
            "type": "object",
            "required": ["keys"],
            "properties": { "keys": { "type": "array", "items": { "type": "object" } } },
        });
        operation.answer(StatusCode::OK, &["application/json"], &schema, "The keys, oldest first.");
    }
}
