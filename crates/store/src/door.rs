//! The door: what a sign-in has to know of an account, in one look.
//!
//! A sign-in is one slow hash and little else, and on a busy machine each question to the database costs more in
//! changes of thread than in work.

use sqlx::Row;

use crate::users::{SELECT, User, user};
use crate::{Db, Error};

/// An account at the door.
#[derive(Debug)]
pub struct AtTheDoor {
    /// Whose name was given.
    pub user: User,
    /// Whether it signed in from this address before and its sessions still say so.
    pub familiar: bool,
    /// Whether it has an authenticator app in use.
    pub has_app: bool,
    /// Whether it has a passkey.
    pub has_passkey: bool,
}

/// Finds the account that signs in under a canonical name, seen from an address.
///
/// # Errors
/// [`Error::Database`], [`Error::Corrupt`].
pub async fn find(db: &Db, canonical: &str, address: Option<&str>) -> Result<Option<AtTheDoor>, Error> {
    const KNOWN: &str = "SELECT account.*,
            EXISTS (SELECT 1 FROM sessions s WHERE s.user_id = account.id AND s.address = $2) AS familiar,
            EXISTS (SELECT 1 FROM second_factors f
                    WHERE f.user_id = account.id AND f.verified_ms IS NOT NULL) AS has_app,
            EXISTS (SELECT 1 FROM passkeys p WHERE p.user_id = account.id) AS has_passkey";
    let sql = sqlx::AssertSqlSafe(format!("{KNOWN} FROM ({SELECT} WHERE sign_in_name = $1) AS account"));
    let row = sqlx::query(sql).bind(canonical).bind(address).fetch_optional(&db.reads).await?;
    let found = row.map(|row| {
        Ok(AtTheDoor {
            user: user(&row)?,
            familiar: row.try_get("familiar")?,
            has_app: row.try_get("has_app")?,
            has_passkey: row.try_get("has_passkey")?,
        })
    });
    found.transpose()
}
