//! The same stories of refresh tokens and limits wherever they are kept: in the database, and in a real Redis.

#[path = "../../../store/tests/shared/redis_server.rs"]
mod redis_server;

use auth::user::{Role, UserId};
use futures_util::future::join_all;
use redis_server::RedisServer;
use serde_json::json;
use store::revocations::Revocation;
use store::shared::Shared;
use store::shared::redis::Redis;

use crate::app::Answer;
use crate::people::{PASSWORD, Person, School};

async fn refresh(school: &School, token: &str) -> Answer {
    school.token(&[("grant_type", "refresh_token"), ("refresh_token", token)]).await
}

/// Any place where refresh tokens are kept has to pass this.
async fn refresh_tokens_work_once(school: &School) {
    let ann = school.person("ann").await;
    let elsewhere = school.sign_in("ann@example.org").await;
    let second = Person::of("ann", &refresh(school, &ann.refresh).await.expect(200).json());
    let third = Person::of("ann", &refresh(school, &second.refresh).await.expect(200).json());
    school.me(&third.access).await.expect(200);

    // used again, it ends the family and nothing else
    refresh(school, &second.refresh).await.expect(400);
    school.me(&third.access).await.expect(401);
    refresh(school, &third.refresh).await.expect(400);
    school.me(&elsewhere.access).await.expect(200);
    assert_eq!(school.events("refresh_reuse").await.len(), 1);

    // of many at once at most one branch lives
    let asked = join_all((0..12).map(|_| refresh(school, &elsewhere.refresh))).await;
    let won: Vec<&Answer> = asked.iter().filter(|answer| answer.status == 200).collect();
    assert!(won.len() <= 1, "{}", won.len());
    for garbage in ["", "lfr_", "x", &elsewhere.access, &"a".repeat(10_000)] {
        refresh(school, garbage).await.expect(400);
    }

    // whoever signs out takes both tokens along
    let last = school.sign_in("ann@example.org").await;
    let body = json!({ "refresh_token": last.refresh });
    school.app.post("/api/v1/auth/logout", &body).await.expect(204);
    refresh(school, &last.refresh).await.expect(400);
    school.me(&last.access).await.expect(401);
}

#[tokio::test]
async fn refresh_tokens_work_once_in_the_database() {
    refresh_tokens_work_once(&School::new().await).await;
}

#[tokio::test]
async fn refresh_tokens_work_once_in_redis() {
    let redis = RedisServer::start();
    refresh_tokens_work_once(&School::sharing(&redis.url(), |_| {}).await).await;
}

#[tokio::test]
async fn while_redis_is_down_nobody_comes_in_and_who_is_in_stays() {
    let mut redis = RedisServer::start();
    let school = School::sharing(&redis.url(), |_| {}).await;
    let ann = school.person("ann").await;
    redis.kill();
    let down = school.password_grant("ann@example.org", PASSWORD).await;
    assert!(down.headers.contains_key("retry-after"));
    down.expect(503);
    refresh(&school, &ann.refresh).await.expect(503);
    school.me(&ann.access).await.expect(200);
    let ready = school.app.get("/health/ready").await.expect(503).json();
    assert_eq!((&ready["checks"]["redis"], &ready["checks"]["database"]), (&json!(false), &json!(true)));

    redis.start_again();
    refresh(&school, &ann.refresh).await.expect(200);
    school.sign_in("ann@example.org").await;
    let ready = school.app.get("/health/ready").await.expect(200).json();
    assert_eq!(ready["details"]["redis"], json!("redis"));
}

#[tokio::test]
async fn t_14_what_one_replica_ended_another_hears_of_through_redis() {
    let redis = RedisServer::start();
    let school = School::sharing(&redis.url(), |_| {}).await;
    let (head, ann) = (school.admin().await, school.person("ann").await);
    let replica = Shared::Redis(Redis::at(&redis.url()).unwrap());
    let me = school.me(&ann.access).await.json()["id"].as_str().unwrap().to_owned();
    let user = UserId(me.parse().unwrap());
    let told = async || {
        let told = replica.told(0).await.unwrap();
        told.into_iter().map(|(revocation, _)| revocation).collect::<Vec<_>>()
    };
    let place = format!("/api/v1/admin/users/{me}");
    let edit = async |change: serde_json::Value| {
        school.ask(&head, "PATCH", &place, Some(&change)).await.expect(200);
    };
    edit(json!({ "role": "teacher" })).await;
    assert_eq!(told().await, [Revocation::Role(user, Role::Teacher)]);
    edit(json!({ "disabled": true })).await;
    let heard = told().await;
    assert!(heard.contains(&Revocation::User(user)), "{heard:?}");
    assert!(heard.iter().any(|one| matches!(one, Revocation::Session(_))), "{heard:?}");
    edit(json!({ "disabled": false })).await;
    assert!(!told().await.contains(&Revocation::User(user)));
    school.sign_in("ann@example.org").await;
}

#[tokio::test]
async fn two_installations_on_one_redis_do_not_disturb_one_another() {
    let redis = RedisServer::start();
    let mut schools = Vec::new();
    for _ in 0..2 {
        schools.push(School::sharing(&redis.url(), |_| {}).await);
    }
    // each names its counters with a key of its own
    for school in &schools {
        school.person("ann").await;
        let address = "203.0.113.9".parse().unwrap();
        let fields = [("grant_type", "password"), ("username", "ann@example.org"), ("password", "wrong")];
        for _ in 0..5 {
            school.token_from(Some(address), &fields).await.expect(400);
        }
        school.token_from(Some(address), &fields).await.expect(429);
    }
}
