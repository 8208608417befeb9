//! Who is asking.

use std::convert::Infallible;

use auth::user::UserId;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::app::App;

/// Who is asking. On an installation without accounts it is the person at the machine; that no other site's page
/// speaks in their name, the `guard` layer sees to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caller {
    /// Whose things these are.
    pub user: UserId,
}

impl FromRequestParts<App> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(_parts: &mut Parts, _app: &App) -> Result<Self, Infallible> {
        Ok(Self { user: factory::accounts::PERSON_AT_THE_MACHINE })
    }
}
