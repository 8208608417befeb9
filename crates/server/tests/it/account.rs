//! One's own account: password, address, data, leaving.

use serde_json::json;

use crate::passkeys::Owner;
use crate::people::{PASSWORD, Person, School};

const NEW: &str = "nine purple anvils rest";

#[tokio::test]
async fn p_08_a_forgotten_password_comes_back_by_letter_once() {
    let school = School::new().await;
    let ann = school.person("ann").await;
    let forgot = async |email: &str| {
        school
            .app
            .post_with(
                "/api/v1/auth/password/forgot",
                &[("x-forwarded-host", "evil.example")],
                &json!({ "email": email }),
            )
            .await
    };
    let known = forgot(&ann.email).await.expect(202);
    let unknown = forgot("nobody@example.org").await.expect(202);
    assert_eq!(known.body, unknown.body);
    let old = school.link(&ann.email).await;
    forgot(&ann.email).await.expect(202);
    let link = school.link(&ann.email).await;
    assert!(school.letters(&ann.email).await.iter().all(|letter| !letter.contains("evil.example")));
    let reset = async |token: &str, password: &str| {
        let body = json!({ "token": token, "new_password": password });
        school.app.post("/api/v1/auth/password/reset", &body).await
    };
    reset(&old, NEW).await.problem(422);
    assert_eq!(reset(&link, "short").await.pointers(), ["/new_password", "/new_password"]);
    reset(&link, NEW).await.expect(204);
    reset(&link, NEW).await.problem(422);
    school.me(&ann.access).await.problem(401);
    school.password_grant(&ann.email, PASSWORD).await.expect(400);
    school.password_grant(&ann.email, NEW).await.expect(200);
    assert!(
        school
            .letters(&ann.email)
            .await
            .iter()
            .any(|letter| letter.contains("password of your account was changed"))
    );
}

#[tokio::test]
async fn p_08_a_reset_does_not_go_round_the_second_factor() {
    let school = School::new().await;
    let ann = school.person("ann").await;
    school.with_app(&ann).await;
    school.app.post("/api/v1/auth/password/forgot", &json!({ "email": ann.email })).await.expect(202);
    let body = json!({ "token": school.link(&ann.email).await, "new_password": NEW });
    school.app.post("/api/v1/auth/password/reset", &body).await.expect(204);
    let answer = school.password_grant(&ann.email, NEW).await.expect(400).json();
    assert_eq!(answer["mfa_required"], true);
}

#[tokio::test]
async fn p_09_changing_the_password_ends_every_other_sign_in() {
    let school = School::new().await;
    let ann = school.person("ann").await;
    let other = school.sign_in(&ann.email).await;
    let place = "/api/v1/auth/password/change";
    let wrong = json!({ "current_password": "wrong", "new_password": NEW });
    school.ask(&ann, "POST", place, Some(&wrong)).await.problem(403);
    for weak in ["short", "lafactoria lafactoria", "ann@example.org1"] {
        let body = json!({ "current_password": PASSWORD, "new_password": weak });
        school.ask(&ann, "POST", place, Some(&body)).await.problem(422);
    }
    let body = json!({ "current_password": PASSWORD, "new_password": NEW });
    school.ask(&ann, "POST", place, Some(&body)).await.expect(204);
    school.me(&ann.access).await.expect(200);
    school.me(&other.access).await.problem(401);
    school.app.post("/api/v1/auth/refresh", &json!({ "refresh_token": other.refresh })).await.problem(401);
}

#[tokio::test]
async fn p_03_p_04_any_characters_count_and_none_is_cut() {
    let school = School::new().await;
    let long = format!("{}X", "correct horse ✨ بطارية ".repeat(4));
    for (name, password) in [("a1", "🦀🐙🦑🐡🐬 tide pools at dusk "), ("b2", long.as_str())] {
        let email = format!("{name}@example.org");
        let body = json!({ "email": email, "password": password, "name": "Ann" });
        school.app.post("/api/v1/auth/register", &body).await.expect(202);
        school.password_grant(&email, password).await.expect(200);
        for other in [password.trim_end(), &password[..password.len() - 1], &password.to_lowercase()] {
            if other != password {
                school.password_grant(&email, other).await.expect(400);
            }
        }
    }
}

#[tokio::test]
async fn a_03_nobody_raises_themselves() {
    let school = School::new().await;
    let ann = school.person("ann").await;
    let body =
        json!({ "name": "Ann", "role": "admin", "id": "x", "email_verified": true, "organisation_id": "y" });
    let me = school.ask(&ann, "PATCH", "/api/v1/users/me", Some(&body)).await.expect(200).json();
    assert_eq!((&me["role"], &me["email_verified"]), (&json!("student"), &json!(false)));
    for odd in [
        json!({ "name": "" }),
        json!({ "name": "a\nb" }),
        json!({ "name": "\u{202e}evil" }),
        json!({ "name": 5 }),
        json!([]),
    ] {
        school.ask(&ann, "PATCH", "/api/v1/users/me", Some(&odd)).await.expect_client_error();
    }
}

#[tokio::test]
async fn another_address_counts_once_it_is_confirmed() {
    let school = School::new().await;
    let ann = school.person("ann").await;
    let me = "/api/v1/users/me";
    let wish = json!({ "email": "anna@example.org" });
    school.ask(&ann, "PATCH", me, Some(&wish)).await.problem(403);
    let wish = json!({ "email": "anna@example.org", "password": PASSWORD });
    let same = school.ask(&ann, "PATCH", me, Some(&wish)).await.expect(200).json();
    assert_eq!(same["email"], "ann@example.org");
    let body = json!({ "token": school.link("anna@example.org").await });
    school.app.post("/api/v1/auth/verify-email", &body).await.expect(204);
    school.app.post("/api/v1/auth/verify-email", &body).await.problem(422);
    let now = school.me(&ann.access).await.json();
    assert_eq!((&now["email"], &now["email_verified"]), (&json!("anna@example.org"), &json!(true)));
    school.password_grant("anna@example.org", PASSWORD).await.expect(200);
}

#[tokio::test]
async fn where_addresses_have_to_be_confirmed_nobody_comes_in_before() {
    let school = School::with(|config| config.policy.require_verified_email = true).await;
    school.register("ann@example.org").await.expect(202);
    let before = school.password_grant("ann@example.org", PASSWORD).await.expect(400);
    let wrong = school.password_grant("ann@example.org", "not it at all").await.expect(400);
    assert_eq!(before.body, wrong.body);
    let body = json!({ "token": school.link("ann@example.org").await });
    school.app.post("/api/v1/auth/verify-email", &body).await.expect(204);
    school.password_grant("ann@example.org", PASSWORD).await.expect(200);
}

#[tokio::test]
async fn d_01_the_export_has_everything_and_no_secret() {
    let school = School::new().await;
    let ann = school.person("ann").await;
    school.with_app(&ann).await;
    let text = json!({ "title": "Cells", "text": "A cell is the smallest unit of life. Cells divide." });
    school.ask(&ann, "POST", "/api/v1/sources", Some(&text)).await.expect(201);
    let answer = school.ask(&ann, "GET", "/api/v1/users/me/export", None).await.expect(200);
    assert!(answer.header("content-disposition").starts_with("attachment"));
    let export = answer.json();
    assert_eq!(export["profile"]["email"], "ann@example.org");
    assert_eq!(export["sources"][0]["title"], "Cells");
    assert!(export["audit"].as_array().unwrap().len() > 2);
    for part in ["sessions", "api_keys", "passkeys", "identities", "materials", "earlier_versions", "usage"] {
        assert!(export[part].is_array(), "{part}");
    }
    for secret in ["$argon2", "lfr_", "password_hash", "digest"] {
        assert!(!answer.text().contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn d_02_leaving_takes_everything_along() {
    let school = School::new().await;
    let ann = school.person("ann").await;
    let key = school.ask(&ann, "POST", "/api/v1/auth/api-keys", Some(&json!({ "name": "k" }))).await.json();
    let text = json!({ "title": "Cells", "text": "A cell is the smallest unit of life. Cells divide." });
    school.ask(&ann, "POST", "/api/v1/sources", Some(&text)).await.expect(201);
    let me = "/api/v1/users/me";
    school.ask(&ann, "DELETE", me, Some(&json!({}))).await.problem(422);
    school.ask(&ann, "DELETE", me, Some(&json!({ "password": "wrong" }))).await.problem(403);
    school.ask(&ann, "DELETE", me, Some(&json!({ "password": PASSWORD }))).await.expect(204);
    school.me(&ann.access).await.problem(401);
    let bearer = format!("Bearer {}", key["key"].as_str().unwrap());
    school.ask_with(&bearer, "GET", "/api/v1/materials", None).await.problem(401);
    school.app.post("/api/v1/auth/refresh", &json!({ "refresh_token": ann.refresh })).await.problem(401);
    school.password_grant(&ann.email, PASSWORD).await.expect(400);
    // the address is free again, for an account that knows nothing of the old one
    let again = school.person("ann").await;
    let sources = school.ask(&again, "GET", "/api/v1/sources", None).await.json();
    assert_eq!(sources["items"], json!([]));
}

#[tokio::test]
async fn an_account_that_somebody_made_with_my_address_is_mine_alone_after_a_reset() {
    let school = School::new().await;
    let thief = school.person("ann").await;
    let key = school.ask(&thief, "POST", "/api/v1/auth/api-keys", Some(&json!({ "name": "k" }))).await.json();
    let thief = Owner::of(&school, thief).await.person;
    let wish = json!({ "email": "thief@example.org", "password": PASSWORD });
    school.ask(&thief, "PATCH", "/api/v1/users/me", Some(&wish)).await.expect(200);
    let move_away = school.link("thief@example.org").await;

    school.app.post("/api/v1/auth/password/forgot", &json!({ "email": "ann@example.org" })).await.expect(202);
    let body = json!({ "token": school.link("ann@example.org").await, "new_password": NEW });
    school.app.post("/api/v1/auth/password/reset", &body).await.expect(204);
    let bearer = format!("Bearer {}", key["key"].as_str().unwrap());
    school.ask_with(&bearer, "GET", "/api/v1/materials", None).await.problem(401);
    school.app.post("/api/v1/auth/verify-email", &json!({ "token": move_away })).await.problem(422);
    school.app.post("/api/v1/auth/refresh", &json!({ "refresh_token": thief.refresh })).await.problem(401);
    // the thief's passkey is taken no more, neither alone nor beside the password
    let ann = school.password_grant("ann@example.org", NEW).await.expect(200).json();
    let ann = Person::of("ann@example.org", &ann);
    let passkeys = school.ask(&ann, "GET", "/api/v1/auth/passkeys", None).await.expect(200).json();
    assert_eq!(passkeys["items"], json!([]));
}

#[tokio::test]
async fn p_08_a_link_to_the_old_mailbox_opens_nothing_once_the_address_is_another() {
    let school = School::new().await;
    let ann = school.person("ann").await;
    school.app.post("/api/v1/auth/password/forgot", &json!({ "email": ann.email })).await.expect(202);
    let old = school.link("ann@example.org").await;
    let wish = json!({ "email": "new@example.org", "password": PASSWORD });
    school.ask(&ann, "PATCH", "/api/v1/users/me", Some(&wish)).await.expect(200);
    let confirm = json!({ "token": school.link("new@example.org").await });
    school.app.post("/api/v1/auth/verify-email", &confirm).await.expect(204);
    let body = json!({ "token": old, "new_password": NEW });
    school.app.post("/api/v1/auth/password/reset", &body).await.problem(422);
    school.password_grant("new@example.org", PASSWORD).await.expect(200);
}
