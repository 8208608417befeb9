//! Authenticator apps and recovery codes.

use auth::opaque::TokenDigest;
use auth::secret::Envelope;
use auth::user::UserId;
use sqlx::Row;

use crate::{Db, Error, Tx};

/// An authenticator app that was set up.
#[derive(Debug, Clone)]
pub struct SecondFactor {
    /// Its secret, sealed for its owner.
    pub secret: Envelope,
    /// The step of the last code that was accepted.
    pub last_step: Option<i64>,
    /// When a first code was right; `None` while it only waits for one.
    pub verified_ms: Option<i64>,
}

/// The app of an account, verified or not.
///
/// # Errors
/// [`Error::Database`].
pub async fn find(db: &Db, user: UserId) -> Result<Option<SecondFactor>, Error> {
    const SQL: &str = "SELECT secret, last_step, verified_ms FROM second_factors WHERE user_id = $1";
    let row = sqlx::query(SQL).bind(user.0).fetch_optional(&db.reads).await?;
    row.map(|row| {
        Ok(SecondFactor {
            secret: Envelope::from_bytes(row.try_get("secret")?),
            last_step: row.try_get("last_step")?,
            verified_ms: row.try_get("verified_ms")?,
        })
    })
    .transpose()
}

/// Keeps a new app that waits for its first code, with its recovery codes, in the place of one that waits too;
/// `false` when one is in use.
///
/// # Errors
/// [`Error::Database`].
pub async fn enrol(
    tx: &mut Tx<'_>,
    user: UserId,
    secret: &Envelope,
    codes: &[TokenDigest],
    now_ms: i64,
) -> Result<bool, Error> {
    const SQL: &str = "INSERT INTO second_factors (user_id, secret, created_ms) VALUES ($1, $2, $3)
                       ON CONFLICT (user_id) DO UPDATE
                       SET secret = excluded.secret, created_ms = excluded.created_ms, last_step = NULL
                       WHERE second_factors.verified_ms IS NULL";
    let secret = secret.as_bytes().to_vec();
    let done = sqlx::query(SQL).bind(user.0).bind(secret).bind(now_ms).execute(&mut *tx.connection).await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    replace_recovery_codes(tx, user, codes).await?;
    Ok(true)
}

/// Takes a step's code as used: of parallel callers with one code exactly one is answered `true`.
///
/// # Errors
/// [`Error::Database`].
pub async fn accept_step(tx: &mut Tx<'_>, user: UserId, step: i64) -> Result<bool, Error> {
    const SQL: &str = "UPDATE second_factors SET last_step = $1
                       WHERE user_id = $2 AND (last_step IS NULL OR last_step < $1)";
    Ok(sqlx::query(SQL).bind(step).bind(user.0).execute(&mut *tx.connection).await?.rows_affected() > 0)
}

/// Puts an app that waited into use; `false` when it was already.
///
/// # Errors
/// [`Error::Database`].
pub async fn verify(tx: &mut Tx<'_>, user: UserId, now_ms: i64) -> Result<bool, Error> {
    const SQL: &str = "UPDATE second_factors SET verified_ms = $1 WHERE user_id = $2 AND verified_ms IS NULL";
    Ok(sqlx::query(SQL).bind(now_ms).bind(user.0).execute(&mut *tx.connection).await?.rows_affected() > 0)
}

/// Removes the app and all recovery codes; `false` when there was none.
///
/// # Errors
/// [`Error::Database`].
pub async fn remove(tx: &mut Tx<'_>, user: UserId) -> Result<bool, Error> {
    replace_recovery_codes(tx, user, &[]).await?;
    const SQL: &str = "DELETE FROM second_factors WHERE user_id = $1";
    Ok(sqlx::query(SQL).bind(user.0).execute(&mut *tx.connection).await?.rows_affected() > 0)
}

/// Replaces the sealed secret: it was sealed under a root key that is about to go.
///
/// # Errors
/// [`Error::Database`].
pub async fn reseal(tx: &mut Tx<'_>, user: UserId, secret: &Envelope) -> Result<(), Error> {
    const SQL: &str = "UPDATE second_factors SET secret = $1 WHERE user_id = $2";
    sqlx::query(SQL).bind(secret.as_bytes().to_vec()).bind(user.0).execute(&mut *tx.connection).await?;
    Ok(())
}

/// Puts a new set of recovery codes in the place of the old.
///
/// # Errors
/// [`Error::Database`].
pub async fn replace_recovery_codes(
    tx: &mut Tx<'_>,
    user: UserId,
    codes: &[TokenDigest],
) -> Result<(), Error> {
    sqlx::query("DELETE FROM recovery_codes WHERE user_id = $1")
        .bind(user.0)
        .execute(&mut *tx.connection)
        .await?;
    for code in codes {
        sqlx::query("INSERT INTO recovery_codes (digest, user_id) VALUES ($1, $2)")
            .bind(code.as_bytes().to_vec())
            .bind(user.0)
            .execute(&mut *tx.connection)
            .await?;
    }
    Ok(())
}

/// Uses a recovery code up; `false` when the account has none such. Of parallel callers one is answered `true`.
///
/// # Errors
/// [`Error::Database`].
pub async fn use_recovery_code(tx: &mut Tx<'_>, user: UserId, code: &TokenDigest) -> Result<bool, Error> {
    const SQL: &str = "DELETE FROM recovery_codes WHERE digest = $1 AND user_id = $2";
    let code = code.as_bytes().to_vec();
    Ok(sqlx::query(SQL).bind(code).bind(user.0).execute(&mut *tx.connection).await?.rows_affected() > 0)
}

/// How many recovery codes an account has left.
///
/// # Errors
/// [`Error::Database`].
pub async fn recovery_codes_left(db: &Db, user: UserId) -> Result<i64, Error> {
    const SQL: &str = "SELECT count(*) FROM recovery_codes WHERE user_id = $1";
    Ok(sqlx::query_scalar(SQL).bind(user.0).fetch_one(&db.reads).await?)
}
