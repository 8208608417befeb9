//! API keys, by digest.

use auth::api_key::KeyRecord;
use auth::id::ApiKeyId;
use auth::opaque::TokenDigest;
use auth::user::UserId;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use crate::users::parsed;
use crate::{Cursor, Db, Error, Page, Tx};

/// A key as its owner's list shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct ApiKey {
    /// What decides about it.
    pub record: KeyRecord,
    /// What its owner calls it.
    pub name: String,
    /// Its first characters.
    pub hint: String,
    /// When it was made, in milliseconds since 1970.
    pub created_ms: i64,
}

/// Keeps a key.
///
/// # Errors
/// [`Error::Database`].
pub async fn insert(tx: &mut Tx<'_>, key: &ApiKey, digest: &TokenDigest) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO api_keys (id, owner, digest, hint, name, scopes, created_ms, expires_ms)
                       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    sqlx::query(SQL)
        .bind(key.record.id.0)
        .bind(key.record.owner.0)
        .bind(digest.as_bytes().to_vec())
        .bind(&key.hint)
        .bind(&key.name)
        .bind(key.record.scopes.to_string())
        .bind(key.created_ms)
        .bind(key.record.expires_ms)
        .execute(&mut *tx.connection)
        .await?;
    Ok(())
}

/// The key behind a digest.
///
/// # Errors
/// [`Error::Database`], [`Error::Corrupt`].
pub async fn find_by_digest(db: &Db, digest: &TokenDigest) -> Result<Option<ApiKey>, Error> {
    let sql = sqlx::AssertSqlSafe(format!("{SELECT} WHERE digest = $1"));
    let row = sqlx::query(sql).bind(digest.as_bytes().to_vec()).fetch_optional(&db.reads).await?;
    row.as_ref().map(key).transpose()
}

/// A key of an account that is not revoked.
///
/// # Errors
/// [`Error::Database`].
pub async fn find(db: &Db, owner: UserId, id: ApiKeyId) -> Result<Option<ApiKey>, Error> {
    let sql = sqlx::AssertSqlSafe(format!("{SELECT} WHERE id = $1 AND owner = $2 AND revoked_ms IS NULL"));
    let row = sqlx::query(sql).bind(id.0).bind(owner.0).fetch_optional(&db.reads).await?;
    row.as_ref().map(key).transpose()
}

/// A page of an account's keys that are not revoked, newest first.
///
/// # Errors
/// [`Error::Database`], [`Error::Corrupt`].
pub async fn list(db: &Db, owner: UserId, from: Cursor, limit: u32) -> Result<Page<ApiKey>, Error> {
    let sql = sqlx::AssertSqlSafe(format!(
        "{SELECT} WHERE owner = $1 AND revoked_ms IS NULL AND (created_ms, id) < ($2, $3)
         ORDER BY created_ms DESC, id DESC LIMIT $4"
    ));
    let rows = sqlx::query(sql)
        .bind(owner.0)
        .bind(from.created_ms)
        .bind(from.id)
        .bind(limit + 1)
        .fetch_all(&db.reads)
        .await?;
    let items = rows.iter().map(key).collect::<Result<Vec<_>, _>>()?;
    Ok(Page::of(items, limit, |key| Cursor { created_ms: key.created_ms, id: key.record.id.0 }))
}

/// How many keys an account has that are not revoked.
///
/// # Errors
/// [`Error::Database`].
pub async fn count(tx: &mut Tx<'_>, owner: UserId) -> Result<i64, Error> {
    const SQL: &str = "SELECT count(*) FROM api_keys WHERE owner = $1 AND revoked_ms IS NULL";
    Ok(sqlx::query_scalar(SQL).bind(owner.0).fetch_one(&mut *tx.connection).await?)
}

/// Writes down that a key was used; the caller does so at most once a minute.
///
/// # Errors
/// [`Error::Database`].
pub async fn touch(tx: &mut Tx<'_>, id: ApiKeyId, now_ms: i64) -> Result<(), Error> {
    const SQL: &str = "UPDATE api_keys SET last_used_ms = $1 WHERE id = $2";
    sqlx::query(SQL).bind(now_ms).bind(id.0).execute(&mut *tx.connection).await?;
    Ok(())
}

/// Takes a key back; `false` when the owner has none of that id that works.
///
/// # Errors
/// [`Error::Database`].
pub async fn revoke(tx: &mut Tx<'_>, owner: UserId, id: ApiKeyId, now_ms: i64) -> Result<bool, Error> {
    const SQL: &str =
        "UPDATE api_keys SET revoked_ms = $1 WHERE id = $2 AND owner = $3 AND revoked_ms IS NULL";
    let done = sqlx::query(SQL).bind(now_ms).bind(id.0).bind(owner.0).execute(&mut *tx.connection).await?;
    Ok(done.rows_affected() > 0)
}

const SELECT: &str = "SELECT id, owner, hint, name, scopes, created_ms, expires_ms, last_used_ms, revoked_ms
                      FROM api_keys";

fn key(row: &SqliteRow) -> Result<ApiKey, Error> {
    let id: Uuid = row.try_get("id")?;
    Ok(ApiKey {
        record: KeyRecord {
            id: ApiKeyId(id),
            owner: UserId(row.try_get("owner")?),
            scopes: parsed("api_keys", id, row.try_get("scopes")?)?,
            expires_ms: row.try_get("expires_ms")?,
            last_used_ms: row.try_get("last_used_ms")?,
            revoked: row.try_get::<Option<i64>, _>("revoked_ms")?.is_some(),
        },
        name: row.try_get("name")?,
        hint: row.try_get("hint")?,
        created_ms: row.try_get("created_ms")?,
    })
}
