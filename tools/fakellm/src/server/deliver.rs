//! From a plan to the bytes of an answer: whole or streamed, paced or spoiled on the way.

use super::asked::Asked;
use super::route::Route;
use super::{Call, Dialect, Reply, Server, failure, param};
use crate::body::{Answer, InFlight, Paced};
use crate::knobs::Fault;
use crate::openai::Embeddings;
use crate::plan::Plan;
use crate::speech;
use bytes::Bytes;
use hyper::Response;
use hyper::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use serde_json::Value;
use std::sync::atomic::Ordering::Relaxed;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

impl Server {
    pub(super) async fn deliver(
        &self,
        call: &Call<'_>,
        asked: &Asked<'_>,
        planned: Option<&Plan>,
        (body, fault, guard): (&Bytes, Option<Fault>, InFlight),
    ) -> Reply {
        let knobs = call.knobs;
        let gap = if knobs.tps > 0.0 { Duration::from_secs_f64(1.0 / knobs.tps) } else { Duration::ZERO };
        if let Some((p, events)) = planned.and_then(|p| asked.events(p, now()).map(|e| (p, e))) {
            return Ok(self.stream(events, &Pace { gap, fault, stall: knobs.stall }, p, guard));
        }
        let (whole, kind): (Bytes, &'static str) = match (planned, call.route) {
            (Some(p), _) => (asked.whole(p, now()).into(), "application/json"),
            (None, Route::Embeddings) => match serde_json::from_slice::<Embeddings>(body) {
                Ok(e) => {
                    let (o, tokens) = e.answer();
                    self.stats.prompt_tokens.fetch_add(tokens, Relaxed);
                    (o.into(), "application/json")
                }
                Err(e) => return Ok(failure::bad_body(call.dialect, &e)),
            },
            (None, _) => match spoken(call, body) {
                Some(audio) => audio,
                None => return Ok(failure::bad_body(call.dialect, &"text: field required")),
            },
        };
        if let (Some(p), true) = (planned, knobs.pace_whole && !gap.is_zero()) {
            tokio::time::sleep(gap * u32::try_from(p.completion_tokens).unwrap_or(u32::MAX)).await;
        }
        let mut r = Response::new(whole_body(whole, fault, knobs.stall, guard));
        let h = r.headers_mut();
        h.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        request_ids(h, planned);
        if call.dialect == Dialect::ElevenLabs {
            h.insert("character-cost", HeaderValue::from(body.len()));
        }
        Ok(r)
    }

    fn stream(&self, events: Vec<Bytes>, pace: &Pace, p: &Plan, guard: InFlight) -> Response<Answer> {
        self.stats.streams.fetch_add(1, Relaxed);
        let n = u32::try_from(events.len()).unwrap_or(u32::MAX);
        let (events, gap) = match (pace.fault, pace.gap.is_zero()) {
            (Some(Fault::Slow), _) => {
                let all = bytewise(&events.concat().into());
                let gap = pace.stall / u32::try_from(all.len()).unwrap_or(u32::MAX).max(1);
                (all, gap)
            }
            // Instant: one write for the whole stream, as a fast upstream's socket buffer gives.
            (None, true) => (vec![events.concat().into()], pace.gap),
            _ => (events, pace.gap),
        };
        let mut body = Paced::new(events, gap, guard);
        if pace.fault == Some(Fault::Cut) {
            body = body.cut_after(n / 2);
        }
        let mut r = Response::new(Answer::Paced(Box::new(body)));
        let h = r.headers_mut();
        h.insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream; charset=utf-8"));
        h.insert("cache-control", HeaderValue::from_static("no-cache"));
        request_ids(h, Some(p));
        r
    }
}

struct Pace {
    gap: Duration,
    fault: Option<Fault>,
    stall: Duration,
}

fn whole_body(whole: Bytes, fault: Option<Fault>, stall: Duration, guard: InFlight) -> Answer {
    let n = whole.len();
    match fault {
        Some(Fault::Cut) => {
            let half = whole.slice(..n / 2);
            let body = Paced::new(vec![half], Duration::ZERO, guard).cut_after(1).length(n as u64);
            Answer::Paced(Box::new(body))
        }
        Some(Fault::Slow) => {
            let gap = stall / u32::try_from(n).unwrap_or(u32::MAX).max(1);
            Answer::Paced(Box::new(Paced::new(bytewise(&whole), gap, guard).length(n as u64)))
        }
        _ => Answer::whole(whole, Some(guard)),
    }
}

fn spoken(call: &Call<'_>, body: &[u8]) -> Option<(Bytes, &'static str)> {
    let v: Value = serde_json::from_slice(body).unwrap_or_default();
    let said = v["text"].as_str().or(v["input"].as_str()).filter(|s| !s.is_empty())?;
    let format = param(call.query, "output_format").or(v["response_format"].as_str());
    Some(speech::audio(format.unwrap_or("mp3_44100_128"), said.chars().count()))
}

/// The id by which a provider's support would find the call.
fn request_ids(h: &mut HeaderMap, planned: Option<&Plan>) {
    if let Some(v) = planned.and_then(|p| HeaderValue::from_str(&format!("req_{:016x}", p.seed)).ok()) {
        for name in ["x-request-id", "request-id"] {
            h.insert(name, v.clone());
        }
    }
}

fn bytewise(b: &Bytes) -> Vec<Bytes> {
    (0..b.len()).map(|i| b.slice(i..=i)).collect()
}

#[expect(clippy::disallowed_methods, reason = "answers carry the real time, as real ones do")]
fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs())
}
