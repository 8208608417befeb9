//! One call that many follow. Whoever follows drives it; it ends when it lands or when nobody follows any more.

use super::Key;
use crate::error::Error;
use crate::reply::{Piece, Reply, ReplyStream};
use futures_util::StreamExt;
use futures_util::future::{FutureExt, Shared, WeakShared};
use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// The call itself.
pub(super) type Flight = Pin<Box<dyn Future<Output = Result<Arc<Reply>, Error>> + Send>>;

/// All calls under way.
#[derive(Clone, Default)]
pub(super) struct Flights {
    by_key: Arc<Mutex<HashMap<Key, Entry>>>,
}

struct Entry {
    flight: WeakShared<Flight>,
    log: Arc<Log>,
}

/// What has been heard, for those who join late.
pub(super) struct Log {
    heard: Mutex<Heard>,
    changed: watch::Sender<()>,
}

#[derive(Default)]
struct Heard {
    text: String,
    restarts: u32,
}

/// One who follows a call.
pub(super) struct Follower {
    flight: Shared<Flight>,
    log: Arc<Log>,
    changes: watch::Receiver<()>,
    read: usize,
    restarts: u32,
    /// Whether this one began the call.
    pub(super) leads: bool,
}

/// What a follower learns.
pub(super) enum News {
    Text(String),
    Restart,
    Landed(Arc<Reply>),
}

impl Flights {
    /// Joins the call for a key, or begins the one that `make` gives, unless it has just landed.
    ///
    /// An answer is kept before its call leaves the list, so whoever finds neither here finds no answer anywhere.
    pub(super) fn join(
        &self,
        key: &Key,
        landed: impl FnOnce() -> Option<Reply>,
        make: impl FnOnce(Arc<Log>) -> Flight,
    ) -> Result<Follower, Box<Reply>> {
        let mut flights = lock(&self.by_key);
        if let Some(entry) = flights.get(key)
            && let Some(flight) = entry.flight.upgrade()
        {
            return Ok(Follower::of(flight, entry.log.clone(), false));
        }
        if let Some(reply) = landed() {
            return Err(Box::new(reply));
        }
        let log = Arc::new(Log { heard: Mutex::default(), changed: watch::Sender::new(()) });
        let leave = Leave { flights: self.clone(), key: key.clone(), log: log.clone() };
        let flight = make(log.clone());
        let flight: Flight = Box::pin(async move {
            let _leave = leave;
            flight.await
        });
        let flight = flight.shared();
        if let Some(weak) = flight.downgrade() {
            flights.insert(key.clone(), Entry { flight: weak, log: log.clone() });
        }
        Ok(Follower::of(flight, log, true))
    }
}

/// Takes a call off the list when it lands or is given up.
struct Leave {
    flights: Flights,
    key: Key,
    log: Arc<Log>,
}

impl Drop for Leave {
    fn drop(&mut self) {
        let mut flights = lock(&self.flights.by_key);
        // Another call for the same key may have begun since.
        if flights.get(&self.key).is_some_and(|entry| Arc::ptr_eq(&entry.log, &self.log)) {
            flights.remove(&self.key);
        }
    }
}

/// Reads a stream to its end, writing down what is heard.
pub(super) async fn fly(mut stream: ReplyStream, log: &Log) -> Result<Reply, Error> {
    while let Some(piece) = stream.next().await {
        match piece? {
            Piece::Text(text) => log.write(|heard| heard.text.push_str(&text)),
            Piece::Restart => log.write(|heard| {
                heard.text.clear();
                heard.restarts += 1;
            }),
            Piece::Usage(_) => {}
            Piece::Done(reply) => return Ok(*reply),
        }
    }
    Err(Error::unavailable("the stream ended without an answer"))
}

impl Log {
    fn write(&self, change: impl FnOnce(&mut Heard)) {
        change(&mut lock(&self.heard));
        self.changed.send_replace(());
    }
}

impl Follower {
    fn of(flight: Shared<Flight>, log: Arc<Log>, leads: bool) -> Self {
        let changes = log.changed.subscribe();
        Follower { flight, log, changes, read: 0, restarts: 0, leads }
    }

    /// The end of the call.
    pub(super) async fn landing(self) -> Result<Arc<Reply>, Error> {
        self.flight.await
    }

    /// What is new to this follower.
    pub(super) async fn next(&mut self) -> Result<News, Error> {
        loop {
            if let Some(news) = self.unread() {
                return Ok(news);
            }
            tokio::select! {
                biased;
                changed = self.changes.changed() => {
                    if changed.is_err() {
                        return self.flight.clone().await.map(News::Landed);
                    }
                }
                landed = self.flight.clone() => {
                    return match self.unread() {
                        Some(news) => Ok(news),
                        None => landed.map(News::Landed),
                    };
                }
            }
        }
    }

    fn unread(&mut self) -> Option<News> {
        let heard = lock(&self.log.heard);
        if heard.restarts != self.restarts {
            self.restarts = heard.restarts;
            return (std::mem::take(&mut self.read) > 0).then_some(News::Restart);
        }
        let text = heard.text.get(self.read..).filter(|text| !text.is_empty())?.to_owned();
        self.read += text.len();
        Some(News::Text(text))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
