//! The workers that hash passwords: as many as there are cores, off the threads that answer requests, with a short queue.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use auth::password::{About, Cost, LengthRule, Password, Scratch, Verdict};
use auth::user::{DisplayName, SignInName};
use tokio::sync::oneshot;

use crate::error::Error;

/// How many may wait for a worker; whoever comes then is told to come back.
const WAITING_ROOM: usize = 64;
/// When to come back, in seconds.
const RETRY_S: u64 = 2;

/// A password that waits to be hashed.
type Job = Box<dyn FnOnce(&mut Scratch) + Send>;

/// The workers.
#[derive(Debug)]
pub(super) struct Hashing {
    most: usize,
    desk: Arc<Mutex<Desk>>,
}

/// What the workers share.
#[derive(Default)]
struct Desk {
    waiting: VecDeque<Job>,
    working: usize,
    turned_away: u64,
    /// Working memory that no worker uses now.
    idle: Vec<Scratch>,
    last_used_ms: i64,
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Desk")
            .field("waiting", &self.waiting.len())
            .field("working", &self.working)
            .finish_non_exhaustive()
    }
}

impl Default for Hashing {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self { most: cores, desk: Arc::default() }
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
        let mut desk = held(&self.desk);
        if desk.last_used_ms == 0 || desk.last_used_ms > now_ms {
            desk.last_used_ms = now_ms;
        } else if desk.last_used_ms < unused_since_ms {
            desk.idle = Vec::new();
        }
    }

    /// How many were turned away since this was last asked.
    pub(super) fn take_turned_away(&self) -> u64 {
        std::mem::take(&mut held(&self.desk).turned_away)
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Scratch) -> T + Send + 'static,
    ) -> Result<T, Error> {
        let (answer, answered) = oneshot::channel();
        let job: Job = Box::new(move |scratch| {
            if !answer.is_closed() {
                // whoever has gone away meanwhile does not mind
                let _ = answer.send(work(scratch));
            }
        });
        if self.takes(job)? {
            let desk = self.desk.clone();
            tokio::task::spawn_blocking(move || work_off(&desk));
        }
        answered.await.map_err(|_| Error::Broken)
    }

    /// Takes a job in; answers whether one more worker is to start.
    fn takes(&self, job: Job) -> Result<bool, Error> {
        let mut desk = held(&self.desk);
        let starts = desk.working < self.most;
        if !starts && desk.waiting.len() >= WAITING_ROOM {
            desk.turned_away += 1;
            return Err(Error::Busy { retry_after_s: RETRY_S });
        }
        desk.waiting.push_back(job);
        desk.working += usize::from(starts);
        Ok(starts)
    }
}

/// One worker: it goes from job to job without waiting to be called, and ends when nobody waits.
fn work_off(desk: &Mutex<Desk>) {
    let mut scratch = held(desk).idle.pop().unwrap_or_default();
    loop {
        let mut at_desk = held(desk);
        let Some(job) = at_desk.waiting.pop_front() else {
            at_desk.working -= 1;
            at_desk.idle.push(scratch);
            at_desk.last_used_ms = 0;
            return;
        };
        drop(at_desk);
        // a job that panics drops its answer, and the others still have their worker
        let _ = catch_unwind(AssertUnwindSafe(|| job(&mut scratch)));
    }
}

fn held(desk: &Mutex<Desk>) -> MutexGuard<'_, Desk> {
    // its parts agree between any two statements that hold it
    desk.lock().unwrap_or_else(PoisonError::into_inner)
}
