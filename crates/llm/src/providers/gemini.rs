//! Google's generateContent. Schemas go as `responseJsonSchema`.

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
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    system_instruction: Option<Content<'a>>,
    contents: Vec<Content<'a>>,
    generation_config: Generation<'a>,
}

#[derive(Serialize)]
struct Content<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'static str>,
    parts: Vec<Part<'a>>,
}

#[derive(Serialize)]
struct Part<'a> {
    text: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Generation<'a> {
    max_output_tokens: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    temperature: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seed: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response_mime_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response_json_schema: Option<&'a RawValue>,
}

pub(super) fn body(request: &Request, card: &ModelCard) -> Vec<u8> {
    let system: Vec<Part<'_>> =
        request.messages.iter().filter(|m| m.role == Role::System).map(|m| Part { text: &m.text }).collect();
    let spoken = request.messages.iter().filter(|m| m.role != Role::System);
    let schema = request.output.as_ref();
    let body = Body {
        system_instruction: (!system.is_empty()).then_some(Content { role: None, parts: system }),
        contents: spoken
            .map(|m| Content {
                role: Some(if m.role == Role::User { "user" } else { "model" }),
                parts: vec![Part { text: &m.text }],
            })
            .collect(),
        generation_config: Generation {
            max_output_tokens: card.fit_output(request.max_output_tokens),
            temperature: request.temperature.filter(|_| card.temperature),
            // Its seeds are 32 bits wide; the mask leaves 31.
            seed: request.seed.and_then(|seed| i32::try_from(seed & 0x7FFF_FFFF).ok()),
            response_mime_type: schema.map(|_| "application/json"),
            response_json_schema: schema.map(|output| output.narrowed(dialect(ProviderKind::Gemini))),
        },
    };
    serde_json::to_vec(&body).expect("strings and numbers can always be written")
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    #[serde(default)]
    candidates: Vec<Candidate>,
    prompt_feedback: Option<Feedback>,
    usage_metadata: Option<Tokens>,
    model_version: Option<String>,
    response_id: Option<String>,
    error: Option<Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Candidate {
    content: Option<Spoken>,
    finish_reason: Option<String>,
}

#[derive(Deserialize)]
struct Spoken {
    #[serde(default)]
    parts: Vec<SpokenPart>,
}

#[derive(Deserialize)]
struct SpokenPart {
    text: Option<String>,
    #[serde(default)]
    thought: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Feedback {
    block_reason: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Tokens {
    prompt_token_count: Option<u64>,
    candidates_token_count: Option<u64>,
    thoughts_token_count: Option<u64>,
    cached_content_token_count: Option<u64>,
}

pub(super) fn read_whole(body: &[u8], wire: &Wire) -> Result<Heard, Error> {
    let answer: Answer = serde_json::from_slice(body).map_err(failure::broken)?;
    if let Some(error) = answer.error {
        return Err(failure::in_answer(&serde_json::json!({ "error": error }), wire));
    }
    if answer.candidates.is_empty() && answer.prompt_feedback.is_none() {
        return Err(failure::broken(serde::de::Error::custom("no candidates")));
    }
    let mut heard = Heard::default();
    take(&mut heard, answer);
    Ok(heard)
}

pub(super) fn hear(heard: &mut Heard, data: &str, wire: &Wire) -> Result<News, Error> {
    let answer: Answer = serde_json::from_str(data).map_err(failure::broken_stream)?;
    if let Some(error) = answer.error {
        return Err(failure::in_answer(&serde_json::json!({ "error": error }), wire));
    }
    let before = heard.text.len();
    take(heard, answer);
    // There is no closing event: the chunk that says why it stopped is the last.
    heard.ended = heard.stop_reason.is_some();
    let more = heard.text.len() - before;
    Ok(if more > 0 { News::Text(more) } else { News::Working })
}

fn take(heard: &mut Heard, answer: Answer) {
    heard.request_id = heard.request_id.take().or(answer.response_id);
    heard.model = heard.model.take().or(answer.model_version);
    if let Some(tokens) = answer.usage_metadata {
        let thoughts = tokens.thoughts_token_count.unwrap_or(0);
        heard.usage = Some(Usage {
            input_tokens: tokens.prompt_token_count.unwrap_or(0),
            output_tokens: tokens.candidates_token_count.unwrap_or(0).saturating_add(thoughts),
            cached_tokens: tokens.cached_content_token_count.unwrap_or(0),
            estimated: false,
        });
    }
    if answer.prompt_feedback.is_some_and(|f| f.block_reason.is_some()) {
        heard.stop_reason = Some(StopReason::Refused);
    }
    let Some(candidate) = answer.candidates.into_iter().next() else { return };
    for part in candidate.content.into_iter().flat_map(|c| c.parts).filter(|p| !p.thought) {
        heard.text.push_str(part.text.as_deref().unwrap_or_default());
    }
    if let Some(reason) = candidate.finish_reason {
        heard.stop_reason = Some(match reason.as_str() {
            "STOP" => StopReason::Finished,
            "MAX_TOKENS" => StopReason::Length,
            "SAFETY" | "RECITATION" | "PROHIBITED_CONTENT" | "BLOCKLIST" | "SPII" | "LANGUAGE" => {
                StopReason::Refused
            }
            _ => StopReason::Other,
        });
    }
}
