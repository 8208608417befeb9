//! Signing up, signing in, renewing, signing out.

use axum::body::Body;
use axum::http::Method;
use serde_json::{Value, json};

use crate::app::TestApp;
use crate::people::{PASSWORD, Person, School};

fn claims(access: &str) -> Value {
    let part = access.split('.').nth(1).unwrap();
    serde_json::from_slice(&data_encoding::BASE64URL_NOPAD.decode(part.as_bytes()).unwrap()).unwrap()
}

#[tokio::test]
async fn on_a_personal_installation_nobody_signs_in() {
    let app = TestApp::new().await;
    app.get("/api/v1/materials").await.expect(200);
    let answer = app.get("/api/v1/users/me").await;
    assert_eq!(answer.header("www-authenticate"), "Bearer realm=\"La Factoria\"");
    answer.problem(401);
    let body = json!({ "email": "ann@example.org", "password": PASSWORD, "name": "Ann" });
    app.post("/api/v1/auth/register", &body).await.problem(403);
}

#[tokio::test]
async fn with_accounts_everybody_signs_in() {
    let school = School::new().await;
    for path in ["/api/v1/materials", "/api/v1/sources", "/api/v1/users/me", "/api/v1/auth/sessions"] {
        let answer = school.app.get(path).await;
        assert_eq!(answer.header("www-authenticate"), "Bearer realm=\"La Factoria\"", "{path}");
        answer.problem(401);
    }
    for path in
        ["/health/live", "/health/ready", "/api/v1/content-types", "/openapi.json", "/.well-known/jwks.json"]
    {
        school.app.get(path).await.expect(200);
    }
    let ann = school.person("ann").await;
    let me = school.me(&ann.access).await.expect(200).json();
    assert_eq!((&me["email"], &me["role"]), (&json!("ann@example.org"), &json!("student")));
}

#[tokio::test]
async fn t_11_t_12_tokens_say_what_they_should_and_nothing_more() {
    let school = School::new().await;
    school.register("ann@example.org").await.expect(202);
    let answer = school.password_grant("ann@example.org", PASSWORD).await.expect(200);
    assert_eq!(answer.header("cache-control"), "no-store");
    let tokens = answer.json();
    assert_eq!((&tokens["token_type"], &tokens["expires_in"]), (&json!("bearer"), &json!(1800)));
    let claims = claims(tokens["access_token"].as_str().unwrap());
    assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), 1800);
    for name in ["iss", "aud", "sub", "jti", "sid"] {
        assert!(claims[name].is_string(), "{name}");
    }
    assert!(!claims.to_string().contains("ann"), "{claims}");
}

#[tokio::test]
async fn p_07_registering_twice_looks_like_once() {
    let school = School::new().await;
    let first = school.register("ann@example.org").await.expect(202);
    let second = school.register("ANN@Example.org").await.expect(202);
    assert_eq!(first.body, second.body);
    school.sign_in("ann@example.org").await;
    let letters = school.letters("ANN@Example.org").await;
    assert!(letters[0].contains("has an account already"), "{letters:?}");
}

#[tokio::test]
async fn p_01_p_02_p_06_weak_passwords_and_privileged_fields_get_nowhere() {
    let school = School::new().await;
    for password in
        ["short", "fourteen chars", "passwordpassword", "lafactoria lafactoria", "ann.miller ann.miller"]
    {
        let body = json!({ "email": "ann.miller@example.org", "password": password, "name": "Ann" });
        let pointers = school.app.post("/api/v1/auth/register", &body).await.pointers();
        assert!(pointers.iter().all(|pointer| pointer == "/password"), "{password}: {pointers:?}");
    }
    let body = json!({ "email": "eve@example.org", "password": PASSWORD, "name": "Eve", "role": "admin",
                       "is_admin": true, "id": "1", "email_verified": true });
    school.app.post("/api/v1/auth/register", &body).await.expect(202);
    let eve = school.sign_in("eve@example.org").await;
    let me = school.me(&eve.access).await.json();
    assert_eq!((&me["role"], &me["email_verified"]), (&json!("student"), &json!(false)));
}

#[tokio::test]
async fn l_01_wrong_password_and_unknown_user_look_alike() {
    let school = School::new().await;
    school.register("ann@example.org").await.expect(202);
    let wrong = school.password_grant("ann@example.org", "not the password at all").await.expect(400);
    let unknown = school.password_grant("bob@example.org", "not the password at all").await.expect(400);
    assert_eq!(wrong.body, unknown.body);
    assert_eq!(wrong.json()["error"], "invalid_grant");
    assert_eq!(school.events("login_failed").await.len(), 2);
    let shown = serde_json::to_string(&school.events("login_failed").await).unwrap();
    assert!(!shown.contains("ann") && !shown.contains("bob"), "{shown}");
}

#[tokio::test]
async fn r_01_r_02_a_refresh_token_is_used_once_and_its_replay_ends_the_family() {
    let school = School::new().await;
    let ann = school.person("ann").await;
    let other = school.sign_in(&ann.email).await;
    let grant =
        |token: &str| [("grant_type", "refresh_token".to_owned()), ("refresh_token", token.to_owned())];
    let ask = async |token: &str| {
        let fields = grant(token);
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        school.token(&fields).await
    };
    let next = Person::of(&ann.email, &ask(&ann.refresh).await.expect(200).json());
    school.me(&next.access).await.expect(200);
    let replayed = ask(&ann.refresh).await.expect(400).json();
    assert_eq!(replayed["error"], "invalid_grant");
    for access in [&ann.access, &next.access] {
        let refused = school.me(access).await;
        assert!(refused.header("www-authenticate").contains("invalid_token"));
        refused.problem(401);
    }
    ask(&next.refresh).await.expect(400);
    school.me(&other.access).await.expect(200);
    ask(&other.refresh).await.expect(200);
    assert_eq!(school.events("refresh_reuse").await.len(), 1);
    assert!(school.letters(&ann.email).await.iter().any(|letter| letter.contains("used twice")));
}

#[tokio::test]
async fn r_03_of_twelve_parallel_renewals_at_most_one_branch_lives() {
    let school = School::new().await;
    let ann = school.person("ann").await;
    let body = json!({ "refresh_token": ann.refresh });
    let ask = || school.app.post("/api/v1/auth/refresh", &body);
    let answers = futures_util::future::join_all((0..12).map(|_| ask())).await;
    let fresh: Vec<_> = answers.into_iter().filter(|answer| answer.status.as_u16() == 200).collect();
    assert!(fresh.len() <= 1);
    for answer in fresh {
        let next = json!({ "refresh_token": answer.json()["refresh_token"] });
        school.app.post("/api/v1/auth/refresh", &next).await.problem(401);
    }
}

#[tokio::test]
async fn r_04_garbage_is_no_refresh_token() {
    let school = School::new().await;
    for odd in [
        json!(""),
        json!("x"),
        json!(1),
        json!(null),
        json!(["a"]),
        json!({}),
        json!("lfr_\0"),
        json!("a".repeat(9000)),
    ] {
        school.app.post("/api/v1/auth/refresh", &json!({ "refresh_token": odd })).await.problem(401);
        let text = odd.as_str().unwrap_or("1").to_owned();
        let answer =
            school.token(&[("grant_type", "refresh_token"), ("refresh_token", &text)]).await.expect(400);
        assert!(["invalid_grant", "invalid_request"].contains(&answer.json()["error"].as_str().unwrap()));
    }
}

#[tokio::test]
async fn r_06_signing_out_ends_both_tokens_and_nobody_elses() {
    let school = School::new().await;
    let (ann, bob) = (school.person("ann").await, school.person("bob").await);
    let body = json!({ "refresh_token": bob.refresh });
    school.ask(&ann, "POST", "/api/v1/auth/logout", Some(&body)).await.expect(204);
    school.me(&ann.access).await.problem(401);
    school.app.post("/api/v1/auth/refresh", &json!({ "refresh_token": ann.refresh })).await.problem(401);
    school.me(&bob.access).await.expect(200);
    school.app.post("/api/v1/auth/refresh", &body).await.expect(200);
    school.app.act("/api/v1/auth/logout").await.problem(401);
}

#[tokio::test]
async fn s_01_sessions_are_listed_and_ended_by_their_owner_only() {
    let school = School::new().await;
    let (ann, bob) = (school.person("ann").await, school.person("bob").await);
    let second = school.sign_in(&ann.email).await;
    let list = school.ask(&ann, "GET", "/api/v1/auth/sessions", None).await.expect(200).json();
    let items = list["items"].as_array().unwrap();
    assert_eq!(items.len(), 2);
    assert_eq!(items.iter().filter(|item| item["current"] == true).count(), 1);
    let other =
        items.iter().find(|item| item["current"] == false).unwrap()["id"].as_str().unwrap().to_owned();
    let place = format!("/api/v1/auth/sessions/{other}");
    school.ask(&bob, "DELETE", &place, None).await.problem(404);
    school.me(&second.access).await.expect(200);
    school.ask(&ann, "DELETE", &place, None).await.expect(204);
    school.me(&second.access).await.problem(401);
    school.ask(&ann, "DELETE", &place, None).await.problem(404);
}

#[tokio::test]
async fn a_01_what_is_anothers_is_not_there() {
    let school = School::new().await;
    let (ann, bob) = (school.person("ann").await, school.person("bob").await);
    let brief = json!({ "content_type": "quiz", "topic": "photosynthesis", "owner": "someone" });
    let place = school.ask(&ann, "POST", "/api/v1/materials", Some(&brief)).await.expect(202).location();
    school.ask(&ann, "GET", &place, None).await.expect(200);
    for (method, end, body) in [
        ("GET", "", None),
        ("DELETE", "", None),
        ("PATCH", "", Some(json!({ "body": {} }))),
        ("PATCH", "", Some(json!({ "topic": "cells" }))),
        ("POST", "/cancel", None),
        ("GET", "/versions", None),
        ("GET", "/events", None),
        ("GET", "/export?format=md", None),
    ] {
        school.ask(&bob, method, &format!("{place}{end}"), body.as_ref()).await.problem(404);
    }
    let list = school.ask(&bob, "GET", "/api/v1/materials", None).await.json();
    assert_eq!(list["items"], json!([]));
    school.ask(&ann, "POST", &format!("{place}/approve"), None).await.problem(403);
    school.ask(&ann, "POST", "/api/v1/batches", Some(&json!({}))).await.problem(403);
}

#[tokio::test]
async fn k_01_a_key_does_less_than_its_owner_and_is_shown_once() {
    let school = School::new().await;
    let ann = school.person("ann").await;
    let place = "/api/v1/auth/api-keys";
    let body = json!({ "name": "script", "scopes": ["materials:read"], "expires_in_days": 30 });
    let made = school.ask(&ann, "POST", place, Some(&body)).await.expect(201).json();
    let key = made["key"].as_str().unwrap().to_owned();
    assert!(key.starts_with("lf_"));
    let list = school.ask(&ann, "GET", place, None).await.expect(200);
    assert!(!list.text().contains(&key) && list.json()["items"][0]["name"] == "script");
    let bearer = format!("Bearer {key}");
    school.ask_with(&bearer, "GET", "/api/v1/materials", None).await.expect(200);
    let denied = school.ask_with(&bearer, "POST", "/api/v1/materials", Some(&json!({}))).await;
    assert!(denied.header("www-authenticate").contains("insufficient_scope"));
    denied.problem(403);
    school.ask_with(&bearer, "POST", place, Some(&body)).await.problem(403);
    for (value, status) in [(&key, 200), (&ann.access, 401)] {
        let headers = [("x-api-key", value.as_str())];
        let answer = school.app.ask(Method::GET, "/api/v1/materials", &headers, Body::empty()).await;
        assert_eq!(answer.status.as_u16(), status);
    }
    let both = [("x-api-key", key.as_str()), ("authorization", bearer.as_str())];
    school.app.ask(Method::GET, "/api/v1/materials", &both, Body::empty()).await.problem(401);
    for scopes in [json!(["account:manage"]), json!(["admin:read"]), json!(["nonsense"]), json!([])] {
        let body = json!({ "name": "script", "scopes": scopes });
        school.ask(&ann, "POST", place, Some(&body)).await.problem(422);
    }
    let id = made["id"].as_str().unwrap();
    school.ask(&ann, "DELETE", &format!("{place}/{id}"), None).await.expect(204);
    school.ask_with(&bearer, "GET", "/api/v1/materials", None).await.problem(401);
}

#[tokio::test]
async fn the_first_admin_takes_over_and_the_link_works_once() {
    let school = School::new().await;
    let head = school.admin().await;
    let me = school.me(&head.access).await.expect(200).json();
    assert_eq!(me["role"], "admin");
    assert!(factory::accounts::first_admin::invite(&school.app.ctx).await.unwrap().is_none());
}
