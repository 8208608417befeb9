//! A circuit breaker per provider: after repeated outages it is left alone for a while, then asked once.

use crate::call_budget::CallBudget;
use crate::error::Error;
use crate::model::{Model, Pending};
use crate::reply::{Piece, Reply, ReplyStream};
use crate::request::Request;
use futures_util::StreamExt;
use serde::Deserialize;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::time::Instant;

/// When a breaker opens and for how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BreakerPolicy {
    /// Outages in a row, with no success between, that open it.
    pub failures: u32,
    /// The first pause; each failed probe doubles it.
    pub pause_ms: u64,
    /// The longest pause.
    pub longest_pause_ms: u64,
}

impl Default for BreakerPolicy {
    fn default() -> Self {
        BreakerPolicy { failures: 5, pause_ms: 10_000, longest_pause_ms: 120_000 }
    }
}

/// The breaker of one provider, shared by all its models. Time is passed in as milliseconds of any one clock.
#[derive(Debug)]
pub struct Breaker {
    policy: BreakerPolicy,
    state: Mutex<State>,
    origin: Instant,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Closed { failures: u32 },
    Open { until_ms: u64, pause_ms: u64 },
    HalfOpen { pause_ms: u64 },
}

/// Leave to make one call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leave {
    /// The provider is well.
    Usual,
    /// The one call that finds out whether it is well again.
    Probe,
}

impl Breaker {
    /// A closed breaker.
    pub fn new(policy: BreakerPolicy) -> Self {
        Breaker { policy, state: Mutex::new(State::Closed { failures: 0 }), origin: Instant::now() }
    }

    /// Asks to make a call. After a yes, say how it went, with the leave that was given: [`Breaker::succeeded`],
    /// [`Breaker::failed`] or [`Breaker::unknown`].
    ///
    /// # Errors
    /// The milliseconds until it is worth asking again.
    pub fn ask(&self, now_ms: u64) -> Result<Leave, u64> {
        let mut state = self.state();
        match *state {
            State::Closed { .. } => Ok(Leave::Usual),
            State::Open { until_ms, pause_ms } if now_ms >= until_ms => {
                *state = State::HalfOpen { pause_ms };
                Ok(Leave::Probe)
            }
            State::Open { until_ms, .. } => Err(until_ms - now_ms),
            // One probe is on its way.
            State::HalfOpen { .. } => Err(self.policy.pause_ms),
        }
    }

    /// The provider answered, be it with a refusal.
    pub fn succeeded(&self) {
        *self.state() = State::Closed { failures: 0 };
    }

    /// The provider is in trouble. A call that began before the breaker opened says nothing new and leaves the probe alone.
    pub fn failed(&self, leave: Leave, now_ms: u64) {
        let mut state = self.state();
        let open = |pause_ms: u64| State::Open { until_ms: now_ms.saturating_add(pause_ms), pause_ms };
        *state = match *state {
            State::Closed { failures } if failures + 1 < self.policy.failures => {
                State::Closed { failures: failures + 1 }
            }
            State::Closed { .. } => open(self.policy.pause_ms),
            State::HalfOpen { pause_ms } if leave == Leave::Probe => {
                open(pause_ms.saturating_mul(2).min(self.policy.longest_pause_ms))
            }
            // A call that began before it opened.
            already @ (State::Open { .. } | State::HalfOpen { .. }) => already,
        };
    }

    /// The call ended without saying anything about the provider: a probe's place is free again.
    pub fn unknown(&self, leave: Leave, now_ms: u64) {
        let mut state = self.state();
        if let (State::HalfOpen { pause_ms }, Leave::Probe) = (*state, leave) {
            *state = State::Open { until_ms: now_ms, pause_ms };
        }
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn now_ms(&self) -> u64 {
        u64::try_from(self.origin.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

/// A model behind its provider's breaker.
pub struct Guarded {
    inner: Arc<dyn Model>,
    breaker: Arc<Breaker>,
    provider: String,
}

impl Guarded {
    /// Puts a model behind a breaker; `provider` is named in errors.
    pub fn new(inner: Arc<dyn Model>, breaker: Arc<Breaker>, provider: impl Into<String>) -> Self {
        Guarded { inner, breaker, provider: provider.into() }
    }

    fn enter(&self) -> Result<Pass, Error> {
        let paused = |retry_after_ms| Error::Paused { provider: self.provider.clone(), retry_after_ms };
        let leave = self.breaker.ask(self.breaker.now_ms()).map_err(paused)?;
        Ok(Pass { breaker: self.breaker.clone(), leave, told: false })
    }
}

/// One call under way; dropped without a word, it says that the outcome is unknown.
struct Pass {
    breaker: Arc<Breaker>,
    leave: Leave,
    told: bool,
}

impl Pass {
    fn tell<T>(&mut self, outcome: &Result<T, Error>) {
        self.told = true;
        match outcome {
            Err(error) if error.is_outage() => self.breaker.failed(self.leave, self.breaker.now_ms()),
            Err(
                Error::Cancelled
                | Error::CallCap { .. }
                | Error::BudgetExceeded { .. }
                | Error::Unpriced { .. },
            ) => {
                self.breaker.unknown(self.leave, self.breaker.now_ms());
            }
            _ => self.breaker.succeeded(),
        }
    }
}

impl Drop for Pass {
    fn drop(&mut self) {
        if !self.told {
            self.breaker.unknown(self.leave, self.breaker.now_ms());
        }
    }
}

impl Model for Guarded {
    fn name(&self) -> &str {
        self.inner.name()
    }

    fn complete<'a>(&'a self, request: &'a Request, calls: &'a CallBudget) -> Pending<'a, Reply> {
        Box::pin(async move {
            let mut pass = self.enter()?;
            let outcome = self.inner.complete(request, calls).await;
            pass.tell(&outcome);
            outcome
        })
    }

    fn stream<'a>(&'a self, request: &'a Request, calls: &'a CallBudget) -> Pending<'a, ReplyStream> {
        Box::pin(async move {
            let mut pass = self.enter()?;
            let outcome = self.inner.stream(request, calls).await;
            let Ok(stream) = outcome else {
                pass.tell(&outcome);
                return outcome;
            };
            Ok(ReplyStream::new(stream.map(move |piece| {
                if matches!(piece, Ok(Piece::Done(_)) | Err(_)) {
                    pass.tell(&piece);
                }
                piece
            })))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: BreakerPolicy = BreakerPolicy { failures: 2, pause_ms: 100, longest_pause_ms: 250 };

    #[test]
    fn opens_after_failures_in_a_row_and_closes_after_a_good_probe() {
        let breaker = Breaker::new(POLICY);
        breaker.failed(Leave::Usual, 0);
        breaker.succeeded();
        breaker.failed(Leave::Usual, 1);
        assert_eq!(breaker.ask(1), Ok(Leave::Usual));
        breaker.failed(Leave::Usual, 2);
        assert_eq!(breaker.ask(3), Err(99));
        assert_eq!(breaker.ask(102), Ok(Leave::Probe));
        assert_eq!(breaker.ask(102), Err(100), "only one");
        breaker.succeeded();
        assert_eq!(breaker.ask(103), Ok(Leave::Usual));
    }

    #[test]
    fn failed_probes_double_the_pause_up_to_the_longest() {
        let breaker = Breaker::new(POLICY);
        breaker.failed(Leave::Usual, 0);
        breaker.failed(Leave::Usual, 0);
        for (now, pause) in [(100, 200), (300, 250), (550, 250)] {
            assert_eq!(breaker.ask(now), Ok(Leave::Probe));
            breaker.failed(Leave::Probe, now);
            assert_eq!(breaker.ask(now), Err(pause));
        }
    }

    #[test]
    fn a_probe_that_is_dropped_frees_its_place() {
        let breaker = Breaker::new(POLICY);
        breaker.failed(Leave::Usual, 0);
        breaker.failed(Leave::Usual, 0);
        assert_eq!(breaker.ask(100), Ok(Leave::Probe));
        breaker.unknown(Leave::Probe, 120);
        assert_eq!(breaker.ask(120), Ok(Leave::Probe));
    }

    #[test]
    fn calls_that_began_before_it_opened_leave_the_probe_alone() {
        let breaker = Breaker::new(POLICY);
        breaker.failed(Leave::Usual, 0);
        breaker.failed(Leave::Usual, 0);
        assert_eq!(breaker.ask(100), Ok(Leave::Probe));
        breaker.unknown(Leave::Usual, 110);
        breaker.failed(Leave::Usual, 110);
        assert_eq!(breaker.ask(110), Err(100), "the probe is still on its way");
        breaker.failed(Leave::Probe, 120);
        assert_eq!(breaker.ask(120), Err(200), "doubled once");
        breaker.succeeded();
        assert_eq!(breaker.ask(120), Ok(Leave::Usual));
    }
}
