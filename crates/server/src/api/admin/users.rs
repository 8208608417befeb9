//! Everybody's accounts, for admins.

use auth::user::{Role, UserId};
use axum::extract::State;
use factory::accounts::Visit;
use factory::accounts::admin::{self, NewUser};
use schemars::JsonSchema;
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use store::users::Filter;

use crate::api::users::View;
use crate::app::App;
use crate::caller::{Caller, Visitor};
use crate::extract::{Json, Once, PageQuery, Path, Query};
use crate::openapi::{Api, Words};
use crate::problem::{Kind, Problem};
use crate::reply::{Created, NoContent, Page};

/// The most characters of a search.
const SEARCH_CHARACTERS: usize = 200;

pub(super) fn routes(api: Api) -> Api {
    const ALL: &str = "/api/v1/admin/users";
    const ONE: &str = "/api/v1/admin/users/{id}";
    let words = |summary, details, problems| Words { tag: "Administration", summary, details, problems };
    let conflict: &[Kind] = &[Kind::Conflict];
    api.get(ALL, list, words("List accounts", "Newest first.", &[]))
        .post(ALL, create, words("Make an account", ABOUT_CREATE, conflict))
        .get(ONE, read, words("Read an account", "", &[]))
        .patch(ONE, edit, words("Switch an account off or on, give it a role", ABOUT_EDIT, conflict))
        .delete(
            ONE,
            delete,
            words("Delete an account", "Everything that belongs to it goes with it.", conflict),
        )
        .post(
            "/api/v1/admin/users/{id}/reset-password",
            reset,
            words("Start a password reset", ABOUT_RESET, conflict),
        )
}

const ABOUT_CREATE: &str =
    "Its owner gets a letter with a link to set a password; nobody else ever sets or sees one.";
const ABOUT_EDIT: &str = "An account that is switched off is dead within two seconds, keys and tokens included. The last \
admin can neither be switched off nor lose the role.";
const ABOUT_RESET: &str = "Writes the letter with the link; for an account without an address the link is answered, to be \
handed over.";

async fn list(
    State(app): State<App>,
    _: Caller,
    Query(page): Query<PageQuery>,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Page<View>>, Problem> {
    let (from, limit) = page.place()?;
    let length = wanted.q.as_deref().map_or(0, |words| words.chars().count());
    if length > SEARCH_CHARACTERS {
        return Err(Problem::invalid("/q", format!("{length} characters; the most is {SEARCH_CHARACTERS}")));
    }
    let filter = Filter { words: wanted.q, organisation: None };
    View::page(&app, store::users::list(&app.ctx.db, &filter, from, limit).await?).await.map(Json)
}

async fn read(State(app): State<App>, _: Caller, Path(id): Path<UserId>) -> Result<Json<View>, Problem> {
    find(&app, id).await.map(Json)
}

async fn create(
    State(app): State<App>,
    caller: Caller,
    Visitor(visit): Visitor,
    once: Once,
    Json(new): Json<New, 64>,
) -> Result<Created<View>, Problem> {
    let visit = Visit { once: once.of("POST /admin/users", &new), ..visit };
    let new = NewUser {
        email: new.email.into(),
        name: new.name.into(),
        role: new.role.map_or(Role::Student, Role::from),
        password: None,
    };
    let made = admin::create(&app.ctx, &visit, Some(caller.user), &new).await?;
    let location = format!("/api/v1/admin/users/{}", made.id);
    Ok(Created { location, body: find(&app, made.id).await?, replayed: made.replayed })
}

async fn edit(
    State(app): State<App>,
    caller: Caller,
    Visitor(visit): Visitor,
    Path(id): Path<UserId>,
    Json(change): Json<Edit, 64>,
) -> Result<Json<View>, Problem> {
    if let Some(role) = change.role {
        admin::set_role(&app.ctx, &visit, Some(caller.user), id, role.into()).await?;
    }
    if let Some(off) = change.disabled {
        admin::suspend(&app.ctx, &visit, Some(caller.user), id, off).await?;
    }
    find(&app, id).await.map(Json)
}

/// Deletes an account that its caller has a say over.
pub(in crate::api) async fn delete(
    State(app): State<App>,
    caller: Caller,
    Visitor(visit): Visitor,
    Path(id): Path<UserId>,
) -> Result<NoContent, Problem> {
    admin::delete(&app.ctx, &visit, Some(caller.user), id).await?;
    Ok(NoContent)
}

/// Starts a password reset for somebody whom its caller has a say over.
pub(in crate::api) async fn reset(
    State(app): State<App>,
    caller: Caller,
    Visitor(visit): Visitor,
    Path(id): Path<UserId>,
) -> Result<Json<Begun>, Problem> {
    let link = admin::start_reset(&app.ctx, &visit, Some(caller.user), id).await?;
    Ok(Json(Begun { link: link.map(|link| link.expose_secret().to_owned()) }))
}

async fn find(app: &App, id: UserId) -> Result<View, Problem> {
    let user = store::users::find(&app.ctx.db, id).await?.filter(|user| user.deleted_ms.is_none());
    View::of(app, user.ok_or_else(|| Problem::not_found("user"))?).await
}

/// Which accounts a list shows.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
struct Wanted {
    /// A piece of name or address.
    #[schemars(length(max = 200))]
    q: Option<String>,
}

/// An account for somebody else.
#[derive(Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "NewUser")]
struct New {
    /// The address to sign in with.
    #[schemars(length(max = 254))]
    email: String,
    /// What to be called.
    #[schemars(length(min = 1, max = 100))]
    name: String,
    /// What it may do; `student` when absent.
    #[serde(default)]
    role: Option<RoleName>,
}

/// What an admin changes about an account. Fields that are not named here have no effect.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "UserChange")]
struct Edit {
    /// Another role.
    role: Option<RoleName>,
    /// Whether it is switched off.
    #[serde(alias = "suspended")]
    disabled: Option<bool>,
}

/// What an account may do.
#[derive(Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "Role")]
pub(in crate::api) enum RoleName {
    /// Learns.
    Student,
    /// Teaches.
    Teacher,
    /// Runs the installation.
    Admin,
}

impl From<RoleName> for Role {
    fn from(name: RoleName) -> Self {
        match name {
            RoleName::Student => Self::Student,
            RoleName::Teacher => Self::Teacher,
            RoleName::Admin => Self::Admin,
        }
    }
}

impl From<Role> for RoleName {
    fn from(role: Role) -> Self {
        match role {
            Role::Student => Self::Student,
            Role::Teacher => Self::Teacher,
            Role::Admin => Self::Admin,
        }
    }
}

/// A reset that was started.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "StartedReset")]
pub(in crate::api) struct Begun {
    /// The link, for an account without an address; `null` when a letter carries it.
    pub(in crate::api) link: Option<String>,
}
