//! Answers already given to requests with an `Idempotency-Key`, so that a repeated request does nothing twice.

use auth::user::UserId;
use sqlx::Row;

use crate::{Db, Error, Tx};

/// An answer already given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// SHA-256 of the request it answered: another request under the same key is a mistake.
    pub request_hash: Vec<u8>,
    /// The answer, as JSON.
    pub answer: String,
}

/// The answer given under a key.
///
/// # Errors
/// [`Error::Database`].
pub async fn find(db: &Db, owner: UserId, key: &str) -> Result<Option<Given>, Error> {
    let row = sqlx::query(SELECT).bind(owner.0).bind(key).fetch_optional(&db.reads).await?;
    row.map(|row| Ok(Given { request_hash: row.try_get("request_hash")?, answer: row.try_get("answer")? }))
        .transpose()
}

/// The same inside a write, so that two requests at once cannot both find nothing.
///
/// # Errors
/// [`Error::Database`].
pub async fn find_for_update(tx: &mut Tx<'_>, owner: UserId, key: &str) -> Result<Option<Given>, Error> {
    let row = sqlx::query(SELECT).bind(owner.0).bind(key).fetch_optional(&mut *tx.connection).await?;
    row.map(|row| Ok(Given { request_hash: row.try_get("request_hash")?, answer: row.try_get("answer")? }))
        .transpose()
}

const SELECT: &str = "SELECT request_hash, answer FROM idempotency_keys WHERE owner = $1 AND key = $2";

/// Keeps the answer in the write that made it true.
///
/// # Errors
/// [`Error::Database`], also when the key was used meanwhile.
pub async fn insert(
    tx: &mut Tx<'_>,
    owner: UserId,
    key: &str,
    given: &Given,
    now_ms: i64,
) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO idempotency_keys (owner, key, request_hash, answer, created_ms)
                       VALUES ($1, $2, $3, $4, $5)";
    sqlx::query(SQL)
        .bind(owner.0)
        .bind(key)
        .bind(&given.request_hash)
        .bind(&given.answer)
        .bind(now_ms)
        .execute(&mut *tx.connection)
        .await?;
    Ok(())
}

/// Forgets answers older than a moment.
///
/// # Errors
/// [`Error::Database`].
pub async fn sweep(tx: &mut Tx<'_>, before_ms: i64) -> Result<u64, Error> {
    const SQL: &str = "DELETE FROM idempotency_keys WHERE created_ms < $1";
    Ok(sqlx::query(SQL).bind(before_ms).execute(&mut *tx.connection).await?.rows_affected())
}
