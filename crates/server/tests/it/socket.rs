//! What only a real connection shows: time-outs, framing, sizes, and how the server ends.

use std::io::Write;
use std::net::SocketAddr;
use std::time::Duration;

use factoria_server::{Config, serve};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::app::TestApp;

#[tokio::test]
async fn l_04_only_a_trusted_proxy_says_where_a_client_is() {
    let trusted = auth::ip::TrustedProxies::parse(["127.0.0.1"], Default::default()).unwrap();
    for (config, passed) in
        [(Config { trusted_proxies: trusted, ..Config::default() }, 8), (Config::default(), 5)]
    {
        let server = Listening::with(config).await;
        let body = "grant_type=password&username=ann%40example.org&password=not+it+at+all";
        let mut statuses = Vec::new();
        for last in 0..8 {
            let request = format!(
                "POST /api/v1/auth/token HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\
                 X-Forwarded-For: 6.6.6.6, 203.0.113.{last}\r\nContent-Length: {}\r\n\
                 Content-Type: application/x-www-form-urlencoded\r\n\r\n{body}",
                body.len()
            );
            statuses.push(server.exchange(request.as_bytes()).await[9..12].to_owned());
        }
        assert_eq!(statuses.iter().filter(|status| *status == "400").count(), passed, "{statuses:?}");
        assert_eq!(statuses.iter().filter(|status| *status == "429").count(), 8 - passed, "{statuses:?}");
        server.stop().await;
    }
}

/// A server that listens.
struct Listening {
    app: TestApp,
    address: SocketAddr,
    task: JoinHandle<std::io::Result<()>>,
}

impl Listening {
    async fn with(config: Config) -> Self {
        let app = TestApp::with(config).await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let served = app.app.clone();
        #[expect(clippy::disallowed_methods, reason = "each test ends its server")]
        let task = tokio::spawn(async move { serve(served, listener).await });
        Self { app, address, task }
    }

    /// Sends bytes as they are and reads until the server closes.
    async fn exchange(&self, bytes: &[u8]) -> String {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        // a server may close before it has read everything
        let _ = stream.write_all(bytes).await;
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer).await;
        String::from_utf8_lossy(&answer).into_owned()
    }

    async fn lives(&self) {
        let answer =
            self.exchange(b"GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }

    async fn stop(self) {
        self.app.shutdown.cancel();
        self.task.await.unwrap().unwrap();
    }
}

fn request(headers: &str, body: &[u8]) -> Vec<u8> {
    let mut bytes = format!("POST /api/v1/sources HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n").into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

#[tokio::test]
async fn who_never_ends_a_request_is_cut_off() {
    let short = Duration::from_millis(200);
    let config = Config { head_timeout: short, body_pause: short, ..Config::default() };
    let server = Listening::with(config).await;
    for started in [&b""[..], b"G", b"GET / HTTP/1.1\r\nHost: local", b"GET / HTTP/1.1\r\nX-A: b\r\n"] {
        // the connection ends; whether with a word or without
        server.exchange(started).await;
    }
    let body = request(
        "Content-Type: application/json\r\nContent-Length: 100\r\nConnection: close\r\n",
        b"{\"text\":",
    );
    let answer = server.exchange(&body).await;
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    server.lives().await;
    server.stop().await;
}

#[tokio::test]
async fn a_request_with_two_ends_gets_one_answer() {
    let server = Listening::with(Config::default()).await;
    let smuggled = b"0\r\n\r\nGET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
    for framing in [
        "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 6\r\n",
        "Content-Length: 6\r\nContent-Length: 7\r\n",
        "Content-Length: +6\r\n",
        "Content-Length: 6, 6\r\n",
        "Transfer-Encoding: chunked, identity\r\n",
        "Transfer-Encoding: xchunked\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n",
    ] {
        let answer = server
            .exchange(&request(&format!("Content-Type: application/json\r\n{framing}"), smuggled))
            .await;
        assert!(answer.starts_with("HTTP/1.1 400"), "{framing}: {answer}");
        assert_eq!(answer.matches("HTTP/1.1 ").count(), 1, "{framing}: {answer}");
    }
    for odd in [
        "GET /\r\n\r\n",
        "\0\0\0\0\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "GET / HTTP/1.1\r\nA b: c\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ] {
        let answer = server.exchange(odd.as_bytes()).await;
        assert!(answer.starts_with("HTTP/1.1 4") || answer.is_empty(), "{odd:?}: {answer}");
    }
    server.lives().await;
    server.stop().await;
}

#[tokio::test]
async fn an_answer_arrives_although_the_request_was_too_large_to_read() {
    let server = Listening::with(Config::default()).await;
    let large = vec![b'x'; 20 * 1024 * 1024];
    let announced = format!("Content-Type: application/json\r\nContent-Length: {}\r\n", large.len());
    let answer = server.exchange(&request(&announced, &large)).await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    assert!(answer.contains("application/problem+json"), "{answer}");

    let mut chunked = Vec::new();
    for piece in large.chunks(1 << 20) {
        write!(chunked, "{:x}\r\n", piece.len()).unwrap();
        chunked.extend_from_slice(piece);
        chunked.extend_from_slice(b"\r\n");
    }
    let headers = "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n";
    let answer = server.exchange(&request(headers, &chunked)).await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");

    let never_sent =
        "Content-Type: application/json\r\nContent-Length: 99000000000\r\nExpect: 100-continue\r\n";
    let answer = server.exchange(&request(never_sent, b"")).await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    server.lives().await;
    server.stop().await;
}

#[tokio::test]
async fn heads_beyond_measure_are_refused() {
    let server = Listening::with(Config::default()).await;
    let long = "x".repeat(1_000_000);
    let head = |line: &str| format!("{line}\r\nHost: localhost\r\nConnection: close\r\n\r\n").into_bytes();
    let with_token = async |bytes: usize| {
        let line = format!("GET /api/v1/materials HTTP/1.1\r\nAuthorization: Bearer {}", &long[..bytes]);
        let answer = server.exchange(&head(&line)).await;
        server.lives().await;
        answer
    };
    // said as everything is said, although it is refused before any of it is read
    let ours = |answer: &str, status: &str| {
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{answer}");
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        for line in
            ["x-content-type-options: nosniff", "content-security-policy: ", "cache-control: no-store"]
        {
            assert!(head.contains(line), "{line}: {answer}");
        }
        assert!(
            head.contains("content-type: application/problem+json") && head.contains("connection: close")
        );
        assert!(head.contains(&format!("content-length: {}", body.len())), "{answer}");
        let problem: serde_json::Value = serde_json::from_str(body).unwrap();
        assert_eq!(problem["status"].to_string(), status);
        assert!(head.contains(&format!("x-request-id: {}", problem["request_id"].as_str().unwrap())));
    };
    ours(&with_token(1_000_000).await, "431");
    ours(&server.exchange(b"GET / HTTP/1.1\r\nA b: c\r\n\r\n").await, "400");
    let after = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\nGET / HTTP/1.1\r\nA b: c\r\n\r\n";
    let after = server.exchange(after.as_bytes()).await;
    assert!(after.starts_with("HTTP/1.1 200") && after.contains("HTTP/1.1 400"), "{after}");
    let medium = with_token(100_000).await;
    assert!(medium.starts_with("HTTP/1.1 431") && medium.contains("application/problem+json"), "{medium}");
    let small = with_token(20_000).await;
    assert!(small.starts_with("HTTP/1.1 401") && small.contains("invalid_token"), "{small}");
    let address = server.exchange(&head(&format!("GET /{long} HTTP/1.1"))).await;
    ours(&address, if address.starts_with("HTTP/1.1 414") { "414" } else { "431" });
    let many = head(&format!("GET / HTTP/1.1\r\n{}A: b", "A: b\r\n".repeat(1000)));
    ours(&server.exchange(&many).await, "431");
    server.lives().await;
    server.stop().await;
}

#[tokio::test]
async fn a_connection_serves_many_requests_one_after_the_other() {
    let server = Listening::with(Config::default()).await;
    let one = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let last = "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    let answer = server.exchange(format!("{one}{one}{last}").as_bytes()).await;
    assert_eq!(answer.matches("HTTP/1.1 200 OK").count(), 3, "{answer}");
    assert!(!answer.to_lowercase().contains("\r\nserver:"), "{answer}");
    server.stop().await;
}

#[tokio::test]
async fn the_server_stops_although_someone_watches() {
    let server = Listening::with(Config::default()).await;
    let brief = json!({ "content_type": "quiz", "topic": "Photosynthesis" });
    let at = server.app.post("/api/v1/materials", &brief).await.location();
    let mut watcher = TcpStream::connect(server.address).await.unwrap();
    watcher
        .write_all(format!("GET {at}/events HTTP/1.1\r\nHost: localhost\r\n\r\n").as_bytes())
        .await
        .unwrap();
    let mut first = [0; 12];
    watcher.read_exact(&mut first).await.unwrap();
    assert_eq!(&first, b"HTTP/1.1 200");
    let idle = TcpStream::connect(server.address).await.unwrap();
    server.stop().await;
    drop(idle);
    let mut rest = Vec::new();
    watcher.read_to_end(&mut rest).await.unwrap();
}

#[tokio::test]
async fn who_asks_and_never_reads_is_given_up() {
    let config = Config { write_pause: Duration::from_millis(200), connections: 1, ..Config::default() };
    let server = Listening::with(config).await;
    let mut deaf = TcpStream::connect(server.address).await.unwrap();
    let asked = b"GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(5_000);
    let sent = tokio::time::timeout(Duration::from_secs(1), deaf.write_all(&asked)).await;
    // the only place becomes free although the first client still holds its end
    server.lives().await;
    drop((deaf, sent));
    server.stop().await;
}

#[tokio::test]
async fn only_so_many_connections_are_served_at_a_time() {
    let server = Listening::with(Config { connections: 1, ..Config::default() }).await;
    // the system hands connections over in the order they came
    let first = TcpStream::connect(server.address).await.unwrap();
    {
        let second = server.exchange(b"GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        tokio::pin!(second);
        let waited = tokio::time::timeout(Duration::from_millis(100), &mut second).await;
        assert!(waited.is_err(), "served beside the first: {waited:?}");
        drop(first);
        assert!(second.await.starts_with("HTTP/1.1 200"));
    }
    server.stop().await;
}

#[tokio::test]
async fn a_connection_lives_on_after_a_refusal_that_left_a_short_body_unread() {
    let server = Listening::with(Config::default()).await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    for _ in 0..3 {
        let head = b"PUT /api/v1/materials HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n";
        stream.write_all(head).await.unwrap();
        // clients send head and body in pieces of their own
        tokio::time::sleep(Duration::from_millis(30)).await;
        stream.write_all(b"{}").await.unwrap();
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).await.unwrap();
        assert_eq!(&answer, b"HTTP/1.1 405");
        let mut rest = vec![0; 16 * 1024];
        let read = stream.read(&mut rest).await.unwrap();
        assert!(read > 0);
    }
    drop(stream);
    server.stop().await;
}
