//! The pages at the door: who is sent where, and what a form has to bring.

use axum::body::Body;
use axum::http::Method;

use crate::app::{Answer, TestApp};
use crate::people::{PASSWORD, School};

/// A browser with its cookie.
pub(crate) struct Browser<'a> {
    school: &'a School,
    pub(crate) cookie: String,
}

fn encoded(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

async fn send(app: &TestApp, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Answer {
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("origin", "http://localhost:8000"),
        ("sec-fetch-site", "same-origin"),
        ("cookie", cookie),
    ];
    app.ask(Method::POST, path, &headers, Body::from(encoded(fields))).await
}

impl<'a> Browser<'a> {
    async fn of(school: &'a School, email: &str) -> Self {
        school.register(email).await.expect(202);
        Self::signed_in(school, email).await
    }

    pub(crate) async fn signed_in(school: &'a School, email: &str) -> Self {
        let fields = [("name", email), ("password", PASSWORD), ("return_to", "//evil.example")];
        let answer = send(&school.app, "/sign-in", "", &fields).await.expect(303);
        assert_eq!(answer.header("location"), "/", "never to another site");
        Self { school, cookie: answer.header("set-cookie").split(';').next().unwrap().to_owned() }
    }

    /// Somebody who shows a code too.
    pub(crate) async fn signed_in_with(school: &'a School, email: &str, code: &str) -> Self {
        let asked = send(&school.app, "/sign-in", "", &[("name", email), ("password", PASSWORD)]).await;
        let page = asked.expect(200).text();
        let pending = page.split("name=\"pending\" value=\"").nth(1).expect("a code is asked for");
        let fields = [("pending", pending.split('"').next().unwrap()), ("code", code)];
        let answer = send(&school.app, "/sign-in/code", "", &fields).await.expect(303);
        Self { school, cookie: answer.header("set-cookie").split(';').next().unwrap().to_owned() }
    }

    /// The same browser before another server of the installation.
    pub(crate) fn elsewhere(&self, school: &'a School) -> Self {
        Self { school, cookie: self.cookie.clone() }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.school.app.ask(Method::GET, path, &[("cookie", &self.cookie)], Body::empty()).await
    }

    pub(crate) async fn token(&self, path: &str) -> String {
        let page = String::from_utf8(self.get(path).await.expect(200).body).unwrap();
        let at = page.split("name=\"csrf_token\" value=\"").nth(1).expect("a form with a token");
        at.split('"').next().unwrap().to_owned()
    }

    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        send(&self.school.app, path, &self.cookie, fields).await
    }
}

#[tokio::test]
async fn whoever_is_not_signed_in_is_taken_to_the_door_and_back() {
    let school = School::new().await;
    for (path, place) in [
        ("/", "/sign-in"),
        ("/materials?q=a+b", "/sign-in?return_to=%2Fmaterials%3Fq%3Da%2Bb"),
        ("/account/keys", "/sign-in?return_to=%2Faccount%2Fkeys"),
        ("/admin/users", "/sign-in?return_to=%2Fadmin%2Fusers"),
    ] {
        let answer = school.app.get(path).await.expect(303);
        assert_eq!(answer.header("location"), place);
    }
    send(&school.app, "/materials", "", &[("topic", "light")]).await.expect(401);
}

#[tokio::test]
async fn c_03_a_form_without_the_sessions_token_changes_nothing() {
    let school = School::new().await;
    let ann = Browser::of(&school, "ann@example.org").await;
    let bea = Browser::of(&school, "bea@example.org").await;
    let (own, foreign) = (ann.token("/account").await, bea.token("/account").await);
    ann.post("/account", &[("name", "Mallory")]).await.expect(403);
    ann.post("/account", &[("csrf_token", &foreign), ("name", "Mallory")]).await.expect(403);
    ann.post("/account", &[("name", "Mallory"), ("csrf_token", &own)]).await.expect(403);
    ann.post("/account", &[("csrf_token", &own), ("name", "Anna")]).await.expect(303);
    let page = String::from_utf8(ann.get("/account").await.expect(200).body).unwrap();
    assert!(page.contains("Anna") && !page.contains("Mallory"));
}

#[tokio::test]
async fn c_03_a_file_is_taken_with_the_token_before_it() {
    let school = School::new().await;
    let ann = Browser::of(&school, "ann@example.org").await;
    let token = ann.token("/sources").await;
    let body = |token: &str| {
        let part = |name: &str, rest: &str, text: &str| {
            format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"{rest}\r\n\r\n{text}\r\n")
        };
        let text = "A limpet is a snail with a cone-shaped shell. ".repeat(100);
        part("csrf_token", "", token) + &part("file", "; filename=\"pond.md\"", &text) + "--b--\r\n"
    };
    let headers = [
        ("content-type", "multipart/form-data; boundary=b"),
        ("origin", "http://localhost:8000"),
        ("cookie", ann.cookie.as_str()),
    ];
    let post = |text: String| school.app.ask(Method::POST, "/sources/file", &headers, Body::from(text));
    post(body("wrong")).await.expect(403);
    post(body(&token)).await.expect(303);
}

#[tokio::test]
async fn signing_out_ends_the_session_and_needs_the_token() {
    let school = School::new().await;
    let ann = Browser::of(&school, "ann@example.org").await;
    let token = ann.token("/account").await;
    ann.post("/sign-out", &[]).await.expect(303);
    ann.get("/account").await.expect(200);
    let answer = ann.post("/sign-out", &[("csrf_token", &token)]).await.expect(303);
    assert!(answer.header("set-cookie").starts_with("__Host-session=; "));
    ann.get("/account").await.expect(303);
}

#[tokio::test]
async fn pages_run_nothing_inline_and_are_kept_nowhere() {
    let school = School::new().await;
    for path in
        ["/sign-in", "/sign-up", "/forgot-password", "/reset-password?token=x", "/first-admin", "/join"]
    {
        let answer = school.app.get(path).await.expect(200);
        let policy = answer.header("content-security-policy").to_owned();
        assert!(policy.contains("script-src 'self'") && !policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        let page = String::from_utf8(answer.body).unwrap();
        assert!(
            !page.contains("<script>") && !page.contains(" style=") && !page.contains(" onclick="),
            "{path}"
        );
    }
}

#[tokio::test]
async fn hostile_links_are_answered_calmly() {
    let school = School::new().await;
    let long = "x".repeat(5_000);
    for token in ["", "%00", "%FF", "%22%3E%3Cscript%3Ealert(1)%3C/script%3E", long.as_str()] {
        for page in ["join", "reset-password", "verify-email", "first-admin"] {
            let answer = school.app.get(&format!("/{page}?token={token}")).await;
            assert!(answer.status.as_u16() < 500, "{page} {token}");
            assert!(!String::from_utf8_lossy(&answer.body).contains("<script>alert"), "{page}");
        }
    }
    for path in ["/sign-in", "/sign-in/code", "/sign-up", "/reset-password", "/verify-email", "/first-admin"]
    {
        let answer =
            send(&school.app, path, "__Host-session=nonsense", &[("token", "\u{0}"), ("code", "1")]).await;
        assert!((400..500).contains(&answer.status.as_u16()), "{path}: {}", answer.status);
    }
}
