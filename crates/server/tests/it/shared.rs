//! The same stories of refresh tokens and limits wherever they are kept: in the database, and in a real Redis.

#[path = "../../../store/tests/shared/redis_server.rs"]
mod redis_server;

use std::time::Duration;

use factory::accounts::watch;
use futures_util::future::join_all;
use redis_server::RedisServer;
use serde_json::json;

use crate::app::Answer;
use crate::people::{PASSWORD, Person, School};

async fn refresh(school: &School, token: &str) -> Answer {
    school.token(&[("grant_type", "refresh_token"), ("refresh_token", token)]).await
}

/// Asks again and again, for far longer than it should take.
async fn until_refused(replica: &School, access: &str) {
    for _ in 0..200 {
        if replica.me(access).await.status == 401 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("still believed");
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
    // nor is anything guessed that nobody counts
    school.password_grant("ann@example.org", "not it at all").await.expect(503);
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
async fn r_06_t_14_signing_out_and_switching_off_do_not_wait_for_redis() {
    let mut redis = RedisServer::start();
    let school = School::sharing(&redis.url(), |_| {}).await;
    let head = school.admin().await;
    let (ann, ben, eve) =
        (school.person("ann").await, school.person("ben").await, school.person("eve").await);
    let newest = Person::of("ben", &refresh(&school, &ben.refresh).await.expect(200).json());
    let eves_id = school.me(&eve.access).await.json()["id"].as_str().unwrap().to_owned();
    redis.kill();

    // with both tokens, or with the newest refresh token alone
    let given_back = |refresh: &str| json!({ "refresh_token": refresh });
    let out = school.ask(&ann, "POST", "/api/v1/auth/logout", Some(&given_back(&ann.refresh))).await;
    out.expect(204);
    school.app.post("/api/v1/auth/logout", &given_back(&newest.refresh)).await.expect(204);
    for access in [&ann.access, &ben.access, &newest.access] {
        school.me(access).await.problem(401);
    }
    // a spent one is known to Redis alone, and nothing is claimed that was not done
    let spent = school.app.post("/api/v1/auth/logout", &given_back(&ben.refresh)).await;
    assert!(spent.headers.contains_key("retry-after"));
    spent.problem(503);

    let place = format!("/api/v1/admin/users/{eves_id}");
    let switch = async |disabled: bool| {
        let change = json!({ "disabled": disabled });
        school.ask(&head, "PATCH", &place, Some(&change)).await.expect(200);
    };
    switch(true).await;
    school.me(&eve.access).await.problem(401);
    switch(false).await;

    redis.start_again();
    for _ in 0..200 {
        // whoever comes first finds the old connection broken; in a server that is the watch
        if school.app.get("/health/ready").await.status == 200 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    for token in [&ann.refresh, &newest.refresh, &eve.refresh] {
        refresh(&school, token).await.expect(400);
    }
    school.sign_in("eve@example.org").await;
}

#[tokio::test]
async fn t_14_what_one_replica_ended_another_refuses_although_redis_is_down() {
    let mut redis = RedisServer::start();
    let (school, replica) = School::replicated(&redis.url()).await;
    let (head, ann, ben) = (school.admin().await, school.person("ann").await, school.person("ben").await);
    let bens_id = replica.me(&ben.access).await.expect(200).json()["id"].as_str().unwrap().to_owned();
    replica.me(&ann.access).await.expect(200);
    redis.kill();
    school.ask(&ann, "POST", "/api/v1/auth/logout", None).await.expect(204);
    let off = json!({ "disabled": true });
    school.ask(&head, "PATCH", &format!("/api/v1/admin/users/{bens_id}"), Some(&off)).await.expect(200);
    assert_eq!(replica.me(&ann.access).await.status, 200, "nobody told it yet");
    let looking = watch::run(replica.app.ctx.clone(), replica.app.shutdown.clone());
    let asking = async {
        for access in [&ann.access, &ben.access] {
            until_refused(&replica, access).await;
        }
    };
    tokio::select! {
        () = looking => panic!("it looks for ever"),
        () = asking => {}
    }
    replica.me(&head.access).await.expect(200);
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
