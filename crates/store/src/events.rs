//! Progress of a material, in order, for those who watch it.

use content::MaterialId;
use serde_json::Value;
use sqlx::{QueryBuilder, Row, Sqlite};

use crate::sources::to_json;
use crate::{Db, Error, Tx};

/// How many lines one statement adds, far within SQLite's bound on bound values.
const AT_ONCE: usize = 100;

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

/// Adds lines of progress, kind and data each, in order.
///
/// # Errors
/// [`Error::Database`].
pub async fn append(
    tx: &mut Tx<'_>,
    material: MaterialId,
    lines: &[(&'static str, Value)],
    now_ms: i64,
) -> Result<(), Error> {
    const LAST: &str = "SELECT COALESCE(MAX(seq), 0) FROM events WHERE material_id = $1";
    if lines.is_empty() {
        return Ok(());
    }
    let last: i64 = sqlx::query_scalar(LAST).bind(material.0).fetch_one(&mut *tx.connection).await?;
    insert(tx, material, lines, last, now_ms).await
}

/// [`append`] for a material that has none yet.
///
/// # Errors
/// [`Error::Database`].
pub async fn begin(
    tx: &mut Tx<'_>,
    material: MaterialId,
    lines: &[(&'static str, Value)],
    now_ms: i64,
) -> Result<(), Error> {
    insert(tx, material, lines, 0, now_ms).await
}

async fn insert(
    tx: &mut Tx<'_>,
    material: MaterialId,
    lines: &[(&'static str, Value)],
    last: i64,
    now_ms: i64,
) -> Result<(), Error> {
    for (chunk, first) in lines.chunks(AT_ONCE).zip((last + 1..).step_by(AT_ONCE)) {
        let data: Vec<String> =
            chunk.iter().map(|(_, data)| to_json("events", material, data)).collect::<Result<_, _>>()?;
        let mut query: QueryBuilder<Sqlite> =
            QueryBuilder::new("INSERT INTO events (material_id, seq, kind, data, created_ms) ");
        query.push_values(chunk.iter().zip(data).zip(first..), |mut row, (((kind, _), data), seq)| {
            row.push_bind(material.0).push_bind(seq).push_bind(*kind).push_bind(data).push_bind(now_ms);
        });
        query.build().execute(&mut *tx.connection).await?;
    }
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
