//! Letters waiting to be sent: written with the change they tell of, deleted once sent.

use auth::secret::Envelope;
use sqlx::Row;
use uuid::Uuid;

use crate::{Db, Error, Tx};

/// A letter that waits.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// Its id.
    pub id: Uuid,
    /// Address, subject and text, sealed: it may carry a link that works once.
    pub sealed: Envelope,
    /// How often sending it failed.
    pub attempts: u32,
    /// When it was written, in milliseconds since 1970.
    pub created_ms: i64,
}

/// Keeps a letter until it is sent.
///
/// # Errors
/// [`Error::Database`].
pub async fn insert(tx: &mut Tx<'_>, id: Uuid, sealed: &Envelope, now_ms: i64) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO letters (id, sealed, attempts, next_try_ms, created_ms)
                       VALUES ($1, $2, 0, $3, $3)";
    sqlx::query(SQL)
        .bind(id)
        .bind(sealed.as_bytes().to_vec())
        .bind(now_ms)
        .execute(&mut *tx.connection)
        .await?;
    Ok(())
}

/// How long a letter waits for its next try.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// After the first try, in milliseconds; then twice as long each time.
    pub first_ms: i64,
    /// After how many tries it has grown to the longest.
    pub doublings: u32,
    /// The longest, in milliseconds.
    pub longest_ms: i64,
}

/// Takes the next letter that is due and puts its next try off, so that two senders do not send it both.
///
/// # Errors
/// [`Error::Database`].
pub async fn claim(tx: &mut Tx<'_>, patience: &Patience, now_ms: i64) -> Result<Option<Waiting>, Error> {
    const SQL: &str = "UPDATE letters SET attempts = attempts + 1,
                           next_try_ms = $2 + CASE WHEN attempts < $3 THEN $1 << attempts ELSE $4 END
                       WHERE id = (SELECT id FROM letters WHERE next_try_ms <= $2 ORDER BY next_try_ms, id LIMIT 1)
                       RETURNING id, sealed, attempts, created_ms";
    let row = sqlx::query(SQL)
        .bind(patience.first_ms)
        .bind(now_ms)
        .bind(patience.doublings)
        .bind(patience.longest_ms)
        .fetch_optional(&mut *tx.connection)
        .await?;
    row.map(|row| {
        Ok(Waiting {
            id: row.try_get("id")?,
            sealed: Envelope::from_bytes(row.try_get("sealed")?),
            attempts: row.try_get("attempts")?,
            created_ms: row.try_get("created_ms")?,
        })
    })
    .transpose()
}

/// Whether a letter is due; costs less than [`claim`].
///
/// # Errors
/// [`Error::Database`].
pub async fn is_any_due(db: &Db, now_ms: i64) -> Result<bool, Error> {
    const SQL: &str = "SELECT 1 FROM letters WHERE next_try_ms <= $1 LIMIT 1";
    Ok(sqlx::query(SQL).bind(now_ms).fetch_optional(&db.reads).await?.is_some())
}

/// Forgets a letter that was sent or given up.
///
/// # Errors
/// [`Error::Database`].
pub async fn remove(tx: &mut Tx<'_>, id: Uuid) -> Result<(), Error> {
    sqlx::query("DELETE FROM letters WHERE id = $1").bind(id).execute(&mut *tx.connection).await?;
    Ok(())
}
