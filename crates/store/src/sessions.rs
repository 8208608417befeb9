//! Sign-ins: browser sessions and families of refresh tokens, in one list.

use auth::id::SessionId;
use auth::opaque::TokenDigest;
use auth::permission::ScopeSet;
use auth::session::Stored;
use auth::user::UserId;
use serde::{Deserialize, Serialize};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use crate::users::{parsed, word};
use crate::{Cursor, Db, Error, Page, Tx};

/// What stands behind a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionKind {
    /// A browser's cookie.
    Browser,
    /// A family of refresh tokens.
    Token,
}

/// One sign-in on one device.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    /// Its id, which tokens carry as `sid`; not the cookie's secret.
    pub id: SessionId,
    /// Whose it is.
    pub user: UserId,
    /// What stands behind it.
    pub kind: SessionKind,
    /// What it is found by: the cookie, or the newest refresh token where Redis keeps those; else `None`.
    pub digest: Option<TokenDigest>,
    /// What it was granted.
    pub scopes: ScopeSet,
    /// Whether a second factor was shown.
    pub strong: bool,
    /// Where it was last used from, until that is erased.
    pub address: Option<String>,
    /// With which browser or program.
    pub user_agent: Option<String>,
    /// When it began, in milliseconds since 1970.
    pub created_ms: i64,
    /// When it was last used, to the minute.
    pub last_seen_ms: i64,
    /// When its owner last proved to be there.
    pub confirmed_ms: i64,
    /// When it ends at the latest.
    pub expires_ms: i64,
    /// When it was ended.
    pub ended_ms: Option<i64>,
}

impl Session {
    /// What [`auth::session::decide`] asks for.
    pub fn stored(&self) -> Stored {
        Stored {
            id: self.id,
            user: self.user,
            created_ms: self.created_ms,
            last_seen_ms: self.last_seen_ms,
            confirmed_ms: self.confirmed_ms,
            revoked: self.ended_ms.is_some(),
        }
    }
}

/// Keeps a session that begins, if its account may still come in and has the password that it had when it was looked
/// at; else `false`.
///
/// # Errors
/// [`Error::Database`].
pub async fn begin(tx: &mut Tx<'_>, session: &Session, password_hash: Option<&str>) -> Result<bool, Error> {
    const SQL: &str = "INSERT INTO sessions (id, user_id, kind, digest, scopes, strong, address, user_agent,
                           created_ms, last_seen_ms, confirmed_ms, expires_ms)
                       SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12 FROM users
                       WHERE id = $2 AND suspended_ms IS NULL AND deleted_ms IS NULL
                         AND password_hash IS NOT DISTINCT FROM $13";
    let done = sqlx::query(SQL)
        .bind(session.id.0)
        .bind(session.user.0)
        .bind(word(&session.kind))
        .bind(session.digest.map(|digest| digest.as_bytes().to_vec()))
        .bind(session.scopes.to_string())
        .bind(session.strong)
        .bind(&session.address)
        .bind(&session.user_agent)
        .bind(session.created_ms)
        .bind(session.last_seen_ms)
        .bind(session.confirmed_ms)
        .bind(session.expires_ms)
        .bind(password_hash)
        .execute(&mut *tx.connection)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// The session behind a cookie, or behind a refresh token that Redis keeps.
///
/// # Errors
/// [`Error::Database`], [`Error::Corrupt`].
pub async fn find_by_digest(db: &Db, digest: &TokenDigest) -> Result<Option<Session>, Error> {
    let sql = sqlx::AssertSqlSafe(format!("{SELECT} WHERE digest = $1"));
    let row = sqlx::query(sql).bind(digest.as_bytes().to_vec()).fetch_optional(&db.reads).await?;
    row.as_ref().map(session).transpose()
}

/// The session of that id.
///
/// # Errors
/// [`Error::Database`], [`Error::Corrupt`].
pub async fn find(db: &Db, id: SessionId) -> Result<Option<Session>, Error> {
    let sql = sqlx::AssertSqlSafe(format!("{SELECT} WHERE id = $1"));
    let row = sqlx::query(sql).bind(id.0).fetch_optional(&db.reads).await?;
    row.as_ref().map(session).transpose()
}

/// A page of an account's living sessions, newest first.
///
/// # Errors
/// [`Error::Database`], [`Error::Corrupt`].
pub async fn list(
    db: &Db,
    user: UserId,
    now_ms: i64,
    from: Cursor,
    limit: u32,
) -> Result<Page<Session>, Error> {
    let sql = sqlx::AssertSqlSafe(format!(
        "{SELECT} WHERE user_id = $1 AND ended_ms IS NULL AND expires_ms > $2 AND (created_ms, id) < ($3, $4)
         ORDER BY created_ms DESC, id DESC LIMIT $5"
    ));
    let rows = sqlx::query(sql)
        .bind(user.0)
        .bind(now_ms)
        .bind(from.created_ms)
        .bind(from.id)
        .bind(limit + 1)
        .fetch_all(&db.reads)
        .await?;
    let items = rows.iter().map(session).collect::<Result<Vec<_>, _>>()?;
    Ok(Page::of(items, limit, |session| Cursor { created_ms: session.created_ms, id: session.id.0 }))
}

/// Writes down that a session was used; the caller does so at most once a minute.
///
/// # Errors
/// [`Error::Database`].
pub async fn touch(tx: &mut Tx<'_>, id: SessionId, address: &str, now_ms: i64) -> Result<(), Error> {
    const SQL: &str =
        "UPDATE sessions SET last_seen_ms = $1, address = $2 WHERE id = $3 AND ended_ms IS NULL";
    sqlx::query(SQL).bind(now_ms).bind(address).bind(id.0).execute(&mut *tx.connection).await?;
    Ok(())
}

/// Writes down that the owner proved to be there. Where they showed a second factor once, less than that renews nothing.
///
/// # Errors
/// [`Error::Database`].
pub async fn confirm(tx: &mut Tx<'_>, id: SessionId, strong: bool, now_ms: i64) -> Result<(), Error> {
    const SQL: &str = "UPDATE sessions SET confirmed_ms = $1, strong = $2 WHERE id = $3 AND strong <= $2";
    sqlx::query(SQL).bind(now_ms).bind(strong).bind(id.0).execute(&mut *tx.connection).await?;
    Ok(())
}

/// Lets a browser's session do this from now on. Programs keep what they were granted.
///
/// # Errors
/// [`Error::Database`].
pub async fn widen(tx: &mut Tx<'_>, id: SessionId, scopes: ScopeSet) -> Result<(), Error> {
    const SQL: &str = "UPDATE sessions SET scopes = $1 WHERE id = $2 AND kind = 'browser'";
    sqlx::query(SQL).bind(scopes.to_string()).bind(id.0).execute(&mut *tx.connection).await?;
    Ok(())
}

/// Writes down for all sign-ins of an account that no second factor stands behind them any more.
///
/// # Errors
/// [`Error::Database`].
pub async fn weaken(tx: &mut Tx<'_>, user: UserId) -> Result<(), Error> {
    const SQL: &str = "UPDATE sessions SET strong = 0 WHERE user_id = $1";
    sqlx::query(SQL).bind(user.0).execute(&mut *tx.connection).await?;
    Ok(())
}

/// Gives a session another secret to be found by.
///
/// # Errors
/// [`Error::Database`].
pub async fn renew_digest(tx: &mut Tx<'_>, id: SessionId, digest: &TokenDigest) -> Result<(), Error> {
    const SQL: &str = "UPDATE sessions SET digest = $1 WHERE id = $2";
    sqlx::query(SQL).bind(digest.as_bytes().to_vec()).bind(id.0).execute(&mut *tx.connection).await?;
    Ok(())
}

/// Ends one session of an account; `false` when it has none of that id that lives. Its access tokens die with it.
///
/// # Errors
/// [`Error::Database`].
pub async fn end(tx: &mut Tx<'_>, user: UserId, id: SessionId, now_ms: i64) -> Result<bool, Error> {
    const SQL: &str = "UPDATE sessions SET ended_ms = $1 WHERE id = $2 AND user_id = $3 AND ended_ms IS NULL";
    let done = sqlx::query(SQL).bind(now_ms).bind(id.0).bind(user.0).execute(&mut *tx.connection).await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    crate::revocations::end_session(tx, id, now_ms).await?;
    Ok(true)
}

/// Ends all sessions of an account but one; answers which.
///
/// # Errors
/// [`Error::Database`].
pub async fn end_all(
    tx: &mut Tx<'_>,
    user: UserId,
    but: Option<SessionId>,
    now_ms: i64,
) -> Result<Vec<SessionId>, Error> {
    const SQL: &str = "UPDATE sessions SET ended_ms = $1
                       WHERE user_id = $2 AND ended_ms IS NULL AND id IS NOT $3 RETURNING id";
    let but = but.map(|session| session.0);
    let ended: Vec<Uuid> =
        sqlx::query_scalar(SQL).bind(now_ms).bind(user.0).bind(but).fetch_all(&mut *tx.connection).await?;
    for id in &ended {
        crate::revocations::end_session(tx, SessionId(*id), now_ms).await?;
    }
    Ok(ended.into_iter().map(SessionId).collect())
}

/// Ends all browser sessions of an account but one: its owner's role changed.
///
/// # Errors
/// [`Error::Database`].
pub async fn end_browsers(
    tx: &mut Tx<'_>,
    user: UserId,
    but: Option<SessionId>,
    now_ms: i64,
) -> Result<(), Error> {
    const SQL: &str = "UPDATE sessions SET ended_ms = $1
                       WHERE user_id = $2 AND kind = 'browser' AND ended_ms IS NULL AND id IS NOT $3";
    let but = but.map(|session| session.0);
    sqlx::query(SQL).bind(now_ms).bind(user.0).bind(but).execute(&mut *tx.connection).await?;
    Ok(())
}

/// Forgets sessions that ended before a moment, and where others were used from before another.
///
/// # Errors
/// [`Error::Database`].
pub async fn sweep(tx: &mut Tx<'_>, ended_before_ms: i64, origins_before_ms: i64) -> Result<(), Error> {
    const DEAD: &str = "DELETE FROM sessions WHERE min(coalesce(ended_ms, expires_ms), expires_ms) < $1";
    const ORIGINS: &str = "UPDATE sessions SET address = NULL, user_agent = NULL
                           WHERE last_seen_ms < $1 AND address IS NOT NULL";
    sqlx::query(DEAD).bind(ended_before_ms).execute(&mut *tx.connection).await?;
    sqlx::query(ORIGINS).bind(origins_before_ms).execute(&mut *tx.connection).await?;
    Ok(())
}

const SELECT: &str = "SELECT id, user_id, kind, digest, scopes, strong, address, user_agent, created_ms,
                             last_seen_ms, confirmed_ms, expires_ms, ended_ms FROM sessions";

fn session(row: &SqliteRow) -> Result<Session, Error> {
    let id: Uuid = row.try_get("id")?;
    let digest: Option<Vec<u8>> = row.try_get("digest")?;
    let scopes: String = row.try_get("scopes")?;
    Ok(Session {
        id: SessionId(id),
        user: UserId(row.try_get("user_id")?),
        kind: parsed("sessions", id, row.try_get("kind")?)?,
        digest: digest.and_then(|digest| digest.try_into().ok()).map(TokenDigest::from_bytes),
        scopes: parsed("sessions", id, scopes)?,
        strong: row.try_get("strong")?,
        address: row.try_get("address")?,
        user_agent: row.try_get("user_agent")?,
        created_ms: row.try_get("created_ms")?,
        last_seen_ms: row.try_get("last_seen_ms")?,
        confirmed_ms: row.try_get("confirmed_ms")?,
        expires_ms: row.try_get("expires_ms")?,
        ended_ms: row.try_get("ended_ms")?,
    })
}
