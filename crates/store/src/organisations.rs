//! Schools and other bodies that accounts belong to.

use auth::organisation::OrganisationId;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::{Cursor, Db, Error, Page, Tx};

/// A school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// What stands after the `@` of its usernames.
    pub slug: String,
    /// What it is called.
    pub name: String,
    /// When it was made, in milliseconds since 1970.
    pub created_ms: i64,
}

/// Keeps a school; `false` when its slug is taken.
///
/// # Errors
/// [`Error::Database`].
pub async fn insert(tx: &mut Tx<'_>, organisation: &Organisation) -> Result<bool, Error> {
    const SQL: &str = "INSERT INTO organisations (id, slug, name, created_ms) VALUES ($1, $2, $3, $4)
                       ON CONFLICT (slug) DO NOTHING";
    let done = sqlx::query(SQL)
        .bind(organisation.id.0)
        .bind(&organisation.slug)
        .bind(&organisation.name)
        .bind(organisation.created_ms)
        .execute(&mut *tx.connection)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// The school of that id.
///
/// # Errors
/// [`Error::Database`].
pub async fn find(db: &Db, id: OrganisationId) -> Result<Option<Organisation>, Error> {
    const SQL: &str = "SELECT id, slug, name, created_ms FROM organisations WHERE id = $1";
    let row = sqlx::query(SQL).bind(id.0).fetch_optional(&db.reads).await?;
    row.as_ref().map(organisation).transpose()
}

/// A page of schools, newest first.
///
/// # Errors
/// [`Error::Database`].
pub async fn list(db: &Db, from: Cursor, limit: u32) -> Result<Page<Organisation>, Error> {
    const SQL: &str = "SELECT id, slug, name, created_ms FROM organisations WHERE (created_ms, id) < ($1, $2)
                       ORDER BY created_ms DESC, id DESC LIMIT $3";
    let rows =
        sqlx::query(SQL).bind(from.created_ms).bind(from.id).bind(limit + 1).fetch_all(&db.reads).await?;
    let items = rows.iter().map(organisation).collect::<Result<Vec<_>, _>>()?;
    Ok(Page::of(items, limit, |school| Cursor { created_ms: school.created_ms, id: school.id.0 }))
}

fn organisation(row: &SqliteRow) -> Result<Organisation, Error> {
    Ok(Organisation {
        id: OrganisationId(row.try_get("id")?),
        slug: row.try_get("slug")?,
        name: row.try_get("name")?,
        created_ms: row.try_get("created_ms")?,
    })
}
