//! Programs that get tokens for a passkey.

use serde_json::{Value, json};

use crate::passkeys::{ALL, ORIGIN, Owner, begin, device, made, post, shown};
use crate::people::{PASSWORD, Person, School};

/// Asks for tokens and is asked for a second factor.
async fn half(school: &School, email: &str) -> Value {
    let half = school.password_grant(email, PASSWORD).await.expect(400).json();
    assert_eq!((&half["error"], &half["mfa_required"]), (&json!("invalid_grant"), &json!(true)));
    json!({ "mfa_token": half["mfa_token"] })
}

#[tokio::test]
async fn m_10_a_program_gets_tokens_for_a_passkey_that_is_the_only_second_factor() {
    let school = School::new().await;
    let mut ann = Owner::new(&school, "ann").await;
    let half = half(&school, "ann@example.org").await;
    let begun = post(&school, None, "/sign-in/start", &half).await.expect(200).json();
    let body = |credential: Value, scope: Value| json!({ "ceremony": begun["ceremony"], "mfa_token": half["mfa_token"], "credential": credential, "scope": scope });
    let credential = ann.shows(ORIGIN, &begun["options"]);
    let scope = json!("no:such");
    post(&school, None, "/sign-in/tokens", &body(credential.clone(), scope)).await.problem(422);
    let scope = json!("account:read");
    let answer = post(&school, None, "/sign-in/tokens", &body(credential.clone(), scope)).await.expect(200);
    assert!(!answer.headers.contains_key("set-cookie"), "a program keeps no cookies");
    assert_eq!(answer.header("cache-control"), "no-store");
    let tokens = answer.json();
    assert_eq!((&tokens["token_type"], &tokens["expires_in"]), (&json!("bearer"), &json!(1800)));
    assert_eq!(tokens["scope"], json!("account:read"));
    let program = Person::of("ann@example.org", &tokens);
    assert_eq!(school.me(&program.access).await.expect(200).json()["id"], json!(ann.id));
    let key = json!({ "name": "k" });
    school.ask(&program, "POST", "/api/v1/auth/api-keys", Some(&key)).await.problem(403);
    let renewed = [("grant_type", "refresh_token"), ("refresh_token", program.refresh.as_str())];
    school.token(&renewed).await.expect(200);
    // neither half works again
    post(&school, None, "/sign-in/tokens", &body(credential, Value::Null)).await.problem(401);
    post(&school, None, "/sign-in/start", &half).await.problem(401);

    // as strong as a browser's sign-in, and without any password too
    let begun = begin(&school).await;
    let credential = ann.shows(ORIGIN, &begun["options"]);
    let body = json!({ "ceremony": begun["ceremony"], "credential": credential });
    let tokens = post(&school, None, "/sign-in/tokens", &body).await.expect(200).json();
    let program = Person::of("ann@example.org", &tokens);
    school.ask(&program, "POST", "/api/v1/auth/api-keys", Some(&key)).await.expect(201);
}

#[tokio::test]
async fn m_06_m_11_tokens_are_for_the_account_and_the_flow_that_waits() {
    let school = School::new().await;
    let (mut ann, mut eve) = (Owner::new(&school, "ann").await, Owner::new(&school, "eve").await);
    let (anns, eves) = (half(&school, "ann@example.org").await, half(&school, "eve@example.org").await);
    let refused = async |begun: &Value, pending: &Value, credential: Value| {
        let body = json!({ "ceremony": begun["ceremony"], "mfa_token": pending, "credential": credential });
        let refused = post(&school, None, "/sign-in/tokens", &body).await;
        assert!(!refused.text().contains("access_token"));
        refused.problem(401);
    };
    let start =
        async |pending: &Value| post(&school, None, "/sign-in/start", pending).await.expect(200).json();
    // somebody else's device, pending sign-in or challenge
    let begun = start(&anns).await;
    let credential = eve.shows(ORIGIN, &begun["options"]);
    refused(&begun, &anns["mfa_token"], credential).await;
    let begun = start(&anns).await;
    let credential = ann.shows(ORIGIN, &begun["options"]);
    refused(&begun, &eves["mfa_token"], credential).await;
    let begun = begin(&school).await;
    let credential = ann.shows(ORIGIN, &begun["options"]);
    refused(&begun, &anns["mfa_token"], credential).await;
    // a device alone where the challenge was for a password's second step
    let begun = start(&anns).await;
    let credential = ann.shows(ORIGIN, &begun["options"]);
    refused(&begun, &Value::Null, credential).await;
    // another page's, or nobody's
    let begun = start(&anns).await;
    let credential = ann.shows("http://evil.localhost:8000", &begun["options"]);
    refused(&begun, &anns["mfa_token"], credential).await;
    refused(&json!({ "ceremony": "lfk_x" }), &anns["mfa_token"], json!({})).await;
    // none of it spent what was really waiting
    let begun = start(&anns).await;
    let credential = ann.shows(ORIGIN, &begun["options"]);
    let body =
        json!({ "ceremony": begun["ceremony"], "mfa_token": anns["mfa_token"], "credential": credential });
    post(&school, None, "/sign-in/tokens", &body).await.expect(200);
}

#[tokio::test]
async fn l_11_an_operator_who_gives_programs_no_tokens_gives_none_for_passkeys() {
    let school = School::with(|config| config.password_grant = false).await;
    school.register("ann@example.org").await.expect(202);
    let body = json!({ "email": "ann@example.org", "password": PASSWORD });
    let entered = school.app.post("/api/v1/auth/session", &body).await.expect(200);
    let cookie = entered.header("set-cookie").split(';').next().unwrap().to_owned();
    let csrf = entered.header("x-csrf-token").to_owned();
    let headers = [("cookie", cookie.as_str()), ("x-csrf-token", &csrf), ("sec-fetch-site", "same-origin")];
    let add = async |half: &str, body: &Value| {
        school.app.post_with(&format!("{ALL}/register/{half}"), &headers, body).await
    };
    let begun = add("start", &json!({})).await.expect(200).json();
    let mut phone = device();
    let credential = made(&mut phone, ORIGIN, &begun["options"]);
    let id = credential["rawId"].as_str().unwrap().to_owned();
    let body = json!({ "ceremony": begun["ceremony"], "name": "Phone", "credential": credential });
    add("finish", &body).await.expect(201);

    let begun = begin(&school).await;
    let owner = entered.json()["user_id"].as_str().unwrap().to_owned();
    let credential = shown(&mut phone, ORIGIN, &begun["options"], (&owner, &id));
    let body = json!({ "ceremony": begun["ceremony"], "credential": credential });
    post(&school, None, "/sign-in/tokens", &body).await.problem(403);
    // the browser's door stays open
    post(&school, None, "/sign-in/finish", &body).await.expect(200);
}
