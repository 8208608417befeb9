//! Where a second factor is compulsory: nothing before it is set up, by no door, and everything after.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use auth::sign_in::CONFIRMED_MS;
use auth::user::Role;
use axum::body::Body;
use axum::http::Method;
use factory::Clock;
use serde_json::{Value, json};

use crate::doors_pages::Browser;
use crate::people::{PASSWORD, Person, School, code};

const KEYS: &str = "/api/v1/auth/api-keys";

async fn strict() -> School {
    School::with(|config| config.policy.second_factor_from = Some(Role::Teacher)).await
}

#[tokio::test]
async fn m_10_a_program_can_do_nothing_but_enrol_and_makes_no_key_that_can() {
    let school = strict().await;
    let head = school.admin().await;
    for place in ["/api/v1/materials", "/api/v1/admin/users", "/api/v1/sources", "/api/v1/admin/audit-log"] {
        school.ask(&head, "GET", place, None).await.problem(403);
    }
    for (scopes, refused) in [
        (json!(["materials:read"]), 422),
        (json!(["admin:read"]), 422),
        (json!(["account:read"]), 403),
        (Value::Null, 403),
    ] {
        let key = json!({ "name": "k", "scopes": scopes });
        school.ask(&head, "POST", KEYS, Some(&key)).await.problem(refused);
    }
    let (secret, _) = school.with_app(&head).await;
    // what was granted before does not grow, not even by renewing it
    let fields = [("grant_type", "refresh_token"), ("refresh_token", head.refresh.as_str())];
    let renewed = Person::of(&head.email, &school.token(&fields).await.expect(200).json());
    school.ask(&renewed, "GET", "/api/v1/admin/users", None).await.problem(403);
    let totp = code(&secret, school.app.ctx.clock.now_ms() + 30_000);
    let fields =
        [("grant_type", "password"), ("username", &head.email), ("password", PASSWORD), ("totp", &totp)];
    let head = Person::of(&head.email, &school.token(&fields).await.expect(200).json());
    school.ask(&head, "GET", "/api/v1/admin/users", None).await.expect(200);
    school.ask(&head, "POST", KEYS, Some(&json!({ "name": "k" }))).await.expect(201);
}

#[tokio::test]
async fn c_02_a_browser_goes_on_with_another_cookie_once_its_owner_has_enrolled() {
    let school = strict().await;
    let head = school.admin().await;
    let body = json!({ "email": head.email, "password": PASSWORD });
    let entered = school.app.post("/api/v1/auth/session", &body).await.expect(200);
    let cookie =
        |answer: &crate::app::Answer| answer.header("set-cookie").split(';').next().unwrap().to_owned();
    let (before, csrf) = (cookie(&entered), entered.header("x-csrf-token").to_owned());
    let headers = [("cookie", before.as_str()), ("x-csrf-token", &csrf), ("sec-fetch-site", "same-origin")];
    let reads = async |cookie: &str| {
        let headers = [("cookie", cookie)];
        school.app.ask(Method::GET, "/api/v1/admin/users", &headers, Body::empty()).await.status.as_u16()
    };
    assert_eq!(reads(&before).await, 403);
    let begun = json!({ "password": PASSWORD });
    let begun = school.app.post_with("/api/v1/auth/mfa/enable", &headers, &begun).await.expect(200).json();
    let secret = data_encoding::BASE32_NOPAD.decode(begun["secret"].as_str().unwrap().as_bytes()).unwrap();
    assert_eq!(reads(&before).await, 403, "a secret that was shown is no factor yet");
    let code = json!({ "code": code(&secret, school.app.ctx.clock.now_ms()) });
    let verified = school.app.post_with("/api/v1/auth/mfa/verify", &headers, &code).await.expect(200);
    assert_eq!(reads(&cookie(&verified)).await, 200);
    assert_eq!(reads(&before).await, 401);
}

#[tokio::test]
async fn k_01_a_narrow_token_makes_no_wide_key() {
    let school = School::new().await;
    school.person("ann").await;
    let fields = [
        ("grant_type", "password"),
        ("username", "ann@example.org"),
        ("password", PASSWORD),
        ("scope", "account:manage materials:read"),
    ];
    let narrow = Person::of("ann@example.org", &school.token(&fields).await.expect(200).json());
    let key = |scope: &str| json!({ "name": "k", "scopes": [scope] });
    school.ask(&narrow, "POST", KEYS, Some(&key("materials:write"))).await.problem(422);
    school.ask(&narrow, "POST", KEYS, Some(&key("materials:read"))).await.expect(201);
}

#[tokio::test]
async fn m_10_what_was_opened_before_the_rule_can_do_nothing_but_enrol_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let before = School::in_folder(folder, Clock::System, School::lasting(), |_| {}).await;
    let head = before.admin().await;
    let (ann, ben) = (before.person("ann").await, before.person("ben").await);
    before.with_app(&ben).await;
    for who in [&ann, &ben] {
        let id = before.me(&who.access).await.json()["id"].as_str().unwrap().to_owned();
        let place = format!("/api/v1/admin/users/{id}");
        before.ask(&head, "PATCH", &place, Some(&json!({ "role": "teacher" }))).await.expect(200);
    }
    let ann = before.sign_in(&ann.email).await;
    let key = before.ask(&ann, "POST", KEYS, Some(&json!({ "name": "k" }))).await.expect(201).json();
    let key = format!("Bearer {}", key["key"].as_str().unwrap());
    let browser = Browser::signed_in(&before, &ann.email).await;
    browser.get("/materials").await.expect(200);

    let school = before.restarted(|config| config.policy.second_factor_from = Some(Role::Teacher)).await;
    let reads = async |who: &Person| school.ask(who, "GET", "/api/v1/materials", None).await;
    let refused = reads(&ann).await.problem(403);
    assert!(refused["detail"].as_str().unwrap().contains("second factor"), "{refused}");
    school.ask_with(&key, "GET", "/api/v1/materials", None).await.problem(403);
    let fields = [("grant_type", "refresh_token"), ("refresh_token", ann.refresh.as_str())];
    let renewed = school.token(&fields).await.expect(200).json();
    assert!(!renewed["scope"].as_str().unwrap().contains("materials"), "{renewed}");
    let ann = Person::of(&ann.email, &renewed);
    reads(&ann).await.problem(403);
    let gone = browser.elsewhere(&school).get("/materials").await.expect(303);
    assert_eq!(gone.header("location"), "/account/two-step");
    // whoever showed one goes on, and so do those of whom none is asked
    let fields = [("grant_type", "refresh_token"), ("refresh_token", ben.refresh.as_str())];
    let ben = Person::of(&ben.email, &school.token(&fields).await.expect(200).json());
    reads(&ben).await.expect(200);
    let pupil = school.person("pia").await;
    reads(&pupil).await.expect(200);

    // an app is set up in one sign-in: that one and the keys are full at once, others when their owner shows a code there
    let other = school.sign_in(&ann.email).await;
    school.with_app(&ann).await;
    school.ask_with(&key, "GET", "/api/v1/materials", None).await.expect(200);
    let fields = [("grant_type", "refresh_token"), ("refresh_token", ann.refresh.as_str())];
    let ann = Person::of(&ann.email, &school.token(&fields).await.expect(200).json());
    reads(&ann).await.expect(200);
    reads(&other).await.problem(403);
}

async fn with_second(school: &School, email: &str, second: &str) -> Person {
    let fields = [("grant_type", "password"), ("username", email), ("password", PASSWORD), ("totp", second)];
    Person::of(email, &school.token(&fields).await.expect(200).json())
}

#[tokio::test]
async fn m_10_whoever_takes_their_only_second_factor_away_has_to_enrol_again_at_once() {
    let school = strict().await;
    let head = school.admin().await;
    let (_, codes) = school.with_app(&head).await;
    let head = with_second(&school, &head.email, &codes[0]).await;
    let browser = Browser::signed_in_with(&school, &head.email, &codes[1]).await;
    browser.get("/materials").await.expect(200);
    let reads = async || school.ask(&head, "GET", "/api/v1/materials", None).await.status.as_u16();
    assert_eq!(reads().await, 200);
    let off = json!({ "password": PASSWORD, "code": codes[2] });
    let off = school.ask(&head, "POST", "/api/v1/auth/mfa/disable", Some(&off)).await;
    assert!(off.status.is_success(), "{}", off.text());
    assert_eq!(reads().await, 403);
    browser.get("/materials").await.expect(303);
}

#[tokio::test]
async fn m_10_a_password_alone_does_not_renew_what_a_code_proved() {
    let now = Arc::new(AtomicI64::new(1_800_000_000_000));
    let school = School::on(Clock::Fixed(now.clone()), |_| {}).await;
    let ann = school.person("ann").await;
    let (_, codes) = school.with_app(&ann).await;
    let ann = with_second(&school, &ann.email, &codes[0]).await;
    now.fetch_add(CONFIRMED_MS, Ordering::SeqCst);
    let key = json!({ "name": "k" });
    school.ask(&ann, "POST", KEYS, Some(&key)).await.problem(403);
    let change = json!({ "current_password": PASSWORD, "new_password": "nine purple anvils rest" });
    school.ask(&ann, "POST", "/api/v1/auth/password/change", Some(&change)).await.expect(204);
    school.ask(&ann, "POST", KEYS, Some(&key)).await.problem(403);
}

#[tokio::test]
async fn k_01_a_key_needs_a_sign_in_of_the_last_minutes() {
    let now = Arc::new(AtomicI64::new(1_800_000_000_000));
    let school = School::on(Clock::Fixed(now.clone()), |_| {}).await;
    let ann = school.person("ann").await;
    school.ask(&ann, "POST", KEYS, Some(&json!({ "name": "k" }))).await.expect(201);
    now.fetch_add(CONFIRMED_MS, Ordering::SeqCst);
    school.ask(&ann, "POST", KEYS, Some(&json!({ "name": "k" }))).await.problem(403);
}
