//! Who people are to identity providers.

use auth::oidc::Identity;
use auth::user::UserId;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use crate::{Db, Error, Tx};

/// An identity that opens an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linked {
    /// What a list calls it.
    pub id: Uuid,
    /// Whose account it opens.
    pub user: UserId,
    /// Issuer and subject.
    pub identity: Identity,
    /// The provider's name in the settings when it was linked.
    pub provider: String,
    /// When it was linked, in milliseconds since 1970.
    pub created_ms: i64,
    /// When it was last used to sign in.
    pub last_used_ms: Option<i64>,
}

/// Links an identity to an account; `false` when it is linked already.
///
/// # Errors
/// [`Error::Database`].
pub async fn insert(tx: &mut Tx<'_>, linked: &Linked) -> Result<bool, Error> {
    const SQL: &str =
        "INSERT INTO identities (id, user_id, issuer, subject, provider, created_ms, last_used_ms)
                       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (issuer, subject) DO NOTHING";
    let done = sqlx::query(SQL)
        .bind(linked.id)
        .bind(linked.user.0)
        .bind(&linked.identity.issuer)
        .bind(&linked.identity.subject)
        .bind(&linked.provider)
        .bind(linked.created_ms)
        .bind(linked.last_used_ms)
        .execute(&mut *tx.connection)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// The account that an identity opens.
///
/// # Errors
/// [`Error::Database`].
pub async fn find(db: &Db, identity: &Identity) -> Result<Option<Linked>, Error> {
    const SQL: &str =
        "SELECT id, user_id, issuer, subject, provider, created_ms, last_used_ms FROM identities
                       WHERE issuer = $1 AND subject = $2";
    let row =
        sqlx::query(SQL).bind(&identity.issuer).bind(&identity.subject).fetch_optional(&db.reads).await?;
    row.as_ref().map(linked).transpose()
}

/// All identities that open an account, oldest first; at most `limit`.
///
/// # Errors
/// [`Error::Database`].
pub async fn list(db: &Db, user: UserId, limit: u32) -> Result<Vec<Linked>, Error> {
    const SQL: &str =
        "SELECT id, user_id, issuer, subject, provider, created_ms, last_used_ms FROM identities
                       WHERE user_id = $1 ORDER BY created_ms, id LIMIT $2";
    let rows = sqlx::query(SQL).bind(user.0).bind(limit).fetch_all(&db.reads).await?;
    rows.iter().map(linked).collect()
}

/// Writes down that an identity was used.
///
/// # Errors
/// [`Error::Database`].
pub async fn touch(tx: &mut Tx<'_>, id: Uuid, now_ms: i64) -> Result<(), Error> {
    const SQL: &str = "UPDATE identities SET last_used_ms = $1 WHERE id = $2";
    sqlx::query(SQL).bind(now_ms).bind(id).execute(&mut *tx.connection).await?;
    Ok(())
}

/// Unlinks an identity; `false` when the account has none of that id.
///
/// # Errors
/// [`Error::Database`].
pub async fn remove(tx: &mut Tx<'_>, user: UserId, id: Uuid) -> Result<bool, Error> {
    const SQL: &str = "DELETE FROM identities WHERE id = $1 AND user_id = $2";
    Ok(sqlx::query(SQL).bind(id).bind(user.0).execute(&mut *tx.connection).await?.rows_affected() > 0)
}

fn linked(row: &SqliteRow) -> Result<Linked, Error> {
    Ok(Linked {
        id: row.try_get("id")?,
        user: UserId(row.try_get("user_id")?),
        identity: Identity { issuer: row.try_get("issuer")?, subject: row.try_get("subject")? },
        provider: row.try_get("provider")?,
        created_ms: row.try_get("created_ms")?,
        last_used_ms: row.try_get("last_used_ms")?,
    })
}
