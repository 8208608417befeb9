//! OpenAI's Chat Completions, which Ollama, llama.cpp, vLLM and many others speak too.

use super::ProviderKind;
use super::failure;
use super::wire::{Heard, News, Wire, dialect};
use crate::catalogue::ModelCard;
use crate::error::Error;
use crate::reply::{StopReason, Usage};
use crate::request::{Request, Role};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

#[derive(Serialize)]
struct Body<'a> {
    model: &'a str,
    messages: Vec<Message<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_completion_tokens: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_tokens: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    temperature: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seed: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response_format: Option<Format<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    store: Option<bool>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    stream: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    stream_options: Option<StreamOptions>,
}

#[derive(Serialize)]
struct Message<'a> {
    role: &'static str,
    content: &'a str,
}

#[derive(Serialize)]
struct Format<'a> {
    r#type: &'static str,
    json_schema: Schema<'a>,
}

#[derive(Serialize)]
struct Schema<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    strict: Option<bool>,
    schema: &'a RawValue,
}

#[derive(Serialize)]
struct StreamOptions {
    include_usage: bool,
}

pub(super) fn body(request: &Request, card: &ModelCard, kind: ProviderKind, streamed: bool) -> Vec<u8> {
    let official = kind == ProviderKind::OpenAi;
    let role = |role| match role {
        Role::System => "system",
        Role::User => "user",
        Role::Assistant => "assistant",
    };
    let tokens = card.fit_output(request.max_output_tokens);
    let body = Body {
        model: &card.id,
        messages: request.messages.iter().map(|m| Message { role: role(m.role), content: &m.text }).collect(),
        max_completion_tokens: official.then_some(tokens),
        max_tokens: (!official).then_some(tokens),
        temperature: request.temperature.filter(|_| card.temperature),
        seed: request.seed,
        response_format: request.output.as_ref().map(|output| Format {
            r#type: "json_schema",
            json_schema: Schema {
                name: output.name(),
                strict: official.then_some(true),
                schema: output.narrowed(dialect(kind)),
            },
        }),
        // Prompts may hold learners' words: nothing is to be kept there.
        store: official.then_some(false),
        stream: streamed,
        stream_options: streamed.then_some(StreamOptions { include_usage: true }),
    };
    serde_json::to_vec(&body).expect("strings and numbers can always be written")
}

#[derive(Deserialize)]
struct Answer {
    id: Option<String>,
    model: Option<String>,
    #[serde(default)]
    choices: Vec<Choice>,
    usage: Option<Tokens>,
    error: Option<Value>,
}

#[derive(Deserialize)]
struct Choice {
    #[serde(alias = "delta")]
    message: Option<Said>,
    finish_reason: Option<String>,
}

#[derive(Deserialize, Default)]
struct Said {
    content: Option<String>,
    refusal: Option<String>,
}

#[derive(Deserialize)]
struct Tokens {
    #[serde(default)]
    prompt_tokens: u64,
    #[serde(default)]
    completion_tokens: u64,
    prompt_tokens_details: Option<Details>,
}

#[derive(Deserialize)]
struct Details {
    #[serde(default)]
    cached_tokens: Option<u64>,
}

/// Some servers send a failure with a status of success.
pub(super) fn read_whole(body: &[u8], wire: &Wire) -> Result<Heard, Error> {
    let answer: Answer = serde_json::from_slice(body).map_err(failure::broken)?;
    if let Some(error) = answer.error {
        return Err(failure::in_answer(&serde_json::json!({ "error": error }), wire));
    }
    let mut heard = Heard::default();
    if answer.choices.is_empty() {
        return Err(failure::broken(serde::de::Error::custom("no choices")));
    }
    take(&mut heard, answer);
    Ok(heard)
}

pub(super) fn hear(heard: &mut Heard, data: &str, wire: &Wire) -> Result<News, Error> {
    if data.trim() == "[DONE]" {
        heard.ended = true;
        return Ok(News::Nothing);
    }
    let answer: Answer = serde_json::from_str(data).map_err(failure::broken_stream)?;
    if let Some(error) = answer.error {
        return Err(failure::in_answer(&serde_json::json!({ "error": error }), wire));
    }
    let before = heard.text.len();
    take(heard, answer);
    let more = heard.text.len() - before;
    Ok(if more > 0 { News::Text(more) } else { News::Working })
}

fn take(heard: &mut Heard, answer: Answer) {
    heard.request_id = heard.request_id.take().or(answer.id);
    heard.model = heard.model.take().or(answer.model);
    if let Some(tokens) = answer.usage {
        heard.usage = Some(Usage {
            input_tokens: tokens.prompt_tokens,
            output_tokens: tokens.completion_tokens,
            cached_tokens: tokens.prompt_tokens_details.and_then(|d| d.cached_tokens).unwrap_or(0),
            estimated: false,
        });
    }
    let Some(choice) = answer.choices.into_iter().next() else { return };
    let said = choice.message.unwrap_or_default();
    if let Some(refusal) = said.refusal.filter(|r| !r.is_empty()) {
        heard.text.push_str(&refusal);
        heard.stop_reason = Some(StopReason::Refused);
    }
    heard.text.push_str(said.content.as_deref().unwrap_or_default());
    if let (Some(reason), None) = (choice.finish_reason, heard.stop_reason) {
        heard.stop_reason = Some(match reason.as_str() {
            "stop" => StopReason::Finished,
            "length" => StopReason::Length,
            "content_filter" => StopReason::Refused,
            _ => StopReason::Other,
        });
    }
}
