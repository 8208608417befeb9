//! A small web server in a thread, which counts who connects.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

/// A web server on 127.0.0.1.
pub(super) struct WebServer {
    port: u16,
    connections: Arc<AtomicUsize>,
}

impl WebServer {
    /// Answers each request with what `answer` makes of its head.
    pub(super) fn start(answer: impl Fn(&str) -> Vec<u8> + Send + 'static) -> Self {
        Self::answering("127.0.0.1:0", answer)
    }

    /// The same on every address of this machine, so that none is left alone unseen.
    pub(super) fn everywhere(answer: impl Fn(&str) -> Vec<u8> + Send + 'static) -> Self {
        Self::answering("0.0.0.0:0", answer)
    }

    fn answering(place: &str, answer: impl Fn(&str) -> Vec<u8> + Send + 'static) -> Self {
        Self::listen(place, move |mut stream| {
            let head = head(&mut stream);
            let _ = stream.write_all(&answer(&head));
        })
    }

    /// Sends a byte every 50 ms.
    pub(super) fn slow(bytes: &'static [u8]) -> Self {
        Self::listen("127.0.0.1:0", move |mut stream| {
            head(&mut stream);
            for byte in bytes.iter().cycle() {
                if stream.write_all(&[*byte]).is_err() {
                    break;
                }
                thread::sleep(Duration::from_millis(50));
            }
        })
    }

    fn listen(place: &str, serve: impl Fn(TcpStream) + Send + 'static) -> Self {
        let listener = TcpListener::bind(place).unwrap();
        let port = listener.local_addr().unwrap().port();
        let connections = Arc::new(AtomicUsize::new(0));
        let counted = connections.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                counted.fetch_add(1, Ordering::SeqCst);
                serve(stream.unwrap());
            }
        });
        Self { port, connections }
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    pub(super) fn port(&self) -> u16 {
        self.port
    }

    /// How many connections were made.
    pub(super) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

/// A whole answer with its length.
pub(super) fn answer(status: &str, headers: &[&str], body: &[u8]) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n", body.len());
    for header in headers {
        head.push_str(header);
        head.push_str("\r\n");
    }
    head.push_str("\r\n");
    [head.as_bytes(), body].concat()
}

/// A page of plain text.
pub(super) fn plain(text: &str) -> Vec<u8> {
    answer("200 OK", &["content-type: text/plain"], text.as_bytes())
}

fn head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && matches!(stream.read(&mut byte), Ok(1)) {
        head.push(byte[0]);
    }
    String::from_utf8_lossy(&head).into_owned()
}
