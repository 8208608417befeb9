//! The workers that hash passwords: as many as there are cores, off the threads that answer requests, with a short queue.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use auth::password::{About, Cost, LengthRule, Password, Scratch, Verdict};
use auth::user::{DisplayName, SignInName};
use tokio::sync::Semaphore;

use crate::error::Error;

/// How many may wait for a worker; whoever comes then is told to come back.
const WAITING_ROOM: usize = 64;
/// When to come back, in seconds.
const RETRY_S: u64 = 2;

/// The workers.
#[derive(Debug)]
pub(super) struct Hashing {
    workers: Arc<Semaphore>,
    waiting: AtomicUsize,
    turned_away: AtomicU64,
    idle: Arc<Mutex<Idle>>,
}

/// Working memory that no worker uses now.
#[derive(Default)]
struct Idle {
    scratches: Vec<Scratch>,
    last_used_ms: i64,
}

impl std::fmt::Debug for Idle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Idle").field("scratches", &self.scratches.len()).finish_non_exhaustive()
    }
}

impl Default for Hashing {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self {
            workers: Arc::new(Semaphore::new(cores)),
            waiting: AtomicUsize::new(0),
            turned_away: AtomicU64::new(0),
            idle: Arc::default(),
        }
    }
}

/// Whom a new password is for.
#[derive(Debug, Clone)]
pub(super) struct Owner {
    pub(super) sign_in_name: SignInName,
    pub(super) display_name: Option<DisplayName>,
    pub(super) has_second_factor: bool,
}

impl Hashing {
    /// Compares a password with a stored hash; without one the same work is done in vain.
    pub(super) async fn verify(
        &self,
        password: Password,
        stored: Option<String>,
        cost: Cost,
    ) -> Result<Verdict, Error> {
        self.run(move |scratch| auth::password::verify(&password, stored.as_deref(), &cost, scratch))
            .await?
            .map_err(Error::from)
    }

    /// Hashes a password.
    pub(super) async fn hash(&self, password: Password, cost: Cost) -> Result<String, Error> {
        let salt = crate::random::bytes()?;
        self.run(move |scratch| auth::password::hash(&password, salt, &cost, scratch))
            .await?
            .map_err(Error::from)
    }

    /// Judges a new password and hashes it.
    pub(super) async fn hash_new(
        &self,
        password: Password,
        owner: Owner,
        rule: LengthRule,
        cost: Cost,
    ) -> Result<String, Error> {
        let salt = crate::random::bytes()?;
        self.run(move |scratch| {
            let about = About {
                sign_in_name: &owner.sign_in_name,
                display_name: owner.display_name.as_ref(),
                has_second_factor: owner.has_second_factor,
            };
            auth::password::check_new(&password, &about, &rule)?;
            auth::password::hash(&password, salt, &cost, scratch)
        })
        .await?
        .map_err(Error::from)
    }

    /// Gives the working memory back that nobody used for a while.
    pub(super) fn forget_idle(&self, unused_since_ms: i64, now_ms: i64) {
        let mut idle = held(&self.idle);
        if idle.last_used_ms == 0 || idle.last_used_ms > now_ms {
            idle.last_used_ms = now_ms;
        } else if idle.last_used_ms < unused_since_ms {
            idle.scratches = Vec::new();
        }
    }

    /// How many were turned away since this was last asked.
    pub(super) fn take_turned_away(&self) -> u64 {
        self.turned_away.swap(0, Ordering::Relaxed)
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Scratch) -> T + Send + 'static,
    ) -> Result<T, Error> {
        let place = Place::take(&self.waiting).inspect_err(|_| {
            self.turned_away.fetch_add(1, Ordering::Relaxed);
        })?;
        let turn = self.workers.clone().acquire_owned().await.map_err(|_| Error::Broken)?;
        drop(place);
        let idle = self.idle.clone();
        let done = tokio::task::spawn_blocking(move || {
            // the turn ends with the work, whether or not somebody still waits for it
            let _turn = turn;
            let mut scratch = held(&idle).scratches.pop().unwrap_or_default();
            let outcome = work(&mut scratch);
            let mut idle = held(&idle);
            idle.scratches.push(scratch);
            idle.last_used_ms = 0;
            outcome
        });
        done.await.map_err(|_| Error::Broken)
    }
}

/// A place in the waiting room; given back however the waiting ends.
struct Place<'a>(&'a AtomicUsize);

impl<'a> Place<'a> {
    fn take(waiting: &'a AtomicUsize) -> Result<Self, Error> {
        if waiting.fetch_add(1, Ordering::SeqCst) >= WAITING_ROOM {
            waiting.fetch_sub(1, Ordering::SeqCst);
            return Err(Error::Busy { retry_after_s: RETRY_S });
        }
        Ok(Self(waiting))
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

fn held(idle: &Mutex<Idle>) -> std::sync::MutexGuard<'_, Idle> {
    // a list of memory blocks is whole between any two of its operations
    idle.lock().unwrap_or_else(PoisonError::into_inner)
}
