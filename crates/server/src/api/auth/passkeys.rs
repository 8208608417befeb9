//! Passkeys: added, listed, renamed, removed, and signing in with one, for a cookie or for tokens.

use std::str::FromStr;

use auth::permission::ScopeSet;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use content::Timestamp;
use factory::accounts::Visit;
use factory::accounts::passkeys::{self, Begun, sign_in};
use factory::accounts::session;
use factory::accounts::sign_in::Admitted;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::Renewed;
use super::cookie::{Answer, Before, enter};
use super::token::Pair;
use crate::app::App;
use crate::caller::{Caller, Visitor};
use crate::extract::{Json, Named, Path};
use crate::openapi::{Api, Words};
use crate::problem::{Kind, Problem};
use crate::reply::{Created, NoContent, Page};

pub(super) fn routes(api: Api) -> Api {
    const ALL: &str = "/api/v1/auth/passkeys";
    const ONE: &str = "/api/v1/auth/passkeys/{id}";
    let words = |summary, details, problems| Words { tag: "Passkeys", summary, details, problems };
    const ADDING: &[Kind] = &[Kind::Conflict];
    const ENTERING: &[Kind] = &[Kind::Unauthenticated, Kind::TooMany, Kind::Conflict];
    const ASKING: &[Kind] = &[Kind::Unauthenticated, Kind::Forbidden, Kind::Conflict];
    api.get(ALL, list, words("Your passkeys", "Oldest first.", &[]))
        .post("/api/v1/auth/passkeys/register/start", start, words("Begin adding one", ABOUT_START, ADDING))
        .post("/api/v1/auth/passkeys/register/finish", finish, words("Add it", ABOUT_FINISH, ADDING))
        .patch(ONE, rename, words("Rename one", "", &[]))
        .delete(ONE, remove, words("Remove one", "It opens your account no more. Sign in anew first.", &[]))
        .post("/api/v1/auth/passkeys/sign-in/start", look, words("Begin signing in", ABOUT_LOOK, ENTERING))
        .post("/api/v1/auth/passkeys/sign-in/finish", come, words("Sign in", ABOUT_COME, ENTERING))
        .post("/api/v1/auth/passkeys/sign-in/tokens", tokens, words("Get tokens", ABOUT_TOKENS, ASKING))
}

const ABOUT_START: &str = "Answers what `PublicKeyCredential.parseCreationOptionsFromJSON` takes, and a secret that \
finishes the ceremony once, within five minutes. Needs a sign-in of the last ten minutes.";
const ABOUT_FINISH: &str = "Takes the device's answer as its `toJSON()` gives it.";
const ABOUT_LOOK: &str = "Answers what `PublicKeyCredential.parseRequestOptionsFromJSON` takes. Without a body the \
device says who signs in; with `mfa_token` of a half-finished sign-in, a passkey stands in for the code.";
const ABOUT_COME: &str = "Answers as `POST /auth/session` does, with the browser's cookie.";
const ABOUT_TOKENS: &str = "For this product's own programs: answers the same proof with tokens, as `POST \
/auth/token` does, and no cookie. Where that route answered `mfa_required` with `passkey` among `mfa_methods`, send \
its `mfa_token` with both halves. 403 where the operator gives programs no tokens (`auth.password_grant = false`).";

async fn list(State(app): State<App>, caller: Caller) -> Result<Json<Page<View>>, Problem> {
    let passkeys = passkeys::list(&app.ctx, caller.user).await?;
    Ok(Json(Page::whole(passkeys.into_iter().map(View::from).collect())))
}

async fn start(State(app): State<App>, caller: Caller) -> Result<Json<Ceremony>, Problem> {
    Ok(Json(passkeys::begin(&app.ctx, caller.user, caller.session()).await?.into()))
}

async fn finish(
    State(app): State<App>,
    caller: Caller,
    Visitor(visit): Visitor,
    Json(given): Json<New, 64>,
) -> Result<Renewed<Created<View>>, Problem> {
    let (who, made) = ((caller.user, caller.session()), (given.name.as_str(), given.credential));
    let passkey = passkeys::finish(&app.ctx, &visit, who, &given.ceremony, made).await?;
    let location = format!("/api/v1/auth/passkeys/{}", passkey.id);
    Renewed::with(&app, &caller, Created { location, body: passkey.into(), replayed: false }).await
}

async fn rename(
    State(app): State<App>,
    caller: Caller,
    Path(PasskeyId(id)): Path<PasskeyId>,
    Json(given): Json<Name, 4>,
) -> Result<NoContent, Problem> {
    passkeys::rename(&app.ctx, caller.user, id, &given.name).await?;
    Ok(NoContent)
}

async fn remove(
    State(app): State<App>,
    caller: Caller,
    Visitor(visit): Visitor,
    Path(PasskeyId(id)): Path<PasskeyId>,
) -> Result<NoContent, Problem> {
    passkeys::remove(&app.ctx, &visit, caller.user, caller.session(), id).await?;
    Ok(NoContent)
}

async fn look(
    State(app): State<App>,
    Visitor(visit): Visitor,
    Json(given): Json<Waits, 4>,
) -> Result<Json<Ceremony>, Problem> {
    Ok(Json(sign_in::begin(&app.ctx, &visit, given.mfa_token.as_deref()).await?.into()))
}

async fn come(
    State(app): State<App>,
    before: Before,
    Visitor(visit): Visitor,
    Json(given): Json<Shown, 64>,
) -> Result<Answer, Problem> {
    let admitted = admitted(&app, &visit, given).await?;
    let (headers, begun) = enter(&app, &visit, before, admitted).await?;
    let response: Response = (headers, Json::<_, 1024>(begun)).into_response();
    Ok(Answer(response))
}

async fn tokens(
    State(app): State<App>,
    Visitor(visit): Visitor,
    Json(given): Json<ShownForTokens, 64>,
) -> Result<Pair, Problem> {
    if !app.ctx.identity.config.password_grant {
        return Err(Problem::new(Kind::Forbidden, "programs get no tokens here; sign in with a browser"));
    }
    let asked = given.scope.as_deref().map(ScopeSet::parse).transpose();
    let asked = asked.map_err(|_| Problem::invalid("/scope", "there is no such scope"))?;
    let admitted = admitted(&app, &visit, given.shown).await?;
    Ok(Pair::of(&session::open_tokens(&app.ctx, &visit, admitted, asked).await?))
}

async fn admitted(app: &App, visit: &Visit, given: Shown) -> Result<Admitted, Problem> {
    let pending = given.mfa_token.as_deref();
    let admitted = sign_in::finish(&app.ctx, visit, &given.ceremony, pending, given.credential).await;
    admitted.map_err(|error| match error {
        factory::Error::SignInRefused => Problem::refused("the passkey is not good here; begin again"),
        other => other.into(),
    })
}

/// Which passkey.
pub(crate) struct PasskeyId(pub(crate) Uuid);

impl FromStr for PasskeyId {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, uuid::Error> {
        text.parse().map(Self)
    }
}

impl Named for PasskeyId {
    const WHAT: &'static str = "passkey";
}

/// The first half of a ceremony.
#[derive(Serialize, JsonSchema)]
struct Ceremony {
    /// What finishes it; works once, within five minutes.
    ceremony: String,
    /// What the browser is given.
    options: Value,
}

impl From<Begun> for Ceremony {
    fn from(begun: Begun) -> Self {
        Self { ceremony: begun.ceremony.expose().to_owned(), options: begun.options }
    }
}

/// A passkey that a device made.
#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "NewPasskey")]
struct New {
    /// The secret that the first half answered.
    ceremony: String,
    /// What to call it, 1 to 100 characters.
    #[schemars(length(min = 1, max = 100))]
    name: String,
    /// The device's answer.
    credential: Value,
}

/// Another name.
#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "PasskeyName")]
struct Name {
    /// What to call it, 1 to 100 characters.
    #[schemars(length(min = 1, max = 100))]
    name: String,
}

/// A sign-in that begins, or goes on.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "PasskeySignInStart")]
struct Waits {
    /// What the answer that asked for a second factor gave.
    mfa_token: Option<String>,
}

/// A device's answer.
#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "PasskeySignIn")]
struct Shown {
    /// The secret that the first half answered.
    ceremony: String,
    /// What the answer that asked for a second factor gave, if that is what this is for.
    #[serde(default)]
    mfa_token: Option<String>,
    /// The device's answer.
    credential: Value,
}

/// A device's answer, and what the tokens for it may do.
#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "PasskeyTokens")]
struct ShownForTokens {
    #[serde(flatten)]
    shown: Shown,
    /// What the access token may do, separated by spaces; all that the account may when absent.
    #[serde(default)]
    scope: Option<String>,
}

/// A passkey as its owner sees it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Passkey")]
struct View {
    /// Its id here.
    id: String,
    /// What its owner calls it.
    name: String,
    /// When it was added.
    created_at: Timestamp,
    /// When it was last used.
    last_used_at: Option<Timestamp>,
}

impl From<store::passkeys::Passkey> for View {
    fn from(passkey: store::passkeys::Passkey) -> Self {
        Self {
            id: passkey.id.to_string(),
            name: passkey.name,
            created_at: Timestamp(passkey.created_ms),
            last_used_at: passkey.last_used_ms.map(Timestamp),
        }
    }
}
