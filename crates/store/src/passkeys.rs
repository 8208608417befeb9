//! Passkeys: public keys whose private halves stay in their owners' devices.

use auth::user::UserId;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use crate::{Db, Error, Tx};

/// A passkey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    /// What a list calls it.
    pub id: Uuid,
    /// Whose it is.
    pub user: UserId,
    /// What the device calls it.
    pub credential_id: Vec<u8>,
    /// JSON: public key, counter and flags.
    pub credential: String,
    /// What its owner calls it.
    pub name: String,
    /// When it was added, in milliseconds since 1970.
    pub created_ms: i64,
    /// When it was last used.
    pub last_used_ms: Option<i64>,
}

/// Keeps a passkey; `false` when the device's name for it is taken, by whomever.
///
/// # Errors
/// [`Error::Database`].
pub async fn insert(tx: &mut Tx<'_>, passkey: &Passkey) -> Result<bool, Error> {
    const SQL: &str = "INSERT INTO passkeys (id, user_id, credential_id, credential, name, created_ms)
                       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (credential_id) DO NOTHING";
    let done = sqlx::query(SQL)
        .bind(passkey.id)
        .bind(passkey.user.0)
        .bind(&passkey.credential_id)
        .bind(&passkey.credential)
        .bind(&passkey.name)
        .bind(passkey.created_ms)
        .execute(&mut *tx.connection)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// All passkeys of an account, oldest first; at most `limit`.
///
/// # Errors
/// [`Error::Database`].
pub async fn list(db: &Db, user: UserId, limit: u32) -> Result<Vec<Passkey>, Error> {
    const SQL: &str =
        "SELECT id, user_id, credential_id, credential, name, created_ms, last_used_ms FROM passkeys
                       WHERE user_id = $1 ORDER BY created_ms, id LIMIT $2";
    let rows = sqlx::query(SQL).bind(user.0).bind(limit).fetch_all(&db.reads).await?;
    rows.iter().map(passkey).collect()
}

/// The passkey that a device calls so.
///
/// # Errors
/// [`Error::Database`].
pub async fn find(db: &Db, credential_id: &[u8]) -> Result<Option<Passkey>, Error> {
    let row = sqlx::query(BY_CREDENTIAL).bind(credential_id).fetch_optional(&db.reads).await?;
    row.as_ref().map(passkey).transpose()
}

/// The same inside a write, so that of two uses with one counter only one counts.
///
/// # Errors
/// [`Error::Database`].
pub async fn find_for_update(tx: &mut Tx<'_>, credential_id: &[u8]) -> Result<Option<Passkey>, Error> {
    let row = sqlx::query(BY_CREDENTIAL).bind(credential_id).fetch_optional(&mut *tx.connection).await?;
    row.as_ref().map(passkey).transpose()
}

const BY_CREDENTIAL: &str =
    "SELECT id, user_id, credential_id, credential, name, created_ms, last_used_ms FROM passkeys
                       WHERE credential_id = $1";

/// Writes down that a passkey was used, with its counter and flags as they are now.
///
/// # Errors
/// [`Error::Database`].
pub async fn used(tx: &mut Tx<'_>, id: Uuid, credential: &str, now_ms: i64) -> Result<(), Error> {
    const SQL: &str = "UPDATE passkeys SET credential = $1, last_used_ms = $2 WHERE id = $3";
    sqlx::query(SQL).bind(credential).bind(now_ms).bind(id).execute(&mut *tx.connection).await?;
    Ok(())
}

/// Calls a passkey otherwise; `false` when the account has none of that id.
///
/// # Errors
/// [`Error::Database`].
pub async fn rename(tx: &mut Tx<'_>, user: UserId, id: Uuid, name: &str) -> Result<bool, Error> {
    const SQL: &str = "UPDATE passkeys SET name = $1 WHERE id = $2 AND user_id = $3";
    let done = sqlx::query(SQL).bind(name).bind(id).bind(user.0).execute(&mut *tx.connection).await?;
    Ok(done.rows_affected() > 0)
}

/// Removes a passkey; `false` when the account has none of that id.
///
/// # Errors
/// [`Error::Database`].
pub async fn remove(tx: &mut Tx<'_>, user: UserId, id: Uuid) -> Result<bool, Error> {
    const SQL: &str = "DELETE FROM passkeys WHERE id = $1 AND user_id = $2";
    Ok(sqlx::query(SQL).bind(id).bind(user.0).execute(&mut *tx.connection).await?.rows_affected() > 0)
}

/// Removes all of an account.
///
/// # Errors
/// [`Error::Database`].
pub async fn remove_all(tx: &mut Tx<'_>, user: UserId) -> Result<(), Error> {
    sqlx::query("DELETE FROM passkeys WHERE user_id = $1").bind(user.0).execute(&mut *tx.connection).await?;
    Ok(())
}

fn passkey(row: &SqliteRow) -> Result<Passkey, Error> {
    Ok(Passkey {
        id: row.try_get("id")?,
        user: UserId(row.try_get("user_id")?),
        credential_id: row.try_get("credential_id")?,
        credential: row.try_get("credential")?,
        name: row.try_get("name")?,
        created_ms: row.try_get("created_ms")?,
        last_used_ms: row.try_get("last_used_ms")?,
    })
}
