//! Documents by web address, from a real server on this machine, and every address that must not be opened.

mod spellings;
mod web_server;

use std::io::Write;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::atomic::{AtomicUsize, Ordering};

use factoria_sources::fetch::{Error, FetchLimits, Fetched, Fetcher, Resolver};
use flate2::Compression;
use flate2::write::GzEncoder;
use web_server::{WebServer, answer, plain};

const LOCAL: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

fn limits() -> FetchLimits {
    FetchLimits { max_bytes: 100_000, timeout_ms: 20_000, ..FetchLimits::default() }
}

/// A fetcher for which the machine's own address was opened.
fn open() -> Fetcher {
    Fetcher::new(vec!["127.0.0.1/32".parse().unwrap()]).within(limits())
}

async fn get(server: &WebServer, path: &str) -> Result<Fetched, Error> {
    open().get(&server.url(path)).await
}

#[tokio::test]
async fn a_page_is_fetched_as_the_server_gave_it() {
    let server = WebServer::start(|request| {
        assert!(request.starts_with("GET /notes/moss%20glow.html?x=1 HTTP/1.1\r\n"), "{request}");
        let lower = request.to_ascii_lowercase();
        assert!(!lower.contains("authorization") && !lower.contains("cookie") && !lower.contains("referer"));
        answer("200 OK", &["content-type: text/html; charset=utf-8"], b"<p>Moss glows.</p>")
    });
    let page = get(&server, "/notes/moss%20glow.html?x=1#part").await.unwrap();
    assert_eq!(page.bytes, b"<p>Moss glows.</p>");
    assert_eq!(page.media_type.as_deref(), Some("text/html; charset=utf-8"));
    assert_eq!(page.file_name.as_deref(), Some("moss glow.html"));
    assert_eq!(page.url, server.url("/notes/moss%20glow.html?x=1"));
}

#[tokio::test]
async fn redirects_are_followed_five_times_and_no_further() {
    let server = WebServer::start(|request| {
        let left: u32 = request[5..6].parse().unwrap();
        match left {
            0 => plain("the end"),
            _ => answer("302 Found", &[&format!("location: /{}", left - 1)], b""),
        }
    });
    assert_eq!(get(&server, "/5").await.unwrap().bytes, b"the end");
    assert!(matches!(get(&server, "/6").await, Err(Error::TooManyRedirects { max_redirects: 5 })));
}

#[tokio::test]
async fn a_redirect_is_checked_like_the_first_address() {
    let secret = WebServer::everywhere(|_| plain("a secret of this network"));
    let elsewhere = secret.url("/").replace("127.0.0.1", "127.0.0.2");
    for to in [elsewhere.as_str(), "http://169.254.169.254/latest/", "http://[::1]/", "file:///etc/passwd"] {
        let location = format!("location: {to}");
        let server = WebServer::start(move |_| answer("307 Temporary Redirect", &[&location], b""));
        let refused = get(&server, "/").await;
        assert!(matches!(refused, Err(Error::NotPublic | Error::BadRedirect)), "{to}: {refused:?}");
    }
    let nowhere = WebServer::start(|_| answer("301 Moved Permanently", &[], b""));
    assert!(matches!(get(&nowhere, "/").await, Err(Error::BadRedirect)));
    assert_eq!(secret.connections(), 0);
}

#[tokio::test]
async fn a_name_that_changes_its_answer_gains_nothing() {
    let server = WebServer::start(|_| plain("the inside"));
    let asked = std::sync::Arc::new(AtomicUsize::new(0));
    let counted = asked.clone();
    let rebinding = Resolver::from_fn(move |_| {
        let turn = counted.fetch_add(1, Ordering::SeqCst);
        // opened when it is checked, the machine itself when it would be asked again
        let ip = if turn == 0 { Ipv4Addr::new(127, 0, 0, 9) } else { Ipv4Addr::LOCALHOST };
        Box::pin(async move { Ok(vec![IpAddr::V4(ip)]) })
    });
    let fetcher = Fetcher::new(vec!["127.0.0.9/32".parse().unwrap()]).within(limits()).asking(rebinding);
    let got = fetcher.get(&server.url("/").replace("127.0.0.1", "rebind.example")).await;
    assert!(matches!(got, Err(Error::Unreachable { .. })), "{got:?}");
    assert_eq!((server.connections(), asked.load(Ordering::SeqCst)), (0, 1));
}

#[tokio::test]
async fn one_private_address_among_public_ones_closes_a_name() {
    let server = WebServer::start(|_| plain("the inside"));
    let mixed =
        Resolver::from_fn(|_| Box::pin(async { Ok(vec![Ipv4Addr::new(192, 0, 2, 1).into(), LOCAL]) }));
    let fetcher = Fetcher::new(vec!["192.0.2.0/24".parse().unwrap()]).within(limits()).asking(mixed);
    let got = fetcher.get(&server.url("/").replace("127.0.0.1", "mixed.example")).await;
    assert!(matches!(got, Err(Error::NotPublic)), "{got:?}");
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn a_network_that_was_opened_answers_by_name_too() {
    let server = WebServer::start(|_| plain("the school's own page"));
    let named = Resolver::from_fn(|name| {
        assert_eq!(name, "library.school.internal");
        Box::pin(async { Ok(vec![LOCAL]) })
    });
    let url = server.url("/").replace("127.0.0.1", "library.school.internal.");
    assert_eq!(open().asking(named).get(&url).await.unwrap().bytes, b"the school's own page");
}

#[tokio::test]
async fn a_document_that_is_too_large_is_left_alone() {
    let much = vec![b'a'; 100_001];
    let said = WebServer::start(move |_| answer("200 OK", &["content-type: text/plain"], &much));
    assert!(matches!(get(&said, "/").await, Err(Error::TooLarge { max_bytes: 100_000 })));

    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(&vec![0; 50_000_000]).unwrap();
    let packed = packed.finish().unwrap();
    assert!(packed.len() < 100_000);
    let headers = ["content-type: text/plain", "content-encoding: gzip"];
    let bomb = WebServer::start(move |_| answer("200 OK", &headers, &packed));
    assert!(matches!(get(&bomb, "/").await, Err(Error::TooLarge { .. })));

    let endless = WebServer::start(|_| {
        let mut chunked =
            b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ntransfer-encoding: chunked\r\n\r\n".to_vec();
        for _ in 0..200 {
            chunked.extend(b"400\r\n");
            chunked.extend([b'a'; 1024]);
            chunked.extend(b"\r\n");
        }
        chunked
    });
    assert!(matches!(get(&endless, "/").await, Err(Error::TooLarge { .. })));
}

#[tokio::test]
async fn a_slow_server_is_given_up() {
    let slow =
        WebServer::slow(b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\nsome text that never ends");
    let hurried = open().within(FetchLimits { timeout_ms: 300, ..limits() });
    assert!(matches!(hurried.get(&slow.url("/")).await, Err(Error::TooSlow { timeout_ms: 300 })));
}

#[tokio::test]
async fn what_is_no_document_is_refused() {
    for kind in ["image/png", "application/json", "text/css", "video/mp4", "nonsense"] {
        let header = format!("content-type: {kind}");
        let server = WebServer::start(move |_| answer("200 OK", &[&header], b"x"));
        assert!(matches!(get(&server, "/").await, Err(Error::MediaType)), "{kind}");
    }
    for kind in ["TEXT/Plain;charset=utf-8", "application/pdf", "application/octet-stream"] {
        let header = format!("content-type: {kind}");
        let server = WebServer::start(move |_| answer("200 OK", &[&header], b"x"));
        assert!(get(&server, "/").await.is_ok(), "{kind}");
    }
    let missing = WebServer::start(|_| answer("404 Not Found", &["content-type: text/html"], b"<p>gone"));
    assert!(matches!(get(&missing, "/").await, Err(Error::Status { status: 404 })));
    let odd = ["content-type: text/html", "content-encoding: br"];
    let packed = WebServer::start(move |_| answer("200 OK", &odd, b"\x0b\x02\x80"));
    assert!(matches!(get(&packed, "/").await, Err(Error::BrokenOff)));
    let short = WebServer::start(|_| {
        b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 50\r\n\r\nhalf".to_vec()
    });
    assert!(matches!(get(&short, "/").await, Err(Error::BrokenOff)));
    let silent = WebServer::start(|_| Vec::new());
    assert!(matches!(get(&silent, "/").await, Err(Error::Unreachable { .. })));
}

#[tokio::test]
async fn no_spelling_of_a_private_address_opens_a_connection() {
    // whatever would be connected to is this machine, and every name leads to it
    let server = WebServer::everywhere(|_| plain("the inside"));
    let port = server.port();
    for spelling in spellings::ALL {
        let fetcher = Fetcher::new(Vec::new())
            .within(FetchLimits { timeout_ms: 5_000, ..limits() })
            .asking(Resolver::from_fn(|_| Box::pin(async { Ok(vec![LOCAL]) })));
        let with_port = spelling.replace("{port}", &port.to_string());
        let got = fetcher.get(&with_port).await;
        let refused = matches!(got, Err(Error::NotPublic | Error::NotAnAddress | Error::Credentials));
        assert!(refused, "{spelling}: {got:?}");
    }
    assert_eq!(server.connections(), 0);
}
