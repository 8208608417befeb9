//! What handlers take: every rejection is a [`Problem`](crate::Problem).

use axum::extract::State;

use crate::app::App;
use crate::openapi::{Operation, Schemas, Takes};

mod body;
mod fault;
mod headers;
mod json;
mod path;
mod query;
mod strict;
mod upload;

pub(crate) use body::{announced, read as read_body, too_large};
pub use headers::{IfMatch, IfNoneMatch, LastEventId, Once, Wait};
pub use json::Json;
pub use path::{Named, Path};
pub use query::{PageQuery, Query};
pub use upload::Upload;

/// The largest body that any address takes, in KiB.
pub(crate) const LARGEST_BODY_KIB: usize = 12 * 1024;

impl Takes for State<App> {
    fn describe(_: &mut Operation, _: &mut Schemas) {}
}

impl<A: Takes, B: Takes> Takes for (A, B) {
    fn describe(operation: &mut Operation, schemas: &mut Schemas) {
        A::describe(operation, schemas);
        B::describe(operation, schemas);
    }
}
