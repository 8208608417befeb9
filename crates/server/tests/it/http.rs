//! What holds for every request: headers, methods, other sites, ids.

use auth::ip::{ForwardingHeader, TrustedProxies};
use axum::body::Body;
use axum::http::{Method, Request};
use factoria_server::{Config, router};
use serde_json::json;
use tower::ServiceExt;

use crate::app::TestApp;
use crate::people::School;

#[tokio::test]
async fn every_answer_is_guarded_against_misuse_by_browsers() {
    let app = TestApp::new().await;
    for path in
        ["/api/v1/materials", "/api/v1/materials/x", "/nowhere", "/health/live", "/docs", "/openapi.json"]
    {
        let answer = app.get(path).await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"), "{path}");
        assert!(answer.header("content-security-policy").contains("default-src 'none'"), "{path}");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{path}");
        assert!(!answer.header("permissions-policy").is_empty(), "{path}");
        assert!(
            !answer.headers.contains_key("server") && !answer.headers.contains_key("x-powered-by"),
            "{path}"
        );
        assert!(!answer.headers.contains_key("strict-transport-security"), "{path}");
    }
    for path in ["/api/v1/materials", "/api/v1/nowhere"] {
        assert_eq!(app.get(path).await.header("cache-control"), "no-store");
    }
    let app = TestApp::with(Config { https: true, ..Config::default() }).await;
    assert!(app.get("/nowhere").await.header("strict-transport-security").starts_with("max-age="));
}

#[tokio::test]
async fn h_01_a_trusted_proxy_says_that_a_client_came_by_https() {
    let trusted_proxies = TrustedProxies::parse(["10.0.3.0/24"], ForwardingHeader::default()).unwrap();
    let app = TestApp::with(Config { trusted_proxies, ..Config::default() }).await;
    let guarded = async |peer: &str, scheme: &str| {
        let said = [("x-forwarded-proto", scheme)];
        let answer = app.ask_from(peer.parse().unwrap(), Method::GET, "/nowhere", &said, Body::empty()).await;
        answer.headers.contains_key("strict-transport-security")
    };
    assert!(guarded("10.0.3.1", "https").await);
    assert!(!guarded("10.0.3.1", "http").await && !guarded("10.0.4.1", "https").await);
}

#[tokio::test]
async fn a_request_is_named_by_the_client_or_by_us() {
    let app = TestApp::new().await;
    let named = async |id: &str| {
        app.ask(Method::GET, "/health/live", &[("x-request-id", id)], Body::empty())
            .await
            .header("x-request-id")
            .to_owned()
    };
    assert_eq!(named("trace-7f/3").await, "trace-7f/3");
    for odd in ["", "two words", &"x".repeat(129), "tab\there"] {
        let made = named(odd).await;
        assert!(made.len() == 36 && made != odd, "{odd}: {made}");
    }
}

#[tokio::test]
async fn methods_that_an_address_does_not_know_are_refused_by_name() {
    let app = TestApp::new().await;
    let ask =
        async |method: &str, path: &str| app.ask(method.parse().unwrap(), path, &[], Body::empty()).await;
    let refused = ask("PUT", "/api/v1/materials").await;
    assert_eq!(refused.header("allow"), "POST, GET, HEAD, OPTIONS");
    refused.problem(405);
    for odd in ["TRACE", "BREW", "PROPFIND", "CONNECT"] {
        ask(odd, "/api/v1/materials").await.problem(405);
    }
    let options = ask("OPTIONS", "/api/v1/materials/x").await.expect(204);
    assert_eq!(options.header("allow"), "GET, HEAD, PATCH, DELETE, OPTIONS");
    ask("OPTIONS", "/nowhere").await.problem(404);
    let head = ask("HEAD", "/api/v1/materials").await.expect(200);
    assert!(head.body.is_empty());
    // a method in a header or the address changes nothing
    let pretended = app.ask(
        Method::POST,
        "/api/v1/materials?_method=DELETE",
        &[("x-http-method-override", "GET")],
        Body::empty(),
    );
    pretended.await.problem(400);
}

/// Every address that the router names, pages included.
fn addresses() -> Vec<String> {
    let document: serde_json::Value = serde_json::from_str(factoria_server::openapi_json()).unwrap();
    let of_api = document["paths"].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let pages = [include_str!("../../src/web.rs"), include_str!("../../src/router.rs")];
    let of_pages = pages.iter().flat_map(|source| source.split(".route(\"").skip(1));
    let of_pages = of_pages.map(|rest| rest.split('"').next().unwrap().to_owned());
    let mut all: Vec<String> = of_api.into_iter().chain(of_pages).collect();
    for address in &mut all {
        *address = address
            .replace("{id}", "018f2f6e-7b5c-7aaa-8bbb-123456789abc")
            .replace("{content_type}", "quiz")
            .replace("{provider}", "school")
            .replace("{name}", "app.css");
        assert!(!address.contains('{'), "{address}");
    }
    all
}

#[tokio::test]
async fn h_06_a_method_is_refused_by_name_before_anybody_is_asked_who_they_are() {
    let school = School::new().await;
    school.person("ann").await;
    let server = router(school.app.app.clone());
    let ask = async |method: &str, address: &str, credential: Option<&str>| {
        let mut request = Request::builder().method(method).uri(address).header("host", "localhost:8000");
        if let Some(credential) = credential {
            request = request.header("authorization", credential);
        }
        let answer = server.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let allow = answer.headers().get("allow").map(|allow| allow.to_str().unwrap().to_owned());
        (answer.status().as_u16(), allow.unwrap_or_default())
    };
    let addresses = addresses();
    assert!(addresses.len() > 120, "{}", addresses.len());
    for address in addresses {
        let (status, allowed) = ask("OPTIONS", &address, None).await;
        let knows = |method: &str| allowed.split(", ").any(|known| known == method);
        assert!(status == 204 && knows("OPTIONS") && allowed.contains(", "), "{address}: {status} {allowed}");
        for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"] {
            for credential in [None, Some("Bearer nonsense")] {
                let (status, allow) = ask(method, &address, credential).await;
                assert_eq!(status == 405, !knows(method), "{method} {address}: {status}");
                assert!(status != 405 || allow == allowed, "{method} {address}: {allow}");
            }
        }
    }
}

#[tokio::test]
async fn pages_of_other_sites_are_kept_out() {
    let app = TestApp::new().await;
    let brief = json!({ "content_type": "quiz", "topic": "Photosynthesis" });
    for headers in [
        [("origin", "http://evil.example"), ("sec-fetch-site", "cross-site")],
        [("origin", "null"), ("sec-fetch-mode", "no-cors")],
        [("origin", "http://localhost:3000"), ("sec-fetch-site", "same-site")],
    ] {
        app.post_with("/api/v1/materials", &headers, &brief).await.problem(403);
    }
    app.ask(Method::GET, "/api/v1/materials", &[("host", "evil.example")], Body::empty()).await.problem(421);
    let own = [("origin", "http://localhost:8000"), ("sec-fetch-site", "same-origin")];
    app.post_with("/api/v1/materials", &own, &brief).await.expect(202);
    assert_eq!(app.get("/api/v1/materials").await.json()["items"].as_array().unwrap().len(), 1);
    // nor is a simple form read
    let form = [("content-type", "text/plain")];
    app.ask(Method::POST, "/api/v1/materials", &form, Body::from(brief.to_string())).await.problem(415);
    let host = "evil\"><script>.example";
    let odd = app
        .ask(Method::GET, "/api/v1/materials", &[("host", host)], Body::empty())
        .await
        .expect_client_error();
    assert!(!odd.to_string().contains("evil"));
}

#[tokio::test]
async fn only_listed_origins_may_read() {
    let app = TestApp::new().await;
    let ask = async |app: &TestApp, method: &str, origin: &str| {
        let headers = [("origin", origin), ("access-control-request-method", "POST")];
        app.ask(method.parse().unwrap(), "/api/v1/materials", &headers, Body::empty()).await
    };
    for method in ["GET", "OPTIONS"] {
        let answer = ask(&app, method, "https://app.example").await;
        assert!(!answer.headers.contains_key("access-control-allow-origin"));
    }
    let app =
        TestApp::with(Config { cors_origins: vec!["https://app.example".into()], ..Config::default() }).await;
    let preflight = ask(&app, "OPTIONS", "https://app.example").await.expect(204);
    assert_eq!(preflight.header("access-control-allow-origin"), "https://app.example");
    assert!(!preflight.headers.contains_key("access-control-allow-credentials"));
    let read = ask(&app, "GET", "https://app.example").await.expect(200);
    assert_eq!(read.header("access-control-allow-origin"), "https://app.example");
    assert!(read.header("access-control-expose-headers").contains("location"));
    for other in ["https://app.example.evil", "http://app.example", "null", "https://APP.example"] {
        let answer = ask(&app, "GET", other).await;
        assert!(!answer.headers.contains_key("access-control-allow-origin"), "{other}");
        assert!(answer.header("vary").contains("origin"));
    }
}

#[tokio::test]
async fn large_answers_are_compressed_for_who_asks() {
    let app = TestApp::new().await;
    let small = app
        .ask(Method::GET, "/openapi.json", &[("accept-encoding", "gzip")], Body::empty())
        .await
        .expect(200);
    assert_eq!(small.header("content-encoding"), "gzip");
    let whole = app.get("/openapi.json").await;
    assert!(small.body.len() * 3 < whole.body.len());
}

#[tokio::test]
async fn nothing_lies_about() {
    let app = TestApp::new().await;
    for path in [
        "/.git/config",
        "/.env",
        "/metrics",
        "/api",
        "/api/v1",
        "/api/v1/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//",
        "/api/v1/materials/",
    ] {
        app.get(path).await.problem(404);
    }
}
