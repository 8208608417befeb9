//! From what was heard to a reply, or to what is wrong with it.

use super::wire::Heard;
use crate::answer::{BadAnswer, check_root, extract_json};
use crate::error::Error;
use crate::reply::{Reply, StopReason, Usage};
use crate::request::{OutputSchema, Request};
use crate::schema;
use serde_json::Value;
use tokio::time::Instant;

/// Makes the reply; `who` is provider and model.
pub(crate) fn reply(
    heard: Heard,
    request: &Request,
    who: (&str, &str),
    started: Instant,
) -> Result<Reply, Error> {
    let usage = used(&heard, request);
    let stop_reason = heard.stop_reason.unwrap_or(StopReason::Other);
    if stop_reason == StopReason::Refused {
        return Err(Error::Refused { said: heard.text.chars().take(300).collect(), usage });
    }
    let mut reply = Reply {
        text: heard.text,
        json: None,
        stop_reason,
        usage,
        request_id: heard.request_id,
        provider: who.0.to_owned(),
        model: heard.model.filter(|m| !m.is_empty()).unwrap_or_else(|| who.1.to_owned()),
        latency_ms: u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
        cost_usd_micros: None,
        from_cache: false,
    };
    let wrong = match &request.output {
        Some(output) => match json(&reply.text, output) {
            Ok(json) => {
                reply.json = Some(json);
                return Ok(reply);
            }
            Err(wrong) => wrong,
        },
        None if reply.text.trim().is_empty() => BadAnswer::Empty,
        None => return Ok(reply),
    };
    Err(match wrong {
        BadAnswer::Refusal => Error::Refused { said: reply.text.chars().take(300).collect(), usage },
        BadAnswer::NotJson | BadAnswer::Truncated | BadAnswer::Empty if stop_reason == StopReason::Length => {
            // A provider may stop early of its own accord; only near the limit is the limit to blame.
            let near = usage.output_tokens.saturating_mul(10) >= u64::from(request.max_output_tokens) * 9;
            let reason = if near { BadAnswer::OutOfTokens } else { BadAnswer::Truncated };
            Error::BadAnswer { reason, reply: Some(Box::new(reply)) }
        }
        reason => Error::BadAnswer { reason, reply: Some(Box::new(reply)) },
    })
}

/// What the provider counted; what it left out is estimated, so that no call is free because nobody counted.
fn used(heard: &Heard, request: &Request) -> Usage {
    let estimate = crate::catalogue::estimate_usage(request, heard.text.len());
    let Some(counted) = heard.usage else { return estimate };
    let (no_input, no_output) =
        (counted.input_tokens == 0, counted.output_tokens == 0 && !heard.text.is_empty());
    Usage {
        input_tokens: if no_input { estimate.input_tokens } else { counted.input_tokens },
        output_tokens: if no_output { estimate.output_tokens } else { counted.output_tokens },
        estimated: counted.estimated || no_input || no_output,
        ..counted
    }
}

fn json(text: &str, output: &OutputSchema) -> Result<Value, BadAnswer> {
    let mut json = extract_json(text)?;
    let schema = output.schema();
    schema::drop_forced_nulls(&mut json, schema, schema);
    check_root(&json, schema)?;
    Ok(json)
}
