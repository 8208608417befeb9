//! What the installation remembers about itself.

use sqlx::Row;

use crate::{Db, Error, Tx};

/// The value kept under a name.
///
/// # Errors
/// [`Error::Database`].
pub async fn get(db: &Db, name: &str) -> Result<Option<String>, Error> {
    let row =
        sqlx::query("SELECT value FROM facts WHERE name = $1").bind(name).fetch_optional(&db.reads).await?;
    Ok(row.map(|row| row.try_get("value")).transpose()?)
}

/// The same inside a write.
///
/// # Errors
/// [`Error::Database`].
pub async fn get_for_update(tx: &mut Tx<'_>, name: &str) -> Result<Option<String>, Error> {
    const SQL: &str = "SELECT value FROM facts WHERE name = $1";
    let row = sqlx::query(SQL).bind(name).fetch_optional(&mut *tx.connection).await?;
    Ok(row.map(|row| row.try_get("value")).transpose()?)
}

/// Keeps a value under a name.
///
/// # Errors
/// [`Error::Database`].
pub async fn set(tx: &mut Tx<'_>, name: &str, value: &str) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO facts (name, value) VALUES ($1, $2)
                       ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    sqlx::query(SQL).bind(name).bind(value).execute(&mut *tx.connection).await?;
    Ok(())
}
