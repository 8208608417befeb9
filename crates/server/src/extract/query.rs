//! What follows the question mark.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use store::Cursor;

use super::fault;
use crate::app::App;
use crate::openapi::{Operation, Schemas, Takes};
use crate::problem::{Kind, Problem};

/// How many items a page holds when the client does not say.
const PAGE: u32 = 20;
/// The most items of a page.
const LARGEST_PAGE: u32 = 100;

/// The parameters of the address. Unknown ones are ignored.
#[derive(Debug, Clone)]
pub struct Query<T>(
    /// What they say.
    pub T,
);

/// Which page of a list is wanted.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
pub struct PageQuery {
    /// How many items, 1 to 100; 20 when absent.
    #[schemars(range(min = 1, max = 100))]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    #[schemars(regex(pattern = "^([0-9a-f]{1,15}-[0-9a-f]{32})?$"))]
    pub cursor: Option<String>,
}

impl PageQuery {
    /// Where the page begins and how many items it holds.
    ///
    /// # Errors
    /// 422 with the parameter that is wrong.
    pub fn place(&self) -> Result<(Cursor, u32), Problem> {
        let from = match self.cursor.as_deref() {
            None | Some("") => Cursor::START,
            Some(cursor) => cursor
                .parse()
                .map_err(|error: store::page::NotACursor| Problem::invalid("/cursor", error.to_string()))?,
        };
        Ok((from, self.limit()?))
    }

    /// How many items the page holds.
    ///
    /// # Errors
    /// 422 when it is out of range.
    pub fn limit(&self) -> Result<u32, Problem> {
        let limit = self.limit.unwrap_or(PAGE);
        if (1..=LARGEST_PAGE).contains(&limit) {
            return Ok(limit);
        }
        Err(Problem::invalid("/limit", format!("{limit} is not from 1 to {LARGEST_PAGE}")))
    }
}

impl<T: DeserializeOwned> FromRequestParts<App> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        let query = parts.uri.query().unwrap_or_default();
        let pairs = serde_urlencoded::Deserializer::new(form_urlencoded::parse(query.as_bytes()));
        serde_path_to_error::deserialize(pairs).map(Self).map_err(|error| fault::problem(&error))
    }
}

impl<T: JsonSchema> Takes for Query<T> {
    fn describe(operation: &mut Operation, schemas: &mut Schemas) {
        operation.query::<T>(schemas);
        operation.problem(Kind::Invalid);
    }
}
