//! Every way the store fails, by what the caller should do.

/// Why something could not be read or kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database could not be opened; tell the operator.
    #[error("the database at `{place}` cannot be opened; check that the folder exists and may be written")]
    Open {
        /// The file or server.
        place: String,
        /// What the driver said.
        #[source]
        source: sqlx::Error,
    },
    /// The database belongs to a newer program; upgrade the program.
    #[error("the database is at migration {found}, this program knows {known}; start a newer `factoria`")]
    NewerDatabase {
        /// The last migration the database has.
        found: i64,
        /// The last migration this program has.
        known: i64,
    },
    /// A migration was changed after it was applied; restore the program or the database.
    #[error("migration {version} differs from the one this database was made with")]
    ChangedMigration {
        /// Which one.
        version: i64,
    },
    /// The database did not answer; try again later.
    #[error("the database did not carry out the request")]
    Database(#[from] sqlx::Error),
    /// What replicas share did not answer; try again later.
    #[error("Redis did not carry out the request")]
    Shared(#[from] redis::RedisError),
    /// A stored row is not what was written; nothing the user did.
    #[error("row {id} of `{table}` cannot be read back")]
    Corrupt {
        /// The table.
        table: &'static str,
        /// The row's id.
        id: String,
        /// What is wrong with it.
        #[source]
        source: serde_json::Error,
    },
    /// The store is shutting down.
    #[error("the store is closing")]
    Closed,
    /// The commit failed and nothing of the write stands; try again.
    #[error("the write could not be committed; nothing of it was kept")]
    NotCommitted,
    /// A write panicked and was rolled back.
    #[error("a write ended in a panic and was rolled back")]
    Panicked,
}

impl Error {
    pub(crate) fn corrupt(
        table: &'static str,
        id: impl std::fmt::Display,
    ) -> impl FnOnce(serde_json::Error) -> Self {
        let id = id.to_string();
        move |source| Self::Corrupt { table, id, source }
    }
}
