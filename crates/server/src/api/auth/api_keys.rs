//! API keys: made, shown once, listed, taken back.

use auth::id::ApiKeyId;
use auth::permission::ScopeSet;
use axum::extract::State;
use content::Timestamp;
use factory::accounts::Visit;
use factory::accounts::api_keys::{self, Maker, NewKey};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::api_keys::ApiKey;

use crate::app::App;
use crate::caller::{Caller, Visitor};
use crate::extract::{Json, Once, PageQuery, Path, Query};
use crate::openapi::{Api, Words};
use crate::problem::{Kind, Problem};
use crate::reply::{Created, NoContent, Page};

/// A day, in milliseconds.
const DAY_MS: i64 = auth::time::DAY_MS;
/// The longest life of a key that has one, in days.
const MOST_DAYS: u32 = 3650;

pub(super) fn routes(api: Api) -> Api {
    const ALL: &str = "/api/v1/auth/api-keys";
    let words = |summary, details, problems| Words { tag: "Account", summary, details, problems };
    api.get(ALL, list, words("List your API keys", "Newest first; the keys themselves are not kept.", &[]))
        .post(ALL, create, words("Make an API key", ABOUT, &[Kind::Conflict]))
        .delete(
            "/api/v1/auth/api-keys/{id}",
            revoke,
            words("Take a key back", "It stops working at once.", &[]),
        )
}

const ABOUT: &str = "The answer is the only time that the key is shown. A key never may more than its owner, and never \
manages an account. With two-step sign-in on, it has to be proved within the last ten minutes.";

async fn list(
    State(app): State<App>,
    caller: Caller,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<View>>, Problem> {
    let (from, limit) = page.place()?;
    let page = store::api_keys::list(&app.ctx.db, caller.user, from, limit).await?;
    Ok(Json(Page::of(page, View::from)))
}

async fn create(
    State(app): State<App>,
    caller: Caller,
    Visitor(visit): Visitor,
    once: Once,
    Json(new): Json<New, 64>,
) -> Result<Created<Shown>, Problem> {
    let visit = Visit { once: once.of("POST /auth/api-keys", &new), ..visit };
    let new = new.read(&caller, app.ctx.clock.now_ms())?;
    let (key, kept) = api_keys::create(&app.ctx, &visit, maker(&caller), new).await?;
    let location = format!("/api/v1/auth/api-keys/{}", kept.record.id);
    let replayed = key.is_none();
    let body = Shown { key: key.map(|key| key.expose().to_owned()), about: View::from(kept) };
    Ok(Created { location, body, replayed })
}

async fn revoke(
    State(app): State<App>,
    caller: Caller,
    Visitor(visit): Visitor,
    Path(id): Path<ApiKeyId>,
) -> Result<NoContent, Problem> {
    api_keys::revoke(&app.ctx, &visit, caller.user, id).await?;
    Ok(NoContent)
}

/// Somebody as the maker of a key.
pub(crate) fn maker(caller: &Caller) -> Maker {
    Maker { owner: caller.user, session: caller.session(), granted: caller.grant.scopes }
}

/// What a new key is for.
#[derive(Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "NewApiKey")]
struct New {
    /// What to call it.
    #[schemars(length(min = 1, max = 100))]
    name: String,
    /// What it may do; all that a key of yours may when absent.
    #[serde(default)]
    scopes: Option<Vec<String>>,
    /// In how many days it stops working; never when absent.
    #[serde(default)]
    #[schemars(range(min = 1, max = 3650))]
    expires_in_days: Option<u32>,
    /// When it stops working (RFC 3339), in place of `expires_in_days`.
    #[serde(default)]
    expires_at: Option<Timestamp>,
}

impl New {
    fn read(self, caller: &Caller, now_ms: i64) -> Result<NewKey, Problem> {
        let scopes = match self.scopes {
            Some(names) => names.iter().map(|name| name.parse()).collect::<Result<ScopeSet, auth::Error>>(),
            None => Ok(ScopeSet::for_keys(caller.grant.role).shared_with(caller.grant.scopes)),
        };
        let scopes = scopes.map_err(|_| Problem::invalid("/scopes", "names a scope that does not exist"))?;
        if !scopes.is_subset_of(caller.grant.scopes) {
            return Err(Problem::invalid("/scopes", "asks for more than you may do yourself"));
        }
        let in_days = self.expires_in_days.map(|days| {
            if (1..=MOST_DAYS).contains(&days) {
                Ok(now_ms + i64::from(days) * DAY_MS)
            } else {
                Err(Problem::invalid("/expires_in_days", format!("{days} is not from 1 to {MOST_DAYS}")))
            }
        });
        let expires_ms = in_days.transpose()?.or(self.expires_at.map(|at| at.0));
        Ok(NewKey { name: self.name, scopes, expires_ms })
    }
}

/// A key as lists show it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ApiKey")]
struct View {
    /// Its id.
    id: String,
    /// What its owner calls it.
    name: String,
    /// Its first characters.
    prefix: String,
    /// What it may do.
    scopes: Vec<String>,
    /// When it was made.
    created_at: Timestamp,
    /// When it stops working.
    expires_at: Option<Timestamp>,
    /// When it was last used, to the minute.
    last_used_at: Option<Timestamp>,
}

/// A key that was just made.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ShownApiKey")]
struct Shown {
    /// The key; it is shown this once, and `null` when the request was answered before (`Idempotency-Key`).
    key: Option<String>,
    /// What is kept of it.
    #[serde(flatten)]
    about: View,
}

impl From<ApiKey> for View {
    fn from(key: ApiKey) -> Self {
        Self {
            id: key.record.id.to_string(),
            name: key.name,
            prefix: key.hint,
            scopes: key.record.scopes.iter().map(|scope| scope.as_str().to_owned()).collect(),
            created_at: Timestamp(key.created_ms),
            expires_at: key.record.expires_ms.map(Timestamp),
            last_used_at: key.record.last_used_ms.map(Timestamp),
        }
    }
}
