//! Signing up, signing in, and what one proves oneself with.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};

use ::auth::csrf;
use ::auth::opaque::Opaque;
use factory::accounts::credential::By;
use factory::accounts::session as sign_ins;

use crate::app::App;
use crate::caller::Caller;
use crate::openapi::{Answers, Api, Operation, Schemas};
use crate::problem::Problem;

mod api_keys;
mod cookie;
mod first_admin;
mod invitations;
mod mfa;
mod oauth;
mod oidc;
mod passkeys;
mod password;
mod register;
mod sessions;
mod token;

pub(crate) use api_keys::maker;
pub(crate) use cookie::{Before, enter};
pub(crate) use oidc::{IdentityId, Kept};
pub(crate) use passkeys::PasskeyId;
pub(in crate::api) use register::Band;

/// Every route under `/auth`.
pub(super) fn routes(api: Api) -> Api {
    let api = register::routes(api);
    let api = first_admin::routes(api);
    let api = invitations::routes(api);
    let api = token::routes(api);
    let api = cookie::routes(api);
    let api = sessions::routes(api);
    let api = mfa::routes(api);
    let api = oidc::routes(api);
    let api = passkeys::routes(api);
    let api = password::routes(api);
    api_keys::routes(api)
}

/// Gives a browser its session: the cookie, and the token that its pages send with changes.
fn give_cookie(app: &App, headers: &mut HeaderMap, secret: &Opaque) -> Result<String, Problem> {
    let set = ::auth::session::set_cookie(secret, &app.ctx.identity.config.session);
    let token = sign_ins::csrf_token(&app.ctx, &secret.digest())?;
    insert(headers, header::SET_COOKIE, &set);
    insert(headers, HeaderName::from_static(csrf::HEADER), &token);
    Ok(token)
}

/// Gives a browser another cookie after a change of privilege; the old one is dead.
pub(crate) async fn renew_cookie(app: &App, caller: &Caller, headers: &mut HeaderMap) -> Result<(), Problem> {
    if let By::Browser(id, _) = caller.by {
        let secret = sign_ins::renew_cookie(&app.ctx, id).await?;
        give_cookie(app, headers, &secret)?;
    }
    Ok(())
}

/// An answer with which a browser gets another cookie, after a change of privilege.
struct Renewed<T>(HeaderMap, T);

impl<T> Renewed<T> {
    async fn with(app: &App, caller: &Caller, answer: T) -> Result<Self, Problem> {
        let mut headers = HeaderMap::new();
        renew_cookie(app, caller, &mut headers).await?;
        Ok(Self(headers, answer))
    }
}

impl<T: IntoResponse> IntoResponse for Renewed<T> {
    fn into_response(self) -> Response {
        (self.0, self.1).into_response()
    }
}

impl<T: Answers> Answers for Renewed<T> {
    fn describe(operation: &mut Operation, schemas: &mut Schemas) {
        T::describe(operation, schemas);
    }
}

/// Takes the session away from a browser, and what it keeps of it.
pub(crate) fn take_cookie(headers: &mut HeaderMap) {
    insert(headers, header::SET_COOKIE, &::auth::session::clear_cookie());
    insert(headers, HeaderName::from_static("clear-site-data"), r#""cache", "cookies", "storage""#);
}

fn insert(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}
