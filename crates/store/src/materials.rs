//! Materials: kept from the moment they are asked for.

use auth::user::UserId;
use content::material::{Metadata, RetrievedPassage, Usage};
use content::source::SourceCredit;
use content::{
    BatchId, Body, Brief, Evidence, Finding, Material, MaterialId, Objective, Report, Status, Timestamp,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row, Sqlite};
use uuid::Uuid;

use crate::sources::to_json;
use crate::{Cursor, Db, Error, Page, Tx};

/// Everything about a material that no query asks for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// What was asked for.
    pub brief: Brief,
    /// The content, once there is one.
    pub body: Option<Value>,
    /// What learners can do afterwards.
    pub learning_objectives: Vec<Objective>,
    /// The sources it rests on.
    pub source_materials: Vec<SourceCredit>,
    /// The passages the writer had before it.
    pub retrieved_context: Vec<RetrievedPassage>,
    /// Where each statement stands in a source.
    pub evidence: Vec<Evidence>,
    /// How it was judged.
    pub quality: Report,
    /// How it came to be.
    pub metadata: Option<Metadata>,
    /// What it cost.
    pub usage: Usage,
    /// From claim to end, in milliseconds.
    pub duration_ms: u64,
    /// Why it was rejected or failed.
    pub findings: Vec<Finding>,
    /// When a person approved it.
    pub approved_at_ms: Option<i64>,
}

impl Record {
    /// The record of a material that was only asked for.
    pub fn asked(brief: Brief) -> Self {
        Self {
            learning_objectives: brief.learning_objectives.clone(),
            brief,
            body: None,
            source_materials: Vec::new(),
            retrieved_context: Vec::new(),
            evidence: Vec::new(),
            quality: Report::default(),
            metadata: None,
            usage: Usage::default(),
            duration_ms: 0,
            findings: Vec::new(),
            approved_at_ms: None,
        }
    }
}

/// A material as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptMaterial {
    /// Its name.
    pub id: MaterialId,
    /// Whose it is.
    pub owner: UserId,
    /// Where it stands.
    pub status: Status,
    /// From 1; each edit or regeneration adds one.
    pub version: u32,
    /// The batch it was asked for in.
    pub batch: Option<BatchId>,
    /// Everything else.
    pub record: Record,
    /// When it was asked for, in milliseconds since 1970.
    pub created_ms: i64,
    /// When it last changed.
    pub updated_ms: i64,
}

/// A material as lists show it.
#[derive(Debug, Clone, PartialEq)]
pub struct MaterialSummary {
    /// Its name.
    pub id: MaterialId,
    /// Where it stands.
    pub status: Status,
    /// The content type's name.
    pub content_type: String,
    /// The grade level's name.
    pub grade_level: String,
    /// What it teaches.
    pub topic: String,
    /// Its own title; the topic until it has one.
    pub title: String,
    /// From 1.
    pub version: u32,
    /// When it was asked for, in milliseconds since 1970.
    pub created_ms: i64,
    /// When it last changed.
    pub updated_ms: i64,
}

/// Which materials a list shows.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Words that occur in topic or title.
    pub words: Option<String>,
    /// One content type's name.
    pub content_type: Option<String>,
    /// One grade level's name.
    pub grade_level: Option<String>,
    /// One status.
    pub status: Option<Status>,
    /// One batch.
    pub batch: Option<BatchId>,
}

/// Keeps a material that was just asked for.
///
/// # Errors
/// [`Error::Database`].
pub async fn insert(
    tx: &mut Tx<'_>,
    material: &KeptMaterial,
    batch_ordinal: Option<u32>,
) -> Result<(), Error> {
    const SQL: &str =
        "INSERT INTO materials (id, owner, batch_id, batch_ordinal, status, content_type, grade_level,
                           topic, title, search_text, version, record, created_ms, updated_ms)
                       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    let brief = &material.record.brief;
    sqlx::query(SQL)
        .bind(material.id.0)
        .bind(material.owner.0)
        .bind(material.batch.map(|batch| batch.0))
        .bind(batch_ordinal)
        .bind(material.status.as_str())
        .bind(brief.content_type.as_str())
        .bind(brief.grade_level.as_str())
        .bind(&brief.topic)
        .bind(title(&material.record))
        .bind(search_text(&material.record))
        .bind(material.version)
        .bind(to_json("materials", material.id, &material.record)?)
        .bind(material.created_ms)
        .bind(material.updated_ms)
        .execute(&mut *tx.connection)
        .await?;
    Ok(())
}

/// Writes status, version and record; `false` when the material is gone or already at another version.
///
/// # Errors
/// [`Error::Database`].
pub async fn update(tx: &mut Tx<'_>, material: &KeptMaterial, version_before: u32) -> Result<bool, Error> {
    const SQL: &str =
        "UPDATE materials SET status = $1, title = $2, search_text = $3, version = $4, record = $5,
                           updated_ms = $6
                       WHERE id = $7 AND version = $8";
    let done = sqlx::query(SQL)
        .bind(material.status.as_str())
        .bind(title(&material.record))
        .bind(search_text(&material.record))
        .bind(material.version)
        .bind(to_json("materials", material.id, &material.record)?)
        .bind(material.updated_ms)
        .bind(material.id.0)
        .bind(version_before)
        .execute(&mut *tx.connection)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// Keeps a version aside before another takes its place.
///
/// # Errors
/// [`Error::Database`].
pub async fn keep_version(tx: &mut Tx<'_>, material: &KeptMaterial, now_ms: i64) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO material_versions (material_id, version, record, created_ms)
                       VALUES ($1, $2, $3, $4) ON CONFLICT (material_id, version) DO NOTHING";
    sqlx::query(SQL)
        .bind(material.id.0)
        .bind(material.version)
        .bind(to_json("material_versions", material.id, &material.record)?)
        .bind(now_ms)
        .execute(&mut *tx.connection)
        .await?;
    Ok(())
}

/// At most `limit` earlier versions of a material, newest first, with the time each was replaced; only those
/// before `before`, where given.
///
/// # Errors
/// [`Error::Database`], [`Error::Corrupt`].
pub async fn versions(
    db: &Db,
    id: MaterialId,
    before: Option<u32>,
    limit: u32,
) -> Result<Vec<(u32, Record, i64)>, Error> {
    const SQL: &str = "SELECT version, record, created_ms FROM material_versions
                       WHERE material_id = $1 AND version < $2 ORDER BY version DESC LIMIT $3";
    let before = before.unwrap_or(u32::MAX);
    let rows = sqlx::query(SQL).bind(id.0).bind(before).bind(limit).fetch_all(&db.reads).await?;
    rows.iter()
        .map(|row| {
            Ok((row.try_get("version")?, record(row, "material_versions", id.0)?, row.try_get("created_ms")?))
        })
        .collect()
}

/// The material, if it is `owner`'s.
///
/// # Errors
/// [`Error::Database`], [`Error::Corrupt`].
pub async fn find(db: &Db, owner: UserId, id: MaterialId) -> Result<Option<KeptMaterial>, Error> {
    Ok(find_any(db, id).await?.filter(|material| material.owner == owner))
}

/// The material, whoever's it is: for workers.
///
/// # Errors
/// [`Error::Database`], [`Error::Corrupt`].
pub async fn find_any(db: &Db, id: MaterialId) -> Result<Option<KeptMaterial>, Error> {
    let row = sqlx::query(SELECT_ONE).bind(id.0).fetch_optional(&db.reads).await?;
    row.as_ref().map(kept).transpose()
}

/// The same inside a write, where it cannot change until the commit.
///
/// # Errors
/// [`Error::Database`], [`Error::Corrupt`].
pub async fn find_for_update(tx: &mut Tx<'_>, id: MaterialId) -> Result<Option<KeptMaterial>, Error> {
    let row = sqlx::query(SELECT_ONE).bind(id.0).fetch_optional(&mut *tx.connection).await?;
    row.as_ref().map(kept).transpose()
}

const SELECT_ONE: &str = "SELECT id, owner, batch_id, status, version, record, created_ms, updated_ms
                          FROM materials WHERE id = $1";

/// Removes a material with its versions and events; `false` when `owner` has none of that id.
///
/// # Errors
/// [`Error::Database`].
pub async fn remove(tx: &mut Tx<'_>, owner: UserId, id: MaterialId) -> Result<bool, Error> {
    const SQL: &str = "DELETE FROM materials WHERE id = $1 AND owner = $2";
    let done = sqlx::query(SQL).bind(id.0).bind(owner.0).execute(&mut *tx.connection).await?;
    Ok(done.rows_affected() > 0)
}

/// A page of the owner's materials, newest first.
///
/// # Errors
/// [`Error::Database`].
pub async fn list(
    db: &Db,
    owner: UserId,
    filter: &Filter,
    from: Cursor,
    limit: u32,
) -> Result<Page<MaterialSummary>, Error> {
    let mut query: QueryBuilder<Sqlite> = QueryBuilder::new(
        "SELECT id, status, content_type, grade_level, topic, title, version, created_ms, updated_ms
         FROM materials WHERE owner = ",
    );
    query.push_bind(owner.0);
    for (column, value) in [
        ("content_type", filter.content_type.as_deref()),
        ("grade_level", filter.grade_level.as_deref()),
        ("status", filter.status.map(Status::as_str)),
    ] {
        if let Some(value) = value {
            query.push(format!(" AND {column} = ")).push_bind(value.to_owned());
        }
    }
    if let Some(batch) = filter.batch {
        query.push(" AND batch_id = ").push_bind(batch.0);
    }
    for word in filter.words.iter().flat_map(|words| words.split_whitespace()).take(8) {
        query.push(" AND search_text LIKE ").push_bind(containing(word)).push(" ESCAPE '\\'");
    }
    query.push(" AND (created_ms, id) < (").push_bind(from.created_ms).push(", ").push_bind(from.id);
    query.push(") ORDER BY created_ms DESC, id DESC LIMIT ").push_bind(limit + 1);
    let rows = query.build().fetch_all(&db.reads).await?;
    let items = rows.iter().map(summary).collect::<Result<Vec<_>, _>>()?;
    Ok(Page::of(items, limit, |material| Cursor { created_ms: material.created_ms, id: material.id.0 }))
}

impl KeptMaterial {
    /// The material as its owner sees it.
    ///
    /// # Errors
    /// [`Error::Corrupt`] when the kept body is not of its type.
    pub fn into_material(self) -> Result<Material, Error> {
        let record = self.record;
        let content_type = record.brief.content_type;
        let body = record
            .body
            .map(|body| Body::restore(content_type, &body))
            .transpose()
            .map_err(Error::corrupt("materials", self.id))?;
        Ok(Material {
            id: self.id,
            status: self.status,
            content_type,
            topic: record.brief.topic,
            grade_level: record.brief.grade_level,
            language: record.brief.language,
            body,
            learning_objectives: record.learning_objectives,
            source_materials: record.source_materials,
            retrieved_context: record.retrieved_context,
            evidence: record.evidence,
            quality: record.quality,
            metadata: record.metadata,
            usage: record.usage,
            token_count: record.usage.input_tokens + record.usage.output_tokens,
            duration_ms: record.duration_ms,
            findings: record.findings,
            approved_at: record.approved_at_ms.map(Timestamp),
            created_at: Timestamp(self.created_ms),
            updated_at: Timestamp(self.updated_ms),
        })
    }
}

fn kept(row: &SqliteRow) -> Result<KeptMaterial, Error> {
    let id: Uuid = row.try_get("id")?;
    Ok(KeptMaterial {
        id: MaterialId(id),
        owner: UserId(row.try_get("owner")?),
        status: status(row, id)?,
        version: row.try_get("version")?,
        batch: row.try_get::<Option<Uuid>, _>("batch_id")?.map(BatchId),
        record: record(row, "materials", id)?,
        created_ms: row.try_get("created_ms")?,
        updated_ms: row.try_get("updated_ms")?,
    })
}

fn summary(row: &SqliteRow) -> Result<MaterialSummary, Error> {
    let id: Uuid = row.try_get("id")?;
    Ok(MaterialSummary {
        id: MaterialId(id),
        status: status(row, id)?,
        content_type: row.try_get("content_type")?,
        grade_level: row.try_get("grade_level")?,
        topic: row.try_get("topic")?,
        title: row.try_get("title")?,
        version: row.try_get("version")?,
        created_ms: row.try_get("created_ms")?,
        updated_ms: row.try_get("updated_ms")?,
    })
}

pub(crate) fn status(row: &SqliteRow, id: Uuid) -> Result<Status, Error> {
    let status: String = row.try_get("status")?;
    serde_json::from_value(status.into()).map_err(Error::corrupt("materials", id))
}

fn record(row: &SqliteRow, table: &'static str, id: Uuid) -> Result<Record, Error> {
    let record: String = row.try_get("record")?;
    serde_json::from_str(&record).map_err(Error::corrupt(table, id))
}

fn title(record: &Record) -> &str {
    let body = record.body.as_ref();
    body.and_then(|body| body.get("title")).and_then(Value::as_str).unwrap_or(&record.brief.topic)
}

fn search_text(record: &Record) -> String {
    format!("{}\n{}", record.brief.topic, title(record)).to_lowercase()
}

/// A LIKE pattern for texts that hold the word, with the pattern's own signs taken literally.
pub(crate) fn containing(word: &str) -> String {
    let word = word.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{word}%")
}
