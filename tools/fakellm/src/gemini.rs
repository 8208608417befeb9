//! `POST …/models/{model}:generateContent` and `:streamGenerateContent` (always as server-sent events).

use crate::json;
use crate::plan::{Ask, Finish, Plan, Shape};
use crate::text;
use bytes::Bytes;
use serde::Deserialize;
use serde_json::value::RawValue;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Generate<'a> {
    #[serde(skip)]
    pub(crate) model: &'a str,
    #[serde(skip)]
    pub(crate) stream: bool,
    #[serde(borrow)]
    contents: &'a RawValue,
    #[serde(borrow)]
    system_instruction: Option<&'a RawValue>,
    #[serde(borrow)]
    generation_config: Option<Config<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Config<'a> {
    max_output_tokens: Option<u64>,
    response_mime_type: Option<&'a str>,
    #[serde(borrow)]
    response_schema: Option<&'a RawValue>,
    #[serde(borrow)]
    response_json_schema: Option<&'a RawValue>,
}

/// The name by which a script finds a schema: its title.
#[derive(Deserialize)]
struct Titled<'a> {
    title: Option<&'a str>,
}

impl<'a> Generate<'a> {
    pub(crate) fn ask(&self) -> Ask<'_> {
        Ask {
            messages: self.contents,
            system: self.system_instruction,
            shape: self.shape(),
            max_tokens: self.generation_config.as_ref().and_then(|c| c.max_output_tokens),
        }
    }

    fn shape(&self) -> Shape<'a> {
        let Some(config) = &self.generation_config else { return Shape::Text };
        if let Some(schema) = config.response_json_schema.or(config.response_schema) {
            let titled = serde_json::from_str::<Titled<'a>>(schema.get()).ok();
            return Shape::Schema { name: titled.and_then(|t| t.title).unwrap_or("output"), schema };
        }
        match config.response_mime_type {
            Some("application/json") => Shape::Object,
            _ => Shape::Text,
        }
    }

    pub(crate) fn whole(&self, p: &Plan) -> String {
        self.chunk(p, &p.text, Some(p.finish))
    }

    pub(crate) fn events(&self, p: &Plan) -> Vec<Bytes> {
        let event = |chunk: String| Bytes::from(format!("data: {chunk}\r\n\r\n"));
        let mut out: Vec<Bytes> =
            text::pieces(&p.text).map(|piece| event(self.chunk(p, piece, None))).collect();
        out.push(event(self.chunk(p, "", Some(p.finish))));
        out
    }

    fn chunk(&self, p: &Plan, said: &str, finish: Option<Finish>) -> String {
        let reason = finish.map_or(String::new(), |f| format!(",\"finishReason\":\"{}\"", finish_reason(f)));
        let tokens = match finish {
            Some(_) => format!(
                ",\"candidatesTokenCount\":{},\"totalTokenCount\":{}",
                p.completion_tokens,
                p.prompt_tokens + p.completion_tokens
            ),
            None => String::new(),
        };
        format!(
            "{{\"candidates\":[{{\"content\":{{\"parts\":[{{\"text\":{}}}],\"role\":\"model\"}}{reason},\"index\":0}}],\"usageMetadata\":{{\"promptTokenCount\":{}{tokens}}},\"modelVersion\":{},\"responseId\":\"resp_{:016x}\"}}",
            json::string(said),
            p.prompt_tokens,
            json::string(self.model),
            p.seed
        )
    }
}

fn finish_reason(f: Finish) -> &'static str {
    match f {
        Finish::Stop | Finish::Tool => "STOP",
        Finish::Length => "MAX_TOKENS",
        Finish::Refusal => "SAFETY",
    }
}
