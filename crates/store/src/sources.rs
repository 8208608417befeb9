//! Sources and their passages.

use auth::user::UserId;
use content::source::Origin;
use content::{LanguageTag, Passage, PassageId, Source, SourceId};
use serde::{Deserialize, Serialize};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use crate::{Cursor, Db, Error, Page, Tx};

/// A source as lists show it, without its text.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceSummary {
    /// The source.
    pub id: SourceId,
    /// What a person calls it.
    pub title: String,
    /// Where it came from.
    pub origin: Origin,
    /// Its length in Unicode scalar values.
    pub characters: u64,
    /// Under what terms it may be used.
    pub licence: Option<String>,
    /// When it was added, in milliseconds since 1970.
    pub created_ms: i64,
}

/// A passage with the stems it is found by.
#[derive(Debug, Clone, PartialEq)]
pub struct IndexedPassage {
    /// The passage.
    pub passage: Passage,
    /// Stems of the source's title and its other names.
    pub title_stems: String,
    /// Stems of the headings above it.
    pub heading_stems: String,
    /// Stems of its text.
    pub body_stems: String,
}

/// The fields of a source that no query asks for.
#[derive(Serialize, Deserialize)]
struct Details {
    licence: Option<String>,
    url: Option<String>,
    language: Option<LanguageTag>,
    references: Vec<String>,
}

/// Keeps a source with its passages. `owner` is `None` for the library.
///
/// # Errors
/// [`Error::Database`].
pub async fn insert(
    tx: &mut Tx<'_>,
    owner: Option<UserId>,
    source: &Source,
    passages: &[IndexedPassage],
    now_ms: i64,
) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO sources (id, owner, origin, title, text, details, created_ms)
                       VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let details = Details {
        licence: source.licence.clone(),
        url: source.url.clone(),
        language: source.language.clone(),
        references: source.references.clone(),
    };
    sqlx::query(SQL)
        .bind(source.id.0)
        .bind(owner.map(|owner| owner.0))
        .bind(origin_name(source.origin))
        .bind(&source.title)
        .bind(&source.text)
        .bind(to_json("sources", source.id, &details)?)
        .bind(now_ms)
        .execute(&mut *tx.connection)
        .await?;
    for indexed in passages {
        insert_passage(tx, indexed).await?;
    }
    Ok(())
}

async fn insert_passage(tx: &mut Tx<'_>, indexed: &IndexedPassage) -> Result<(), Error> {
    const PASSAGE: &str =
        "INSERT INTO passages (id, source_id, ordinal, text, start_at, end_at, page, heading, marks)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING seq";
    const INDEX: &str = "INSERT INTO passage_index (rowid, title, heading, body) VALUES ($1, $2, $3, $4)";
    let passage = &indexed.passage;
    let seq: i64 = sqlx::query_scalar(PASSAGE)
        .bind(passage.id.0)
        .bind(passage.source_id.0)
        .bind(passage.ordinal)
        .bind(&passage.text)
        .bind(count(passage.start))
        .bind(count(passage.end))
        .bind(passage.page)
        .bind(&passage.heading)
        .bind(to_json("passages", passage.id, &passage.marks)?)
        .fetch_one(&mut *tx.connection)
        .await?;
    sqlx::query(INDEX)
        .bind(seq)
        .bind(&indexed.title_stems)
        .bind(&indexed.heading_stems)
        .bind(&indexed.body_stems)
        .execute(&mut *tx.connection)
        .await?;
    Ok(())
}

/// Removes a source with its passages; `false` when `owner` has none of that id. Materials keep the passages they
/// were made from.
///
/// # Errors
/// [`Error::Database`].
pub async fn remove(tx: &mut Tx<'_>, owner: UserId, id: SourceId) -> Result<bool, Error> {
    const SQL: &str = "DELETE FROM sources WHERE id = $1 AND owner = $2";
    let done = sqlx::query(SQL).bind(id.0).bind(owner.0).execute(&mut *tx.connection).await?;
    Ok(done.rows_affected() > 0)
}

/// Removes the whole library, to load another edition.
///
/// # Errors
/// [`Error::Database`].
pub async fn remove_library(tx: &mut Tx<'_>) -> Result<(), Error> {
    sqlx::query("DELETE FROM sources WHERE owner IS NULL").execute(&mut *tx.connection).await?;
    Ok(())
}

/// The source, if `reader` may read it: their own or the library's.
///
/// # Errors
/// [`Error::Database`], [`Error::Corrupt`].
pub async fn find(db: &Db, reader: UserId, id: SourceId) -> Result<Option<Source>, Error> {
    const SQL: &str = "SELECT id, origin, title, text, details FROM sources
                       WHERE id = $1 AND (owner = $2 OR owner IS NULL)";
    let row = sqlx::query(SQL).bind(id.0).bind(reader.0).fetch_optional(&db.reads).await?;
    row.as_ref().map(source).transpose()
}

/// Whether the reader has any source of their own.
///
/// # Errors
/// [`Error::Database`].
pub async fn has_any(db: &Db, reader: UserId) -> Result<bool, Error> {
    const SQL: &str = "SELECT EXISTS (SELECT 1 FROM sources WHERE owner = $1)";
    let any: i64 = sqlx::query_scalar(SQL).bind(reader.0).fetch_one(&db.reads).await?;
    Ok(any != 0)
}

/// A page of the reader's own sources, newest first; with `library`, the library's instead.
///
/// # Errors
/// [`Error::Database`].
pub async fn list(
    db: &Db,
    reader: UserId,
    library: bool,
    from: Cursor,
    limit: u32,
) -> Result<Page<SourceSummary>, Error> {
    const SQL: &str = "SELECT id, title, origin, length(text) AS characters, details, created_ms FROM sources
                       WHERE owner IS $1 AND (created_ms, id) < ($2, $3)
                       ORDER BY created_ms DESC, id DESC LIMIT $4";
    let owner = (!library).then_some(reader.0);
    let rows = sqlx::query(SQL)
        .bind(owner)
        .bind(from.created_ms)
        .bind(from.id)
        .bind(limit + 1)
        .fetch_all(&db.reads)
        .await?;
    let items = rows.iter().map(summary).collect::<Result<Vec<_>, _>>()?;
    Ok(Page::of(items, limit, |source| Cursor { created_ms: source.created_ms, id: source.id.0 }))
}

/// All passages of a source, in reading order.
///
/// # Errors
/// [`Error::Database`], [`Error::Corrupt`].
pub async fn passages(db: &Db, id: SourceId) -> Result<Vec<Passage>, Error> {
    const SQL: &str =
        "SELECT id, source_id, ordinal, text, start_at, end_at, page, heading, marks FROM passages
                       WHERE source_id = $1 ORDER BY ordinal";
    let rows = sqlx::query(SQL).bind(id.0).fetch_all(&db.reads).await?;
    rows.iter().map(passage).collect()
}

pub(crate) fn passage(row: &SqliteRow) -> Result<Passage, Error> {
    let id: Uuid = row.try_get("id")?;
    let marks: String = row.try_get("marks")?;
    Ok(Passage {
        id: PassageId(id),
        source_id: SourceId(row.try_get("source_id")?),
        ordinal: row.try_get("ordinal")?,
        text: row.try_get("text")?,
        start: offset(row.try_get("start_at")?),
        end: offset(row.try_get("end_at")?),
        page: row.try_get("page")?,
        heading: row.try_get("heading")?,
        marks: serde_json::from_str(&marks).map_err(Error::corrupt("passages", id))?,
    })
}

fn source(row: &SqliteRow) -> Result<Source, Error> {
    let id: Uuid = row.try_get("id")?;
    let details = details(row, id)?;
    Ok(Source {
        id: SourceId(id),
        title: row.try_get("title")?,
        text: row.try_get("text")?,
        licence: details.licence,
        url: details.url,
        origin: origin(row, id)?,
        language: details.language,
        references: details.references,
    })
}

fn summary(row: &SqliteRow) -> Result<SourceSummary, Error> {
    let id: Uuid = row.try_get("id")?;
    Ok(SourceSummary {
        id: SourceId(id),
        title: row.try_get("title")?,
        origin: origin(row, id)?,
        characters: row.try_get::<i64, _>("characters")?.unsigned_abs(),
        licence: details(row, id)?.licence,
        created_ms: row.try_get("created_ms")?,
    })
}

fn details(row: &SqliteRow, id: Uuid) -> Result<Details, Error> {
    let details: String = row.try_get("details")?;
    serde_json::from_str(&details).map_err(Error::corrupt("sources", id))
}

fn origin(row: &SqliteRow, id: Uuid) -> Result<Origin, Error> {
    let name: String = row.try_get("origin")?;
    serde_json::from_value(name.into()).map_err(Error::corrupt("sources", id))
}

fn origin_name(origin: Origin) -> &'static str {
    match origin {
        Origin::Library => "library",
        Origin::Text => "text",
        Origin::Upload => "upload",
        Origin::Url => "url",
    }
}

pub(crate) fn to_json<T: Serialize>(
    table: &'static str,
    id: impl std::fmt::Display,
    value: &T,
) -> Result<String, Error> {
    serde_json::to_string(value).map_err(Error::corrupt(table, id))
}

fn count(offset: usize) -> i64 {
    i64::try_from(offset).unwrap_or(i64::MAX)
}

fn offset(stored: i64) -> usize {
    usize::try_from(stored).unwrap_or(0)
}
