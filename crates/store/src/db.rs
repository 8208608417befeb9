//! The database: many readers, one writer.
//!
//! SQLite lets one connection write at a time and waits for the disk at each commit. So all writes go through one
//! queue ([`Db::write`]) whose task commits what has gathered in one go: under load many acknowledged writes share
//! one sync, and none is acknowledged before it is on disk (`synchronous = FULL`).

use std::path::Path;
use std::time::Duration;

use auth::audit::Link;
use futures_util::future::BoxFuture;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions, SqliteConnection};

use crate::Error;
use crate::write_queue::WriteQueue;

/// How many connections read at once. SQLite reads from the page cache of the system; more than a few only cost
/// memory.
const READERS: u32 = 4;

/// How long a read waits for a connection: longer than many jobs that all read at once take to have their turn. Whoever has
/// to wait longer is told to come again, and a job is tried again.
const TURN_TIMEOUT: Duration = Duration::from_secs(30);

/// How long a statement waits for another process's lock, such as a second `factoria` on the same folder: as long as
/// somebody who waits for an answer puts up with.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// The memory of one connection's page cache, in KiB, as the negative number SQLite asks for.
const CACHE_KIB: &str = "-1024";

/// The database. Cheap to clone: clones share the connections.
#[derive(Debug, Clone)]
pub struct Db {
    pub(crate) reads: SqlitePool,
    writes: WriteQueue,
}

/// One atomic write. Nothing it did stays if the closure that holds it fails.
#[derive(Debug)]
pub struct Tx<'c> {
    pub(crate) connection: &'c mut SqliteConnection,
    /// The last record of the audit log, as far as this process knows it; whoever uses it looks whether it still is.
    pub(crate) audit_head: &'c mut Option<Link>,
}

impl Db {
    /// Opens the SQLite file, makes it if it is not there, and brings its schema up to date.
    ///
    /// # Errors
    /// [`Error::Open`] when the file cannot be opened, [`Error::NewerDatabase`] when a newer program wrote it.
    pub async fn open(file: &Path, now_ms: i64) -> Result<Self, Error> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT)
            .pragma("cache_size", CACHE_KIB)
            // what is deleted is overwritten: whoever finds the file later reads nothing of it
            .pragma("secure_delete", "ON")
            .disable_statement_logging();
        let open = |source| Error::Open { place: file.display().to_string(), source };
        let mut writer = options.connect().await.map_err(open)?;
        crate::migrate::apply(&mut writer, now_ms).await?;
        let reads = SqlitePoolOptions::new()
            .max_connections(READERS)
            .acquire_timeout(TURN_TIMEOUT)
            // a file does not hang up; asking first would double the cost of a small read
            .test_before_acquire(false)
            .idle_timeout(Duration::from_secs(60))
            .connect_lazy_with(options.read_only(true).create_if_missing(false));
        Ok(Self { reads, writes: WriteQueue::start(writer) })
    }

    /// Does `work` as one atomic write and answers once it is on disk.
    ///
    /// # Errors
    /// What `work` failed with, after its changes were undone; [`Error::Closed`] once the store is closing.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx<'_>) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
    {
        self.writes.submit(work).await
    }

    /// Finishes the writes already accepted and closes the file, which is whole then: its log is written into it.
    pub async fn close(&self) {
        // SQLite tidies up with its last connection, and readers may not write
        self.reads.close().await;
        self.writes.close().await;
    }

    /// A number that has changed before any write of this process is answered: what was read under the same number is
    /// still so, unless another process wrote.
    pub fn commits(&self) -> u64 {
        self.writes.commits()
    }

    /// Answers whether the database answers.
    ///
    /// # Errors
    /// [`Error::Database`] when it does not.
    pub async fn ping(&self) -> Result<(), Error> {
        sqlx::query("SELECT 1").execute(&self.reads).await?;
        Ok(())
    }
}
