//! Refuses what a page of another site makes a browser send.
//!
//! A server on the loopback interface is reached by every page that a browser opens on that machine. Two things keep
//! those pages out. A page that gave its own name our address (DNS rebinding) still sends its own name as `Host`. And
//! a page that sends a form or a request straight to us cannot keep the browser from saying so in `Origin` and
//! `Sec-Fetch-Site`.

use std::net::{Ipv4Addr, Ipv6Addr};

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::response::{IntoResponse, Response};

use crate::app::{App, Config};
use crate::middleware::Next;
use crate::problem::{Kind, Problem};

pub(crate) async fn check(app: &App, request: Request, next: impl Next) -> Response {
    match refusal(&app.config, &request) {
        Some(problem) => problem.into_response(),
        None => next(request).await,
    }
}

fn refusal(config: &Config, request: &Request) -> Option<Problem> {
    // a probe asks by address and learns nothing a page could use
    if request.uri().path().starts_with("/health/") {
        return None;
    }
    let Some(host) = host(request) else {
        return Some(Problem::new(Kind::Malformed, "send one `Host` header"));
    };
    if !is_ours(config, name(host)) {
        return Some(Problem::new(Kind::WrongHost, "this server does not answer under that name"));
    }
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if is_safe || comes_from_us(config, request.headers(), host) {
        return None;
    }
    Some(Problem::new(Kind::CrossSite, "a page of another site may not change anything here"))
}

/// The name that the request was sent to, with its port. A full address in the request line counts before the header.
fn host(request: &Request) -> Option<&str> {
    let mut headers = request.headers().get_all(header::HOST).iter();
    let header = headers.next().map(|host| host.to_str().ok());
    if headers.next().is_some() {
        return None;
    }
    match (request.uri().authority(), header) {
        (Some(authority), None) => Some(authority.as_str()),
        (Some(authority), Some(header)) => (header? == authority.as_str()).then_some(authority.as_str()),
        (None, header) => header?,
    }
}

/// The name without its port.
fn name(host: &str) -> &str {
    if let Some(rest) = host.strip_prefix('[') {
        return rest.split(']').next().unwrap_or_default();
    }
    host.split(':').next().unwrap_or_default()
}

fn is_ours(config: &Config, name: &str) -> bool {
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
        || name.parse::<Ipv6Addr>().is_ok_and(|address| address.is_loopback())
        || config.allowed_hosts.iter().any(|allowed| allowed.eq_ignore_ascii_case(name))
}

/// Whether the request comes from a page of ours, of an origin that is allowed, or from no page at all.
fn comes_from_us(config: &Config, headers: &HeaderMap, host: &str) -> bool {
    let mut origins = headers.get_all(header::ORIGIN).iter();
    if let Some(origin) = origins.next() {
        let Ok(origin) = origin.to_str() else { return false };
        let is_allowed = config.cors_origins.iter().any(|allowed| allowed == origin);
        return origins.next().is_none() && (is_allowed || is_same(config, origin, host));
    }
    match headers.get("sec-fetch-site").map(HeaderValue::as_bytes) {
        None | Some(b"same-origin" | b"none") => true,
        Some(_) => false,
    }
}

fn is_same(config: &Config, origin: &str, host: &str) -> bool {
    let scheme = if config.https { "https://" } else { "http://" };
    origin.strip_prefix(scheme).is_some_and(|name| name.eq_ignore_ascii_case(host))
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn asked(method: &str, headers: &[(&str, &str)]) -> Option<u16> {
        let mut request = Request::builder().method(method).uri("/api/v1/materials");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let config = Config {
            allowed_hosts: vec!["school.example".into()],
            cors_origins: vec!["https://app.example".into()],
            ..Config::default()
        };
        refusal(&config, &request.body(Body::empty()).unwrap()).map(|problem| problem.status().as_u16())
    }

    #[test]
    fn only_our_own_names_are_answered() {
        for host in
            ["localhost", "LOCALHOST:8000", "127.0.0.1:8000", "127.9.9.9", "[::1]:8000", "school.example:80"]
        {
            assert_eq!(asked("GET", &[("host", host)]), None, "{host}");
        }
        for host in [
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "[::2]",
            "10.0.0.1",
            "",
            "::1",
        ] {
            assert_eq!(asked("GET", &[("host", host)]), Some(421), "{host}");
        }
        assert_eq!(asked("GET", &[]), Some(400));
        assert_eq!(asked("GET", &[("host", "localhost"), ("host", "localhost")]), Some(400));
    }

    #[test]
    fn other_pages_read_nothing_new_and_change_nothing() {
        let post = |headers: &[(&str, &str)]| {
            let mut all = vec![("host", "localhost:8000")];
            all.extend_from_slice(headers);
            asked("POST", &all)
        };
        assert_eq!(post(&[]), None);
        assert_eq!(post(&[("origin", "http://localhost:8000"), ("sec-fetch-site", "same-origin")]), None);
        assert_eq!(post(&[("origin", "https://app.example"), ("sec-fetch-site", "cross-site")]), None);
        assert_eq!(post(&[("sec-fetch-site", "none")]), None);
        for origin in ["http://evil.example", "null", "http://localhost:3000", "https://localhost:8000", ""] {
            assert_eq!(post(&[("origin", origin)]), Some(403), "{origin}");
        }
        for site in ["cross-site", "same-site", "odd"] {
            assert_eq!(post(&[("sec-fetch-site", site)]), Some(403), "{site}");
        }
    }
}
