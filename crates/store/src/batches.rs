//! Batches: many briefs asked for at once.

use auth::user::UserId;
use content::{BatchId, MaterialId, Status};
use sqlx::Row;
use uuid::Uuid;

use crate::materials::status;
use crate::{Db, Error, Tx};

/// A batch and where its materials stand.
#[derive(Debug, Clone, PartialEq)]
pub struct Batch {
    /// Its name.
    pub id: BatchId,
    /// How many briefs it holds.
    pub total: u32,
    /// When it was asked for, in milliseconds since 1970.
    pub created_ms: i64,
    /// When its owner stopped it.
    pub cancelled_ms: Option<i64>,
    /// Its materials in the order of the briefs, with the status of each. A material its owner deleted is missing.
    pub materials: Vec<(MaterialId, Status)>,
}

/// Keeps a batch; its materials follow in the same write.
///
/// # Errors
/// [`Error::Database`].
pub async fn insert(
    tx: &mut Tx<'_>,
    owner: UserId,
    id: BatchId,
    total: u32,
    now_ms: i64,
) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO batches (id, owner, total, created_ms) VALUES ($1, $2, $3, $4)";
    sqlx::query(SQL).bind(id.0).bind(owner.0).bind(total).bind(now_ms).execute(&mut *tx.connection).await?;
    Ok(())
}

/// The batch, if it is `owner`'s.
///
/// # Errors
/// [`Error::Database`], [`Error::Corrupt`].
pub async fn find(db: &Db, owner: UserId, id: BatchId) -> Result<Option<Batch>, Error> {
    const BATCH: &str = "SELECT total, created_ms, cancelled_ms FROM batches WHERE id = $1 AND owner = $2";
    const MATERIALS: &str = "SELECT id, status FROM materials WHERE batch_id = $1 ORDER BY batch_ordinal";
    let row = sqlx::query(BATCH).bind(id.0).bind(owner.0).fetch_optional(&db.reads).await?;
    let Some(row) = row else { return Ok(None) };
    let rows = sqlx::query(MATERIALS).bind(id.0).fetch_all(&db.reads).await?;
    let materials = rows
        .iter()
        .map(|row| {
            let id: Uuid = row.try_get("id")?;
            Ok((MaterialId(id), status(row, id)?))
        })
        .collect::<Result<Vec<_>, Error>>()?;
    Ok(Some(Batch {
        id,
        total: row.try_get("total")?,
        created_ms: row.try_get("created_ms")?,
        cancelled_ms: row.try_get("cancelled_ms")?,
        materials,
    }))
}

/// Marks a batch as stopped; `false` when `owner` has none of that id.
///
/// # Errors
/// [`Error::Database`].
pub async fn cancel(tx: &mut Tx<'_>, owner: UserId, id: BatchId, now_ms: i64) -> Result<bool, Error> {
    const SQL: &str = "UPDATE batches SET cancelled_ms = $1 WHERE id = $2 AND owner = $3";
    let done = sqlx::query(SQL).bind(now_ms).bind(id.0).bind(owner.0).execute(&mut *tx.connection).await?;
    Ok(done.rows_affected() > 0)
}
