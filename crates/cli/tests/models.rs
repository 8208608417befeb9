//! The real binary with a stand-in for a model's provider: two processes on one folder, and a judge that is paid.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use fakellm::{knobs::Knobs, script::Script, server::Server};
use serde_json::{Value, json};
use store::usage::Sum;

/// A model that has a price.
const PRICED: &str = "openai/gpt-6-luna";

/// A stand-in for a provider, on a thread of its own for as long as the tests run.
struct Provider {
    server: Arc<Server>,
    base_url: String,
}

impl Provider {
    fn start(knobs: &str) -> Self {
        let mut set = Knobs::default();
        set.set_all(knobs).unwrap();
        let server = Arc::new(Server::new(set, Script::default(), 1));
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let base_url = format!("http://{}/v1", listener.local_addr().unwrap());
        let serving = server.clone();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async move {
                serving.serve(tokio::net::TcpListener::from_std(listener).unwrap()).await
            })
        });
        Self { server, base_url }
    }

    /// The binary with this provider set up, and nothing else.
    fn factoria(&self, folder: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_factoria"));
        command.args(arguments).current_dir(folder).env_clear();
        command.env("OPENAI_API_KEY", "sk-test-key-0123456789").env("OPENAI_BASE_URL", &self.base_url);
        command.env("FACTORIA_MODELS__DEFAULT", PRICED);
        command
    }

    fn requests(&self) -> u64 {
        self.server.stats.requests.load(Ordering::Relaxed)
    }
}

/// A process of the installation; killed when dropped.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

/// Starts the pages and the API without a worker; answers the address.
fn serve_alone(provider: &Provider, folder: &Path) -> (Running, String) {
    let mut command = provider.factoria(folder, &["serve", "--no-worker", "--listen", "127.0.0.1:0"]);
    let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut said = BufReader::new(process.stdout.take().unwrap());
    let running = Running(process);
    let mut line = String::new();
    while said.read_line(&mut line).unwrap() > 0 {
        if let Some((_, address)) = line.trim().split_once("ready: http://") {
            let address = address.to_owned();
            std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
            return (running, address);
        }
        line.clear();
    }
    unreachable!("it did not start")
}

/// Sends a request and gives back the connection, to read from.
fn send(address: &str, line: &str, body: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let length = body.len();
    let head = format!(
        "{line} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-type: application/json\r\n\
         content-length: {length}\r\n\r\n{body}"
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream
}

fn ask(address: &str, line: &str, body: &str) -> Value {
    let mut answer = String::new();
    send(address, line, body).read_to_string(&mut answer).unwrap();
    serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap_or_default()
}

/// Looks a hundred times a second, for so many seconds.
fn soon(seconds: u32, mut is_true: impl FnMut() -> bool) -> bool {
    (0..seconds * 100).any(|_| {
        std::thread::sleep(Duration::from_millis(10));
        is_true()
    })
}

/// The books of an installation.
fn books(folder: &Path) -> Vec<Sum> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let db = store::Db::open(&folder.join("data/factoria.db"), 0).await.unwrap();
        let sums = store::usage::since(&db, 0).await.unwrap();
        db.close().await;
        sums
    })
}

/// A material asked of one process and made in another.
struct Asked {
    address: String,
    /// Where the material is.
    place: String,
    _processes: [Running; 2],
}

impl Asked {
    fn of_two_processes(provider: &Provider, folder: &Path) -> Self {
        let (server, address) = serve_alone(provider, folder);
        let mut work = provider.factoria(folder, &["work", "--workers", "1"]);
        let worker = Running(work.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap());
        let brief = json!({ "content_type": "study_guide", "topic": "photosynthesis" }).to_string();
        let asked = ask(&address, "POST /api/v1/materials", &brief);
        let place = format!("/api/v1/materials/{}", asked["id"].as_str().unwrap());
        Self { address, place, _processes: [server, worker] }
    }
}

#[test]
fn what_is_cancelled_through_one_process_stops_in_the_other_and_is_billed() {
    let folder = tempfile::tempdir().unwrap();
    let provider = Provider::start("persona=honest,tps=40");
    let asked = Asked::of_two_processes(&provider, folder.path());
    let (address, place) = (&asked.address, &asked.place);
    let events = BufReader::new(send(address, &format!("GET {place}/events"), ""));
    let told = events.lines().map(Result::unwrap).any(|line| line == "event: delta" || line == "event:delta");
    assert!(told, "words of the model reach who watches through the other process");

    let gone = || provider.server.stats.client_gone.load(Ordering::Relaxed);
    assert_eq!(gone(), 0);
    ask(address, &format!("POST {place}/cancel"), "");
    assert!(soon(1, || gone() == 1), "the provider was not told within a second");

    let kept = || ask(address, &format!("GET {place}"), "");
    assert!(soon(5, || kept()["usage"]["output_tokens"].as_u64() > Some(0)), "{}", kept());
    assert_eq!(kept()["status"], "cancelled");
    assert!(kept()["usage"]["cost_usd"].as_f64() > Some(0.0), "{}", kept()["usage"]);
    let sums = books(folder.path());
    assert_eq!((sums.len(), sums[0].calls, sums[0].model.as_str()), (1, 1, PRICED));
    assert!(sums[0].cost_usd_micros > 0);
    assert_eq!(provider.requests(), 1, "nothing is asked for again");
}

#[test]
fn what_is_cancelled_before_the_first_word_stops_in_the_other_process_too() {
    let folder = tempfile::tempdir().unwrap();
    let provider = Provider::start("persona=honest,latency=30s");
    let asked = Asked::of_two_processes(&provider, folder.path());
    let (address, place) = (&asked.address, &asked.place);
    // the stand-in counts who leaves a body; one who leaves before it was begun is only no longer there
    let waiting = || provider.server.stats.in_flight.load(Ordering::Relaxed);
    assert!(soon(20, || waiting() == 1), "the model was not asked");
    ask(address, &format!("POST {place}/cancel"), "");
    assert!(soon(1, || waiting() == 0), "the provider was not told within a second");
    assert_eq!(ask(address, &format!("GET {place}"), "")["status"], "cancelled");
}

/// Judges one statement that rules do not contradict.
fn judged(provider: &Provider, folder: &Path, settings: &[(&str, &str)]) -> Output {
    let passage = "A barnacle is a small animal that glues itself to rock when it is young.";
    let statement = "Young barnacles become attached to stones for good.";
    let line = json!({ "id": 1, "statement": statement, "passage": passage });
    std::fs::write(folder.join("one.jsonl"), line.to_string()).unwrap();
    let mut command = provider.factoria(folder, &["check", "one.jsonl", "--judge", PRICED]);
    command.envs(settings.iter().copied()).output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

#[test]
fn what_a_judge_costs_is_in_the_books_and_a_spent_budget_refuses_it() {
    let folder = tempfile::tempdir().unwrap();
    let provider = Provider::start("persona=honest");
    let output = judged(&provider, folder.path(), &[]);
    assert_eq!(code(&output), 0, "{output:?}");
    let sums = books(folder.path());
    assert_eq!((sums.len(), sums[0].calls, sums[0].model.as_str()), (1, 1, PRICED));
    assert!(sums[0].cost_usd_micros > 0 && sums[0].input_tokens > 50, "{sums:?}");
    assert!(!sums[0].owner.is_empty(), "what one person may spend holds for a judge too");

    for setting in ["USER_DAY_USD", "DAY_USD", "INSTALLATION_USD"] {
        let limit = format!("FACTORIA_MODELS__{setting}");
        let refused = judged(&provider, folder.path(), &[(limit.as_str(), "0.000001")]);
        let says = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert_eq!(code(&refused), 4, "{says}");
        assert!(refused.stdout.is_empty());
        assert!(says.contains("budget") && says.contains("leave --judge out"), "{says}");
        assert!(says.contains(&format!("`models.{}`", setting.to_lowercase())), "{says}");
    }
    assert_eq!(provider.requests(), 1, "who cannot pay is not let in");
    assert_eq!(books(folder.path()), sums);
}

#[test]
fn a_judge_that_cannot_be_asked_has_its_own_exit_code() {
    let folder = tempfile::tempdir().unwrap();
    let provider = Provider::start("faults=401");
    let output = judged(&provider, folder.path(), &[]);
    let says = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(code(&output), 5, "{says}");
    assert!(says.contains("the judge cannot be asked") && !says.contains("sk-test"), "{says}");
}
