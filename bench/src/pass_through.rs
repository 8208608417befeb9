//! The bare call: what a plain program of axum and reqwest does that passes a request on and reads the answer's JSON.

use anyhow::Context;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use bytes::Bytes;
use futures_util::StreamExt;
use serde_json::Value;
use tokio::net::TcpListener;

use crate::process;

#[derive(Clone)]
struct Upstream {
    client: reqwest::Client,
    url: String,
}

/// Runs as a process of its own.
pub(crate) async fn serve(upstream: &str) -> anyhow::Result<bool> {
    let client = llm::connect(&llm::Connection::default())?;
    let upstream = Upstream { client, url: format!("{upstream}/v1/chat/completions") };
    let router = Router::new().route("/", post(answer)).with_state(upstream);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    process::tell_address(&listener)?;
    axum::serve(listener, router).await?;
    Ok(true)
}

async fn answer(State(upstream): State<Upstream>, body: Bytes) -> Result<String, (StatusCode, String)> {
    passed_on(&upstream, &body).await.map_err(|error| (StatusCode::BAD_GATEWAY, format!("{error:#}")))
}

async fn passed_on(upstream: &Upstream, body: &[u8]) -> anyhow::Result<String> {
    let asked: Value = serde_json::from_slice(body)?;
    let request = upstream.client.post(&upstream.url).header("content-type", "application/json");
    let response = request.body(asked.to_string()).send().await?.error_for_status()?;
    let text = if asked["stream"] == true {
        streamed(response).await?
    } else {
        let whole: Value = serde_json::from_slice(&response.bytes().await?)?;
        whole["choices"][0]["message"]["content"].as_str().context("an answer without words")?.to_owned()
    };
    let material: Value = serde_json::from_str(&text)?;
    Ok(material.to_string())
}

/// The words of a streamed answer, each event read as JSON.
async fn streamed(response: reqwest::Response) -> anyhow::Result<String> {
    let mut text = String::new();
    let mut events = sse_stream::SseByteStream::new(response.bytes_stream());
    while let Some(event) = events.next().await {
        let data = event?.data.unwrap_or_default();
        if data == "[DONE]" {
            break;
        }
        let event: Value = serde_json::from_str(&data)?;
        text.push_str(event["choices"][0]["delta"]["content"].as_str().unwrap_or_default());
    }
    Ok(text)
}
