//! What replicas share in Redis: counted together, spent once, and silent while it is gone.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

#[path = "shared/redis_server.rs"]
mod redis_server;

use auth::id::SessionId;
use auth::opaque::{self, Opaque, TokenDigest};
use auth::secret::{Purpose, RootKey};
use auth::throttle::{Counters, Decision, Limit};
use factoria_store::Error;
use factoria_store::shared::redis::Redis;
use factoria_store::shared::{Kept, Rotated, Shared};
use futures_util::future::join_all;
use redis_server::RedisServer;
use uuid::Uuid;

const NOW_MS: i64 = 1_800_000_000_000;
const FIVE: Limit = Limit { attempts: 5, window_ms: 60_000 };

fn replica(server: &RedisServer) -> Shared {
    Shared::Redis(Redis::at(&server.url()).unwrap())
}

fn digest(n: u8) -> TokenDigest {
    Opaque::mint(opaque::Kind::Refresh, [n; 32]).digest()
}

#[tokio::test]
async fn l_06_replicas_count_together_and_exactly_as_one_process_does() {
    let server = RedisServer::start();
    let names = RootKey::from_bytes([1; 32]).derive(Purpose::TriedNames);
    let counters = Counters::new(&names);
    let key = counters.account(&counters.name("ann@example.org"), None);
    let (one, other, alone) = (replica(&server), replica(&server), Shared::default());
    let asked = (0..20)
        .map(|n| if n % 2 == 0 { one.take(&key, &FIVE, NOW_MS) } else { other.take(&key, &FIVE, NOW_MS) });
    let passed = join_all(asked).await.into_iter().filter(|taken| matches!(taken, Ok(Decision::Pass { .. })));
    assert_eq!(passed.count(), 5);

    let fresh = counters.account(&counters.name("ben@example.org"), None);
    let steps = [0, 1, 0, 30_000, 40_000, 40_000, 59_999, 60_000, 60_001, 89_999, 20_000, 200_000, 200_000];
    for (turn, at) in steps.into_iter().enumerate() {
        let now_ms = NOW_MS + at;
        let (ours, theirs) = (one.take(&fresh, &FIVE, now_ms).await, alone.take(&fresh, &FIVE, now_ms).await);
        assert_eq!(ours.unwrap(), theirs.unwrap(), "turn {turn}");
        if turn % 4 == 3 {
            other.give_back(&fresh, now_ms).await.unwrap();
            alone.give_back(&fresh, now_ms).await.unwrap();
        }
    }
}

#[tokio::test]
async fn r_03_of_parallel_callers_one_spends_a_token() {
    let server = RedisServer::start();
    let (one, session) = (replica(&server), SessionId(Uuid::from_u128(3)));
    assert!(one.keep_refresh(&digest(0), session, NOW_MS + 1_000_000).await.unwrap());
    let replicas: Vec<Shared> = (1..=12).map(|_| replica(&server)).collect();
    let successors: Vec<TokenDigest> = (1..=12).map(digest).collect();
    let spending = replicas.iter().zip(&successors).map(|(replica, next)| {
        let first = digest(0);
        async move { replica.rotate_refresh(&first, (next, NOW_MS + 2_000_000), NOW_MS).await.unwrap() }
    });
    let answers = join_all(spending).await;
    assert_eq!(answers.iter().filter(|answer| **answer == Rotated::Done).count(), 1);
    assert_eq!(answers.iter().filter(|answer| **answer == Rotated::SpentBefore).count(), 11);

    let winner = answers.iter().position(|answer| *answer == Rotated::Done).unwrap();
    let Kept::InRedis(Some(next)) = one.find_refresh(&successors[winner]).await.unwrap() else {
        panic!("lost")
    };
    assert_eq!((next.session, next.expires_ms, next.used_ms), (session, NOW_MS + 2_000_000, None));
    let Kept::InRedis(Some(first)) = one.find_refresh(&digest(0)).await.unwrap() else { panic!("lost") };
    assert_eq!(first.used_ms, Some(NOW_MS), "kept to be recognised when it comes again");
    let unknown = one.rotate_refresh(&digest(99), (&digest(98), NOW_MS + 1), NOW_MS).await;
    assert_eq!(unknown.unwrap(), Rotated::Unknown);
}

#[tokio::test]
async fn r_07_a_token_that_expired_is_gone() {
    let server = RedisServer::start();
    let shared = replica(&server);
    shared.keep_refresh(&digest(0), SessionId(Uuid::nil()), 1_000).await.unwrap();
    assert_eq!(shared.find_refresh(&digest(0)).await.unwrap(), Kept::InRedis(None));
}

#[tokio::test]
async fn while_redis_is_gone_nobody_passes_and_what_was_written_comes_back() {
    let mut server = RedisServer::start();
    let names = RootKey::from_bytes([1; 32]).derive(Purpose::TriedNames);
    let counters = Counters::new(&names);
    let key = counters.account(&counters.name("ann@example.org"), None);
    let shared = replica(&server);
    for _ in 0..5 {
        shared.take(&key, &FIVE, NOW_MS).await.unwrap();
    }
    shared.keep_refresh(&digest(0), SessionId(Uuid::nil()), NOW_MS + 1_000_000).await.unwrap();
    server.kill();
    assert!(matches!(shared.take(&key, &FIVE, NOW_MS).await, Err(Error::Shared(_))));
    assert!(matches!(shared.find_refresh(&digest(0)).await, Err(Error::Shared(_))));
    assert!(shared.ping().await.is_err());
    server.start_again();
    assert!(
        matches!(shared.take(&key, &FIVE, NOW_MS).await, Ok(Decision::Wait { .. })),
        "it has not forgotten"
    );
    assert!(matches!(shared.find_refresh(&digest(0)).await, Ok(Kept::InRedis(Some(_)))));
}

#[tokio::test]
async fn a_wrong_address_is_said() {
    for url in ["", "nonsense", "http://127.0.0.1"] {
        assert!(matches!(Redis::at(url), Err(Error::Shared(_))), "{url}");
    }
}
