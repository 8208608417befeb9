//! Who is asking, and whether they may.
//!
//! A handler that takes a [`Caller`] is reached only by somebody who may do what the route does ([`routes`] is the
//! table), before any of the request's body is read.

use auth::bearer::{self, Presented};
use auth::csrf;
use auth::id::SessionId;
use auth::permission::{Action, Denied, Grant, ScopeSet};
use auth::session::COOKIE;
use auth::user::UserId;
use axum::extract::{FromRequestParts, MatchedPath, OptionalFromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use factory::accounts::credential::{self, By, Known};

use crate::app::App;
use crate::openapi::{Operation, Schemas, Takes};
use crate::problem::{Kind, Problem};

mod routes;
mod visit;

pub use visit::{Peer, Visitor};

/// Who is asking. On an installation without accounts it is the person at the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caller {
    /// Whose things these are.
    pub user: UserId,
    /// What this request may do.
    pub grant: Grant,
    /// The credential that was shown.
    pub by: By,
}

impl Caller {
    /// The sign-in this request belongs to.
    pub fn session(&self) -> Option<SessionId> {
        Known { user: self.user, grant: self.grant, by: self.by }.session()
    }

    /// Whether all that is left to it is to set up a second factor.
    fn has_to_enrol(&self, app: &App) -> bool {
        let is_compulsory = app.ctx.identity.config.policy.is_compulsory(self.grant.role);
        is_compulsory && self.grant.scopes.is_subset_of(ScopeSet::to_enrol())
    }

    /// Whether this may be done too, beyond what the route does.
    ///
    /// # Errors
    /// 403, with the scope that is missing.
    pub fn must(&self, action: Action) -> Result<(), Problem> {
        self.grant.may(action).map_err(denied)
    }
}

/// What is said to whoever came in without a second factor where one is compulsory.
const ENROL_FIRST: &str = "your role needs a second factor here; set one up at /account/two-step, or sign in again with the one you have";

impl FromRequestParts<App> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let action = action(parts);
        let known = known(parts, app).await?.ok_or_else(Problem::anonymous)?;
        if known.by == By::Machine && needs_account(action) {
            return Err(Problem::anonymous());
        }
        let caller = Self { user: known.user, grant: known.grant, by: known.by };
        caller.must(action).map_err(|mut problem| {
            if caller.has_to_enrol(app) {
                ENROL_FIRST.clone_into(&mut problem.detail);
            }
            problem
        })?;
        Ok(caller)
    }
}

impl OptionalFromRequestParts<App> for Caller {
    type Rejection = Problem;

    /// Nobody where no credential came; a credential that is not good is refused all the same.
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Option<Self>, Problem> {
        let known = known(parts, app).await?.filter(|known| known.by != By::Machine);
        Ok(known.map(|known| Self { user: known.user, grant: known.grant, by: known.by }))
    }
}

impl Takes for Caller {
    fn describe(operation: &mut Operation, _: &mut Schemas) {
        operation.secured = true;
        operation.problem(Kind::Unauthenticated);
        operation.problem(Kind::Forbidden);
    }
}

impl Takes for Option<Caller> {
    fn describe(operation: &mut Operation, _: &mut Schemas) {
        operation.problem(Kind::Unauthenticated);
    }
}

fn action(parts: &Parts) -> Action {
    let route = parts.extensions.get::<MatchedPath>().map_or("", MatchedPath::as_str);
    routes::action(&parts.method, route)
}

/// What only somebody with an account can do.
fn needs_account(action: Action) -> bool {
    !matches!(
        action,
        Action::ReadMaterials
            | Action::WriteMaterials
            | Action::ApproveMaterials
            | Action::RunBatches
            | Action::ReadSources
            | Action::WriteSources
            | Action::RunEvaluations
    )
}

async fn known(parts: &Parts, app: &App) -> Result<Option<Known>, Problem> {
    match presented(&parts.headers).map_err(|_| Problem::unauthenticated())? {
        Some(Presented::AccessToken(token)) => Ok(Some(credential::by_token(&app.ctx, token).await?)),
        Some(Presented::ApiKey(key)) => Ok(Some(credential::by_key(&app.ctx, key).await?)),
        None => match cookie(&parts.headers) {
            Some(cookie) => by_cookie(parts, app, cookie).await.map(Some),
            None if app.ctx.identity.is_personal() => Ok(Some(Known::at_the_machine())),
            None => Ok(None),
        },
    }
}

/// The credential of `Authorization` or of `X-API-Key`; both at once are none.
fn presented(headers: &HeaderMap) -> Result<Option<Presented<'_>>, auth::Error> {
    let of = |name: &str| headers.get_all(name).iter().map(HeaderValue::as_bytes).collect::<Vec<_>>();
    bearer::read(of(header::AUTHORIZATION.as_str()).into_iter(), of("x-api-key").into_iter())
}

async fn by_cookie(parts: &Parts, app: &App, cookie: &str) -> Result<Known, Problem> {
    let address = visit::address(parts, app).map(|address| address.to_string());
    let found = credential::by_cookie(&app.ctx, cookie, address).await;
    let known = found.map_err(|error| match error {
        // a cookie that ended is like none: the browser sends it whether its owner wants or not
        factory::Error::Unauthenticated => Problem::anonymous(),
        other => other.into(),
    })?;
    let By::Browser(_, digest) = known.by else { return Ok(known) };
    let text = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok());
    let request = csrf::Request {
        method: parts.method.as_str(),
        fetch_site: text("sec-fetch-site"),
        origin: text("origin"),
        token: text(csrf::HEADER),
    };
    csrf::check(&request, &digest, &app.ctx.identity.csrf, &origins(parts, app)).map_err(|forged| {
        let detail = match forged {
            csrf::Forged::Elsewhere => "a page of another site may not change anything here",
            csrf::Forged::Token => "the page is too old; load it again (x-csrf-token is missing or wrong)",
        };
        Problem::new(Kind::CrossSite, detail)
    })?;
    Ok(known)
}

/// The sign-in that the browser's cookie names, whether or not the request may use it.
pub(crate) async fn session_of_browser(parts: &Parts, app: &App) -> Option<(UserId, SessionId)> {
    let known = credential::by_cookie(&app.ctx, cookie(&parts.headers)?, None).await.ok()?;
    Some((known.user, known.session()?))
}

/// The origins that are this installation: the configured one, and the one the request was sent to, whose name the guard
/// has checked.
fn origins(parts: &Parts, app: &App) -> Vec<String> {
    let mut origins = vec![app.ctx.identity.config.public_url.clone()];
    if let Some(host) = parts.headers.get(header::HOST).and_then(|host| host.to_str().ok()) {
        let scheme = if app.config.https { "https" } else { "http" };
        origins.push(format!("{scheme}://{}", host.to_ascii_lowercase()));
    }
    origins
}

/// The session's cookie; two of that name are none, since one of them is somebody else's doing.
fn cookie(headers: &HeaderMap) -> Option<&str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut named = lines.flat_map(|line| line.split(';')).filter_map(|pair| {
        let (name, value) = pair.trim().split_once('=')?;
        (name == COOKIE).then_some(value)
    });
    let first = named.next()?;
    named.next().is_none().then_some(first)
}

fn denied(denied: Denied) -> Problem {
    let detail = match denied {
        Denied::Role => "your role does not allow this".to_owned(),
        Denied::Scope(scope) => format!("this credential has not the scope `{}`", scope.as_str()),
    };
    let problem = Problem::new(Kind::Forbidden, detail);
    let challenge = bearer::challenge_denied(denied).and_then(|text| HeaderValue::try_from(text).ok());
    match challenge {
        Some(challenge) => problem.with(header::WWW_AUTHENTICATE, challenge),
        None => problem,
    }
}
