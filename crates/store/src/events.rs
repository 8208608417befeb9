//! Progress of a material, in order, for those who watch it.

use content::MaterialId;
use serde_json::Value;
use sqlx::Row;

use crate::sources::to_json;
use crate::{Db, Error, Tx};

/// One line of progress.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Its place among the material's events, from 1.
    pub seq: i64,
    /// `stage`, `delta`, `done` or `problem`.
    pub kind: String,
    /// What happened.
    pub data: Value,
}

/// Adds a line of progress.
///
/// # Errors
/// [`Error::Database`].
pub async fn append(
    tx: &mut Tx<'_>,
    material: MaterialId,
    kind: &str,
    data: &Value,
    now_ms: i64,
) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO events (material_id, seq, kind, data, created_ms)
                       SELECT $1, COALESCE(MAX(seq), 0) + 1, $2, $3, $4 FROM events WHERE material_id = $1";
    sqlx::query(SQL)
        .bind(material.0)
        .bind(kind)
        .bind(to_json("events", material, data)?)
        .bind(now_ms)
        .execute(&mut *tx.connection)
        .await?;
    Ok(())
}

/// Removes the words of drafts that were told before a moment; answers how many lines. Stages and ends stay.
///
/// # Errors
/// [`Error::Database`].
pub async fn sweep(tx: &mut Tx<'_>, before_ms: i64) -> Result<u64, Error> {
    const SQL: &str = "DELETE FROM events WHERE kind = 'delta' AND created_ms < $1";
    Ok(sqlx::query(SQL).bind(before_ms).execute(&mut *tx.connection).await?.rows_affected())
}

/// The lines after `after`, in order; 0 for all.
///
/// # Errors
/// [`Error::Database`], [`Error::Corrupt`].
pub async fn since(db: &Db, material: MaterialId, after: i64) -> Result<Vec<Event>, Error> {
    const SQL: &str = "SELECT seq, kind, data FROM events WHERE material_id = $1 AND seq > $2 ORDER BY seq";
    let rows = sqlx::query(SQL).bind(material.0).bind(after).fetch_all(&db.reads).await?;
    rows.iter()
        .map(|row| {
            let data: String = row.try_get("data")?;
            Ok(Event {
                seq: row.try_get("seq")?,
                kind: row.try_get("kind")?,
                data: serde_json::from_str(&data).map_err(Error::corrupt("events", material))?,
            })
        })
        .collect()
}
