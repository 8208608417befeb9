//! Whom to ask next: models in order of preference.

use crate::call_budget::CallBudget;
use crate::error::Error;
use crate::model::{Model, Pending};
use crate::reply::{Reply, ReplyStream};
use crate::request::Request;
use std::sync::Arc;

/// Models in order; the next is asked when one fails in a way that is its own.
///
/// A refusal or a bad answer is not: whoever gets it decides. So a refusal is never shopped around.
#[derive(Clone)]
pub struct Fallback {
    models: Arc<[Arc<dyn Model>]>,
    name: Arc<str>,
}

impl Fallback {
    /// Models in order of preference. Without any, every call fails with [`Error::Unavailable`].
    pub fn new(models: Vec<Arc<dyn Model>>) -> Self {
        let name = models.iter().map(|m| m.name()).collect::<Vec<_>>().join(",");
        Fallback { models: models.into(), name: name.into() }
    }

    /// Whether the next model should be asked after this one failed so.
    fn goes_on(&self, error: &Error, at: usize, calls: &CallBudget) -> bool {
        error.is_local_to_provider() && at + 1 < self.models.len() && calls.remaining() > 0
    }

    async fn open(
        &self,
        request: &Request,
        calls: &CallBudget,
        from: usize,
    ) -> Result<(ReplyStream, usize), Error> {
        for (at, model) in self.models.iter().enumerate().skip(from) {
            match model.stream(request, calls).await {
                Ok(stream) => return Ok((stream, at)),
                Err(error) if self.goes_on(&error, at, calls) => {}
                Err(error) => return Err(error),
            }
        }
        Err(Error::unavailable("no model is configured"))
    }
}

impl Model for Fallback {
    fn name(&self) -> &str {
        &self.name
    }

    fn complete<'a>(&'a self, request: &'a Request, calls: &'a CallBudget) -> Pending<'a, Reply> {
        Box::pin(async move {
            for (at, model) in self.models.iter().enumerate() {
                match model.complete(request, calls).await {
                    Ok(reply) => return Ok(reply),
                    Err(error) if self.goes_on(&error, at, calls) => {}
                    Err(error) => return Err(error),
                }
            }
            Err(Error::unavailable("no model is configured"))
        })
    }

    fn stream<'a>(&'a self, request: &'a Request, calls: &'a CallBudget) -> Pending<'a, ReplyStream> {
        Box::pin(async move {
            let (first, at) = self.open(request, calls, 0).await?;
            let (me, request, calls) = (self.clone(), request.clone(), calls.clone());
            let again = move |error: Error, at: usize| {
                let (me, request, calls) = (me.clone(), request.clone(), calls.clone());
                Box::pin(async move {
                    if me.goes_on(&error, at, &calls) {
                        me.open(&request, &calls, at + 1).await
                    } else {
                        Err(error)
                    }
                }) as Pending<'static, (ReplyStream, usize)>
            };
            Ok(ReplyStream::restarting(first, at, again))
        })
    }
}
