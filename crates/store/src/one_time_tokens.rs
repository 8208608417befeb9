//! Links and half-finished sign-ins that work once, found by their digest.

use auth::one_time::Stored;
use auth::opaque::{Kind, TokenDigest};
use auth::user::UserId;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use crate::{Cursor, Db, Error, Page, Tx};

/// A one-time secret that is to be kept.
#[derive(Debug, Clone)]
pub struct NewToken {
    /// What a list calls it.
    pub id: Uuid,
    /// What it is found by.
    pub digest: TokenDigest,
    /// What it is good for.
    pub kind: Kind,
    /// Whose it is; `None` where there is no account yet.
    pub user: Option<UserId>,
    /// JSON: what it was made for.
    pub data: String,
    /// When it dies.
    pub expires_ms: i64,
}

/// A one-time secret as it was found.
#[derive(Debug, Clone)]
pub struct Found {
    /// What a list calls it.
    pub id: Uuid,
    /// What [`auth::one_time::decide`] asks for.
    pub stored: Stored,
    /// Whose it is.
    pub user: Option<UserId>,
    /// JSON: what it was made for.
    pub data: String,
    /// When it was made, in milliseconds since 1970.
    pub created_ms: i64,
}

/// Keeps a secret.
///
/// # Errors
/// [`Error::Database`].
pub async fn insert(tx: &mut Tx<'_>, token: &NewToken, now_ms: i64) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO one_time_tokens (digest, id, kind, user_id, data, created_ms, expires_ms)
                       VALUES ($1, $2, $3, $4, $5, $6, $7)";
    sqlx::query(SQL)
        .bind(token.digest.as_bytes().to_vec())
        .bind(token.id)
        .bind(kind_name(token.kind))
        .bind(token.user.map(|user| user.0))
        .bind(&token.data)
        .bind(now_ms)
        .bind(token.expires_ms)
        .execute(&mut *tx.connection)
        .await?;
    Ok(())
}

/// Makes all unused secrets of a kind useless: an account's, or with `None` those of nobody.
///
/// # Errors
/// [`Error::Database`].
pub async fn supersede(tx: &mut Tx<'_>, kind: Kind, user: Option<UserId>, now_ms: i64) -> Result<(), Error> {
    const SQL: &str = "UPDATE one_time_tokens SET superseded_ms = $1
                       WHERE kind = $2 AND user_id IS $3 AND used_ms IS NULL AND superseded_ms IS NULL";
    let user = user.map(|user| user.0);
    sqlx::query(SQL).bind(now_ms).bind(kind_name(kind)).bind(user).execute(&mut *tx.connection).await?;
    Ok(())
}

/// The secret as it was before this use, which marks it as used: of parallel callers one sees `used_ms: None`.
/// What the use is for has to happen in the same write.
///
/// # Errors
/// [`Error::Database`].
pub async fn claim(tx: &mut Tx<'_>, digest: &TokenDigest, now_ms: i64) -> Result<Option<Found>, Error> {
    const MARK: &str = "UPDATE one_time_tokens SET used_ms = $1 WHERE digest = $2 AND used_ms IS NULL";
    let found = find_for_update(tx, digest).await?;
    if found.is_some() {
        sqlx::query(MARK).bind(now_ms).bind(digest.as_bytes().to_vec()).execute(&mut *tx.connection).await?;
    }
    Ok(found)
}

/// The secret, left as it is: for telling a person what a link is for, and for half-finished sign-ins whose code was
/// wrong.
///
/// # Errors
/// [`Error::Database`].
pub async fn find(db: &Db, digest: &TokenDigest) -> Result<Option<Found>, Error> {
    let sql = sqlx::AssertSqlSafe(format!("{SELECT} WHERE digest = $1"));
    let row = sqlx::query(sql).bind(digest.as_bytes().to_vec()).fetch_optional(&db.reads).await?;
    row.as_ref().map(found).transpose()
}

/// The same inside a write.
///
/// # Errors
/// [`Error::Database`].
pub async fn find_for_update(tx: &mut Tx<'_>, digest: &TokenDigest) -> Result<Option<Found>, Error> {
    let sql = sqlx::AssertSqlSafe(format!("{SELECT} WHERE digest = $1"));
    let row = sqlx::query(sql).bind(digest.as_bytes().to_vec()).fetch_optional(&mut *tx.connection).await?;
    row.as_ref().map(found).transpose()
}

/// Makes the secret good for something else.
///
/// # Errors
/// [`Error::Database`].
pub async fn rewrite(tx: &mut Tx<'_>, digest: &TokenDigest, data: &str) -> Result<(), Error> {
    const SQL: &str = "UPDATE one_time_tokens SET data = $1 WHERE digest = $2";
    sqlx::query(SQL).bind(data).bind(digest.as_bytes().to_vec()).execute(&mut *tx.connection).await?;
    Ok(())
}

/// A page of the unused secrets of one kind that live, newest first.
///
/// # Errors
/// [`Error::Database`].
pub async fn list(db: &Db, kind: Kind, now_ms: i64, from: Cursor, limit: u32) -> Result<Page<Found>, Error> {
    let sql = sqlx::AssertSqlSafe(format!(
        "{SELECT} WHERE kind = $1 AND used_ms IS NULL AND superseded_ms IS NULL AND expires_ms > $2
             AND (created_ms, id) < ($3, $4) ORDER BY created_ms DESC, id DESC LIMIT $5"
    ));
    let rows = sqlx::query(sql)
        .bind(kind_name(kind))
        .bind(now_ms)
        .bind(from.created_ms)
        .bind(from.id)
        .bind(limit + 1)
        .fetch_all(&db.reads)
        .await?;
    let items = rows.iter().map(found).collect::<Result<Vec<_>, _>>()?;
    Ok(Page::of(items, limit, |token| Cursor { created_ms: token.created_ms, id: token.id }))
}

/// The secret of that kind and id.
///
/// # Errors
/// [`Error::Database`].
pub async fn find_by_id(db: &Db, kind: Kind, id: Uuid) -> Result<Option<Found>, Error> {
    let sql = sqlx::AssertSqlSafe(format!("{SELECT} WHERE id = $1 AND kind = $2"));
    let row = sqlx::query(sql).bind(id).bind(kind_name(kind)).fetch_optional(&db.reads).await?;
    row.as_ref().map(found).transpose()
}

/// Makes one secret useless; `false` when there is none of that kind and id to take back.
///
/// # Errors
/// [`Error::Database`].
pub async fn revoke(tx: &mut Tx<'_>, kind: Kind, id: Uuid, now_ms: i64) -> Result<bool, Error> {
    const SQL: &str = "UPDATE one_time_tokens SET superseded_ms = $1
                       WHERE id = $2 AND kind = $3 AND used_ms IS NULL AND superseded_ms IS NULL
                             AND expires_ms > $1";
    let done =
        sqlx::query(SQL).bind(now_ms).bind(id).bind(kind_name(kind)).execute(&mut *tx.connection).await?;
    Ok(done.rows_affected() > 0)
}

/// Forgets secrets that ended before a moment.
///
/// # Errors
/// [`Error::Database`].
pub async fn sweep(tx: &mut Tx<'_>, before_ms: i64) -> Result<u64, Error> {
    const SQL: &str = "DELETE FROM one_time_tokens WHERE expires_ms < $1";
    Ok(sqlx::query(SQL).bind(before_ms).execute(&mut *tx.connection).await?.rows_affected())
}

const SELECT: &str = "SELECT id, kind, user_id, data, created_ms, expires_ms, used_ms, superseded_ms
                      FROM one_time_tokens";

fn found(row: &SqliteRow) -> Result<Found, Error> {
    let kind: String = row.try_get("kind")?;
    let kind = Kind::ALL.into_iter().find(|known| kind_name(*known) == kind);
    let stored = Stored {
        // a kind this program does not know is good for nothing it does
        kind: kind.unwrap_or(Kind::Session),
        expires_ms: row.try_get("expires_ms")?,
        used_ms: row.try_get("used_ms")?,
        superseded: row.try_get::<Option<i64>, _>("superseded_ms")?.is_some(),
    };
    Ok(Found {
        id: row.try_get("id")?,
        stored,
        user: row.try_get::<Option<Uuid>, _>("user_id")?.map(UserId),
        data: row.try_get("data")?,
        created_ms: row.try_get("created_ms")?,
    })
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Refresh => "refresh",
        Kind::Session => "session",
        Kind::MfaPending => "mfa_pending",
        Kind::PasswordReset => "password_reset",
        Kind::EmailVerification => "email_verification",
        Kind::Invitation => "invitation",
        Kind::FirstAdmin => "first_admin",
        Kind::PasskeyCeremony => "passkey_ceremony",
    }
}
