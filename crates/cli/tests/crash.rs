//! kill -9 while a batch of 200 runs: what was acknowledged is there once, the rest goes on after the next start.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::HashSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// A running server; killed without warning when dropped.
struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn start(data: &Path) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_factoria"))
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .env_clear()
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(process.stdout.take().unwrap());
        let mut address = None;
        let mut line = String::new();
        while address.is_none() && said.read_line(&mut line).unwrap() > 0 {
            address = line.trim().split_once("ready: http://").map(|(_, address)| address.to_owned());
            line.clear();
        }
        // goes on reading, so that the server never waits for a full pipe
        std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
        Self { process, address: address.unwrap() }
    }

    fn ask(&self, method: &str, path: &str, body: Option<&Value>) -> Value {
        let body = body.map(Value::to_string).unwrap_or_default();
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\ncontent-type: application/json\r\n\
             content-length: {}\r\n\r\n{body}",
            self.address,
            body.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (_, body) = answer.split_once("\r\n\r\n").unwrap();
        serde_json::from_str(body).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

const BRIEFS: usize = 200;

fn ended(batch: &Value) -> u64 {
    ["ready", "rejected"].iter().map(|status| batch["counts"][status].as_u64().unwrap()).sum()
}

/// The finished materials of a batch by id.
fn finished(batch: &Value) -> HashSet<String> {
    let items = batch["materials"].as_array().unwrap().iter();
    items
        .filter(|item| item["status"] == "ready")
        .map(|item| item["id"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_batch_survives_being_killed_again_and_again() {
    let folder = tempfile::tempdir().unwrap();
    let topics = ["photosynthesis", "the water cycle", "fractions", "democracy", "algorithms"];
    let briefs: Vec<Value> = (0..BRIEFS)
        .map(|n| json!({ "content_type": "flashcards", "topic": topics[n % topics.len()] }))
        .collect();
    let mut server = Server::start(folder.path());
    let asked = server.ask("POST", "/api/v1/batches", Some(&json!({ "briefs": briefs })));
    let path = format!("/api/v1/batches/{}", asked["id"].as_str().unwrap());
    let mut seen = HashSet::new();
    let deadline = Instant::now() + Duration::from_secs(300);
    for goal in [20, 90, 150, BRIEFS as u64] {
        let batch = loop {
            let batch = server.ask("GET", &path, None);
            assert_eq!(batch["materials"].as_array().unwrap().len(), BRIEFS);
            let done = finished(&batch);
            assert!(seen.is_subset(&done), "a finished material was lost");
            seen = done;
            if ended(&batch) >= goal {
                break batch;
            }
            assert!(Instant::now() < deadline, "stuck at {}", batch["counts"]);
            std::thread::sleep(Duration::from_millis(20));
        };
        if goal < BRIEFS as u64 {
            drop(server);
            server = Server::start(folder.path());
        } else {
            assert_eq!(batch["counts"]["failed"], 0);
            assert_eq!(batch["done"], true);
        }
    }
    let mut listed = 0;
    let mut cursor = String::new();
    loop {
        let page = server.ask("GET", &format!("/api/v1/materials?limit=100{cursor}"), None);
        listed += page["items"].as_array().unwrap().len();
        let Some(next) = page["next_cursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(listed, BRIEFS, "each brief has one material");
}
