//! What replicas must agree on at once: how often somebody has tried.
//!
//! One process keeps its counters in its own memory ([`memory`]). Counting is atomic: of any number of parallel
//! attempts only as many pass as the limit says.

use auth::throttle::{CounterKey, Decision, Limit};

use crate::Error;

pub mod memory;

/// Counters that all who serve share.
#[derive(Debug)]
pub enum Shared {
    /// In this process.
    Memory(memory::Counters),
}

impl Default for Shared {
    fn default() -> Self {
        Self::Memory(memory::Counters::default())
    }
}

impl Shared {
    /// Counts an attempt if the limit allows it. Ask before looking at any secret.
    ///
    /// # Errors
    /// [`Error`] when what is shared does not answer; nobody is let in then.
    pub async fn take(&self, key: &CounterKey, limit: &Limit, now_ms: i64) -> Result<Decision, Error> {
        match self {
            Self::Memory(counters) => Ok(counters.take(key, limit, now_ms)),
        }
    }

    /// Takes back the attempt that was counted at this instant: it was right after all.
    ///
    /// # Errors
    /// [`Error`] when what is shared does not answer.
    pub async fn give_back(&self, key: &CounterKey, counted_ms: i64) -> Result<(), Error> {
        match self {
            Self::Memory(counters) => counters.give_back(key, counted_ms),
        }
        Ok(())
    }
}
