//! What every use case needs: made once, passed by reference.

use std::sync::Arc;

use llm::Models;
use sources::fetch::Fetcher;
use store::Db;
use tokio::sync::{Notify, Semaphore};

use crate::accounts::{Config, Identity, keys};
use crate::clock::Clock;
use crate::generate::compose::Schemas;
use crate::jobs::Left;
use crate::outside::identity::IdentityProviders;
use crate::outside::mail::Mailer;
use crate::progress::Watchers;
use crate::usage::Ledger;

/// Bounds on what one person can ask of the installation.
#[derive(Debug, Clone)]
pub struct Limits {
    /// How many drafts a material may take, from 1.
    pub attempts: u32,
    /// How often a job that breaks is tried, from 1.
    pub job_attempts: u32,
    /// The most briefs in a batch.
    pub batch_briefs: usize,
    /// Bounds on documents.
    pub documents: sources::Limits,
}

impl Default for Limits {
    fn default() -> Self {
        Self { attempts: 3, job_attempts: 3, batch_briefs: 1000, documents: sources::Limits::default() }
    }
}

/// The parts that use cases work with.
#[derive(Debug)]
pub struct Ctx {
    /// Where things stay.
    pub db: Db,
    /// What time it is.
    pub clock: Clock,
    /// Bounds.
    pub limits: Limits,
    /// Who is watching materials being made.
    pub watchers: Watchers,
    /// Wakes workers when a job was queued.
    pub job_queued: Arc<Notify>,
    /// What signing people in needs.
    pub identity: Identity,
    /// Where letters go; they wait while it goes nowhere.
    pub mailer: Option<Mailer>,
    /// Whom people may sign in through.
    pub providers: IdentityProviders,
    /// Materials whose only reader has gone away, to be stopped.
    pub left: Left,
    /// Lets only so many documents be read at once, since each may take much memory.
    pub document_readers: Semaphore,
    /// Fetches documents by their web address; `None` where that is switched off.
    pub fetcher: Option<Fetcher>,
    /// The models that can write, if any is set up.
    pub models: Option<Arc<Models>>,
    /// What models were paid for and is not stored yet.
    pub ledger: Ledger,
    /// The schemas that models are given.
    pub(crate) schemas: Schemas,
    /// What words of prompts that nobody may guess are made from; another one in every process.
    pub(crate) secret: [u8; 32],
}

impl Ctx {
    /// Puts the parts together for an installation without accounts, with secrets that last as long as the process.
    ///
    /// # Panics
    /// When the operating system gives no randomness, without which nothing can be kept secret.
    pub fn new(db: Db, clock: Clock, limits: Limits) -> Self {
        let identity = keys::ephemeral(Config::default()).expect("every system that works gives randomness");
        Self::with_identity(db, clock, limits, identity)
    }

    /// Puts the parts together.
    ///
    /// # Panics
    /// When the operating system gives no randomness.
    pub fn with_identity(db: Db, clock: Clock, limits: Limits, identity: Identity) -> Self {
        Self {
            identity,
            mailer: None,
            providers: IdentityProviders::default(),
            db,
            clock,
            limits,
            watchers: Watchers::default(),
            job_queued: Arc::new(Notify::new()),
            left: Left::default(),
            document_readers: Semaphore::new(2),
            fetcher: None,
            models: None,
            ledger: Ledger::default(),
            schemas: Schemas::default(),
            secret: crate::random::bytes().expect("every system that works gives randomness"),
        }
    }

    /// Adds models; the ledger is the one that their budget tells its settlements.
    #[must_use]
    pub fn with_models(self, models: Arc<Models>, ledger: Ledger) -> Self {
        Self { models: Some(models), ledger, ..self }
    }

    /// The same, fetching documents by their web address.
    #[must_use]
    pub fn fetching(mut self, fetcher: Fetcher) -> Self {
        self.fetcher = Some(fetcher);
        self
    }
}
