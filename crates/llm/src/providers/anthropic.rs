//! Anthropic's Messages. Schemas go as `output_config.format`; models that know no such thing get a tool they must
//! use, whose input is the answer.

use super::ProviderKind;
use super::failure;
use super::wire::{Heard, News, Wire, dialect};
use crate::catalogue::ModelCard;
use crate::error::Error;
use crate::reply::StopReason;
use crate::request::{Request, Role};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Value, json};

#[derive(Serialize)]
struct Body<'a> {
    model: &'a str,
    max_tokens: u32,
    #[serde(skip_serializing_if = "String::is_empty")]
    system: String,
    messages: Vec<Message<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    temperature: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    output_config: Option<OutputConfig<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tools: Option<[Tool<'a>; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tool_choice: Option<Value>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    stream: bool,
}

#[derive(Serialize)]
struct Message<'a> {
    role: &'static str,
    content: &'a str,
}

#[derive(Serialize)]
struct OutputConfig<'a> {
    format: Format<'a>,
}

#[derive(Serialize)]
struct Format<'a> {
    r#type: &'static str,
    schema: &'a RawValue,
}

#[derive(Serialize)]
struct Tool<'a> {
    name: &'a str,
    description: &'static str,
    input_schema: &'a RawValue,
}

pub(super) fn body(request: &Request, card: &ModelCard, streamed: bool) -> Vec<u8> {
    let text_of =
        |role: Role| request.messages.iter().filter(move |m| m.role == role).map(|m| m.text.as_str());
    let spoken = request.messages.iter().filter(|m| m.role != Role::System);
    let schema = request.output.as_ref();
    let tool = schema.filter(|_| card.forced_tool);
    let format = schema.filter(|_| !card.forced_tool);
    let body = Body {
        model: &card.id,
        max_tokens: card.fit_output(request.max_output_tokens),
        system: text_of(Role::System).collect::<Vec<_>>().join("\n\n"),
        messages: spoken
            .map(|m| Message {
                role: if m.role == Role::User { "user" } else { "assistant" },
                content: &m.text,
            })
            .collect(),
        temperature: request.temperature.filter(|_| card.temperature).map(|t| t.min(1.0)),
        output_config: format.map(|output| OutputConfig {
            format: Format {
                r#type: "json_schema",
                schema: output.narrowed(dialect(ProviderKind::Anthropic)),
            },
        }),
        tools: tool.map(|output| {
            let input_schema = output.narrowed(dialect(ProviderKind::Compatible));
            [Tool { name: output.name(), description: "Gives the answer.", input_schema }]
        }),
        tool_choice: tool.map(|output| json!({ "type": "tool", "name": output.name() })),
        stream: streamed,
    };
    serde_json::to_vec(&body).expect("strings and numbers can always be written")
}

#[derive(Deserialize)]
struct Answer<'a> {
    id: Option<String>,
    model: Option<String>,
    #[serde(borrow, default)]
    content: Vec<Block<'a>>,
    stop_reason: Option<String>,
    usage: Option<Tokens>,
    error: Option<Value>,
}

#[derive(Deserialize)]
struct Block<'a> {
    text: Option<String>,
    #[serde(borrow)]
    input: Option<&'a RawValue>,
}

#[derive(Deserialize, Default)]
struct Tokens {
    input_tokens: Option<u64>,
    cache_creation_input_tokens: Option<u64>,
    cache_read_input_tokens: Option<u64>,
    output_tokens: Option<u64>,
}

pub(super) fn read_whole(body: &[u8], wire: &Wire) -> Result<Heard, Error> {
    let answer: Answer<'_> = serde_json::from_slice(body).map_err(failure::broken)?;
    if let Some(error) = answer.error {
        return Err(failure::in_answer(&json!({ "error": error }), wire));
    }
    // a server that leaves the count out has answered all the same
    if answer.usage.is_none() && answer.stop_reason.is_none() {
        return Err(failure::broken(serde::de::Error::custom("neither usage nor stop reason")));
    }
    let mut heard = Heard { request_id: answer.id, model: answer.model, ..Heard::default() };
    for block in answer.content {
        heard.text.push_str(block.text.as_deref().unwrap_or_default());
        heard.text.push_str(block.input.map_or("", RawValue::get));
    }
    count(&mut heard, answer.usage.as_ref());
    heard.stop_reason = answer.stop_reason.as_deref().map(stop_reason);
    Ok(heard)
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Event {
    MessageStart {
        message: Started,
    },
    ContentBlockStart {
        content_block: StartedBlock,
    },
    ContentBlockDelta {
        delta: Delta,
    },
    MessageDelta {
        delta: Ending,
        usage: Option<Tokens>,
    },
    MessageStop,
    Ping,
    Error {
        error: Value,
    },
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
struct Started {
    id: Option<String>,
    model: Option<String>,
    usage: Option<Tokens>,
}

#[derive(Deserialize)]
struct StartedBlock {
    text: Option<String>,
}

#[derive(Deserialize)]
struct Delta {
    text: Option<String>,
    partial_json: Option<String>,
}

#[derive(Deserialize)]
struct Ending {
    stop_reason: Option<String>,
}

pub(super) fn hear(heard: &mut Heard, data: &str, wire: &Wire) -> Result<News, Error> {
    let event: Event = serde_json::from_str(data).map_err(failure::broken_stream)?;
    let before = heard.text.len();
    match event {
        Event::MessageStart { message } => {
            heard.request_id = message.id;
            heard.model = message.model;
            // what it counts of the answer here is only its beginning
            let usage = message.usage.map(|usage| Tokens { output_tokens: None, ..usage });
            count(heard, usage.as_ref());
        }
        Event::ContentBlockStart { content_block } => {
            heard.text.push_str(content_block.text.as_deref().unwrap_or_default());
        }
        Event::ContentBlockDelta { delta } => {
            heard.text.push_str(delta.text.as_deref().unwrap_or_default());
            heard.text.push_str(delta.partial_json.as_deref().unwrap_or_default());
        }
        Event::MessageDelta { delta, usage } => {
            count(heard, usage.as_ref());
            heard.stop_reason = delta.stop_reason.as_deref().map(stop_reason).or(heard.stop_reason);
        }
        Event::MessageStop => heard.ended = true,
        Event::Error { error } => return Err(failure::in_answer(&json!({ "error": error }), wire)),
        Event::Ping => return Ok(News::Nothing),
        Event::Other => {}
    }
    let more = heard.text.len() - before;
    Ok(if more > 0 { News::Text(more) } else { News::Working })
}

/// Counts replace what was counted before. Anthropic's `input_tokens` leave out what passed through its cache.
fn count(heard: &mut Heard, tokens: Option<&Tokens>) {
    let Some(tokens) = tokens else { return };
    let mut usage = heard.usage.unwrap_or_default();
    if let Some(input) = tokens.input_tokens {
        let read = tokens.cache_read_input_tokens.unwrap_or(0);
        let written = tokens.cache_creation_input_tokens.unwrap_or(0);
        usage.input_tokens = input.saturating_add(read).saturating_add(written);
        usage.cached_tokens = read;
    }
    usage.output_tokens = tokens.output_tokens.unwrap_or(usage.output_tokens);
    heard.usage = Some(usage);
}

fn stop_reason(reason: &str) -> StopReason {
    match reason {
        "end_turn" | "stop_sequence" | "tool_use" => StopReason::Finished,
        "max_tokens" | "model_context_window_exceeded" => StopReason::Length,
        "refusal" => StopReason::Refused,
        _ => StopReason::Other,
    }
}
