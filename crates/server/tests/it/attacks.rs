//! Tokens that somebody made up, changed or took from elsewhere, over the router.

use axum::body::Body;
use axum::http::Method;
use data_encoding::BASE64URL_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::people::School;

fn part(value: &Value) -> String {
    BASE64URL_NOPAD.encode(value.to_string().as_bytes())
}

fn hs256(header: &Value, claims: &str, key: &[u8]) -> String {
    let signed = format!("{}.{claims}", part(header));
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
    mac.update(signed.as_bytes());
    format!("{signed}.{}", BASE64URL_NOPAD.encode(&mac.finalize().into_bytes()))
}

async fn refused(school: &School, token: &str) {
    let answer = school.me(token).await;
    assert!(answer.header("www-authenticate").contains(r#"error="invalid_token""#), "{token}");
    answer.problem(401);
}

#[tokio::test]
async fn t_02_t_03_t_04_no_other_algorithm_is_believed() {
    let school = School::new().await;
    let ann = school.person("ann").await;
    let claims = ann.access.split('.').nth(1).unwrap().to_owned();
    let set = school.app.get("/.well-known/jwks.json").await.expect(200).json();
    let key = &set["keys"][0];
    for name in ["kid", "alg", "use", "kty", "crv", "x"] {
        assert!(key[name].is_string(), "{name}");
    }
    assert!(key.get("d").is_none(), "private parts stay at home");
    let kid = key["kid"].as_str().unwrap();
    for alg in ["none", "None", "NONE", "nOnE", ""] {
        for signature in ["", "AAAA", ann.access.rsplit('.').next().unwrap()] {
            let header = json!({ "alg": alg, "typ": "at+jwt", "kid": kid });
            refused(&school, &format!("{}.{claims}.{signature}", part(&header))).await;
        }
    }
    let x = key["x"].as_str().unwrap();
    let raw = BASE64URL_NOPAD.decode(x.as_bytes()).unwrap();
    for secret in [
        raw.as_slice(),
        x.as_bytes(),
        key.to_string().as_bytes(),
        b"secret",
        b"changeme",
        b"",
        kid.as_bytes(),
    ] {
        let header = json!({ "alg": "HS256", "typ": "at+jwt", "kid": kid });
        refused(&school, &hs256(&header, &claims, secret)).await;
    }
    school.me(&ann.access).await.expect(200);
}

#[tokio::test]
async fn t_05_any_change_spoils_a_token() {
    let school = School::new().await;
    let ann = school.person("ann").await;
    for at in (0..ann.access.len()).step_by(7) {
        let mut bytes = ann.access.clone().into_bytes();
        bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(bytes).unwrap();
        school.me(&changed).await.problem(401);
    }
    for spelling in [
        format!("{}=", ann.access),
        format!("{}.", ann.access),
        ann.access.replacen('.', "..", 1),
        ann.access.rsplit_once('.').unwrap().0.to_owned(),
        ann.access.to_uppercase(),
    ] {
        school.me(&spelling).await.problem(401);
    }
}

#[tokio::test]
async fn t_06_a_token_brings_no_key_of_its_own() {
    let school = School::new().await;
    let ann = school.person("ann").await;
    let parts: Vec<&str> = ann.access.split('.').collect();
    for (name, value) in [
        ("jwk", json!({ "kty": "oct", "k": "AAAA" })),
        ("jku", json!("http://127.0.0.1:1/keys")),
        ("x5u", json!("http://127.0.0.1:1/cert")),
        ("kid", json!("../../../../dev/null")),
        ("kid", json!("x' UNION SELECT 'a")),
        ("kid", json!(null)),
        ("crit", json!(["exp"])),
        ("typ", json!("JWT")),
    ] {
        let mut header: Value =
            serde_json::from_slice(&BASE64URL_NOPAD.decode(parts[0].as_bytes()).unwrap()).unwrap();
        header[name] = value;
        refused(&school, &format!("{}.{}.{}", part(&header), parts[1], parts[2])).await;
    }
}

#[tokio::test]
async fn t_08_one_kind_of_secret_is_no_other() {
    let school = School::new().await;
    let ann = school.person("ann").await;
    refused(&school, &ann.refresh).await;
    refused(&school, &school.link(&ann.email).await).await;
    let body = json!({ "refresh_token": ann.access });
    school.app.post("/api/v1/auth/refresh", &body).await.problem(401);
    let link = school.link(&ann.email).await;
    let body = json!({ "token": link, "new_password": "nine purple anvils rest" });
    school.app.post("/api/v1/auth/password/reset", &body).await.problem(422);
    let body = json!({ "token": ann.refresh });
    school.app.post("/api/v1/auth/verify-email", &body).await.problem(422);
}

#[tokio::test]
async fn t_09_t_10_odd_headers_are_refused_and_never_more() {
    let school = School::new().await;
    let ann = school.person("ann").await;
    for scheme in ["bearer", "BEARER", "bEaReR"] {
        school
            .ask_with(&format!("{scheme} {}", ann.access), "GET", "/api/v1/users/me", None)
            .await
            .expect(200);
    }
    let long = "a".repeat(20_000);
    for odd in [
        "Bearer",
        "Bearer ",
        "Basic YTpi",
        "Digest x",
        ann.access.as_str(),
        "Bearer a b c",
        "Bearer ..",
        &long,
    ] {
        school.ask_with(odd, "GET", "/api/v1/users/me", None).await.problem(401);
    }
    let bearer = format!("Bearer {}", ann.access);
    let twice = [("authorization", bearer.as_str()), ("authorization", bearer.as_str())];
    school.app.ask(Method::GET, "/api/v1/users/me", &twice, Body::empty()).await.problem(401);
    school.app.get(&format!("/api/v1/users/me?access_token={}", ann.access)).await.problem(401);
}

#[tokio::test]
async fn t_13_after_a_rotation_old_tokens_live_on_and_new_ones_name_the_new_key() {
    let school = School::new().await;
    let head = school.admin().await;
    let before = school.app.get("/.well-known/jwks.json").await.json();
    let keys = school.ask(&head, "POST", "/api/v1/admin/signing-keys/rotate", None).await.expect(200).json();
    assert_eq!(
        (&keys["items"][0]["state"], &keys["items"][1]["state"]),
        (&json!("retired"), &json!("active"))
    );
    school.me(&head.access).await.expect(200);
    let after = school.app.get("/.well-known/jwks.json").await.json();
    assert_eq!(after["keys"][0], before["keys"][0]);
    let again = school.sign_in(&head.email).await;
    assert_ne!(again.access.split('.').next(), head.access.split('.').next());
    school.me(&again.access).await.expect(200);
}

#[tokio::test]
async fn l_10_credentials_in_the_address_are_refused() {
    let school = School::new().await;
    school.register("ann@example.org").await.expect(202);
    let query = "grant_type=password&username=ann%40example.org&password=nine+purple+anvils+sleep";
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let place = format!("/api/v1/auth/token?{query}");
    let answer = school.app.ask(Method::POST, &place, &form, Body::empty()).await.expect(400).json();
    assert_eq!(answer["error"], "invalid_request");
    school.app.get(&place).await.problem(405);
    let both = school.app.ask(Method::POST, &place, &form, Body::from(query)).await.expect(400).json();
    assert_eq!(both["error"], "invalid_request");
}

#[tokio::test]
async fn the_token_route_speaks_its_standard_whatever_is_sent() {
    let school = School::new().await;
    let cases: [(&[(&str, &str)], &str); 7] = [
        (&[], "invalid_request"),
        (&[("grant_type", "magic")], "unsupported_grant_type"),
        (&[("grant_type", "authorization_code"), ("code", "x")], "unsupported_grant_type"),
        (&[("grant_type", "password")], "invalid_request"),
        (
            &[("grant_type", "password"), ("username", "a"), ("username", "b"), ("password", "x")],
            "invalid_request",
        ),
        (&[("grant_type", "password"), ("username", "a\0b"), ("password", "x\0")], "invalid_grant"),
        (
            &[("grant_type", "password"), ("username", "a"), ("password", "x"), ("scope", "all")],
            "invalid_scope",
        ),
    ];
    for (fields, error) in cases {
        let answer = school.token(fields).await.expect(400);
        assert_eq!(answer.header("content-type"), "application/json");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.json()["error"], error, "{fields:?}");
    }
    let json = [("content-type", "application/json")];
    let body = Body::from(r#"{"grant_type":"password"}"#);
    let answer = school.app.ask(Method::POST, "/api/v1/auth/token", &json, body).await.expect(400);
    assert_eq!(answer.json()["error"], "invalid_request");
    let long = "x".repeat(1_000_000);
    let answer = school.token(&[("grant_type", "password"), ("username", "a"), ("password", &long)]).await;
    assert_eq!(answer.status.as_u16(), 413);
    let odd = "x".repeat(5_000);
    school.token(&[("grant_type", "password"), ("username", &odd), ("password", &odd)]).await.expect(400);
}
