//! How often somebody may try, and what a second factor takes.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use factory::Clock;
use serde_json::json;

use crate::people::{PASSWORD, School, code};

/// Some morning, in milliseconds since 1970.
const MORNING_MS: i64 = 1_800_000_000_000;

fn ip(last: u8) -> IpAddr {
    IpAddr::from([203, 0, 113, last])
}

fn grant<'a>(name: &'a str, password: &'a str) -> [(&'a str, &'a str); 3] {
    [("grant_type", "password"), ("username", name), ("password", password)]
}

#[tokio::test]
async fn l_03_the_sixth_attempt_of_a_minute_waits_even_with_the_right_password() {
    let now = Arc::new(AtomicI64::new(MORNING_MS));
    let school = School::on(Clock::Fixed(now.clone()), |_| {}).await;
    school.register("ann@example.org").await.expect(202);
    for _ in 0..5 {
        school.token_from(Some(ip(1)), &grant("bob@example.org", "not it at all")).await.expect(400);
    }
    let answer = school.token_from(Some(ip(1)), &grant("ann@example.org", PASSWORD)).await.expect(429);
    assert!((1..=60).contains(&answer.header("retry-after").parse::<u32>().unwrap()));
    school.token_from(Some(ip(2)), &grant("ann@example.org", PASSWORD)).await.expect(200);
    now.fetch_add(60_000, Ordering::SeqCst);
    school.token_from(Some(ip(1)), &grant("ann@example.org", PASSWORD)).await.expect(200);
    assert_eq!(school.events("login_throttled").await.len(), 1);
}

#[tokio::test]
async fn l_05_guessing_from_everywhere_is_stopped_and_the_owner_still_comes_in() {
    let school = School::new().await;
    school.register("ann@example.org").await.expect(202);
    school.token_from(Some(ip(200)), &grant("ann@example.org", PASSWORD)).await.expect(200);
    let spellings = ["ann@example.org", "ANN@example.org", " Ann@Example.ORG "];
    for last in 0..30 {
        let name = spellings[usize::from(last) % 3];
        school.token_from(Some(ip(last)), &grant(name, "not it at all")).await.expect(400);
    }
    school.token_from(Some(ip(100)), &grant("ann@example.org", PASSWORD)).await.expect(429);
    school.token_from(Some(ip(200)), &grant("ann@example.org", PASSWORD)).await.expect(200);
}

#[tokio::test]
async fn l_06_of_twenty_parallel_guesses_five_are_looked_at() {
    let school = School::new().await;
    school.register("ann@example.org").await.expect(202);
    let fields = grant("ann@example.org", "not it at all");
    let guesses = (0..20).map(|_| school.token_from(Some(ip(1)), &fields));
    let answers = futures_util::future::join_all(guesses).await;
    assert_eq!(answers.iter().filter(|answer| answer.status.as_u16() == 400).count(), 5);
    assert_eq!(answers.iter().filter(|answer| answer.status.as_u16() == 429).count(), 15);
}

#[tokio::test]
async fn l_04_a_client_cannot_choose_its_address() {
    let school = School::new().await;
    let fields = grant("bob@example.org", "not it at all");
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let headers =
        ["x-forwarded-for", "forwarded", "x-real-ip", "true-client-ip", "cf-connecting-ip", "x-client-ip"];
    for (i, name) in headers.into_iter().enumerate() {
        let sent = [("content-type", "application/x-www-form-urlencoded"), (name, "198.51.100.7")];
        let place = "/api/v1/auth/token";
        let body = axum::body::Body::from(body.clone());
        let answer = school.app.ask_from(ip(1), axum::http::Method::POST, place, &sent, body).await;
        assert_eq!(answer.status.as_u16(), if i < 5 { 400 } else { 429 }, "{name}");
    }
}

#[tokio::test]
async fn m_01_m_02_m_03_a_second_factor_from_set_up_to_use() {
    let now = Arc::new(AtomicI64::new(MORNING_MS));
    let school = School::on(Clock::Fixed(now.clone()), |_| {}).await;
    let ann = school.person("ann").await;
    let enable = "/api/v1/auth/mfa/enable";
    school.ask(&ann, "POST", enable, Some(&json!({}))).await.problem(422);
    school.ask(&ann, "POST", enable, Some(&json!({ "password": "wrong" }))).await.problem(403);
    let begun = school.ask(&ann, "POST", enable, Some(&json!({ "password": PASSWORD }))).await.expect(200);
    assert_eq!(begun.header("cache-control"), "no-store");
    assert_eq!(begun.json()["recovery_codes"].as_array().unwrap().len(), 10);
    school.password_grant(&ann.email, PASSWORD).await.expect(200);

    let (secret, _) = school.with_app(&ann).await;
    school.ask(&ann, "POST", enable, Some(&json!({ "password": PASSWORD }))).await.problem(409);
    let asked = school.password_grant(&ann.email, PASSWORD).await.expect(400).json();
    assert_eq!((&asked["error"], &asked["mfa_required"]), (&json!("invalid_grant"), &json!(true)));
    let wrong = school.password_grant(&ann.email, "not it at all").await.expect(400).json();
    assert!(wrong.get("mfa_required").is_none(), "{wrong}");

    let first = code(&secret, now.load(Ordering::SeqCst));
    let with = async |code: &str| {
        let mut fields = grant("ann@example.org", PASSWORD).to_vec();
        fields.push(("totp", code));
        school.token(&fields).await
    };
    with(&first).await.expect(400); // the enrolment used it
    now.fetch_add(30_000, Ordering::SeqCst);
    let second = code(&secret, now.load(Ordering::SeqCst));
    let raced = futures_util::future::join_all((0..6).map(|_| with(&second))).await;
    assert_eq!(raced.iter().filter(|answer| answer.status.as_u16() == 200).count(), 1);
}

#[tokio::test]
async fn m_04_m_05_ten_wrong_codes_lock_the_factor_whatever_the_address() {
    let now = Arc::new(AtomicI64::new(MORNING_MS));
    let school = School::on(Clock::Fixed(now.clone()), |_| {}).await;
    let ann = school.person("ann").await;
    let (secret, codes) = school.with_app(&ann).await;
    now.fetch_add(300_000, Ordering::SeqCst);
    let right = code(&secret, now.load(Ordering::SeqCst));
    let from = async |last: u8, code: &str| {
        let mut fields = grant("ann@example.org", PASSWORD).to_vec();
        fields.push(("totp", code));
        school.token_from(Some(ip(last)), &fields).await
    };
    let odd =
        ["٠٨١٨٠٤", "12345", "1234567", "abcdef", "12 456", "-12345", "1e5", "0x1234", "null", "aaaa-aaaa"];
    for (last, odd) in (0..).zip(odd) {
        let answer = from(last, odd).await.expect(400).json();
        assert_eq!(answer["error"], "invalid_grant", "{odd}");
    }
    // what has not even the form of a code was no attempt: ten are left
    let wrong =
        |n: u8| if n.is_multiple_of(2) { format!("{n:06}") } else { "aaaa-aaaa-aaaa-aaaa".to_owned() };
    for last in 100..110 {
        assert_ne!(wrong(last), right);
        from(last, &wrong(last)).await.expect(400);
    }
    let locked = from(50, &right).await.expect(429);
    assert!(locked.header("retry-after").parse::<u32>().is_ok());
    from(51, &codes[0]).await.expect(429);
    assert_eq!(school.events("mfa_locked").await.len(), 1);
    now.fetch_add(3_600_000, Ordering::SeqCst);
    let mut named = grant("ann@example.org", PASSWORD).to_vec();
    named.push(("recovery_code", &codes[0]));
    school.token_from(Some(ip(52)), &named).await.expect(200);
    from(53, &codes[0]).await.expect(400);
    assert!(school.letters(&ann.email).await.iter().any(|letter| letter.contains("recovery codes was used")));
}

#[tokio::test]
async fn m_06_m_07_the_half_finished_sign_in_and_switching_off() {
    let now = Arc::new(AtomicI64::new(MORNING_MS));
    let school = School::on(Clock::Fixed(now.clone()), |_| {}).await;
    let ann = school.person("ann").await;
    let (secret, codes) = school.with_app(&ann).await;
    now.fetch_add(60_000, Ordering::SeqCst);
    let pending =
        school.password_grant(&ann.email, PASSWORD).await.json()["mfa_token"].as_str().unwrap().to_owned();
    school.me(&pending).await.problem(401);
    let finish = async |pending: &str, code: &str| {
        school.token(&[("grant_type", "password"), ("mfa_token", pending), ("totp", code)]).await
    };
    let right = code(&secret, now.load(Ordering::SeqCst));
    finish(&pending, &right).await.expect(200);
    finish(&pending, &codes[0]).await.expect(400);
    let late =
        school.password_grant(&ann.email, PASSWORD).await.json()["mfa_token"].as_str().unwrap().to_owned();
    now.fetch_add(300_000, Ordering::SeqCst);
    finish(&late, &codes[1]).await.expect(400);

    let disable = "/api/v1/auth/mfa/disable";
    let off = |password: &str, code: &str| json!({ "password": password, "code": code });
    school.ask(&ann, "POST", disable, Some(&off("wrong", &codes[2]))).await.problem(403);
    school.ask(&ann, "POST", disable, Some(&off(PASSWORD, "000000"))).await.problem(422);
    school.ask(&ann, "POST", disable, Some(&json!({ "password": PASSWORD }))).await.problem(422);
    school.ask(&ann, "POST", disable, Some(&off(PASSWORD, &codes[2]))).await.expect(200);
    school.password_grant(&ann.email, PASSWORD).await.expect(200);
}
