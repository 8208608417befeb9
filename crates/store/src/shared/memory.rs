//! Counters in this process, bounded in number.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use auth::throttle::{CounterKey, Decision, Limit, Window, give_back, take};

/// From how many counters on those that have run out are looked for and dropped.
const SWEEP_AT: usize = 20_000;
/// The most counters. Beyond it the ones that end first are dropped: whoever can make so many names has to be stopped by
/// the limit on addresses.
const MOST: usize = 200_000;

/// The counters by name, each with the instant from which on it is empty.
#[derive(Debug, Default)]
pub struct Counters(Mutex<HashMap<String, (Window, i64)>>);

impl Counters {
    /// Counts an attempt if the limit allows it.
    pub fn take(&self, key: &CounterKey, limit: &Limit, now_ms: i64) -> Decision {
        let mut counters = self.held();
        if counters.len() >= SWEEP_AT {
            counters.retain(|_, (_, ends_ms)| *ends_ms > now_ms);
        }
        if counters.len() >= MOST {
            drop_half(&mut counters);
        }
        let (window, ends_ms) = counters.entry(key.as_str().to_owned()).or_default();
        *ends_ms = now_ms.saturating_add(limit.window_ms);
        take(window, limit, now_ms)
    }

    /// Takes an attempt back.
    pub fn give_back(&self, key: &CounterKey, counted_ms: i64) {
        if let Some((window, _)) = self.held().get_mut(key.as_str()) {
            give_back(window, counted_ms);
        }
    }

    fn held(&self) -> MutexGuard<'_, HashMap<String, (Window, i64)>> {
        // a counter is whole between any two of its operations
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn drop_half(counters: &mut HashMap<String, (Window, i64)>) {
    let mut ends: Vec<i64> = counters.values().map(|(_, ends_ms)| *ends_ms).collect();
    let middle = ends.len() / 2;
    let (_, border, _) = ends.select_nth_unstable(middle);
    let border = *border;
    counters.retain(|_, (_, ends_ms)| *ends_ms > border);
}
