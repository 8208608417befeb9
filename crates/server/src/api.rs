//! The JSON API, one resource a file.

use crate::openapi::Api;

pub mod admin;
mod asked;
pub mod auth;
pub mod batches;
pub mod content_types;
pub mod events;
pub mod export;
pub mod generate;
pub mod health;
pub mod jwks;
pub mod materials;
pub mod models;
pub mod organisations;
pub mod search;
pub mod sources;
pub mod users;
pub mod versions;

/// Every route of the API.
pub(crate) fn routes() -> Api {
    let api = Api::default();
    let api = materials::routes(api);
    let api = versions::routes(api);
    let api = events::routes(api);
    let api = export::routes(api);
    let api = batches::routes(api);
    let api = sources::routes(api);
    let api = search::routes(api);
    let api = content_types::routes(api);
    let api = models::routes(api);
    let api = generate::routes(api);
    let api = auth::routes(api);
    let api = users::routes(api);
    let api = admin::routes(api);
    let api = organisations::routes(api);
    let api = jwks::routes(api);
    health::routes(api)
}
