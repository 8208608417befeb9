//! Everything that belongs to somebody, at once: handed over, or removed.

use auth::user::UserId;

use crate::{Db, Error, Tx};

/// Gives all of one owner's materials, batches, sources and given answers to another.
///
/// # Errors
/// [`Error::Database`].
pub async fn hand_over(tx: &mut Tx<'_>, from: UserId, to: UserId) -> Result<(), Error> {
    for sql in [
        "UPDATE materials SET owner = $1 WHERE owner = $2",
        "UPDATE batches SET owner = $1 WHERE owner = $2",
        "UPDATE sources SET owner = $1 WHERE owner = $2",
        "UPDATE OR IGNORE idempotency_keys SET owner = $1 WHERE owner = $2",
    ] {
        sqlx::query(sql).bind(to.0).bind(from.0).execute(&mut *tx.connection).await?;
    }
    Ok(())
}

/// Removes all of an owner's materials, batches, sources and given answers; work on them stops.
///
/// # Errors
/// [`Error::Database`].
pub async fn remove(tx: &mut Tx<'_>, owner: UserId) -> Result<(), Error> {
    for sql in [
        "DELETE FROM jobs WHERE subject IN (SELECT id FROM materials WHERE owner = $1)",
        "DELETE FROM materials WHERE owner = $1",
        "DELETE FROM batches WHERE owner = $1",
        "DELETE FROM sources WHERE owner = $1",
        "DELETE FROM idempotency_keys WHERE owner = $1",
    ] {
        sqlx::query(sql).bind(owner.0).execute(&mut *tx.connection).await?;
    }
    Ok(())
}

/// Removes what an account proves itself with, after which nobody can use it.
///
/// # Errors
/// [`Error::Database`].
pub async fn remove_credentials(tx: &mut Tx<'_>, user: UserId) -> Result<(), Error> {
    for sql in [
        "DELETE FROM sessions WHERE user_id = $1",
        "DELETE FROM one_time_tokens WHERE user_id = $1",
        "DELETE FROM second_factors WHERE user_id = $1",
        "DELETE FROM recovery_codes WHERE user_id = $1",
    ] {
        sqlx::query(sql).bind(user.0).execute(&mut *tx.connection).await?;
    }
    remove_other_ways_in(tx, user).await
}

/// Removes what opens an account without its password.
///
/// # Errors
/// [`Error::Database`].
pub async fn remove_other_ways_in(tx: &mut Tx<'_>, user: UserId) -> Result<(), Error> {
    for sql in [
        "DELETE FROM api_keys WHERE owner = $1",
        "DELETE FROM passkeys WHERE user_id = $1",
        "DELETE FROM identities WHERE user_id = $1",
    ] {
        sqlx::query(sql).bind(user.0).execute(&mut *tx.connection).await?;
    }
    Ok(())
}

/// How much an account holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Usage {
    /// Whose.
    pub owner: UserId,
    /// How many materials.
    pub materials: i64,
    /// How many of them are ready.
    pub ready: i64,
}

/// How much each account holds, the most first.
///
/// # Errors
/// [`Error::Database`].
pub async fn usage(db: &Db, limit: u32) -> Result<Vec<Usage>, Error> {
    use sqlx::Row;
    const SQL: &str = "SELECT owner, count(*) AS materials, sum(status = 'ready') AS ready FROM materials
                       GROUP BY owner ORDER BY materials DESC, owner LIMIT $1";
    let rows = sqlx::query(SQL).bind(limit).fetch_all(&db.reads).await?;
    rows.iter()
        .map(|row| {
            Ok(Usage {
                owner: UserId(row.try_get("owner")?),
                materials: row.try_get("materials")?,
                ready: row.try_get("ready")?,
            })
        })
        .collect()
}
