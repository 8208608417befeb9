//! A browser's session: the cookie, and what other sites' pages cannot do with it.

use axum::body::Body;
use axum::http::Method;
use serde_json::json;

use crate::app::Answer;
use crate::people::{PASSWORD, School};

struct Browser {
    cookie: String,
    csrf: String,
}

impl Browser {
    async fn of(school: &School, email: &str) -> Self {
        let body = json!({ "email": email, "password": PASSWORD });
        Self::given(&school.app.post("/api/v1/auth/session", &body).await.expect(200))
    }

    fn given(answer: &Answer) -> Self {
        let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
        Self { cookie, csrf: answer.header("x-csrf-token").to_owned() }
    }

    #[expect(clippy::too_many_arguments, reason = "a request has as many parts")]
    async fn ask(
        &self,
        school: &School,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Answer {
        let mut all = vec![("cookie", self.cookie.as_str())];
        if !body.is_empty() && !headers.iter().any(|(name, _)| *name == "content-type") {
            all.push(("content-type", "application/json"));
        }
        all.extend_from_slice(headers);
        school.app.ask(method.parse().unwrap(), path, &all, Body::from(body.to_owned())).await
    }
}

const ME: &str = "/api/v1/users/me";
const NAME: &str = r#"{"name":"Bea"}"#;

#[tokio::test]
async fn c_01_the_cookie_is_locked_and_holds_nothing() {
    let school = School::new().await;
    let ann = school.person("ann").await;
    let body = json!({ "email": ann.email, "password": PASSWORD });
    let answer = school.app.post("/api/v1/auth/session", &body).await.expect(200);
    let cookie = answer.header("set-cookie").to_owned();
    assert!(cookie.starts_with("__Host-session=lfs_"), "{cookie}");
    for word in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(word), "{cookie}");
    }
    assert!(!cookie.contains("Domain") && !answer.text().contains("lfs_"));
    let browser = Browser::given(&answer);
    browser.ask(&school, "GET", ME, &[], "").await.expect(200);
    let doubled = format!("{0}; {0}", browser.cookie);
    school.app.ask(Method::GET, ME, &[("cookie", &doubled)], Body::empty()).await.problem(401);
}

#[tokio::test]
async fn c_03_changes_need_our_own_page_and_its_token() {
    let school = School::new().await;
    let ann = school.person("ann").await;
    let bob = school.person("bob").await;
    let browser = Browser::of(&school, &ann.email).await;
    let others = Browser::of(&school, &bob.email).await;
    let token = ("x-csrf-token", browser.csrf.as_str());
    let same = ("sec-fetch-site", "same-origin");
    browser.ask(&school, "PATCH", ME, &[same, token], NAME).await.expect(200);
    browser.ask(&school, "PATCH", ME, &[("origin", "http://localhost:8000"), token], NAME).await.expect(200);
    for headers in [
        vec![],
        vec![same],
        vec![token],
        vec![("sec-fetch-site", "cross-site"), token],
        vec![("sec-fetch-site", "same-site"), token],
        vec![("origin", "null"), token],
        vec![("origin", "http://localhost:8000.evil.example"), token],
        vec![("origin", "http://evil.example"), same, token],
        vec![same, ("x-csrf-token", others.csrf.as_str())],
        vec![same, ("x-csrf-token", "")],
        vec![same, ("x-csrf-token", "AAAA")],
    ] {
        browser.ask(&school, "PATCH", ME, &headers, NAME).await.problem(403);
    }
    let text = [same, token, ("content-type", "text/plain")];
    browser.ask(&school, "PATCH", ME, &text, NAME).await.problem(415);
    let overridden = [same, ("x-http-method-override", "DELETE")];
    browser.ask(&school, "GET", ME, &overridden, "").await.expect(200);
    school.me(&ann.access).await.expect(200);
}

#[tokio::test]
async fn c_03_nobody_is_signed_in_from_elsewhere() {
    let school = School::new().await;
    let ann = school.person("ann").await;
    let body = json!({ "email": ann.email, "password": PASSWORD });
    for headers in [[("origin", "http://evil.example")], [("sec-fetch-site", "cross-site")]] {
        let answer = school.app.post_with("/api/v1/auth/session", &headers, &body).await;
        assert_eq!(answer.header("set-cookie"), "");
        answer.problem(403);
    }
}

#[tokio::test]
async fn c_02_the_cookie_changes_with_its_worth_and_dies_at_sign_out() {
    let school = School::new().await;
    let ann = school.person("ann").await;
    let first = Browser::of(&school, &ann.email).await;
    let body = json!({ "email": ann.email, "password": PASSWORD });
    let again = school.app.post_with("/api/v1/auth/session", &[("cookie", &first.cookie)], &body).await;
    let second = Browser::given(&again.expect(200));
    first.ask(&school, "GET", ME, &[], "").await.problem(401);

    let same = ("sec-fetch-site", "same-origin");
    let change =
        json!({ "current_password": PASSWORD, "new_password": "nine purple anvils rest" }).to_string();
    let place = "/api/v1/auth/password/change";
    let changed = second.ask(&school, "POST", place, &[same, ("x-csrf-token", &second.csrf)], &change).await;
    let third = Browser::given(&changed.expect(204));
    assert_ne!(third.cookie, second.cookie);
    second.ask(&school, "GET", ME, &[], "").await.problem(401);
    third.ask(&school, "GET", ME, &[], "").await.expect(200);

    let token = ("x-csrf-token", third.csrf.as_str());
    let out = third.ask(&school, "POST", "/api/v1/auth/logout", &[same, token], "").await.expect(204);
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    assert!(out.header("clear-site-data").contains("\"cookies\""));
    third.ask(&school, "GET", ME, &[], "").await.problem(401);
}

#[tokio::test]
async fn m_10_the_browsers_door_asks_for_the_second_factor_too() {
    let school = School::new().await;
    let ann = school.person("ann").await;
    let (_, codes) = school.with_app(&ann).await;
    let body = json!({ "email": ann.email, "password": PASSWORD });
    let asked = school.app.post("/api/v1/auth/session", &body).await.expect(401);
    assert_eq!(asked.header("set-cookie"), "");
    let token = asked.json()["mfa_token"].as_str().unwrap().to_owned();
    let wrong = json!({ "mfa_token": token, "totp": "000000" });
    school.app.post("/api/v1/auth/session", &wrong).await.expect(401);
    let right = json!({ "mfa_token": token, "totp": codes[0] });
    let browser = Browser::given(&school.app.post("/api/v1/auth/session", &right).await.expect(200));
    browser.ask(&school, "GET", ME, &[], "").await.expect(200);
    let direct = json!({ "email": ann.email, "password": PASSWORD, "totp": codes[1] });
    school.app.post("/api/v1/auth/session", &direct).await.expect(200);
    // what was begun without it makes no key
    let key = json!({ "name": "script" });
    let weak = school.ask(&ann, "POST", "/api/v1/auth/api-keys", Some(&key)).await;
    assert_eq!(weak.status.as_u16(), 201, "the code that switched it on was shown in this sign-in");
}
