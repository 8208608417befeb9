//! What has to be atomic about accounts, with many callers at once, and what cannot be changed afterwards.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::path::Path;

use auth::audit::{Actor, Entry, Kind, Link, Origin, verify};
use auth::id::SessionId;
use auth::opaque::{self, Opaque, TokenDigest};
use auth::permission::ScopeSet;
use auth::secret::Envelope;
use auth::throttle::{Counters, Decision, Limit};
use auth::user::{Role, UserId};
use factoria_store as store;
use futures_util::future::join_all;
use sqlx::ConnectOptions;
use store::letters::{self, Patience};
use store::sessions::{Session, SessionKind};
use store::shared::Shared;
use store::users::User;
use store::{Db, Error, one_time_tokens, refresh_tokens, second_factors, sessions, users};
use tempfile::TempDir;
use uuid::Uuid;

const NOW_MS: i64 = 1_800_000_000_000;
const ANN: UserId = UserId(Uuid::from_u128(7));

fn ann() -> User {
    User {
        id: ANN,
        sign_in_name: Some("ann@example.org".to_owned()),
        email: Some("Ann@example.org".to_owned()),
        email_verified_ms: None,
        display_name: "Ann".to_owned(),
        role: Role::Student,
        password_hash: None,
        school: None,
        age_band: None,
        consent: None,
        suspended_ms: None,
        deleted_ms: None,
        created_ms: NOW_MS,
    }
}

async fn with_ann() -> (Db, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&folder.path().join("test.db"), NOW_MS).await.unwrap();
    assert!(db.write(|tx| Box::pin(async { users::insert(tx, &ann()).await })).await.unwrap());
    (db, folder)
}

fn session(id: u128) -> Session {
    Session {
        id: SessionId(Uuid::from_u128(id)),
        user: ANN,
        kind: SessionKind::Token,
        digest: None,
        scopes: ScopeSet::of_role(Role::Student),
        strong: false,
        address: Some("203.0.113.9".to_owned()),
        user_agent: Some("test".to_owned()),
        created_ms: NOW_MS,
        last_seen_ms: NOW_MS,
        confirmed_ms: NOW_MS,
        expires_ms: NOW_MS + 1_000,
        ended_ms: None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn r_03_of_parallel_claims_of_a_refresh_token_one_is_the_first() {
    let (db, _folder) = with_ann().await;
    let digest = Opaque::mint(opaque::Kind::Refresh, [7; 32]).digest();
    db.write(move |tx| {
        Box::pin(async move {
            sessions::begin(tx, &session(1), None).await?;
            refresh_tokens::insert(tx, session(1).id, &digest, NOW_MS + 1_000, NOW_MS).await
        })
    })
    .await
    .unwrap();
    let claims = (0..32).map(|_| {
        db.write(move |tx| Box::pin(async move { refresh_tokens::claim(tx, &digest, NOW_MS).await }))
    });
    let claims: Vec<_> = join_all(claims).await.into_iter().map(|claim| claim.unwrap().unwrap()).collect();
    assert_eq!(claims.iter().filter(|claim| claim.used_ms.is_none()).count(), 1);
    let unknown = Opaque::mint(opaque::Kind::Refresh, [8; 32]).digest();
    assert!(refresh_tokens::find(&db, &unknown).await.unwrap().is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn p_08_of_parallel_uses_of_a_link_one_is_the_first() {
    let (db, _folder) = with_ann().await;
    let digest = Opaque::mint(opaque::Kind::PasswordReset, [7; 32]).digest();
    let token = one_time_tokens::NewToken {
        id: Uuid::from_u128(9),
        digest,
        kind: opaque::Kind::PasswordReset,
        user: Some(ANN),
        data: "{}".to_owned(),
        expires_ms: NOW_MS + 1_000,
    };
    db.write(move |tx| Box::pin(async move { one_time_tokens::insert(tx, &token, NOW_MS).await }))
        .await
        .unwrap();
    let uses = (0..32).map(|_| {
        db.write(move |tx| Box::pin(async move { one_time_tokens::claim(tx, &digest, NOW_MS).await }))
    });
    let uses: Vec<_> = join_all(uses).await.into_iter().map(|found| found.unwrap().unwrap()).collect();
    assert_eq!(uses.iter().filter(|found| found.stored.used_ms.is_none()).count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn m_03_m_09_of_parallel_uses_of_a_code_one_counts() {
    let (db, _folder) = with_ann().await;
    let code = TokenDigest::from_bytes([3; 32]);
    let sealed = Envelope::from_bytes(vec![1; 40]);
    db.write(move |tx| {
        Box::pin(async move { second_factors::enrol(tx, ANN, &sealed, &[code], NOW_MS).await })
    })
    .await
    .unwrap();
    let steps =
        (0..32).map(|_| db.write(|tx| Box::pin(async { second_factors::accept_step(tx, ANN, 100).await })));
    let accepted = join_all(steps).await.into_iter().filter(|step| *step.as_ref().unwrap()).count();
    assert_eq!(accepted, 1);
    let older = db.write(|tx| Box::pin(async { second_factors::accept_step(tx, ANN, 99).await }));
    assert!(!older.await.unwrap());
    let codes = (0..32).map(|_| {
        db.write(move |tx| Box::pin(async move { second_factors::use_recovery_code(tx, ANN, &code).await }))
    });
    assert_eq!(join_all(codes).await.into_iter().filter(|used| *used.as_ref().unwrap()).count(), 1);
}

#[tokio::test]
async fn an_app_in_use_is_not_replaced_and_a_name_is_taken_once() {
    let (db, _folder) = with_ann().await;
    let enrol = || {
        let sealed = Envelope::from_bytes(vec![1; 40]);
        db.write(move |tx| {
            Box::pin(async move { second_factors::enrol(tx, ANN, &sealed, &[], NOW_MS).await })
        })
    };
    assert!(enrol().await.unwrap() && enrol().await.unwrap());
    assert!(db.write(|tx| Box::pin(async { second_factors::verify(tx, ANN, NOW_MS).await })).await.unwrap());
    assert!(!enrol().await.unwrap());
    let second = User { id: UserId(Uuid::from_u128(8)), ..ann() };
    assert!(!db.write(move |tx| Box::pin(async move { users::insert(tx, &second).await })).await.unwrap());
}

/// Any counters that all who serve share have to pass this.
async fn counts_exactly(shared: &Shared) {
    let root = auth::secret::RootKey::from_bytes([7; 32]);
    let names = root.derive(auth::secret::Purpose::TriedNames);
    let counters = Counters::new(&names);
    let key = counters.address("203.0.113.9".parse().unwrap());
    let limit = Limit { attempts: 5, window_ms: 60_000 };
    let taken = join_all((0..40).map(|_| shared.take(&key, &limit, NOW_MS))).await;
    let passed =
        taken.iter().filter(|taken| matches!(taken.as_ref().unwrap(), Decision::Pass { .. })).count();
    assert_eq!(passed, 5);
    shared.give_back(&key, NOW_MS).await.unwrap();
    assert!(matches!(shared.take(&key, &limit, NOW_MS + 1).await.unwrap(), Decision::Pass { left: 0 }));
    assert_eq!(shared.take(&key, &limit, NOW_MS + 2).await.unwrap(), Decision::Wait { seconds: 60 });
    let other = counters.address("203.0.113.10".parse().unwrap());
    assert!(matches!(shared.take(&other, &limit, NOW_MS).await.unwrap(), Decision::Pass { .. }));
    assert!(matches!(shared.take(&key, &limit, NOW_MS + 60_000).await.unwrap(), Decision::Pass { .. }));
}

#[tokio::test]
async fn l_06_counters_in_this_process_count_exactly() {
    counts_exactly(&Shared::default()).await;
}

fn entry(at_ms: i64) -> Entry {
    Entry {
        at_ms,
        kind: Kind::LoginFailed,
        actor: Actor::Tried("x".to_owned()),
        subject: Some(ANN),
        request_id: "r".to_owned(),
        detail: String::new(),
    }
}

async fn log(db: &Db, at_ms: i64) -> Result<(), Error> {
    let entry = entry(at_ms);
    let address = Some("203.0.113.9".parse().unwrap());
    let origin = Origin { address, user_agent: "test".to_owned(), salt: [1; 16] };
    db.write(move |tx| Box::pin(async move { store::audit::append(tx, entry, Some(origin)).await })).await
}

async fn execute(file: &Path, sql: &'static str) -> Result<(), sqlx::Error> {
    let mut connection = sqlx::sqlite::SqliteConnectOptions::new().filename(file).connect().await?;
    sqlx::query(sql).execute(&mut connection).await.map(|_| ())
}

#[tokio::test(flavor = "multi_thread")]
async fn g_04_the_log_is_one_chain_and_only_retention_shortens_it() {
    let (db, folder) = with_ann().await;
    // one after the other, so that the records stand in the order of their instants
    for i in 0..10 {
        log(&db, NOW_MS + i).await.unwrap();
    }
    join_all((0..10).map(|_| log(&db, NOW_MS + 20))).await.into_iter().for_each(|done| done.unwrap());
    let all = store::audit::after(&db, 0, 100).await.unwrap();
    let head = verify(Link::START, &all, None).unwrap();
    assert_eq!(head.sequence, 20);

    // whoever has the file is still stopped by the database itself
    let file = folder.path().join("test.db");
    for sql in ["UPDATE audit SET detail = 'x'", "DELETE FROM audit", "DELETE FROM audit WHERE sequence = 20"]
    {
        assert!(execute(&file, sql).await.is_err(), "{sql}");
    }
    let swept = db.write(|tx| Box::pin(async { store::audit::sweep(tx, NOW_MS + 8, NOW_MS + 5).await }));
    swept.await.unwrap();
    let start = store::audit::start(&db).await.unwrap();
    let left = store::audit::after(&db, start.sequence, 100).await.unwrap();
    assert_eq!(left.len(), 15);
    assert_eq!(left.iter().filter(|record| record.origin.is_none()).count(), 3);
    assert_eq!(verify(start, &left, Some(head)).unwrap(), head, "erasing origins breaks nothing");
}

#[tokio::test]
async fn g_04_the_chain_goes_on_after_another_process_and_after_a_write_that_failed() {
    let (db, folder) = with_ann().await;
    let other = Db::open(&folder.path().join("test.db"), NOW_MS).await.unwrap();
    let start = store::audit::start(&db).await.unwrap();
    for (turn, writer) in [&db, &db, &other, &db, &other].into_iter().enumerate() {
        log(writer, NOW_MS + turn as i64).await.unwrap();
        // what fails takes its record back, and the next one must not follow it
        let failed: Result<(), Error> = writer
            .write(|tx| {
                Box::pin(async {
                    store::audit::append(tx, entry(NOW_MS), None).await?;
                    Err(Error::Panicked)
                })
            })
            .await;
        assert!(failed.is_err());
    }
    let all = store::audit::after(&db, start.sequence, 100).await.unwrap();
    assert_eq!(all.len(), 5);
    verify(start, &all, None).unwrap();
    other.close().await;
}

#[tokio::test]
async fn no_session_begins_where_the_account_changed_after_it_was_looked_at() {
    let (db, _folder) = with_ann().await;
    let began = async |user: User, shown: Option<&'static str>| {
        db.write(move |tx| {
            Box::pin(async move {
                users::update(tx, &user, NOW_MS).await?;
                sessions::begin(tx, &session(user.created_ms as u128), shown).await
            })
        })
        .await
        .unwrap()
    };
    let hash = |text: &str| Some(text.to_owned());
    assert!(!began(User { suspended_ms: Some(1), ..ann() }, None).await);
    assert!(!began(User { deleted_ms: Some(1), ..ann() }, None).await);
    assert!(!began(User { password_hash: hash("new"), ..ann() }, Some("old")).await);
    assert!(!began(User { password_hash: hash("new"), ..ann() }, None).await);
    assert!(!began(ann(), Some("old")).await);
    assert!(began(User { password_hash: hash("old"), ..ann() }, Some("old")).await);
}

#[tokio::test]
async fn t_14_what_ended_is_known_to_every_process() {
    let (db, folder) = with_ann().await;
    db.write(|tx| Box::pin(async { sessions::begin(tx, &session(1), None).await })).await.unwrap();
    let other = Db::open(&folder.path().join("test.db"), NOW_MS).await.unwrap();
    let ended =
        db.write(|tx| Box::pin(async { sessions::end_all(tx, ANN, None, NOW_MS).await })).await.unwrap();
    assert_eq!(ended, [session(1).id]);
    let seen = store::revocations::since(&other, NOW_MS).await.unwrap();
    assert_eq!(seen.len(), 1);
    assert!(sessions::list(&other, ANN, NOW_MS, store::Cursor::START, 10).await.unwrap().items.is_empty());
    other.close().await;
}

#[tokio::test]
async fn d_04_addresses_and_dead_sessions_are_forgotten() {
    let (db, _folder) = with_ann().await;
    db.write(|tx| {
        Box::pin(async {
            sessions::begin(tx, &session(1), None).await?;
            sessions::begin(tx, &Session { expires_ms: NOW_MS + 9_000, ..session(2) }, None).await?;
            sessions::sweep(tx, NOW_MS + 2_000, NOW_MS + 1).await
        })
    })
    .await
    .unwrap();
    assert!(sessions::find(&db, session(1).id).await.unwrap().is_none());
    let left = sessions::find(&db, session(2).id).await.unwrap().unwrap();
    assert_eq!((left.address, left.user_agent), (None, None));
}

#[tokio::test]
async fn a_letter_waits_longer_each_time_up_to_a_bound() {
    let (db, _folder) = with_ann().await;
    let sealed = Envelope::from_bytes(vec![1]);
    db.write(move |tx| {
        Box::pin(async move { letters::insert(tx, Uuid::from_u128(1), &sealed, NOW_MS).await })
    })
    .await
    .unwrap();
    let patience = Patience { first_ms: 10, doublings: 3, longest_ms: 50 };
    let claim = async |now_ms: i64| {
        db.write(move |tx| Box::pin(async move { letters::claim(tx, &patience, now_ms).await }))
            .await
            .unwrap()
    };
    let mut now_ms = NOW_MS;
    for (tries, wait_ms) in (1..).zip([10, 20, 40, 50, 50]) {
        assert_eq!(claim(now_ms).await.unwrap().attempts, tries);
        assert!(claim(now_ms + wait_ms - 1).await.is_none(), "after {tries} tries");
        now_ms += wait_ms;
        assert!(letters::is_any_due(&db, now_ms).await.unwrap());
    }
}

/// Every table, and what becomes of what it holds of a person when they leave.
const TABLES: [(&str, &str); 25] = [
    ("api_keys", "removed"),
    ("audit", "kept, by id"),
    ("audit_start", "nobody's"),
    ("batches", "removed"),
    ("events", "removed with the material"),
    ("facts", "nobody's"),
    ("idempotency_keys", "removed"),
    ("identities", "removed"),
    ("jobs", "removed"),
    ("letters", "sealed, sent within hours"),
    ("material_versions", "removed with the material"),
    ("materials", "removed"),
    ("one_time_tokens", "removed"),
    ("organisations", "nobody's"),
    ("passages", "removed with the source"),
    ("passkeys", "removed"),
    ("recovery_codes", "removed"),
    ("refresh_tokens", "removed with the session"),
    ("revocations", "kept, by id, for half an hour"),
    ("second_factors", "removed"),
    ("sessions", "removed"),
    ("signing_keys", "nobody's"),
    ("sources", "removed"),
    ("usage", "kept, by id"),
    ("users", "a tombstone"),
];

#[tokio::test]
async fn d_02_it_is_known_of_every_table_what_becomes_of_it_when_somebody_leaves() {
    let (_db, folder) = with_ann().await;
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(folder.path().join("test.db"));
    let mut connection = options.connect().await.unwrap();
    const SQL: &str = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
                           AND name NOT LIKE 'passage_index%' AND name NOT LIKE '%migrations%' ORDER BY name";
    let names: Vec<String> = sqlx::query_scalar(SQL).fetch_all(&mut connection).await.unwrap();
    let known: Vec<&str> = TABLES.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, known, "say here, in `belongings` and in the export what becomes of a new table");
}

#[tokio::test(flavor = "multi_thread")]
async fn d_02_what_was_deleted_cannot_be_read_from_the_file() {
    let (db, folder) = with_ann().await;
    let file = folder.path().join("test.db");
    db.write(|tx| Box::pin(async { sessions::begin(tx, &session(1), None).await.map(drop) })).await.unwrap();
    db.write(|tx| {
        Box::pin(async {
            store::belongings::remove(tx, ANN).await?;
            store::belongings::remove_credentials(tx, ANN).await?;
            let gone = User { sign_in_name: None, email: None, display_name: String::new(), ..ann() };
            users::update(tx, &gone, NOW_MS).await
        })
    })
    .await
    .unwrap();
    db.close().await;
    let bytes = std::fs::read(&file).unwrap();
    for trace in ["nn@example.org", "203.0.113.9"] {
        let found = bytes.windows(trace.len()).any(|window| window == trace.as_bytes());
        assert!(!found, "{trace} stands in the file");
    }
}
