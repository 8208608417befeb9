//! Event streams as servers and proxies really write them, counts that never come, and failures dressed as answers.

use crate::harness::{client, parts, patient};
use llm::{
    Budget, CallBudget, Catalogue, Config, Endpoint, Error, Jitter, Limits, Model, Models, Provider,
    ProviderKind, Reply, Request, Retry, RetryPolicy, Settlement, Transport,
};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

const KINDS: [(ProviderKind, &str); 3] = [
    (ProviderKind::OpenAi, "gpt-6-sol"),
    (ProviderKind::Anthropic, "claude-opus-5-5"),
    (ProviderKind::Gemini, "gemini-3.8-flash"),
];

fn question() -> Request {
    Request::new("Be brief.", "Name a gas.").max_output_tokens(64)
}

/// A server that answers each call with status 200 and these pieces; its address.
async fn server(content_type: &str, pieces: &[String]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let head = format!("HTTP/1.1 200 OK\r\ncontent-type: {content_type}\r\nconnection: close\r\n\r\n");
    let pieces = pieces.to_vec();
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let mut asked = Vec::new();
            while !is_whole(&asked) && socket.read_buf(&mut asked).await.is_ok_and(|bytes| bytes > 0) {}
            let _ = socket.write_all(head.as_bytes()).await;
            for piece in &pieces {
                if socket.write_all(piece.as_bytes()).await.is_err() {
                    break;
                }
            }
            let _ = socket.shutdown().await;
        }
    });
    address
}

/// Whether a request has come to its end.
fn is_whole(asked: &[u8]) -> bool {
    let asked = String::from_utf8_lossy(asked);
    let Some((head, body)) = asked.split_once("\r\n\r\n") else { return false };
    let length = head
        .lines()
        .find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok());
    body.len() >= length.unwrap_or(0)
}

async fn heard(
    kind: (ProviderKind, &str),
    content_type: &str,
    pieces: &[String],
    attempts: u32,
) -> (Result<Reply, Error>, u32) {
    let endpoint = Endpoint { base_url: Some(server(content_type, pieces).await), ..Endpoint::of(kind.0) };
    let card = Catalogue::default().card(kind.0, kind.1);
    let provider = Provider::new(Transport::Live(client()), &endpoint, card, patient()).unwrap();
    let policy = RetryPolicy { attempts, base_ms: 1, ..RetryPolicy::default() };
    let model = Retry::new(Arc::new(provider), policy, Arc::new(Jitter::seeded(1)));
    let calls = CallBudget::default();
    let outcome = match model.stream(&question(), &calls).await {
        Ok(stream) => stream.finish().await,
        Err(error) => Err(error),
    };
    (outcome, calls.used())
}

/// The events of an answer "Oxygen": two pieces of text, and counts if asked for.
fn events(kind: ProviderKind, counted: bool) -> Vec<Value> {
    match kind {
        ProviderKind::Anthropic => {
            let mut start = json!({"type": "message_start", "message": {"id": "m", "model": "claude"}});
            let mut end = json!({"type": "message_delta", "delta": {"stop_reason": "end_turn"}});
            if counted {
                start["message"]["usage"] = json!({"input_tokens": 20, "output_tokens": 1});
                end["usage"] = json!({"output_tokens": 7});
            }
            let said = |text: &str| json!({"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": text}});
            vec![
                start,
                said("Oxy"),
                json!({"type": "ping"}),
                said("gen"),
                end,
                json!({"type": "message_stop"}),
            ]
        }
        ProviderKind::Gemini => {
            let said = |text: &str| json!({"candidates": [{"content": {"parts": [{"text": text}]}}]});
            let mut end = said("gen");
            end["candidates"][0]["finishReason"] = json!("STOP");
            if counted {
                end["usageMetadata"] = json!({"promptTokenCount": 20, "candidatesTokenCount": 7});
            }
            vec![said("Oxy"), end]
        }
        _ => {
            let said = |text: &str| json!({"choices": [{"index": 0, "delta": {"content": text}}]});
            let mut end = json!({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]});
            if counted {
                end["usage"] = json!({"prompt_tokens": 20, "completion_tokens": 7});
            }
            vec![said("Oxy"), said("gen"), end]
        }
    }
}

/// The events as lines with this end of line, data over several lines where asked for.
fn written(events: &[Value], end: &str, parted: bool) -> String {
    let mut lines = String::new();
    for event in events {
        let data = if parted { serde_json::to_string_pretty(event).unwrap() } else { event.to_string() };
        for line in data.lines() {
            lines += &format!("data: {line}{end}");
        }
        lines += end;
    }
    lines
}

#[tokio::test]
async fn one_stream_says_the_same_however_it_is_written() {
    for kind in KINDS {
        let events = events(kind.0, true);
        let plain = written(&events, "\n", false);
        let comments = plain.replace("data:", ": keep-alive\n\nid: 1\nretry: 10\nevent: message\ndata:");
        let bytes: Vec<String> = written(&events, "\r\n", false).chars().map(String::from).collect();
        for (form, pieces) in [
            ("lines", vec![plain.clone()]),
            ("CRLF", vec![written(&events, "\r\n", false)]),
            ("CRLF, a byte at a time", bytes),
            ("CR", vec![written(&events, "\r", false)]),
            ("a byte order mark", vec![format!("\u{feff}{plain}")]),
            ("comments and other fields", vec![comments]),
            ("data over several lines", vec![written(&events, "\n", true)]),
            ("no space after the colon", vec![plain.replace("data: ", "data:")]),
            ("no closing blank line", vec![plain.trim_end().to_owned() + "\n\n"]),
        ] {
            let (outcome, _) = heard(kind, "text/event-stream; charset=utf-8", &pieces, 1).await;
            let reply = outcome.unwrap_or_else(|error| panic!("{:?} {form}: {error:?}", kind.0));
            let counts = (reply.usage.input_tokens, reply.usage.output_tokens, reply.usage.estimated);
            assert_eq!((reply.text.as_str(), counts), ("Oxygen", (20, 7, false)), "{:?} {form}", kind.0);
        }
    }
}

#[tokio::test]
async fn what_nobody_counted_is_estimated_and_billed() {
    for kind in KINDS {
        let bill: Arc<Mutex<Vec<Settlement>>> = Arc::default();
        let sink = bill.clone();
        let budget = Budget::new(Limits::default(), Arc::new(|| 0)).on_settlement(move |settlement| {
            sink.lock().unwrap().push(settlement.clone());
        });
        let pieces = [written(&events(kind.0, false), "\n", false)];
        let base_url = Some(server("text/event-stream", &pieces).await);
        let config = Config {
            endpoints: vec![Endpoint { base_url, ..Endpoint::of(kind.0) }],
            models: vec![format!("{}/{}", kind.0.as_str(), kind.1)],
            ..Config::default()
        };
        let models = Models::new(config, parts(Arc::new(budget)));
        let calls = models.allowance(None);
        let reply = models.preferred().unwrap().unwrap().stream(&question(), &calls).await.unwrap();
        let reply = reply.finish().await.unwrap();
        assert!(
            reply.usage.estimated && reply.usage.input_tokens > 0 && reply.usage.output_tokens > 0,
            "{kind:?}"
        );
        let bill = bill.lock().unwrap();
        assert_eq!((bill.len(), bill[0].usage), (1, reply.usage), "{kind:?}");
        assert!(bill[0].cost_usd_micros > Some(0), "{kind:?}");
    }
}

#[tokio::test]
async fn a_failure_with_a_status_of_success_is_the_failure_it_is() {
    let openai = |code: &str| json!({"error": {"message": "no", "type": code, "code": code}});
    let anthropic = |kind: &str| json!({"type": "error", "error": {"type": kind, "message": "no"}});
    let gemini =
        |code: u32, status: &str| json!({"error": {"code": code, "message": "no", "status": status}});
    for (kind, body, wanted, most_calls) in [
        (KINDS[0], openai("insufficient_quota"), "unauthorised", 1),
        (KINDS[0], openai("rate_limit_exceeded"), "rate_limited", 2),
        (KINDS[1], anthropic("authentication_error"), "unauthorised", 1),
        (KINDS[1], anthropic("overloaded_error"), "overloaded", 2),
        (KINDS[1], anthropic("invalid_request_error"), "bad_request", 1),
        (KINDS[2], gemini(403, "PERMISSION_DENIED"), "unauthorised", 1),
        (KINDS[2], gemini(503, "UNAVAILABLE"), "overloaded", 2),
        (KINDS[2], gemini(400, "INVALID_ARGUMENT"), "bad_request", 1),
    ] {
        let event = format!("data: {body}\n\n");
        for (content_type, piece) in [("application/json", body.to_string()), ("text/event-stream", event)] {
            let (outcome, calls) = heard(kind, content_type, &[piece], 2).await;
            let error = outcome.expect_err("a failure");
            assert_eq!((error.kind(), calls), (wanted, most_calls), "{:?} {content_type} {body}", kind.0);
        }
    }
}

#[tokio::test]
async fn an_answer_of_fifty_megabytes_is_asked_for_once_and_billed() {
    let piece = "a".repeat(1 << 20);
    for kind in KINDS {
        for content_type in ["application/json", "text/event-stream"] {
            let pieces = vec![piece.clone(); 50];
            let (outcome, calls) = heard(kind, content_type, &pieces, 3).await;
            let error = outcome.expect_err("nobody reads that");
            assert_eq!((error.kind(), calls), ("bad_answer", 1), "{:?} {content_type}: {error:?}", kind.0);
        }
    }
}
