//! What one request may use: upstream calls, whose money, and until when. Passed down through every layer, so
//! retries, fall-backs and repair rounds share one count.

use crate::error::Error;
use crate::reply::Usage;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tokio_util::sync::CancellationToken;

/// Upstream calls a request may make unless it is told otherwise.
pub const DEFAULT_MAX_CALLS: u32 = 6;

/// The allowance of one request. Clones share it.
#[derive(Debug, Clone)]
pub struct CallBudget {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    limit: u32,
    used: AtomicU32,
    account: Option<String>,
    cancel: CancellationToken,
    spent: Mutex<Spent>,
}

#[derive(Debug, Default)]
struct Spent {
    usage: Usage,
    cost_usd_micros: u64,
    unpriced: bool,
}

impl Default for CallBudget {
    fn default() -> Self {
        CallBudget::new(DEFAULT_MAX_CALLS)
    }
}

impl CallBudget {
    /// An allowance of so many upstream calls, charged to nobody in particular.
    pub fn new(max_calls: u32) -> Self {
        CallBudget::build(max_calls, None)
    }

    /// The same for one account, whose daily limit then counts too. The name stays here; no provider sees it.
    pub fn for_account(max_calls: u32, account: impl Into<String>) -> Self {
        CallBudget::build(max_calls, Some(account.into()))
    }

    /// The same with so many calls already made, as by an attempt that crashed.
    #[must_use]
    pub fn after(self, calls: u32) -> Self {
        self.inner.used.store(calls.min(self.inner.limit), Ordering::Release);
        self
    }

    fn build(limit: u32, account: Option<String>) -> Self {
        let cancel = CancellationToken::new();
        let inner = Inner { limit, used: AtomicU32::new(0), account, cancel, spent: Mutex::default() };
        CallBudget { inner: Arc::new(inner) }
    }

    /// Takes one upstream call.
    ///
    /// # Errors
    /// [`Error::CallCap`] when none is left, [`Error::Cancelled`] after [`CallBudget::cancel`].
    pub fn take(&self) -> Result<(), Error> {
        if self.inner.cancel.is_cancelled() {
            return Err(Error::Cancelled);
        }
        let limit = self.inner.limit;
        let more = |used| if used < limit { Some(used + 1) } else { None };
        let taken = self.inner.used.fetch_update(Ordering::AcqRel, Ordering::Acquire, more);
        taken.map(drop).map_err(|_| Error::CallCap { limit })
    }

    /// Upstream calls made so far.
    pub fn used(&self) -> u32 {
        self.inner.used.load(Ordering::Acquire)
    }

    /// Upstream calls still allowed.
    pub fn remaining(&self) -> u32 {
        self.inner.limit - self.used()
    }

    /// Whose daily limit counts.
    pub fn account(&self) -> Option<&str> {
        self.inner.account.as_deref()
    }

    /// Ends every call under this allowance with [`Error::Cancelled`], now and later; connections close at once.
    pub fn cancel(&self) {
        self.inner.cancel.cancel();
    }

    /// Ready once [`CallBudget::cancel`] was called.
    pub async fn cancelled(&self) {
        self.inner.cancel.cancelled().await;
    }

    /// Tokens of all calls so far: failed, repeated and cancelled ones included.
    pub fn usage(&self) -> Usage {
        self.spent().usage
    }

    /// Cost of all calls so far in millionths of a US dollar; `None` when a price was unknown.
    pub fn cost_usd_micros(&self) -> Option<u64> {
        let spent = self.spent();
        (!spent.unpriced).then_some(spent.cost_usd_micros)
    }

    pub(crate) fn spend(&self, usage: Usage, cost_usd_micros: Option<u64>) {
        let mut spent = self.spent();
        spent.usage += usage;
        match cost_usd_micros {
            Some(cost) => spent.cost_usd_micros = spent.cost_usd_micros.saturating_add(cost),
            None => spent.unpriced = true,
        }
    }

    fn spent(&self) -> std::sync::MutexGuard<'_, Spent> {
        self.inner.spent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clones_share_one_cap() {
        let calls = CallBudget::new(2);
        let repair_round = calls.clone();
        assert!(calls.take().is_ok() && repair_round.take().is_ok());
        assert!(matches!(calls.take(), Err(Error::CallCap { limit: 2 })));
        assert_eq!((calls.used(), calls.remaining()), (2, 0));
    }

    #[test]
    fn a_cancelled_request_makes_no_call() {
        let calls = CallBudget::default();
        calls.cancel();
        assert!(matches!(calls.take(), Err(Error::Cancelled)));
        assert_eq!(calls.used(), 0);
    }

    #[test]
    fn an_unknown_price_makes_the_sum_unknown() {
        let calls = CallBudget::default();
        calls.spend(Usage { input_tokens: 5, ..Usage::default() }, Some(10));
        assert_eq!(calls.cost_usd_micros(), Some(10));
        calls.spend(Usage { output_tokens: 7, ..Usage::default() }, None);
        assert_eq!(calls.cost_usd_micros(), None);
        assert_eq!((calls.usage().input_tokens, calls.usage().output_tokens), (5, 7));
    }
}
