//! Single sign-on: to the provider, back again, and the identities an account has.

use std::str::FromStr;

use auth::oidc::Callback;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use content::Timestamp;
use factory::accounts::oidc::{self, Returned};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::cookie::{Before, enter};
use crate::app::App;
use crate::caller::{Caller, Visitor};
use crate::extract::{Json, Named, Path, Query};
use crate::openapi::{Answers, Api, Operation, Schemas, Words};
use crate::problem::{Kind, Problem};
use crate::reply::{NoContent, Page};

mod cookies;

pub(crate) use cookies::Kept;

/// The page that asks for the second factor.
const SECOND_FACTOR: &str = "/sign-in";

pub(super) fn routes(api: Api) -> Api {
    let words = |summary, details, problems| Words { tag: "Single sign-on", summary, details, problems };
    let account = |summary, details| Words { tag: "Account", summary, details, problems: &[] };
    const BROKEN: &[Kind] = &[Kind::Forbidden, Kind::Unavailable];
    api.get(
        "/api/v1/auth/oidc",
        providers,
        words("Whom to sign in through", "The providers set up here.", &[]),
    )
    .get("/api/v1/auth/oidc/{provider}/start", start, words("Go to the provider", ABOUT_START, BROKEN))
    .get("/api/v1/auth/oidc/{provider}/callback", callback, words("Come back", ABOUT_BACK, BROKEN))
    .get("/api/v1/auth/identities", list, account("Your identities", "Who you are to identity providers."))
    .delete(
        "/api/v1/auth/identities/{id}",
        unlink,
        account("Unlink an identity", "It opens your account no more."),
    )
}

const ABOUT_START: &str = "For browsers: redirects to the provider (code flow with PKCE, state and nonce). `return_to` \
is a path of this server. With `link=true`, somebody who signed in within the last ten minutes adds the identity to \
their account.";
const ABOUT_BACK: &str = "Where the provider sends the browser back. Signs in and redirects to `return_to`; where a \
second factor is set up, redirects to the page that asks for it.";

async fn providers(State(app): State<App>) -> Result<Json<Page<ProviderView>>, Problem> {
    let view = |(name, label): (&str, &str)| ProviderView {
        name: name.to_owned(),
        label: label.to_owned(),
        start: format!("/api/v1/auth/oidc/{name}/start"),
    };
    Ok(Json(Page::whole(app.ctx.providers.names().map(view).collect())))
}

async fn start(
    State(app): State<App>,
    before: Before,
    Path(ProviderName(provider)): Path<ProviderName>,
    Query(wanted): Query<Wanted>,
) -> Result<Redirect, Problem> {
    let linking = match (wanted.link, before.0) {
        (true, Some((user, session))) => Some((user, Some(session))),
        (true, None) => return Err(Problem::anonymous()),
        (false, _) => None,
    };
    let return_to = wanted.return_to.as_deref().unwrap_or("/");
    let started = oidc::start(&app.ctx, &provider, return_to, linking, wanted.anew).await?;
    let mut redirect = Redirect::to(started.location.as_str());
    redirect.keep(&cookies::keep_attempt(&started.cookie));
    Ok(redirect)
}

async fn callback(
    State(app): State<App>,
    before: Before,
    Visitor(visit): Visitor,
    (Path(ProviderName(provider)), kept): (Path<ProviderName>, Kept),
    Query(back): Query<Back>,
) -> Result<Redirect, Problem> {
    let callback = Callback {
        state: back.state.as_deref(),
        code: back.code.as_deref(),
        issuer: back.iss.as_deref(),
        error: back.error.as_deref(),
    };
    let signed_in = before.0.map(|(user, _)| user);
    let brought = (kept.attempt.as_deref(), callback);
    // an attempt is over however it ended
    let over = |problem: Problem| match HeaderValue::from_str(&cookies::forget_attempt()) {
        Ok(forget) => problem.with(header::SET_COOKIE, forget),
        Err(_) => problem,
    };
    let finished = oidc::finish(&app.ctx, &visit, &provider, brought, signed_in).await;
    let finished = finished.map_err(|error| over(error.into()))?;
    let mut redirect = Redirect::to(finished.return_to.as_str());
    match finished.outcome {
        Ok(Returned::SignIn(admitted)) => {
            let (headers, _) = enter(&app, &visit, before, *admitted).await?;
            redirect.headers.extend(headers);
        }
        Ok(Returned::Linked) => {}
        Err(factory::Error::SecondFactorNeeded { pending, .. }) => {
            redirect = Redirect::to(&second_factor_page(finished.return_to.as_str()));
            redirect.keep(&cookies::keep_pending(&pending));
        }
        Err(error) => return Err(over(error.into())),
    }
    redirect.keep(&cookies::forget_attempt());
    Ok(redirect)
}

fn second_factor_page(return_to: &str) -> String {
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("second_factor", "1")
        .append_pair("return_to", return_to)
        .finish();
    format!("{SECOND_FACTOR}?{query}")
}

async fn list(State(app): State<App>, caller: Caller) -> Result<Json<Page<IdentityView>>, Problem> {
    let view = |linked: store::identities::Linked| IdentityView {
        id: linked.id.to_string(),
        provider: linked.provider,
        issuer: linked.identity.issuer,
        created_at: Timestamp(linked.created_ms),
        last_used_at: linked.last_used_ms.map(Timestamp),
    };
    let linked = oidc::list(&app.ctx, caller.user).await?;
    Ok(Json(Page::whole(linked.into_iter().map(view).collect())))
}

async fn unlink(
    State(app): State<App>,
    caller: Caller,
    Visitor(visit): Visitor,
    Path(IdentityId(id)): Path<IdentityId>,
) -> Result<NoContent, Problem> {
    oidc::unlink(&app.ctx, &visit, caller.user, caller.session(), id).await?;
    Ok(NoContent)
}

/// The name of a provider, as it stands in addresses.
struct ProviderName(String);

impl FromStr for ProviderName {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let is_name = (1..=40).contains(&text.len()) && text.chars().all(fits);
        if is_name { Ok(Self(text.to_owned())) } else { Err(()) }
    }
}

impl Named for ProviderName {
    const WHAT: &'static str = "identity provider";

    fn schema() -> Value {
        json!({ "type": "string", "pattern": "^[a-z0-9-]{1,40}$" })
    }
}

/// Which identity.
pub(crate) struct IdentityId(pub(crate) Uuid);

impl FromStr for IdentityId {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, uuid::Error> {
        text.parse().map(Self)
    }
}

impl Named for IdentityId {
    const WHAT: &'static str = "identity";
}

/// What a sign-in at a provider is for.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "SignOnStart")]
struct Wanted {
    /// A path of this server to go to afterwards; anything else becomes `/`.
    return_to: Option<String>,
    /// Whether the identity is to be added to the account that is signed in.
    link: bool,
    /// Whether the provider is to have its owner sign in there again, for what needs a fresh proof.
    anew: bool,
}

/// What a provider sends along.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "SignOnBack")]
struct Back {
    /// What was sent to the provider.
    state: Option<String>,
    /// To be exchanged for an identity token.
    code: Option<String>,
    /// The provider's own name (RFC 9207).
    iss: Option<String>,
    /// Why there is no code.
    error: Option<String>,
}

/// An identity provider.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "IdentityProvider")]
struct ProviderView {
    /// What stands in addresses.
    name: String,
    /// What a person calls it.
    label: String,
    /// Where a browser goes to sign in.
    start: String,
}

/// An identity that opens an account.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Identity")]
struct IdentityView {
    /// Its id here.
    id: String,
    /// The provider's name.
    provider: String,
    /// The provider's address.
    issuer: String,
    /// When it was linked.
    created_at: Timestamp,
    /// When it was last used to sign in.
    last_used_at: Option<Timestamp>,
}

/// 303, with cookies.
struct Redirect {
    headers: HeaderMap,
}

impl Redirect {
    fn to(place: &str) -> Self {
        let mut headers = HeaderMap::new();
        // paths are parsed by `ReturnTo` and addresses by `Url`: neither holds what no header may
        let place = HeaderValue::from_str(place).unwrap_or(HeaderValue::from_static("/"));
        headers.insert(header::LOCATION, place);
        Self { headers }
    }

    fn keep(&mut self, cookie: &str) {
        if let Ok(cookie) = HeaderValue::from_str(cookie) {
            self.headers.append(header::SET_COOKIE, cookie);
        }
    }
}

impl IntoResponse for Redirect {
    fn into_response(self) -> Response {
        (StatusCode::SEE_OTHER, self.headers).into_response()
    }
}

impl Answers for Redirect {
    fn describe(operation: &mut Operation, _: &mut Schemas) {
        operation.answer(StatusCode::SEE_OTHER, &[], &Value::Null, "Go on there.");
        operation.answer_header(StatusCode::SEE_OTHER, "Location", "Where to go.");
    }
}
