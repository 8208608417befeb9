//! What this crate costs beside a bare call: the same request to the same stand-in server, by turns, in one run.
//!
//! `cargo bench --package factoria-llm`. Time is from request to parsed JSON; CPU is that of the asking thread alone,
//! read from the kernel (Linux), so the server's work is not in it.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a program for the terminal"
)]

extern crate factoria_llm as llm;

use fakellm::{knobs::Knobs, script::Script, server::Server};
use futures_util::StreamExt;
use llm::{
    Budget, Catalogue, Config, Connection, Endpoint, Jitter, Limits, Model, Models, OutputSchema, Parts,
    ProviderKind, Request, Transport,
};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::{Duration, Instant};

const ROUNDS: u64 = 3_000;
const WARM_UP: u64 = 300;

fn main() {
    let address = serve();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let bench = Bench::new(&address);
        bench.compare("whole answer", false).await;
        bench.compare("streamed answer", true).await;
    });
}

/// The server on a thread of its own.
fn serve() -> String {
    let (told, address) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            told.send(listener.local_addr().unwrap().to_string()).unwrap();
            let server = Server::new(Knobs::default(), Script::default(), 1);
            Arc::new(server).serve(listener).await.unwrap();
        });
    });
    address.recv().unwrap()
}

struct Bench {
    client: reqwest::Client,
    url: String,
    models: Models,
    model: Arc<dyn Model>,
    schema: OutputSchema,
    prompt: String,
}

impl Bench {
    fn new(address: &str) -> Self {
        let client = llm::connect(&Connection::default()).unwrap();
        let base_url = Some(format!("http://{address}/v1"));
        let api_key = Some("sk-bench".into());
        let endpoint = Endpoint { base_url, api_key, ..Endpoint::of(ProviderKind::OpenAi) };
        let models = vec!["gpt-6-sol".to_owned()];
        let config = Config { endpoints: vec![endpoint], models, ..Config::default() };
        let parts = Parts {
            transport: Transport::Live(client.clone()),
            catalogue: Arc::new(Catalogue::default()),
            budget: Arc::new(Budget::new(Limits::default(), Arc::new(|| 0))),
            jitter: Arc::new(Jitter::seeded(1)),
        };
        let card = json!({"type": "object", "required": ["term", "definition"],
            "properties": {"term": {"type": "string"}, "definition": {"type": "string"}}});
        let schema = json!({"type": "object", "required": ["title", "items"], "properties": {
            "title": {"type": "string"}, "items": {"type": "array", "minItems": 10, "maxItems": 12, "items": card}}});
        let models = Models::new(config, parts);
        Bench {
            client,
            model: models.preferred().unwrap().unwrap(),
            models,
            url: format!("http://{address}/v1/chat/completions"),
            schema: OutputSchema::new("flashcards", schema),
            prompt: "Plants make sugar from water, carbon dioxide and light. ".repeat(100),
        }
    }

    async fn compare(&self, what: &str, streamed: bool) {
        let (mut bare, mut ours) = (Sample::default(), Sample::default());
        for nth in 0..WARM_UP + ROUNDS {
            let (bare_cost, our_cost) = if nth % 2 == 0 {
                let first = measured(self.bare(nth, streamed)).await;
                (first, measured(self.ours(nth, streamed)).await)
            } else {
                let first = measured(self.ours(nth, streamed)).await;
                (measured(self.bare(nth, streamed)).await, first)
            };
            if nth >= WARM_UP {
                bare.add(bare_cost);
                ours.add(our_cost);
            }
        }
        println!("{what}, {ROUNDS} calls each, one at a time");
        bare.print("bare reqwest + serde_json");
        ours.print("cache, retry, breaker, budget, provider");
        println!(
            "  more: p50 {:.3} ms, p99 {:.3} ms; CPU × {:.2}\n",
            ours.wall_ms(50) - bare.wall_ms(50),
            ours.wall_ms(99) - bare.wall_ms(99),
            ours.cpu_us() / bare.cpu_us()
        );
    }

    /// The call as a plain program makes it.
    async fn bare(&self, nth: u64, streamed: bool) {
        let mut body = json!({"model": "gpt-6-sol", "seed": nth, "max_completion_tokens": 4096, "messages": [
            {"role": "system", "content": "You write flashcards."}, {"role": "user", "content": self.prompt}],
            "response_format": {"type": "json_schema", "json_schema": {"name": "flashcards", "strict": true,
                "schema": self.schema.schema()}}});
        if streamed {
            body["stream"] = json!(true);
            body["stream_options"] = json!({"include_usage": true});
        }
        let request = self.client.post(&self.url).header("authorization", "Bearer sk-bench");
        let request = request.header("content-type", "application/json").body(body.to_string());
        let response = request.send().await.unwrap();
        let mut text = String::new();
        if streamed {
            let mut events = sse_stream::SseByteStream::new(response.bytes_stream());
            while let Some(event) = events.next().await {
                let data = event.unwrap().data.unwrap_or_default();
                let Ok(event) = serde_json::from_str::<Value>(&data) else { break };
                text.push_str(event["choices"][0]["delta"]["content"].as_str().unwrap_or_default());
            }
        } else {
            let whole: Value = serde_json::from_slice(&response.bytes().await.unwrap()).unwrap();
            whole["choices"][0]["message"]["content"].as_str().unwrap().clone_into(&mut text);
        }
        let answer: Value = serde_json::from_str(&text).unwrap();
        assert!(answer["items"].is_array());
    }

    /// The same call through everything in this crate.
    async fn ours(&self, nth: u64, streamed: bool) {
        let request =
            Request::new("You write flashcards.", self.prompt.as_str()).output(self.schema.clone()).seed(nth);
        let request = Request { fresh: true, ..request };
        let calls = self.models.allowance(Some("ada"));
        let reply = if streamed {
            self.model.stream(&request, &calls).await.unwrap().finish().await.unwrap()
        } else {
            self.model.complete(&request, &calls).await.unwrap()
        };
        assert!(reply.json.unwrap()["items"].is_array());
    }
}

/// Wall time and CPU nanoseconds of one call.
async fn measured(call: impl Future<Output = ()>) -> (Duration, u64) {
    let (started, cpu_before) = (Instant::now(), cpu_ns());
    call.await;
    (started.elapsed(), cpu_ns() - cpu_before)
}

/// What this thread has run so far, in nanoseconds.
fn cpu_ns() -> u64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    stat.split(' ').next().unwrap().parse().unwrap()
}

#[derive(Default)]
struct Sample {
    wall: Vec<Duration>,
    cpu_ns: u64,
}

impl Sample {
    fn add(&mut self, (wall, cpu_ns): (Duration, u64)) {
        self.wall.push(wall);
        self.cpu_ns += cpu_ns;
    }

    fn wall_ms(&self, percent: usize) -> f64 {
        let mut sorted = self.wall.clone();
        sorted.sort();
        sorted[(sorted.len() - 1) * percent / 100].as_secs_f64() * 1e3
    }

    fn cpu_us(&self) -> f64 {
        self.cpu_ns as f64 / self.wall.len() as f64 / 1e3
    }

    fn print(&self, name: &str) {
        let (p50, p99) = (self.wall_ms(50), self.wall_ms(99));
        println!("  {name:<42} p50 {p50:.3} ms   p99 {p99:.3} ms   CPU {:.1} µs a call", self.cpu_us());
    }
}
