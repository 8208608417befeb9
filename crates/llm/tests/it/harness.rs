//! A stand-in server in this process, models that ask it, and a model that says what a test tells it.

use fakellm::{knobs::Knobs, script::Script, server::Server};
use llm::{
    Budget, CallBudget, Catalogue, Config, Connection, Endpoint, Error, Jitter, Limits, Model, Models,
    OutputSchema, Parts, Pending, Provider, ProviderKind, Reply, ReplyStream, Request, RetryPolicy,
    StopReason, Timeouts, Transport, Usage,
};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

pub(crate) const KINDS: [ProviderKind; 5] = [
    ProviderKind::OpenAi,
    ProviderKind::Anthropic,
    ProviderKind::Gemini,
    ProviderKind::Ollama,
    ProviderKind::Compatible,
];

/// A provider that is not real.
pub(crate) struct Fake {
    pub(crate) server: Arc<Server>,
    address: String,
}

impl Fake {
    pub(crate) async fn start(knobs: &str) -> Self {
        Fake::scripted(knobs, "{}").await
    }

    pub(crate) async fn scripted(knobs: &str, script: &str) -> Self {
        let mut set = Knobs::default();
        set.set_all(knobs).unwrap();
        let mut server = Server::new(set, Script::parse(script.as_bytes()).unwrap(), 1);
        server.record = 100;
        let server = Arc::new(server);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        tokio::spawn(server.clone().serve(listener));
        Fake { server, address }
    }

    pub(crate) fn endpoint(&self, kind: ProviderKind) -> Endpoint {
        let base_url = Some(format!("http://{}", self.address));
        Endpoint { base_url, api_key: Some("sk-test-key-0123456789".into()), ..Endpoint::of(kind) }
    }

    pub(crate) fn provider(&self, kind: ProviderKind) -> Provider {
        self.provider_of(kind, "fake-model", patient())
    }

    pub(crate) fn provider_of(&self, kind: ProviderKind, model: &str, timeouts: Timeouts) -> Provider {
        let card = Catalogue::default().card(kind, model);
        Provider::new(Transport::Live(client()), &self.endpoint(kind), card, timeouts).unwrap()
    }

    /// The whole arrangement, with quick retries.
    pub(crate) fn models(&self, kind: ProviderKind) -> Models {
        self.models_of(kind, |_| {})
    }

    pub(crate) fn models_of(&self, kind: ProviderKind, change: impl FnOnce(&mut Config)) -> Models {
        let mut config =
            Config { endpoints: vec![self.endpoint(kind)], timeouts: patient(), ..Config::default() };
        config.models = vec![format!("{}/fake-model", kind.as_str())];
        config.retries.retry = RetryPolicy { attempts: 3, base_ms: 4, ..RetryPolicy::default() };
        change(&mut config);
        let budget = Arc::new(Budget::new(config.limits.clone(), Arc::new(|| 0)));
        Models::new(config, parts(budget))
    }

    pub(crate) fn requests(&self) -> u64 {
        self.server.stats.snapshot()["requests"].as_u64().unwrap()
    }

    /// The bodies and headers the server got.
    pub(crate) async fn seen(&self) -> Vec<Value> {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let mut socket = tokio::net::TcpStream::connect(&self.address).await.unwrap();
        socket.write_all(b"GET /requests HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await.unwrap();
        let mut all = String::new();
        socket.read_to_string(&mut all).await.unwrap();
        serde_json::from_str(all.split_once("\r\n\r\n").unwrap().1).unwrap()
    }

    /// Waits until the server has noticed so many clients that left.
    pub(crate) async fn clients_gone(&self, wanted: u64) -> bool {
        for _ in 0..100 {
            if self.server.stats.client_gone.load(Ordering::Relaxed) >= wanted {
                return true;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        false
    }
}

pub(crate) fn client() -> reqwest::Client {
    llm::connect(&Connection::default()).unwrap()
}

pub(crate) fn parts(budget: Arc<Budget>) -> Parts {
    Parts {
        transport: Transport::Live(client()),
        catalogue: Arc::new(Catalogue::default()),
        budget,
        jitter: Arc::new(Jitter::seeded(1)),
    }
}

pub(crate) fn unlimited() -> Arc<Budget> {
    Arc::new(Budget::new(Limits::default(), Arc::new(|| 0)))
}

/// Times that no test waits for, on a slow machine either.
pub(crate) fn patient() -> Timeouts {
    Timeouts { connect_ms: 10_000, first_token_ms: 10_000, silence_ms: 10_000, total_ms: 20_000 }
}

pub(crate) fn quiz() -> OutputSchema {
    OutputSchema::new(
        "quiz",
        json!({"type": "object", "required": ["title", "items"], "properties": {
            "title": {"type": "string", "maxLength": 60},
            "note": {"type": "string"},
            "items": {"type": "array", "minItems": 2, "maxItems": 4, "items": {"type": "string"}}}}),
    )
}

pub(crate) fn request() -> Request {
    Request::new("You write quizzes.", "A quiz on \"energy\", please.")
        .output(quiz())
        .seed(7)
        .temperature(0.5)
}

/// A model that says what the test tells it, in order, and counts.
pub(crate) struct Told {
    says: Mutex<VecDeque<Result<&'static str, Error>>>,
    pub(crate) asked: AtomicU64,
}

impl Told {
    pub(crate) fn new(says: impl IntoIterator<Item = Result<&'static str, Error>>) -> Arc<Self> {
        Arc::new(Told { says: Mutex::new(says.into_iter().collect()), asked: AtomicU64::new(0) })
    }

    pub(crate) fn asked(&self) -> u64 {
        self.asked.load(Ordering::Relaxed)
    }
}

impl Model for Told {
    fn name(&self) -> &str {
        "test/told"
    }

    fn complete<'a>(&'a self, _: &'a Request, calls: &'a CallBudget) -> Pending<'a, Reply> {
        Box::pin(async move {
            calls.take()?;
            self.asked.fetch_add(1, Ordering::Relaxed);
            let next = self.says.lock().unwrap().pop_front();
            next.unwrap_or(Ok("nothing more")).map(said)
        })
    }

    fn stream<'a>(&'a self, request: &'a Request, calls: &'a CallBudget) -> Pending<'a, ReplyStream> {
        Box::pin(async move { self.complete(request, calls).await.map(ReplyStream::ready) })
    }
}

pub(crate) fn said(text: &str) -> Reply {
    Reply {
        text: text.to_owned(),
        json: None,
        stop_reason: StopReason::Finished,
        usage: Usage { input_tokens: 10, output_tokens: 5, ..Usage::default() },
        request_id: None,
        provider: "test".to_owned(),
        model: "told".to_owned(),
        latency_ms: 1,
        cost_usd_micros: None,
        from_cache: false,
    }
}
