//! Migrations on databases that already hold rows.

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Row, SqliteConnection};

use super::{MIGRATIONS, Migration, apply, apply_all};
use crate::Error;

/// One row in each table that the migration of that version made.
const ROWS: &[(i64, &str)] = &[
    (
        1,
        "INSERT INTO sources VALUES (x'01', NULL, 'library', 'Cells', 'A cell is small.', '{}', 1);
         INSERT INTO passages VALUES (1, x'02', x'01', 0, 'A cell is small.', 0, 16, NULL, NULL, '[]');
         INSERT INTO passage_index (rowid, title, heading, body) VALUES (1, 'cell', '', 'cell small');
         INSERT INTO facts VALUES ('edition', '1');",
    ),
    (
        2,
        "INSERT INTO batches VALUES (x'03', x'0a', 1, 1, NULL);
         INSERT INTO materials VALUES
             (x'04', x'0a', x'03', 0, 'ready', 'quiz', 'college', 'cells', 'Cells', 'cells', 2, '{}', 1, 2);
         INSERT INTO material_versions VALUES (x'04', 1, '{}', 1);",
    ),
    (
        3,
        "INSERT INTO jobs VALUES (x'05', 'generate', x'04', 'queued', 0, 1, 0, 3, NULL, NULL, NULL, 1, 1);
         INSERT INTO events VALUES (x'04', 1, 'stage', '{}', 1);
         INSERT INTO idempotency_keys VALUES (x'0a', 'k', x'00', '{}', 1);",
    ),
];

/// The tables that a program may reach, with what a database that holds rows holds in each.
async fn counts(connection: &mut SqliteConnection) -> Vec<(String, i64)> {
    let names: Vec<String> = sqlx::query_scalar(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'passage_index_%'
         AND name NOT LIKE 'sqlite_%' AND name <> 'migrations' ORDER BY name",
    )
    .fetch_all(&mut *connection)
    .await
    .unwrap();
    let mut counts = Vec::new();
    for name in names {
        // names come from the schema itself
        let sql = sqlx::AssertSqlSafe(format!("SELECT COUNT(*) FROM {name}"));
        counts.push((name, sqlx::query_scalar(sql).fetch_one(&mut *connection).await.unwrap()));
    }
    counts
}

async fn memory() -> SqliteConnection {
    SqliteConnectOptions::new().in_memory(true).foreign_keys(true).connect().await.unwrap()
}

#[tokio::test]
async fn rows_of_every_version_survive_every_later_migration() {
    for step in 1..=MIGRATIONS.len() {
        let mut connection = memory().await;
        let (before, after) = MIGRATIONS.split_at(step);
        apply_all(&mut connection, before, 1).await.unwrap();
        for (version, rows) in ROWS {
            if before.iter().any(|migration| migration.version == *version) {
                sqlx::raw_sql(*rows).execute(&mut connection).await.unwrap();
            }
        }
        let held = counts(&mut connection).await;
        apply(&mut connection, 2).await.unwrap();
        let kept = counts(&mut connection).await;
        for (table, rows) in held {
            let now = kept.iter().find(|(name, _)| *name == table).map(|(_, rows)| *rows);
            assert!(now.is_some_and(|now| now >= rows), "{table} lost rows after {step}: {after:?}");
        }
        let broken = sqlx::query("PRAGMA foreign_key_check").fetch_all(&mut connection).await.unwrap();
        assert!(broken.is_empty(), "dangling rows after {step}");
    }
}

#[tokio::test]
async fn a_second_start_changes_nothing() {
    let mut connection = memory().await;
    apply(&mut connection, 1).await.unwrap();
    apply(&mut connection, 2).await.unwrap();
    let applied = sqlx::query("SELECT DISTINCT applied_ms FROM migrations").fetch_all(&mut connection).await;
    let applied: Vec<i64> = applied.unwrap().iter().map(|row| row.get("applied_ms")).collect();
    assert_eq!(applied, [1]);
}

#[tokio::test]
async fn a_newer_or_changed_database_is_refused() {
    let mut connection = memory().await;
    apply(&mut connection, 1).await.unwrap();
    let (older, _) = MIGRATIONS.split_at(1);
    let refused = apply_all(&mut connection, older, 2).await;
    assert!(matches!(refused, Err(Error::NewerDatabase { known: 1, .. })), "{refused:?}");
    sqlx::query("UPDATE migrations SET digest = x'00' WHERE version = 2")
        .execute(&mut connection)
        .await
        .unwrap();
    let refused = apply(&mut connection, 2).await;
    assert!(matches!(refused, Err(Error::ChangedMigration { version: 2 })), "{refused:?}");
}

#[tokio::test]
async fn a_migration_that_fails_leaves_nothing_behind() {
    let mut connection = memory().await;
    let broken = [Migration {
        version: 1,
        name: "broken",
        sql: "CREATE TABLE half (id INTEGER); INSERT INTO nowhere VALUES (1);",
    }];
    assert!(matches!(apply_all(&mut connection, &broken, 1).await, Err(Error::Database(_))));
    assert!(counts(&mut connection).await.is_empty());
    apply(&mut connection, 2).await.unwrap();
}
