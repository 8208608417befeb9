//! Schema migrations: numbered, forward only, each applied once and in one transaction.

use sha2::{Digest, Sha256};
use sqlx::{Row, SqliteConnection};

use crate::Error;

/// One step of the schema.
#[derive(Debug)]
struct Migration {
    version: i64,
    name: &'static str,
    sql: &'static str,
}

macro_rules! migrations {
    ($($version:literal $name:literal),* $(,)?) => {
        &[$(Migration {
            version: $version,
            name: $name,
            sql: include_str!(concat!("../migrations/sqlite/", $name, ".sql")),
        }),*]
    };
}

const MIGRATIONS: &[Migration] = migrations![
    1 "0001_sources", 2 "0002_materials", 3 "0003_jobs", 4 "0004_usage",
    5 "0005_accounts", 6 "0006_sessions", 7 "0007_audit",
    8 "0008_passkeys", 9 "0009_identities", 10 "0010_material_order",
];

/// The last migration this program knows.
pub fn known_version() -> i64 {
    MIGRATIONS.last().map_or(0, |migration| migration.version)
}

/// Brings the schema up to date; does nothing when it is.
pub(crate) async fn apply(connection: &mut SqliteConnection, now_ms: i64) -> Result<(), Error> {
    apply_all(connection, MIGRATIONS, now_ms).await
}

async fn apply_all(connection: &mut SqliteConnection, known: &[Migration], now_ms: i64) -> Result<(), Error> {
    sqlx::query(
        "CREATE TABLE IF NOT EXISTS migrations (
             version INTEGER PRIMARY KEY, name TEXT NOT NULL, digest BLOB NOT NULL, applied_ms INTEGER NOT NULL)",
    )
    .execute(&mut *connection)
    .await?;
    let applied = sqlx::query("SELECT version, digest FROM migrations ORDER BY version")
        .fetch_all(&mut *connection)
        .await?;
    let last = applied.last().map_or(Ok(0), |row| row.try_get::<i64, _>("version"))?;
    let newest = known.last().map_or(0, |migration| migration.version);
    if last > newest {
        return Err(Error::NewerDatabase { found: last, known: newest });
    }
    for (row, migration) in applied.iter().zip(known) {
        if row.try_get::<Vec<u8>, _>("digest")? != digest(migration) {
            return Err(Error::ChangedMigration { version: migration.version });
        }
    }
    for migration in known.iter().filter(|migration| migration.version > last) {
        apply_one(connection, migration, now_ms).await?;
    }
    Ok(())
}

async fn apply_one(
    connection: &mut SqliteConnection,
    migration: &Migration,
    now_ms: i64,
) -> Result<(), Error> {
    sqlx::query("BEGIN IMMEDIATE").execute(&mut *connection).await?;
    let done = async {
        sqlx::raw_sql(migration.sql).execute(&mut *connection).await?;
        sqlx::query("INSERT INTO migrations (version, name, digest, applied_ms) VALUES ($1, $2, $3, $4)")
            .bind(migration.version)
            .bind(migration.name)
            .bind(digest(migration))
            .bind(now_ms)
            .execute(&mut *connection)
            .await?;
        sqlx::query("COMMIT").execute(&mut *connection).await
    }
    .await;
    if let Err(error) = done {
        sqlx::query("ROLLBACK").execute(&mut *connection).await?;
        return Err(error.into());
    }
    Ok(())
}

fn digest(migration: &Migration) -> Vec<u8> {
    Sha256::digest(migration.sql).to_vec()
}

#[cfg(test)]
mod tests;
