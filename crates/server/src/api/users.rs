//! One's own account: read, changed, taken out, left.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use content::Timestamp;
use factory::accounts::profile::{self, Change};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::users::User;

use crate::app::App;
use crate::caller::{Caller, Visitor};
use crate::extract::Json;
use crate::openapi::{Answers, Api, Operation, Schemas, Words};
use crate::problem::{Kind, Problem};
use crate::reply::{NoContent, Page};

pub(super) fn routes(api: Api) -> Api {
    const ME: &str = "/api/v1/users/me";
    let words = |summary, details, problems| Words { tag: "Account", summary, details, problems };
    api.get(ME, read, words("Read your account", "", &[]))
        .patch(ME, edit, words("Change your account", ABOUT_EDIT, &[]))
        .delete(ME, delete, words("Delete your account", ABOUT_DELETE, &[Kind::Conflict, Kind::TooMany]))
        .get("/api/v1/users/me/export", export, words("Take your data out", ABOUT_EXPORT, &[]))
}

const ABOUT_EDIT: &str = "The name changes at once. Another address needs `password` and counts once the link in the \
letter to it was used. Other fields have no effect.";
const ABOUT_DELETE: &str = "Needs the password (an account that only single sign-on opens: a sign-in with `anew=true` \
within the last ten minutes), and a code where two-step sign-in is on. Everything that belongs to the \
account goes with it; sign-ins and keys die at once.";
const ABOUT_EXPORT: &str = "Everything that is kept about you, as JSON, without secrets.";

async fn read(State(app): State<App>, caller: Caller) -> Result<Json<View>, Problem> {
    let found = factory::accounts::lately::account(&app.ctx, caller.user).await?;
    let found = found.filter(|(user, _)| user.deleted_ms.is_none());
    let (user, mfa_enabled) = found.ok_or_else(Problem::unauthenticated)?;
    Ok(Json(View::with(user, mfa_enabled)))
}

async fn edit(
    State(app): State<App>,
    caller: Caller,
    Visitor(visit): Visitor,
    Json(change): Json<Edit, 64>,
) -> Result<Json<View>, Problem> {
    let change = Change { name: change.name, email: change.email, password: change.password };
    let user = profile::change(&app.ctx, &visit, caller.user, &change).await?;
    View::of(&app, user).await.map(Json)
}

async fn delete(
    State(app): State<App>,
    caller: Caller,
    Visitor(visit): Visitor,
    Json(owner): Json<Farewell, 64>,
) -> Result<NoContent, Problem> {
    let who = (caller.user, caller.session());
    profile::delete(&app.ctx, &visit, who, owner.password.as_deref(), owner.totp.as_deref()).await?;
    Ok(NoContent)
}

async fn export(State(app): State<App>, caller: Caller) -> Result<TakenOut, Problem> {
    Ok(TakenOut::of(profile::export(&app.ctx, caller.user).await?))
}

/// An account as its owner sees it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Account")]
pub(super) struct View {
    /// Its id.
    id: String,
    /// The address; `null` for accounts that a school made.
    email: Option<String>,
    /// `name@school`, for accounts that a school made.
    username: Option<String>,
    /// Whether the address was confirmed.
    email_verified: bool,
    /// What to be called.
    name: String,
    /// `student`, `teacher` or `admin`.
    role: String,
    /// Whether two-step sign-in is on.
    mfa_enabled: bool,
    /// Whether the account was switched off.
    disabled: bool,
    /// The school it belongs to.
    organisation_id: Option<String>,
    /// How old its owner is, as a band.
    age_band: Option<String>,
    /// When it was made.
    created_at: Timestamp,
}

impl View {
    /// A page of accounts.
    pub(super) async fn page(app: &App, page: store::Page<User>) -> Result<Page<Self>, Problem> {
        let next_cursor = page.next.map(|cursor| cursor.to_string());
        let mut items = Vec::with_capacity(page.items.len());
        for user in page.items {
            items.push(Self::of(app, user).await?);
        }
        Ok(Page { items, next_cursor })
    }

    pub(super) async fn of(app: &App, user: User) -> Result<Self, Problem> {
        let mfa_enabled = factory::accounts::second_factor::is_on(&app.ctx, user.id).await?;
        Ok(Self::with(user, mfa_enabled))
    }

    fn with(user: User, mfa_enabled: bool) -> Self {
        let word = |value: serde_json::Value| value.as_str().map(ToOwned::to_owned);
        Self {
            id: user.id.to_string(),
            username: if user.email.is_none() { user.sign_in_name } else { None },
            email: user.email,
            email_verified: user.email_verified_ms.is_some(),
            name: user.display_name,
            role: word(serde_json::json!(user.role)).unwrap_or_default(),
            mfa_enabled,
            disabled: user.suspended_ms.is_some(),
            organisation_id: user.school.map(|(school, _)| school.to_string()),
            age_band: user.age_band.and_then(|band| word(serde_json::json!(band))),
            created_at: Timestamp(user.created_ms),
        }
    }
}

/// What somebody changes about themselves.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "AccountChange")]
struct Edit {
    /// What to be called.
    #[schemars(length(min = 1, max = 100))]
    name: Option<String>,
    /// Another address.
    #[schemars(length(max = 254))]
    email: Option<String>,
    /// The password, when the address is to change.
    password: Option<String>,
}

/// The proof that somebody means it.
#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "Farewell")]
struct Farewell {
    /// The account's password; an account without one has to have signed in within the last ten minutes.
    #[serde(default, alias = "current_password")]
    password: Option<String>,
    /// A code, where two-step sign-in is on.
    #[serde(default, alias = "code", alias = "recovery_code")]
    totp: Option<String>,
}

/// A file with everything.
pub(super) struct TakenOut(Json<profile::Export>);

impl TakenOut {
    pub(super) fn of(export: profile::Export) -> Self {
        Self(Json(export))
    }
}

impl IntoResponse for TakenOut {
    fn into_response(self) -> Response {
        let name = r#"attachment; filename="la-factoria-export.json""#;
        ([(header::CONTENT_DISPOSITION, name)], self.0).into_response()
    }
}

impl Answers for TakenOut {
    fn describe(operation: &mut Operation, _: &mut Schemas) {
        let schema = serde_json::json!({ "type": "object" });
        operation.answer(axum::http::StatusCode::OK, &["application/json"], &schema, "Everything about you.");
    }
}
