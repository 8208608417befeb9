//! What stands in the address.

use std::str::FromStr;

use auth::id::{ApiKeyId, OrganisationId, SessionId, UserId};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use content::{BatchId, ContentType, MaterialId, SourceId};
use serde_json::{Value, json};

use crate::app::App;
use crate::openapi::{Operation, Schemas, Takes};
use crate::problem::{Kind, Problem};

/// The one parameter of the path. An id that cannot be one is answered as one that names nothing.
#[derive(Debug, Clone, Copy)]
pub struct Path<T>(
    /// What it names.
    pub T,
);

/// Something that is named in an address.
pub trait Named: FromStr {
    /// What it is called in a sentence.
    const WHAT: &'static str;

    /// The JSON Schema of the name.
    fn schema() -> Value {
        json!({ "type": "string", "format": "uuid" })
    }
}

impl Named for MaterialId {
    const WHAT: &'static str = "material";
}

impl Named for SourceId {
    const WHAT: &'static str = "source";
}

impl Named for BatchId {
    const WHAT: &'static str = "batch";
}

impl Named for SessionId {
    const WHAT: &'static str = "session";
}

impl Named for ApiKeyId {
    const WHAT: &'static str = "API key";
}

impl Named for UserId {
    const WHAT: &'static str = "user";
}

impl Named for OrganisationId {
    const WHAT: &'static str = "organisation";
}

impl Named for ContentType {
    const WHAT: &'static str = "content type";

    fn schema() -> Value {
        json!({ "type": "string", "enum": Self::ALL.map(Self::as_str) })
    }
}

impl<T: Named + Send> FromRequestParts<App> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let not_found = || Problem::not_found(T::WHAT);
        let name =
            axum::extract::Path::<String>::from_request_parts(parts, app).await.map_err(|_| not_found())?;
        name.parse().map(Self).map_err(|_| not_found())
    }
}

impl<T: Named> Takes for Path<T> {
    fn describe(operation: &mut Operation, _: &mut Schemas) {
        operation.path(&T::schema(), &format!("Which {}.", T::WHAT));
        operation.problem(Kind::NotFound);
    }
}
