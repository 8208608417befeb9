//! `Model`: the one thing callers ask. A provider is one; so is a retry, a fall-back, a budget or a cache around
//! another, and so may be a script in a test.

use crate::call_budget::CallBudget;
use crate::error::Error;
use crate::reply::{Reply, ReplyStream};
use crate::request::Request;
use std::future::Future;
use std::pin::Pin;

/// An answer to come. Dropping it cancels the call.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 'a>>;

/// Something that answers requests.
pub trait Model: Send + Sync {
    /// Which model this is, as `provider/model`; part of every cache key, so it changes when answers would.
    fn name(&self) -> &str;

    /// The whole answer at once.
    ///
    /// When the request has an output schema the reply carries JSON, or the call fails with
    /// [`Error::BadAnswer`] or [`Error::Refused`].
    fn complete<'a>(&'a self, request: &'a Request, calls: &'a CallBudget) -> Pending<'a, Reply>;

    /// The answer as it is written. A failure shows here or as the last item of the stream.
    fn stream<'a>(&'a self, request: &'a Request, calls: &'a CallBudget) -> Pending<'a, ReplyStream>;
}
