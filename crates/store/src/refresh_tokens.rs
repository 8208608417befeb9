//! Refresh tokens, by digest: claimed once, with the family they belong to.

use auth::id::SessionId;
use auth::opaque::TokenDigest;
use auth::refresh::Stored;
use auth::user::UserId;
use sqlx::Row;

use crate::shared::redis::FoundToken;
use crate::users::parsed;
use crate::{Db, Error, Tx};

/// Keeps a token of a session.
///
/// # Errors
/// [`Error::Database`].
pub async fn insert(
    tx: &mut Tx<'_>,
    session: SessionId,
    digest: &TokenDigest,
    expires_ms: i64,
    now_ms: i64,
) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO refresh_tokens (digest, session_id, created_ms, expires_ms)
                       VALUES ($1, $2, $3, $4)";
    sqlx::query(SQL)
        .bind(digest.as_bytes().to_vec())
        .bind(session.0)
        .bind(now_ms)
        .bind(expires_ms)
        .execute(&mut *tx.connection)
        .await?;
    Ok(())
}

/// The token as it was before this use, which marks it as used: of parallel callers exactly one sees
/// `used_ms: None`. Its successor has to be kept in the same write.
///
/// # Errors
/// [`Error::Database`], [`Error::Corrupt`].
pub async fn claim(tx: &mut Tx<'_>, digest: &TokenDigest, now_ms: i64) -> Result<Option<Stored>, Error> {
    const MARK: &str = "UPDATE refresh_tokens SET used_ms = $1 WHERE digest = $2 AND used_ms IS NULL";
    let row =
        sqlx::query(SELECT).bind(digest.as_bytes().to_vec()).fetch_optional(&mut *tx.connection).await?;
    let Some(row) = row else { return Ok(None) };
    sqlx::query(MARK).bind(now_ms).bind(digest.as_bytes().to_vec()).execute(&mut *tx.connection).await?;
    stored(&row).map(Some)
}

/// The token, left as it is: for signing out with it.
///
/// # Errors
/// [`Error::Database`], [`Error::Corrupt`].
pub async fn find(db: &Db, digest: &TokenDigest) -> Result<Option<Stored>, Error> {
    let row = sqlx::query(SELECT).bind(digest.as_bytes().to_vec()).fetch_optional(&db.reads).await?;
    row.as_ref().map(stored).transpose()
}

/// A token that was found elsewhere, with the sign-in it belongs to.
///
/// # Errors
/// [`Error::Database`], [`Error::Corrupt`].
pub async fn with_session(tx: &mut Tx<'_>, token: &FoundToken) -> Result<Option<Stored>, Error> {
    const SQL: &str = "SELECT user_id, created_ms, scopes, strong, ended_ms FROM sessions WHERE id = $1";
    let row = sqlx::query(SQL).bind(token.session.0).fetch_optional(&mut *tx.connection).await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Stored {
        session: token.session,
        user: UserId(row.try_get("user_id")?),
        session_started_ms: row.try_get("created_ms")?,
        expires_ms: token.expires_ms,
        used_ms: token.used_ms,
        revoked: row.try_get::<Option<i64>, _>("ended_ms")?.is_some(),
        scopes: parsed("sessions", token.session.0, row.try_get("scopes")?)?,
        strong: row.try_get("strong")?,
    }))
}

/// Forgets tokens that died before a moment.
///
/// # Errors
/// [`Error::Database`].
pub async fn sweep(tx: &mut Tx<'_>, before_ms: i64) -> Result<u64, Error> {
    const SQL: &str = "DELETE FROM refresh_tokens WHERE expires_ms < $1";
    Ok(sqlx::query(SQL).bind(before_ms).execute(&mut *tx.connection).await?.rows_affected())
}

const SELECT: &str =
    "SELECT r.session_id, r.expires_ms, r.used_ms, s.user_id, s.created_ms, s.scopes, s.strong, s.ended_ms
                      FROM refresh_tokens r JOIN sessions s ON s.id = r.session_id WHERE r.digest = $1";

fn stored(row: &sqlx::sqlite::SqliteRow) -> Result<Stored, Error> {
    let session = row.try_get("session_id")?;
    Ok(Stored {
        session: SessionId(session),
        user: UserId(row.try_get("user_id")?),
        session_started_ms: row.try_get("created_ms")?,
        expires_ms: row.try_get("expires_ms")?,
        used_ms: row.try_get("used_ms")?,
        revoked: row.try_get::<Option<i64>, _>("ended_ms")?.is_some(),
        scopes: parsed("sessions", session, row.try_get("scopes")?)?,
        strong: row.try_get("strong")?,
    })
}
