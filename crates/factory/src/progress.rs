//! What a running job tells its watchers.

use std::sync::{Mutex, PoisonError};

use content::MaterialId;
use serde_json::{Value, json};
use store::events;
use tokio::sync::broadcast;

use crate::ctx::Ctx;
use crate::error::Error;

/// How many notices a slow watcher may fall behind before it has to look the events up again.
const NOTICES: usize = 1024;

/// Tells watchers that there is something new about a material; what it is, they read from the store.
#[derive(Debug, Clone)]
pub struct Watchers {
    notices: broadcast::Sender<MaterialId>,
}

impl Default for Watchers {
    fn default() -> Self {
        Self { notices: broadcast::Sender::new(NOTICES) }
    }
}

impl Watchers {
    /// Starts watching: receives the id of every material about which something new was stored.
    pub fn watch(&self) -> broadcast::Receiver<MaterialId> {
        self.notices.subscribe()
    }

    /// Says that there is something new about a material.
    pub fn notify(&self, material: MaterialId) {
        // without watchers there is nobody to tell
        let _ = self.notices.send(material);
    }
}

/// A step of the work, as people are told of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The brief is checked for what must not be worked on.
    Screening,
    /// Passages are looked up.
    Gathering,
    /// A draft is written.
    Drafting {
        /// Which draft, from 1.
        attempt: u32,
    },
    /// The draft is judged.
    Assessing {
        /// Which draft, from 1.
        attempt: u32,
    },
    /// The material is stored.
    Keeping,
}

impl Stage {
    fn data(self) -> Value {
        match self {
            Self::Screening => json!({ "stage": "screening" }),
            Self::Gathering => json!({ "stage": "gathering" }),
            Self::Drafting { attempt } => json!({ "stage": "drafting", "attempt": attempt }),
            Self::Assessing { attempt } => json!({ "stage": "assessing", "attempt": attempt }),
            Self::Keeping => json!({ "stage": "keeping" }),
        }
    }
}

/// Collects what happens to one material. Stages that pass in milliseconds are written with the material itself, in
/// one commit; before a long wait the worker calls [`Progress::flush`].
#[derive(Debug)]
pub struct Progress {
    material: MaterialId,
    is_stored: bool,
    pending: Mutex<Vec<(&'static str, Value)>>,
}

impl Progress {
    /// Nothing has happened yet.
    pub fn of(material: MaterialId) -> Self {
        Self { material, is_stored: true, pending: Mutex::new(Vec::new()) }
    }

    /// The same for a material that is stored only once it is made, so that nobody can watch it before.
    pub fn of_unstored(material: MaterialId) -> Self {
        Self { is_stored: false, ..Self::of(material) }
    }

    /// A stage begins.
    pub fn at(&self, stage: Stage) {
        self.tell("stage", stage.data());
    }

    /// Something to tell: `stage`, `delta`, `done` or `problem`.
    pub fn tell(&self, kind: &'static str, data: Value) {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner).push((kind, data));
    }

    /// Takes what was not written yet.
    pub(crate) fn drain(&self) -> Vec<(&'static str, Value)> {
        std::mem::take(&mut *self.pending.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Writes what has gathered, so that watchers see it during a long wait.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn flush(&self, ctx: &Ctx) -> Result<(), Error> {
        if !self.is_stored {
            return Ok(());
        }
        let pending = self.drain();
        if pending.is_empty() {
            return Ok(());
        }
        let (material, now_ms) = (self.material, ctx.clock.now_ms());
        ctx.db
            .write(move |tx| Box::pin(async move { events::append(tx, material, &pending, now_ms).await }))
            .await?;
        ctx.watchers.notify(material);
        Ok(())
    }
}
