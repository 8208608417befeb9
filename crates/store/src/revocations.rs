//! What every process has to know about tokens that were signed already; each reads it every second.

use auth::id::SessionId;
use auth::user::{Role, UserId};
use sqlx::Row;

use crate::users::{parsed, word};
use crate::{Db, Error, Tx};

/// Something that signed tokens do not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Revocation {
    /// The session was ended.
    Session(SessionId),
    /// The account was switched off or deleted.
    User(UserId),
    /// The account has this role now.
    Role(UserId, Role),
}

/// Everything written down since a moment, with the time of each.
///
/// # Errors
/// [`Error::Database`], [`Error::Corrupt`].
pub async fn since(db: &Db, since_ms: i64) -> Result<Vec<(Revocation, i64)>, Error> {
    const SQL: &str = "SELECT id, kind, value, at_ms FROM revocations WHERE at_ms >= $1";
    let rows = sqlx::query(SQL).bind(since_ms).fetch_all(&db.reads).await?;
    rows.iter()
        .map(|row| {
            let id = row.try_get("id")?;
            let what = match row.try_get::<&str, _>("kind")? {
                "session" => Revocation::Session(SessionId(id)),
                "user" => Revocation::User(UserId(id)),
                _ => Revocation::Role(UserId(id), parsed("revocations", id, row.try_get("value")?)?),
            };
            Ok((what, row.try_get("at_ms")?))
        })
        .collect()
}

/// Ends the access tokens of a session.
///
/// # Errors
/// [`Error::Database`].
pub async fn end_session(tx: &mut Tx<'_>, session: SessionId, now_ms: i64) -> Result<(), Error> {
    put(tx, session.0, "session", "", now_ms).await
}

/// Ends the access tokens of an account.
///
/// # Errors
/// [`Error::Database`].
pub async fn end_user(tx: &mut Tx<'_>, user: UserId, now_ms: i64) -> Result<(), Error> {
    put(tx, user.0, "user", "", now_ms).await
}

/// Lets an account in again.
///
/// # Errors
/// [`Error::Database`].
pub async fn restore_user(tx: &mut Tx<'_>, user: UserId) -> Result<(), Error> {
    const SQL: &str = "DELETE FROM revocations WHERE kind = 'user' AND id = $1";
    sqlx::query(SQL).bind(user.0).execute(&mut *tx.connection).await?;
    Ok(())
}

/// Says that an account has another role now.
///
/// # Errors
/// [`Error::Database`].
pub async fn change_role(tx: &mut Tx<'_>, user: UserId, role: Role, now_ms: i64) -> Result<(), Error> {
    put(tx, user.0, "role", &word(&role), now_ms).await
}

/// Forgets what no living token could need any more.
///
/// # Errors
/// [`Error::Database`].
pub async fn sweep(tx: &mut Tx<'_>, before_ms: i64) -> Result<u64, Error> {
    const SQL: &str = "DELETE FROM revocations WHERE at_ms < $1";
    Ok(sqlx::query(SQL).bind(before_ms).execute(&mut *tx.connection).await?.rows_affected())
}

async fn put(tx: &mut Tx<'_>, id: uuid::Uuid, kind: &str, value: &str, now_ms: i64) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO revocations (id, kind, value, at_ms) VALUES ($1, $2, $3, $4)
                       ON CONFLICT (kind, id) DO UPDATE SET value = excluded.value, at_ms = excluded.at_ms";
    sqlx::query(SQL).bind(id).bind(kind).bind(value).bind(now_ms).execute(&mut *tx.connection).await?;
    Ok(())
}
