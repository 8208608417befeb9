//! Keys that are replaced, and traces that are forgotten.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use auth::keys::{KeyState, SharedSecret};
use auth::secret::RootKey;
use auth::time::DAY_MS;
use auth::user::UserId;
use factoria_factory::accounts::config::Signing;
use factoria_factory::accounts::register::NewAccount;
use factoria_factory::accounts::sign_in::Credentials;
use factoria_factory::accounts::{
    Config, Identity, Registration, Secrets, Visit, keys, lately, register, retention, session, sign_in,
};
use factoria_factory::{Clock, Ctx, Error, Limits};
use store::Db;

const MORNING_MS: i64 = 1_800_000_000_000;
const PASSWORD: &str = "nine purple anvils sleep";

fn secrets(root: u8, previous: &[u8]) -> Secrets {
    let key = |seed: &u8| {
        let mut bytes = [*seed; 32];
        bytes[0] = 0;
        RootKey::from_bytes(bytes)
    };
    Secrets { root: key(&root), previous: previous.iter().map(key).collect(), signing: Signing::Kept }
}

async fn started(file: &Path, secrets: Secrets) -> Result<Identity, Error> {
    let clock = Clock::System;
    let db = Db::open(file, clock.now_ms()).await.unwrap();
    let identity = keys::start(&db, &clock, Config::default(), secrets).await;
    db.close().await;
    identity
}

fn kids(identity: &Identity) -> Vec<String> {
    identity.ring().states(MORNING_MS).into_iter().map(|(kid, _)| kid.to_owned()).collect()
}

#[tokio::test]
async fn a_root_key_is_replaced_without_losing_what_it_sealed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("test.db");
    let first = kids(&started(&file, secrets(1, &[])).await.unwrap());
    assert_eq!(first, kids(&started(&file, secrets(1, &[])).await.unwrap()), "a key is made once");
    assert!(matches!(started(&file, secrets(2, &[])).await, Err(Error::Identity(_))));
    assert_eq!(first, kids(&started(&file, secrets(2, &[1])).await.unwrap()));
    assert_eq!(first, kids(&started(&file, secrets(2, &[])).await.unwrap()), "it was sealed again");
}

#[tokio::test]
async fn a_shared_secret_signs_and_has_no_public_half() {
    let folder = tempfile::tempdir().unwrap();
    let secret = SharedSecret::parse("nDVv2kqLr8Xw0bTzPqSm5yEaUjHcGf7R").unwrap();
    let secrets = Secrets { signing: Signing::Shared(secret), ..secrets(1, &[]) };
    let identity = started(&folder.path().join("test.db"), secrets).await.unwrap();
    assert!(identity.ring().public_set(MORNING_MS).keys.is_empty());
}

/// An installation whose clock the test moves.
async fn installation(folder: &Path) -> (Ctx, Arc<AtomicI64>) {
    let now = Arc::new(AtomicI64::new(MORNING_MS));
    let clock = Clock::Fixed(now.clone());
    let db = Db::open(&folder.join("test.db"), MORNING_MS).await.unwrap();
    let mut config = Config { registration: Registration::Open, ..Config::default() };
    config.policy.require_verified_email = true;
    let identity = keys::start(&db, &clock, config, secrets(1, &[])).await.unwrap();
    (Ctx::with_identity(db, clock, Limits::default(), identity), now)
}

async fn register(ctx: &Ctx, email: &str) {
    let new = NewAccount {
        email: email.into(),
        password: PASSWORD.into(),
        name: "Ann".into(),
        age_band: None,
        invitation: None,
    };
    register::register(ctx, &visit(), &new).await.unwrap();
}

fn visit() -> Visit {
    let address = Some("203.0.113.9".parse().unwrap());
    Visit { address, user_agent: "test".to_owned(), request_id: "r".to_owned(), once: None }
}

async fn confirm(ctx: &Ctx, email: &str) {
    let email = email.to_owned();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                let mut user = store::users::find_by_name_for_update(tx, &email).await?.unwrap();
                user.email_verified_ms = Some(MORNING_MS);
                store::users::update(tx, &user, MORNING_MS).await?;
                Ok::<_, Error>(())
            })
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn d_04_what_need_not_be_kept_is_forgotten_in_time() {
    let folder = tempfile::tempdir().unwrap();
    let (ctx, now) = installation(folder.path()).await;
    register(&ctx, "ann@example.org").await;
    confirm(&ctx, "ann@example.org").await;
    register(&ctx, "nobody@example.org").await;
    let credentials = Credentials { name: "ann@example.org".into(), password: PASSWORD.into(), second: None };
    let admitted = sign_in::by_password(&ctx, &visit(), &credentials).await.unwrap();
    session::open_tokens(&ctx, &visit(), admitted, None).await.unwrap();
    let records = async || store::audit::after(&ctx.db, 0, 100).await.unwrap();
    assert!(records().await.iter().any(|record| record.origin.is_some()));

    now.store(MORNING_MS + 8 * DAY_MS, Ordering::SeqCst);
    retention::apply(&ctx).await.unwrap();
    assert!(store::users::find_by_name(&ctx.db, "nobody@example.org").await.unwrap().is_none());
    let ann = store::users::find_by_name(&ctx.db, "ann@example.org").await.unwrap().unwrap();

    now.store(MORNING_MS + 31 * DAY_MS, Ordering::SeqCst);
    retention::apply(&ctx).await.unwrap();
    let old = records().await;
    assert!(old.iter().filter(|record| record.entry.at_ms == MORNING_MS).all(|r| r.origin.is_none()));

    now.store(MORNING_MS + 400 * DAY_MS, Ordering::SeqCst);
    retention::apply(&ctx).await.unwrap();
    let start = store::audit::start(&ctx.db).await.unwrap();
    assert!(start.sequence > 0);
    let left = store::audit::after(&ctx.db, start.sequence, 100).await.unwrap();
    auth::audit::verify(start, &left, None).unwrap();
    assert!(store::users::find(&ctx.db, ann.id).await.unwrap().is_some());
}

#[tokio::test]
async fn t_13_keys_change_by_themselves_and_old_ones_go() {
    let folder = tempfile::tempdir().unwrap();
    let (ctx, now) = installation(folder.path()).await;
    keys::maintain(&ctx).await.unwrap();
    assert_eq!(keys::states(&ctx).len(), 1);
    now.store(MORNING_MS + 89 * DAY_MS, Ordering::SeqCst);
    keys::maintain(&ctx).await.unwrap();
    let states: Vec<_> = keys::states(&ctx).into_iter().map(|(_, state)| state).collect();
    assert_eq!(states, [KeyState::Active, KeyState::Next]);
    now.store(MORNING_MS + 91 * DAY_MS, Ordering::SeqCst);
    keys::maintain(&ctx).await.unwrap();
    let states: Vec<_> = keys::states(&ctx).into_iter().map(|(_, state)| state).collect();
    assert_eq!(states, [KeyState::Active]);
}

#[tokio::test]
async fn an_account_read_lately_is_never_older_than_the_last_change() {
    let folder = tempfile::tempdir().unwrap();
    let (ctx, now) = installation(folder.path()).await;
    register(&ctx, "ann@school.example").await;
    let id = store::users::find_by_name(&ctx.db, "ann@school.example").await.unwrap().unwrap().id;
    let name = async || lately::account(&ctx, id).await.unwrap().unwrap().0.display_name;
    assert_eq!(name().await, "Ann");
    rename(&ctx.db, id, "Beth").await;
    assert_eq!(name().await, "Beth", "a change by this process is seen at once");
    let other = Db::open(&folder.path().join("test.db"), MORNING_MS).await.unwrap();
    rename(&other, id, "Cleo").await;
    now.fetch_add(1000, Ordering::SeqCst);
    assert_eq!(name().await, "Cleo", "a change by another process is seen within a second");
}

async fn rename(db: &Db, id: UserId, name: &'static str) {
    let written = db.write(move |tx| {
        Box::pin(async move {
            let mut user = store::users::find_for_update(tx, id).await?.unwrap();
            user.display_name = name.to_owned();
            store::users::update(tx, &user, MORNING_MS).await
        })
    });
    let written: Result<bool, store::Error> = written.await;
    assert!(written.unwrap());
}
