//! The keys that sign access tokens, for admins.

use auth::keys::KeyState;
use axum::extract::State;
use factory::accounts::keys;
use schemars::JsonSchema;
use serde::Serialize;

use crate::app::App;
use crate::caller::{Caller, Visitor};
use crate::extract::Json;
use crate::openapi::{Api, Words};
use crate::problem::{Kind, Problem};
use crate::reply::Page;

pub(super) fn routes(api: Api) -> Api {
    let words = |summary, details, problems| Words { tag: "Administration", summary, details, problems };
    api.get("/api/v1/admin/signing-keys", list, words("List signing keys", "Oldest first.", &[])).post(
        "/api/v1/admin/signing-keys/rotate",
        rotate,
        words("Rotate the signing key", ABOUT_ROTATE, &[Kind::Conflict]),
    )
}

const ABOUT_ROTATE: &str = "A new key signs from now on. The one before stays in the key set until the last token it \
signed has expired.";

async fn list(State(app): State<App>, _: Caller) -> Json<Page<Key>> {
    Json(shown(&app))
}

async fn rotate(
    State(app): State<App>,
    caller: Caller,
    Visitor(visit): Visitor,
) -> Result<Json<Page<Key>>, Problem> {
    keys::rotate(&app.ctx, &visit, caller.user).await?;
    Ok(Json(shown(&app)))
}

fn shown(app: &App) -> Page<Key> {
    let key = |(kid, state)| Key {
        kid,
        state: match state {
            KeyState::Next => "next",
            KeyState::Active => "active",
            KeyState::Retired => "retired",
            KeyState::Gone => "gone",
        },
    };
    Page::whole(keys::states(&app.ctx).into_iter().map(key).collect())
}

/// A key that signs access tokens.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "SigningKey")]
struct Key {
    /// Its id, as tokens name it.
    kid: String,
    /// `next`, `active`, `retired` or `gone`.
    state: &'static str,
}
