//! Accounts: who has one, and what is left of it when it is deleted.

use auth::organisation::{AgeBand, ConsentBasis, OrganisationId, Position};
use auth::user::{Role, UserId};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row, Sqlite};
use uuid::Uuid;

use crate::sources::to_json;
use crate::{Cursor, Db, Error, Page, Tx};

/// An account. `Debug` prints its id only.
#[derive(Clone, PartialEq)]
pub struct User {
    /// Its name; all that is left once it is deleted.
    pub id: UserId,
    /// The canonical e-mail address or username it signs in with; `None` once deleted.
    pub sign_in_name: Option<String>,
    /// The address as its owner typed it; `None` for accounts that a school made.
    pub email: Option<String>,
    /// When the address was shown to be its owner's.
    pub email_verified_ms: Option<i64>,
    /// What its owner wants to be called.
    pub display_name: String,
    /// What it may do.
    pub role: Role,
    /// The password's hash; `None` until one is set.
    pub password_hash: Option<String>,
    /// Its school and its position there.
    pub school: Option<(OrganisationId, Position)>,
    /// How old its owner is, as coarsely as the law allows.
    pub age_band: Option<AgeBand>,
    /// On whose word it is kept.
    pub consent: Option<ConsentBasis>,
    /// When it was switched off.
    pub suspended_ms: Option<i64>,
    /// When it was deleted.
    pub deleted_ms: Option<i64>,
    /// When it was made, in milliseconds since 1970.
    pub created_ms: i64,
}

impl std::fmt::Debug for User {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("User").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Keeps a new account; `false` when its name is taken.
///
/// # Errors
/// [`Error::Database`].
pub async fn insert(tx: &mut Tx<'_>, user: &User) -> Result<bool, Error> {
    const SQL: &str = "INSERT INTO users (sign_in_name, email, email_verified_ms, display_name, role, password_hash,
                           organisation_id, position, age_band, consent, suspended_ms, deleted_ms, updated_ms, id,
                           created_ms)
                       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $13)
                       ON CONFLICT (sign_in_name) DO NOTHING";
    write(tx, SQL, user, user.created_ms).await
}

/// Writes an account that was read in the same write; `false` when its name is another's or it is gone.
///
/// # Errors
/// [`Error::Database`].
pub async fn update(tx: &mut Tx<'_>, user: &User, now_ms: i64) -> Result<bool, Error> {
    const SQL: &str =
        "UPDATE OR IGNORE users SET sign_in_name = $1, email = $2, email_verified_ms = $3, display_name = $4,
                           role = $5, password_hash = $6, organisation_id = $7, position = $8, age_band = $9,
                           consent = $10, suspended_ms = $11, deleted_ms = $12, updated_ms = $13
                       WHERE id = $14";
    write(tx, SQL, user, now_ms).await
}

/// Gives an account the hash of the same password at another cost.
///
/// # Errors
/// [`Error::Database`].
pub async fn set_password(tx: &mut Tx<'_>, id: UserId, hash: &str, now_ms: i64) -> Result<(), Error> {
    const SQL: &str = "UPDATE users SET password_hash = $1, updated_ms = $2 WHERE id = $3";
    sqlx::query(SQL).bind(hash).bind(now_ms).bind(id.0).execute(&mut *tx.connection).await?;
    Ok(())
}

async fn write(tx: &mut Tx<'_>, sql: &'static str, user: &User, now_ms: i64) -> Result<bool, Error> {
    let consent = user.consent.map(|consent| to_json("users", user.id, &consent)).transpose()?;
    let done = sqlx::query(sql)
        .bind(&user.sign_in_name)
        .bind(&user.email)
        .bind(user.email_verified_ms)
        .bind(&user.display_name)
        .bind(word(&user.role))
        .bind(&user.password_hash)
        .bind(user.school.map(|(id, _)| id.0))
        .bind(user.school.map(|(_, position)| word(&position)))
        .bind(user.age_band.map(|band| word(&band)))
        .bind(consent)
        .bind(user.suspended_ms)
        .bind(user.deleted_ms)
        .bind(now_ms)
        .bind(user.id.0)
        .execute(&mut *tx.connection)
        .await?;
    Ok(done.rows_affected() > 0)
}

pub(crate) const SELECT: &str = "SELECT id, sign_in_name, email, email_verified_ms, display_name, role, password_hash,
                             organisation_id, position, age_band, consent, suspended_ms, deleted_ms, created_ms
                      FROM users";

/// The account of that id, deleted ones included.
///
/// # Errors
/// [`Error::Database`], [`Error::Corrupt`].
pub async fn find(db: &Db, id: UserId) -> Result<Option<User>, Error> {
    let row = sqlx::query(concat_sql(" WHERE id = $1")).bind(id.0).fetch_optional(&db.reads).await?;
    row.as_ref().map(user).transpose()
}

/// The account and whether it has an authenticator app in use, in one look.
///
/// # Errors
/// [`Error::Database`], [`Error::Corrupt`].
pub async fn find_with_second_factor(db: &Db, id: UserId) -> Result<Option<(User, bool)>, Error> {
    const SQL: &str = "SELECT u.*, f.verified_ms IS NOT NULL AS has_app FROM users u
                       LEFT JOIN second_factors f ON f.user_id = u.id WHERE u.id = $1";
    let row = sqlx::query(SQL).bind(id.0).fetch_optional(&db.reads).await?;
    row.map(|row| Ok((user(&row)?, row.try_get("has_app")?))).transpose()
}

/// What an account has set up beside its first factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SetUp {
    /// An authenticator app in use.
    pub app: bool,
    /// A passkey.
    pub passkey: bool,
}

/// The account and what it has set up beside its first factor, in one look.
///
/// # Errors
/// [`Error::Database`], [`Error::Corrupt`].
pub async fn find_with_set_up(db: &Db, id: UserId) -> Result<Option<(User, SetUp)>, Error> {
    const SQL: &str = "SELECT u.*, f.verified_ms IS NOT NULL AS has_app,
                           EXISTS (SELECT 1 FROM passkeys p WHERE p.user_id = u.id) AS has_passkey
                       FROM users u LEFT JOIN second_factors f ON f.user_id = u.id WHERE u.id = $1";
    let row = sqlx::query(SQL).bind(id.0).fetch_optional(&db.reads).await?;
    let read = |row: SqliteRow| {
        let set_up = SetUp { app: row.try_get("has_app")?, passkey: row.try_get("has_passkey")? };
        Ok((user(&row)?, set_up))
    };
    row.map(read).transpose()
}

/// The same inside a write.
///
/// # Errors
/// [`Error::Database`], [`Error::Corrupt`].
pub async fn find_for_update(tx: &mut Tx<'_>, id: UserId) -> Result<Option<User>, Error> {
    let row =
        sqlx::query(concat_sql(" WHERE id = $1")).bind(id.0).fetch_optional(&mut *tx.connection).await?;
    row.as_ref().map(user).transpose()
}

/// The account that signs in under a canonical name.
///
/// # Errors
/// [`Error::Database`], [`Error::Corrupt`].
pub async fn find_by_name(db: &Db, canonical: &str) -> Result<Option<User>, Error> {
    let query = sqlx::query(concat_sql(" WHERE sign_in_name = $1")).bind(canonical);
    query.fetch_optional(&db.reads).await?.as_ref().map(user).transpose()
}

/// The same inside a write.
///
/// # Errors
/// [`Error::Database`], [`Error::Corrupt`].
pub async fn find_by_name_for_update(tx: &mut Tx<'_>, canonical: &str) -> Result<Option<User>, Error> {
    let query = sqlx::query(concat_sql(" WHERE sign_in_name = $1")).bind(canonical);
    query.fetch_optional(&mut *tx.connection).await?.as_ref().map(user).transpose()
}

/// Which accounts a list shows; deleted ones never.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// A piece of the name or address.
    pub words: Option<String>,
    /// Of one school.
    pub organisation: Option<OrganisationId>,
}

/// A page of accounts, newest first.
///
/// # Errors
/// [`Error::Database`], [`Error::Corrupt`].
pub async fn list(db: &Db, filter: &Filter, from: Cursor, limit: u32) -> Result<Page<User>, Error> {
    let mut query: QueryBuilder<Sqlite> = QueryBuilder::new(SELECT);
    query.push(" WHERE deleted_ms IS NULL");
    if let Some(organisation) = filter.organisation {
        query.push(" AND organisation_id = ").push_bind(organisation.0);
    }
    for word in filter.words.iter().flat_map(|words| words.split_whitespace()).take(8) {
        let pattern = crate::materials::containing(word);
        query.push(" AND lower(coalesce(sign_in_name, '') || ' ' || display_name) LIKE ").push_bind(pattern);
        query.push(" ESCAPE '\\'");
    }
    query.push(" AND (created_ms, id) < (").push_bind(from.created_ms).push(", ").push_bind(from.id);
    query.push(") ORDER BY created_ms DESC, id DESC LIMIT ").push_bind(limit + 1);
    let rows = query.build().fetch_all(&db.reads).await?;
    let items = rows.iter().map(user).collect::<Result<Vec<_>, _>>()?;
    Ok(Page::of(items, limit, |user| Cursor { created_ms: user.created_ms, id: user.id.0 }))
}

/// Whether anybody ever had an account here; a deleted one counts.
///
/// # Errors
/// [`Error::Database`].
pub async fn is_any(db: &Db) -> Result<bool, Error> {
    Ok(sqlx::query("SELECT 1 FROM users LIMIT 1").fetch_optional(&db.reads).await?.is_some())
}

/// Whether there is an admin, or ever was one.
///
/// # Errors
/// [`Error::Database`].
pub async fn is_any_admin(db: &Db) -> Result<bool, Error> {
    const SQL: &str = "SELECT 1 FROM users WHERE role = 'admin' LIMIT 1";
    Ok(sqlx::query(SQL).fetch_optional(&db.reads).await?.is_some())
}

/// How many admins can sign in.
///
/// # Errors
/// [`Error::Database`].
pub async fn count_admins(tx: &mut Tx<'_>) -> Result<i64, Error> {
    const SQL: &str = "SELECT count(*) FROM users
                       WHERE role = 'admin' AND deleted_ms IS NULL AND suspended_ms IS NULL";
    Ok(sqlx::query_scalar(SQL).fetch_one(&mut *tx.connection).await?)
}

/// Who answers for a school: its first manager, else its first teacher, of those who can sign in.
///
/// # Errors
/// [`Error::Database`].
pub async fn head_of(
    tx: &mut Tx<'_>,
    school: OrganisationId,
    other_than: UserId,
) -> Result<Option<UserId>, Error> {
    const SQL: &str = "SELECT id FROM users
                       WHERE organisation_id = $1 AND id <> $2 AND role <> 'student' AND deleted_ms IS NULL
                             AND suspended_ms IS NULL
                       ORDER BY position <> 'manager', created_ms, id LIMIT 1";
    let id: Option<Uuid> =
        sqlx::query_scalar(SQL).bind(school.0).bind(other_than.0).fetch_optional(&mut *tx.connection).await?;
    Ok(id.map(UserId))
}

/// Accounts whose address was never verified, made before a moment.
///
/// # Errors
/// [`Error::Database`].
pub async fn unverified_before(tx: &mut Tx<'_>, before_ms: i64) -> Result<Vec<UserId>, Error> {
    const SQL: &str = "SELECT id FROM users WHERE email IS NOT NULL AND email_verified_ms IS NULL
                           AND deleted_ms IS NULL AND organisation_id IS NULL AND role <> 'admin' AND created_ms < $1
                       LIMIT 500";
    let ids: Vec<Uuid> = sqlx::query_scalar(SQL).bind(before_ms).fetch_all(&mut *tx.connection).await?;
    Ok(ids.into_iter().map(UserId).collect())
}

fn concat_sql(end: &str) -> sqlx::AssertSqlSafe<String> {
    sqlx::AssertSqlSafe(format!("{SELECT}{end}"))
}

pub(crate) fn user(row: &SqliteRow) -> Result<User, Error> {
    let id: Uuid = row.try_get("id")?;
    let organisation: Option<Uuid> = row.try_get("organisation_id")?;
    let position: Option<Position> = optional(row, "position", id)?;
    let consent: Option<String> = row.try_get("consent")?;
    let role: String = row.try_get("role")?;
    Ok(User {
        id: UserId(id),
        sign_in_name: row.try_get("sign_in_name")?,
        email: row.try_get("email")?,
        email_verified_ms: row.try_get("email_verified_ms")?,
        display_name: row.try_get("display_name")?,
        role: parsed("users", id, role)?,
        password_hash: row.try_get("password_hash")?,
        school: organisation.map(OrganisationId).zip(position),
        age_band: optional(row, "age_band", id)?,
        consent: consent
            .map(|json| serde_json::from_str(&json).map_err(Error::corrupt("users", id)))
            .transpose()?,
        suspended_ms: row.try_get("suspended_ms")?,
        deleted_ms: row.try_get("deleted_ms")?,
        created_ms: row.try_get("created_ms")?,
    })
}

fn optional<T: DeserializeOwned>(row: &SqliteRow, column: &str, id: Uuid) -> Result<Option<T>, Error> {
    let text: Option<String> = row.try_get(column)?;
    text.map(|text| parsed("users", id, text)).transpose()
}

/// A word that stands for one of a few things, as it is stored.
pub(crate) fn word<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// The thing that a stored word stands for.
pub(crate) fn parsed<T: DeserializeOwned>(table: &'static str, id: Uuid, word: String) -> Result<T, Error> {
    serde_json::from_value(word.into()).map_err(Error::corrupt(table, id))
}
