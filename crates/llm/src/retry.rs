//! The same model again, after a wait: full jitter, or what the provider asked for.
//!
//! **Source** M. Brooker, "Exponential backoff and jitter", AWS Architecture Blog, 2015 (full jitter).

use crate::call_budget::CallBudget;
use crate::error::Error;
use crate::jitter::Jitter;
use crate::model::{Model, Pending};
use crate::reply::{Reply, ReplyStream};
use crate::request::Request;
use serde::Deserialize;
use std::sync::Arc;
use std::time::Duration;

/// When to try again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RetryPolicy {
    /// Calls to one model, the first included. Of several models in a row each gets its share of the request's
    /// calls at most. The default lets the cap of the request decide: when one call in five fails, one request in
    /// 16,000 gives up.
    pub attempts: u32,
    /// The first wait is from 0 to this; each later one up to twice as long.
    pub base_ms: u64,
    /// No wait of ours is longer.
    pub cap_ms: u64,
    /// A provider that asks for more than this is not waited for: the error goes to the caller, who may ask another
    /// provider or come back later.
    pub longest_hint_ms: u64,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        RetryPolicy { attempts: 6, base_ms: 400, cap_ms: 8_000, longest_hint_ms: 20_000 }
    }
}

impl RetryPolicy {
    /// How long to wait after this failure; `None` when it is not worth trying again. `made` counts the calls so far.
    pub fn wait_ms(&self, error: &Error, made: u32, jitter: &Jitter) -> Option<u64> {
        if !error.is_transient() || made >= self.attempts {
            return None;
        }
        match error.retry_after_ms() {
            Some(hint) if hint > self.longest_hint_ms => None,
            // Never earlier than asked; a little later, so that not all come back at once.
            Some(hint) => Some(hint.saturating_add(jitter.up_to(self.base_ms / 4))),
            None => {
                let doubled = self.base_ms.saturating_mul(1 << made.saturating_sub(1).min(20));
                Some(jitter.up_to(doubled.min(self.cap_ms)))
            }
        }
    }
}

/// A model that is asked again when that may help.
///
/// A stream that fails on its way is begun anew, with [`crate::Piece::Restart`] between.
#[derive(Clone)]
pub struct Retry {
    inner: Arc<dyn Model>,
    policy: RetryPolicy,
    jitter: Arc<Jitter>,
}

impl Retry {
    /// Wraps a model.
    pub fn new(inner: Arc<dyn Model>, policy: RetryPolicy, jitter: Arc<Jitter>) -> Self {
        Retry { inner, policy, jitter }
    }

    /// Waits after a failure, or gives it back.
    async fn pause(&self, error: Error, made: u32, calls: &CallBudget) -> Result<(), Error> {
        let Some(wait_ms) = self.policy.wait_ms(&error, made, &self.jitter) else { return Err(error) };
        if calls.remaining() == 0 {
            return Err(error);
        }
        tokio::select! {
            () = tokio::time::sleep(Duration::from_millis(wait_ms)) => Ok(()),
            () = calls.cancelled() => Err(Error::Cancelled),
        }
    }

    async fn open(
        &self,
        request: &Request,
        calls: &CallBudget,
        made: &mut u32,
    ) -> Result<ReplyStream, Error> {
        loop {
            *made += 1;
            match self.inner.stream(request, calls).await {
                Ok(stream) => return Ok(stream),
                Err(error) => self.pause(error, *made, calls).await?,
            }
        }
    }
}

impl Model for Retry {
    fn name(&self) -> &str {
        self.inner.name()
    }

    fn complete<'a>(&'a self, request: &'a Request, calls: &'a CallBudget) -> Pending<'a, Reply> {
        Box::pin(async move {
            let mut made = 0;
            loop {
                made += 1;
                match self.inner.complete(request, calls).await {
                    Ok(reply) => return Ok(reply),
                    Err(error) => self.pause(error, made, calls).await?,
                }
            }
        })
    }

    fn stream<'a>(&'a self, request: &'a Request, calls: &'a CallBudget) -> Pending<'a, ReplyStream> {
        Box::pin(async move {
            let mut made = 0;
            let first = self.open(request, calls, &mut made).await?;
            let (me, request, calls) = (self.clone(), request.clone(), calls.clone());
            let again = move |error: Error, made: u32| {
                let (me, request, calls) = (me.clone(), request.clone(), calls.clone());
                Box::pin(async move {
                    let mut made = made;
                    me.pause(error, made, &calls).await?;
                    let stream = me.open(&request, &calls, &mut made).await?;
                    Ok((stream, made))
                }) as Pending<'static, (ReplyStream, u32)>
            };
            Ok(ReplyStream::restarting(first, made, again))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_within_their_bounds() {
        let policy = RetryPolicy { attempts: 30, base_ms: 100, cap_ms: 1_000, longest_hint_ms: 5_000 };
        let jitter = Jitter::seeded(3);
        let down = Error::unavailable("status 500");
        for made in 1..30 {
            let most = (100u64 << (made - 1).min(20)).min(1_000);
            for _ in 0..50 {
                assert!(policy.wait_ms(&down, made, &jitter).unwrap() <= most);
            }
        }
        assert_eq!(policy.wait_ms(&down, 30, &jitter), None);
    }

    #[test]
    fn a_hint_is_kept_and_a_long_one_is_left_to_the_caller() {
        let policy = RetryPolicy::default();
        let jitter = Jitter::seeded(3);
        let limited = |ms| Error::RateLimited { retry_after_ms: Some(ms) };
        for _ in 0..100 {
            let wait = policy.wait_ms(&limited(3_000), 1, &jitter).unwrap();
            assert!((3_000..=3_100).contains(&wait), "{wait}");
        }
        assert_eq!(policy.wait_ms(&limited(20_001), 1, &jitter), None);
    }

    #[test]
    fn what_cannot_get_better_is_not_tried_again() {
        let jitter = Jitter::seeded(3);
        let unauthorised = Error::Unauthorised { message: String::new() };
        for error in [unauthorised, Error::ContextTooLong, Error::Cancelled, Error::CallCap { limit: 6 }] {
            assert_eq!(RetryPolicy::default().wait_ms(&error, 1, &jitter), None, "{error}");
        }
    }
}
