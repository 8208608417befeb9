//! The audit log: only ever added to, each record chained to the one before.

use auth::audit::{Actor, ChainHash, Entry, Kind, Link, Origin, Record, append as chained};
use auth::user::UserId;
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row, Sqlite};
use uuid::Uuid;

use crate::sources::to_json;
use crate::{Db, Error, Tx};

/// Adds a record. Writes go one after the other, so the chain does not fork; what another process wrote meanwhile is
/// read first.
///
/// # Errors
/// [`Error::Database`], [`Error::Corrupt`].
pub async fn append(tx: &mut Tx<'_>, entry: Entry, origin: Option<Origin>) -> Result<(), Error> {
    if let Some(known) = tx.audit_head.take() {
        let record = chained(&known, entry.clone(), origin.clone());
        if insert(tx, record, Some(&known)).await? {
            return Ok(());
        }
    }
    let last = last(tx).await?;
    insert(tx, chained(&last, entry, origin), None).await.map(drop)
}

/// What the next record is chained to.
async fn last(tx: &mut Tx<'_>) -> Result<Link, Error> {
    const LAST: &str = "SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1";
    match sqlx::query(LAST).fetch_optional(&mut *tx.connection).await? {
        Some(row) => link(&row),
        None => link(&sqlx::query(START).fetch_one(&mut *tx.connection).await?),
    }
}

/// Keeps a record; `false` when it was to follow another than stands last.
async fn insert(tx: &mut Tx<'_>, record: Record, after: Option<&Link>) -> Result<bool, Error> {
    const SQL: &str = "INSERT INTO audit (sequence, at_ms, kind, actor, subject, request_id, detail, origin,
                           origin_digest, previous, hash)
                       SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11
                       WHERE $12 IS NULL
                          OR (SELECT hash FROM audit ORDER BY sequence DESC LIMIT 1) = $12";
    let origin = record.origin.as_ref().map(|origin| to_json("audit", record.sequence, origin));
    let done = sqlx::query(SQL)
        .bind(record.sequence)
        .bind(record.entry.at_ms)
        .bind(record.entry.kind.as_str())
        .bind(to_json("audit", record.sequence, &record.entry.actor)?)
        .bind(record.entry.subject.map(|user| user.0))
        .bind(record.entry.request_id)
        .bind(record.entry.detail)
        .bind(origin.transpose()?)
        .bind(record.origin_digest.0.to_vec())
        .bind(record.previous.0.to_vec())
        .bind(record.hash.0.to_vec())
        .bind(after.map(|link| link.hash.0.to_vec()))
        .execute(&mut *tx.connection)
        .await?;
    let kept = done.rows_affected() > 0;
    *tx.audit_head = kept.then_some(Link { sequence: record.sequence, hash: record.hash });
    Ok(kept)
}

/// Which records a list shows.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Of one kind.
    pub kind: Option<Kind>,
    /// By or about one account.
    pub user: Option<UserId>,
}

/// Records before a place in the log, newest first.
///
/// # Errors
/// [`Error::Database`], [`Error::Corrupt`].
pub async fn before(db: &Db, filter: &Filter, sequence: i64, limit: u32) -> Result<Vec<Record>, Error> {
    let mut query: QueryBuilder<Sqlite> = QueryBuilder::new(SELECT);
    query.push(" WHERE sequence < ").push_bind(sequence);
    if let Some(kind) = filter.kind {
        query.push(" AND kind = ").push_bind(kind.as_str());
    }
    if let Some(user) = filter.user {
        let actor = to_json("audit", user, &Actor::User(user))?;
        query.push(" AND (subject = ").push_bind(user.0).push(" OR actor = ").push_bind(actor).push(")");
    }
    query.push(" ORDER BY sequence DESC LIMIT ").push_bind(limit);
    query.build().fetch_all(&db.reads).await?.iter().map(record).collect()
}

/// Records after a place in the log, oldest first: for walking the chain.
///
/// # Errors
/// [`Error::Database`], [`Error::Corrupt`].
pub async fn after(db: &Db, sequence: i64, limit: u32) -> Result<Vec<Record>, Error> {
    let mut query: QueryBuilder<Sqlite> = QueryBuilder::new(SELECT);
    query.push(" WHERE sequence > ").push_bind(sequence).push(" ORDER BY sequence LIMIT ").push_bind(limit);
    query.build().fetch_all(&db.reads).await?.iter().map(record).collect()
}

/// Where the chain begins: the last record that retention removed.
///
/// # Errors
/// [`Error::Database`].
pub async fn start(db: &Db) -> Result<Link, Error> {
    link(&sqlx::query(START).fetch_one(&db.reads).await?)
}

/// Erases where people came from in records before one moment, and removes records before another. The chain still
/// verifies from the new [`start`]. Answers how many records were touched.
///
/// # Errors
/// [`Error::Database`].
pub async fn sweep(tx: &mut Tx<'_>, origins_before_ms: i64, records_before_ms: i64) -> Result<u64, Error> {
    const ERASE: &str = "UPDATE audit SET origin = NULL WHERE at_ms < $1 AND origin IS NOT NULL";
    const LAST: &str = "SELECT sequence, hash FROM audit
                        WHERE sequence < (SELECT coalesce(min(sequence), 9223372036854775807) FROM audit
                                          WHERE at_ms >= $1)
                        ORDER BY sequence DESC LIMIT 1";
    const MOVE: &str = "UPDATE audit_start SET sequence = $1, hash = $2 WHERE one = 1";
    const REMOVE: &str = "DELETE FROM audit WHERE sequence <= $1";
    let erased = sqlx::query(ERASE).bind(origins_before_ms).execute(&mut *tx.connection).await?;
    let last = sqlx::query(LAST).bind(records_before_ms).fetch_optional(&mut *tx.connection).await?;
    let Some(last) = last.as_ref().map(link).transpose()? else { return Ok(erased.rows_affected()) };
    sqlx::query(MOVE).bind(last.sequence).bind(last.hash.0.to_vec()).execute(&mut *tx.connection).await?;
    let removed = sqlx::query(REMOVE).bind(last.sequence).execute(&mut *tx.connection).await?;
    Ok(erased.rows_affected() + removed.rows_affected())
}

const START: &str = "SELECT sequence, hash FROM audit_start";
const SELECT: &str =
    "SELECT sequence, at_ms, kind, actor, subject, request_id, detail, origin, origin_digest,
                             previous, hash FROM audit";

fn link(row: &SqliteRow) -> Result<Link, Error> {
    Ok(Link { sequence: row.try_get("sequence")?, hash: hash(row, "hash")? })
}

/// A hash as it is stored. One of another length breaks the chain where it stands, which is what it should do.
fn hash(row: &SqliteRow, column: &str) -> Result<ChainHash, Error> {
    let bytes: Vec<u8> = row.try_get(column)?;
    Ok(ChainHash(bytes.try_into().unwrap_or([0xFF; 32])))
}

fn record(row: &SqliteRow) -> Result<Record, Error> {
    let sequence: i64 = row.try_get("sequence")?;
    let kind: String = row.try_get("kind")?;
    let (actor, origin): (String, Option<String>) = (row.try_get("actor")?, row.try_get("origin")?);
    let corrupt = || Error::corrupt("audit", sequence);
    Ok(Record {
        sequence,
        entry: Entry {
            at_ms: row.try_get("at_ms")?,
            kind: serde_json::from_value(kind.into()).map_err(corrupt())?,
            actor: serde_json::from_str(&actor).map_err(corrupt())?,
            subject: row.try_get::<Option<Uuid>, _>("subject")?.map(UserId),
            request_id: row.try_get("request_id")?,
            detail: row.try_get("detail")?,
        },
        origin: origin.map(|json| serde_json::from_str(&json).map_err(corrupt())).transpose()?,
        origin_digest: hash(row, "origin_digest")?,
        previous: hash(row, "previous")?,
        hash: hash(row, "hash")?,
    })
}
