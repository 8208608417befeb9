//! HTTP: the JSON API and the pages.
//!
//! [`router()`] is every route and every layer on one screen; [`serve()`] puts it on a socket with the time-outs and
//! bounds that a server on a hostile network needs. [`Caller`] is who asks, [`Problem`] the only error a handler
//! returns. The OpenAPI document is read off the handlers' own types (`openapi`), so that it cannot drift from them.
//!
//! Deliberately not here: rules (`content`), use cases (`factory`), SQL (`store`). A handler extracts, calls, replies.
//!
//! Read [`router()`] first.

pub mod api;
pub mod app;
pub mod caller;
pub mod extract;
mod middleware;
mod openapi;
pub mod problem;
pub mod reply;
mod router;
mod serve;
mod wait;
mod web;

pub use app::{App, Config};
pub use caller::Caller;
pub use openapi::openapi_json;
pub use problem::Problem;
pub use router::router;
pub use serve::serve;
