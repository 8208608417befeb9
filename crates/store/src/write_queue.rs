//! One writer, many acknowledged writes a commit.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use auth::audit::Link;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use sqlx::{Connection, SqliteConnection};
use tokio::sync::{Mutex, mpsc, oneshot};
use tokio::task::JoinHandle;

use crate::{Error, Tx};

/// How many writes may wait; beyond this callers wait to be let in.
const WAITING_ROOM: usize = 1024;

/// How many writes share one commit at most, so that the first of them is not kept waiting for long.
const MOST_PER_COMMIT: usize = 128;

/// Tells the caller how its write ended: with the commit's failure, or with its own outcome.
type Reply = Box<dyn FnOnce(Option<Error>) + Send>;

/// What is left of a write once it ran and before it is committed.
struct Ran {
    keep: bool,
    reply: Reply,
}

type Work = Box<dyn for<'t> FnOnce(&'t mut Tx<'_>) -> BoxFuture<'t, Ran> + Send>;

/// The queue of writes and the task that works it off.
#[derive(Clone)]
pub(crate) struct WriteQueue {
    sender: mpsc::Sender<Work>,
    task: Arc<Mutex<Option<Task>>>,
    commits: Arc<AtomicU64>,
}

/// The task, and how to tell it that no more writes come.
struct Task {
    close: oneshot::Sender<()>,
    handle: JoinHandle<()>,
}

/// The connection that writes, and what it knows of what it wrote.
struct Writer {
    connection: SqliteConnection,
    audit_head: Option<Link>,
}

impl Writer {
    fn tx(&mut self) -> Tx<'_> {
        Tx { connection: &mut self.connection, audit_head: &mut self.audit_head }
    }

    async fn run(&mut self, statement: &'static str) -> Result<(), sqlx::Error> {
        sqlx::query(statement).execute(&mut self.connection).await.map(drop)
    }
}

impl std::fmt::Debug for WriteQueue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WriteQueue").finish_non_exhaustive()
    }
}

impl WriteQueue {
    #[expect(clippy::disallowed_methods, reason = "`close` waits for this task")]
    pub(crate) fn start(connection: SqliteConnection) -> Self {
        let (sender, receiver) = mpsc::channel(WAITING_ROOM);
        let (close, closed) = oneshot::channel();
        let commits = Arc::new(AtomicU64::new(0));
        let handle = tokio::spawn(run(connection, receiver, closed, commits.clone()));
        Self { sender, task: Arc::new(Mutex::new(Some(Task { close, handle }))), commits }
    }

    /// How many commits were tried so far; it has changed before a write is answered.
    pub(crate) fn commits(&self) -> u64 {
        self.commits.load(Ordering::Acquire)
    }

    pub(crate) async fn submit<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx<'_>) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel::<Result<T, E>>();
        let work: Work = Box::new(move |tx| {
            Box::pin(async move {
                let outcome = AssertUnwindSafe(work(tx)).catch_unwind().await;
                let outcome = outcome.unwrap_or_else(|_| Err(Error::Panicked.into()));
                let keep = outcome.is_ok();
                let reply: Reply = Box::new(move |failure| {
                    let outcome = failure.map_or(outcome, |failure| Err(failure.into()));
                    // a caller that has gone away does not mind; its write stands
                    let _ = answer.send(outcome);
                });
                Ran { keep, reply }
            })
        });
        self.sender.send(work).await.map_err(|_| Error::Closed)?;
        // a write that was accepted and never ran: its batch found the database locked
        answered.await.map_err(|_| Error::NotCommitted)?
    }

    pub(crate) async fn close(&self) {
        let Some(task) = self.task.lock().await.take() else { return };
        if task.close.send(()).is_ok()
            && let Err(error) = task.handle.await
        {
            tracing::error!(error = %error, "store_writer_ended");
        }
    }
}

async fn run(
    connection: SqliteConnection,
    mut queue: mpsc::Receiver<Work>,
    mut close: oneshot::Receiver<()>,
    commits: Arc<AtomicU64>,
) {
    let mut batch = Vec::with_capacity(MOST_PER_COMMIT);
    let mut writer = Writer { connection, audit_head: None };
    loop {
        let received = tokio::select! {
            biased;
            received = queue.recv_many(&mut batch, MOST_PER_COMMIT) => received,
            _ = &mut close => { queue.close(); continue }
        };
        if received == 0 {
            break;
        }
        let began = commit_together(&mut writer, batch.drain(..), &commits).await;
        // where another process holds the lock, whoever came meanwhile has waited long enough too
        while !began && queue.try_recv().is_ok() {}
    }
    if let Err(error) = writer.connection.close().await {
        tracing::error!(error = %error, "store_close_failed");
    }
}

/// Runs the writes in one transaction, commits, and only then answers. `false` when there was no transaction to be had.
async fn commit_together(
    writer: &mut Writer,
    mut batch: impl ExactSizeIterator<Item = Work>,
    commits: &AtomicU64,
) -> bool {
    let mut replies: Vec<Reply> = Vec::new();
    if let Err(error) = writer.run("BEGIN IMMEDIATE").await {
        tracing::error!(error = %error, "store_locked");
        batch.for_each(drop);
        return false;
    }
    let outcome = match (batch.len(), batch.next()) {
        (1, Some(work)) => run_alone(writer, work, &mut replies).await,
        (_, first) => run_apart(writer, first.into_iter().chain(batch), &mut replies).await,
    };
    commits.fetch_add(1, Ordering::Release);
    let failed = outcome.is_err();
    if let Err(error) = outcome {
        tracing::error!(error = %error, "store_commit_failed");
        if let Err(error) = writer.run("ROLLBACK").await {
            tracing::error!(error = %error, "store_rollback_failed");
        }
    }
    for reply in replies {
        reply(failed.then_some(Error::NotCommitted));
    }
    true
}

/// Runs each write in a savepoint, so that one that fails leaves the others.
async fn run_apart(
    writer: &mut Writer,
    batch: impl Iterator<Item = Work>,
    replies: &mut Vec<Reply>,
) -> Result<(), sqlx::Error> {
    for work in batch {
        writer.run("SAVEPOINT one_write").await?;
        let ran = work(&mut writer.tx()).await;
        replies.push(ran.reply);
        if !ran.keep {
            writer.run("ROLLBACK TO one_write").await?;
        }
        writer.run("RELEASE one_write").await?;
    }
    writer.run("COMMIT").await
}

/// Runs a write that has the transaction to itself: it needs no savepoint, and most writes come alone.
async fn run_alone(writer: &mut Writer, work: Work, replies: &mut Vec<Reply>) -> Result<(), sqlx::Error> {
    let ran = work(&mut writer.tx()).await;
    replies.push(ran.reply);
    writer.run(if ran.keep { "COMMIT" } else { "ROLLBACK" }).await
}
