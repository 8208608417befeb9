//! Keys that sign access tokens, sealed.

use auth::secret::Envelope;
use sqlx::Row;

use crate::{Db, Error, Tx};

/// A key as it is kept.
#[derive(Debug, Clone)]
pub struct KeptKey {
    /// Its id.
    pub kid: String,
    /// Its PEM, sealed.
    pub sealed: Envelope,
    /// From when on it signs, in milliseconds since 1970.
    pub active_from_ms: i64,
}

/// Keeps a key; does nothing when it is kept already.
///
/// # Errors
/// [`Error::Database`].
pub async fn insert(tx: &mut Tx<'_>, key: &KeptKey, now_ms: i64) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO signing_keys (kid, sealed, active_from_ms, created_ms)
                       VALUES ($1, $2, $3, $4) ON CONFLICT (kid) DO NOTHING";
    sqlx::query(SQL)
        .bind(&key.kid)
        .bind(key.sealed.as_bytes().to_vec())
        .bind(key.active_from_ms)
        .bind(now_ms)
        .execute(&mut *tx.connection)
        .await?;
    Ok(())
}

/// Replaces the envelope of a key: it was sealed under a root key that is about to go.
///
/// # Errors
/// [`Error::Database`].
pub async fn reseal(tx: &mut Tx<'_>, kid: &str, sealed: &Envelope) -> Result<(), Error> {
    const SQL: &str = "UPDATE signing_keys SET sealed = $1 WHERE kid = $2";
    sqlx::query(SQL).bind(sealed.as_bytes().to_vec()).bind(kid).execute(&mut *tx.connection).await?;
    Ok(())
}

/// Forgets a key that nothing is verified with any more.
///
/// # Errors
/// [`Error::Database`].
pub async fn remove(tx: &mut Tx<'_>, kid: &str) -> Result<(), Error> {
    sqlx::query("DELETE FROM signing_keys WHERE kid = $1").bind(kid).execute(&mut *tx.connection).await?;
    Ok(())
}

/// All keys, oldest first.
///
/// # Errors
/// [`Error::Database`].
pub async fn all(db: &Db) -> Result<Vec<KeptKey>, Error> {
    const SQL: &str = "SELECT kid, sealed, active_from_ms FROM signing_keys ORDER BY active_from_ms, kid";
    let rows = sqlx::query(SQL).fetch_all(&db.reads).await?;
    rows.iter()
        .map(|row| {
            Ok(KeptKey {
                kid: row.try_get("kid")?,
                sealed: Envelope::from_bytes(row.try_get("sealed")?),
                active_from_ms: row.try_get("active_from_ms")?,
            })
        })
        .collect()
}
