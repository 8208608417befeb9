//! How many attempts before we say wait: an exact sliding window, decided here, held in whatever is shared.
//!
//! A [`Window`] is a list of instants, never longer than its limit. The store loads it, asks [`take`], and writes it
//! back, all atomically (a lock, a transaction, one Redis script), **before** a password or code is looked at: so
//! parallel guesses cannot slip past (L-06), and while the answer is wait, not even the right secret is evaluated.
//!
//! Windows slide because a bucket that refills would let a sixth attempt through within the minute.

use crate::time::{HOUR_MS, MINUTE_MS, seconds_until};

pub use key::{CounterKey, Counters, NameKey};

mod key;

/// So many attempts in so long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// Attempts that are let through in any span of `window_ms`.
    pub attempts: usize,
    /// The span.
    pub window_ms: i64,
}

/// The limits on guessing.
///
/// **Source** the product's brief (5 a minute per address); NIST SP 800-63B-4 §3.2.2 (at most 100 failures in a row
/// per account: 30 an hour and the recovery of each keep below it in practice); OWASP ASVS 5.0 §6.3.1, §6.6.3.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Sign-in attempts from one address.
    pub address: Limit,
    /// Failed sign-ins to one account from addresses that it does not know.
    pub account: Limit,
    /// Wrong second factors of one account, whatever the address.
    pub second_factor: Limit,
    /// Mails to one address (reset, verification).
    pub mail: Limit,
    /// Accounts that one address asks for: a class that registers behind one router is let through, a flood is not.
    pub registrations: Limit,
    /// Mails that one address asks for.
    pub letters: Limit,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            address: Limit { attempts: 5, window_ms: MINUTE_MS },
            account: Limit { attempts: 30, window_ms: HOUR_MS },
            second_factor: Limit { attempts: 10, window_ms: HOUR_MS },
            mail: Limit { attempts: 5, window_ms: HOUR_MS },
            registrations: Limit { attempts: 1_000, window_ms: HOUR_MS },
            letters: Limit { attempts: 300, window_ms: HOUR_MS },
        }
    }
}

/// The attempts that one counter remembers, oldest first, in milliseconds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Window(Vec<i64>);

impl Window {
    /// A window as it was stored; order and length are put right.
    #[must_use]
    pub fn from_instants(mut instants: Vec<i64>) -> Self {
        instants.sort_unstable();
        Self(instants)
    }

    /// The window as it is stored; drop it altogether after the limit's span.
    #[must_use]
    pub fn instants(&self) -> &[i64] {
        &self.0
    }
}

/// Whether an attempt is let through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Go on. It has been counted.
    Pass {
        /// How many more there are in this window.
        left: usize,
    },
    /// Answer 429, do nothing else.
    Wait {
        /// For `Retry-After`.
        seconds: u64,
    },
}

/// Counts an attempt if the limit allows it.
///
/// Refused attempts are not counted, so whoever keeps knocking is still let in when the window has passed.
pub fn take(window: &mut Window, limit: &Limit, now_ms: i64) -> Decision {
    // instants from the future come from a clock that was set back; they count as now, so they cannot lock for ever
    window.0.iter_mut().for_each(|instant_ms| *instant_ms = (*instant_ms).min(now_ms));
    window.0.retain(|instant_ms| now_ms.saturating_sub(*instant_ms) < limit.window_ms);
    let surplus = window.0.len().saturating_sub(limit.attempts);
    window.0.drain(..surplus);
    if window.0.len() < limit.attempts {
        window.0.push(now_ms);
        return Decision::Pass { left: limit.attempts - window.0.len() };
    }
    let oldest_ms = window.0.first().copied().unwrap_or(now_ms);
    Decision::Wait { seconds: seconds_until(oldest_ms.saturating_add(limit.window_ms), now_ms) }
}

/// Takes back the attempt that was counted at this instant: it was right after all, and only failures count.
pub fn give_back(window: &mut Window, counted_ms: i64) {
    if let Some(index) = window.0.iter().rposition(|instant_ms| *instant_ms == counted_ms) {
        window.0.remove(index);
    }
}

#[cfg(test)]
mod tests;
