//! What every use case needs: made once, passed by reference.

use std::sync::Arc;

use llm::Models;
use sha2::{Digest, Sha256};
use store::Db;
use tokio::sync::{Notify, Semaphore};

use crate::clock::Clock;
use crate::jobs::Left;
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
    /// Materials whose only reader has gone away, to be stopped.
    pub left: Left,
    /// Lets only so many documents be read at once, since each may take much memory.
    pub document_readers: Semaphore,
    /// The models that can write, if any is set up.
    pub models: Option<Arc<Models>>,
    /// What models were paid for and is not stored yet.
    pub ledger: Ledger,
    /// What words of prompts that nobody may guess are made from; another one in every process.
    pub(crate) secret: [u8; 32],
}

impl Ctx {
    /// Puts the parts together.
    pub fn new(db: Db, clock: Clock, limits: Limits) -> Self {
        let secret = Sha256::new()
            .chain_update(clock.new_id().as_bytes())
            .chain_update(clock.new_id().as_bytes())
            .finalize()
            .into();
        Self {
            db,
            clock,
            limits,
            watchers: Watchers::default(),
            job_queued: Arc::new(Notify::new()),
            left: Left::default(),
            document_readers: Semaphore::new(2),
            models: None,
            ledger: Ledger::default(),
            secret,
        }
    }

    /// Adds models; the ledger is the one that their budget tells its settlements.
    #[must_use]
    pub fn with_models(self, models: Arc<Models>, ledger: Ledger) -> Self {
        Self { models: Some(models), ledger, ..self }
    }
}
