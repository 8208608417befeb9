//! Answers kept for a while, and one call for many who ask the same at once.

mod flight;

use crate::call_budget::CallBudget;
use crate::error::Error;
use crate::model::{Model, Pending};
use crate::reply::{Piece, Reply, ReplyStream, Usage};
use crate::request::{Message, OutputSchema, Request};
use flight::{Flight, Flights, Follower};
use serde::Deserialize;
use std::sync::Arc;
use std::time::Duration;

/// How long answers are kept, and how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CachePolicy {
    /// Bytes of prompts and answers together; 0 keeps nothing, and single flight remains.
    pub most_bytes: u64,
    /// An answer is forgotten after this.
    pub keep_ms: u64,
}

impl Default for CachePolicy {
    fn default() -> Self {
        CachePolicy { most_bytes: 32 << 20, keep_ms: 3_600_000 }
    }
}

/// Everything that decides an answer. Nothing is hashed away: two keys are equal when all of it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    model: Arc<str>,
    messages: Arc<[Message]>,
    output: Option<OutputSchema>,
    max_output_tokens: u32,
    temperature_bits: Option<u32>,
    seed: Option<u64>,
}

/// The answers and the calls under way. Clones share them; one serves all models.
#[derive(Clone)]
pub struct AnswerCache {
    answers: moka::sync::Cache<Key, Arc<Reply>>,
    flights: Flights,
}

impl AnswerCache {
    /// An empty cache.
    pub fn new(policy: CachePolicy) -> Self {
        let weight = |key: &Key, reply: &Arc<Reply>| {
            let prompt: usize = key.messages.iter().map(|m| m.text.len()).sum();
            // The text is there twice, once as JSON.
            u32::try_from(prompt + 3 * reply.text.len() + 512).unwrap_or(u32::MAX)
        };
        let answers = moka::sync::Cache::builder()
            .max_capacity(policy.most_bytes)
            .weigher(weight)
            .time_to_live(Duration::from_millis(policy.keep_ms))
            .build();
        AnswerCache { answers, flights: Flights::default() }
    }
}

impl std::fmt::Debug for AnswerCache {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AnswerCache").field("answers", &self.answers.entry_count()).finish_non_exhaustive()
    }
}

/// A model that is not asked the same twice.
///
/// The first of several who ask at once pays, from their own [`CallBudget`]; the others get the answer for nothing.
/// One who leaves does not end the call for the others; when all have left it is cancelled. Failures are not kept.
#[derive(Clone)]
pub struct Cached {
    inner: Arc<dyn Model>,
    cache: AnswerCache,
    name: Arc<str>,
}

impl Cached {
    /// Puts a cache before a model.
    pub fn new(inner: Arc<dyn Model>, cache: AnswerCache) -> Self {
        let name = inner.name().into();
        Cached { inner, cache, name }
    }

    fn key(&self, request: &Request) -> Key {
        Key {
            model: self.name.clone(),
            messages: request.messages.clone(),
            output: request.output.clone(),
            max_output_tokens: request.max_output_tokens,
            temperature_bits: request.temperature.map(f32::to_bits),
            seed: request.seed,
        }
    }

    fn kept(&self, key: &Key, request: &Request) -> Option<Reply> {
        if request.fresh {
            return None;
        }
        self.cache.answers.get(key).map(|reply| free(&reply))
    }

    /// Joins the call under way for this key, or makes it; or gives the answer that has just come.
    fn join(
        &self,
        key: &Key,
        request: &Request,
        calls: &CallBudget,
        streamed: bool,
    ) -> Result<Follower, Box<Reply>> {
        let landed = || self.kept(key, request);
        let (inner, request, calls) = (self.inner.clone(), request.clone(), calls.clone());
        let (answers, kept_as) = (self.cache.answers.clone(), key.clone());
        self.cache.flights.join(key, landed, move |log| {
            Box::pin(async move {
                let reply = if streamed {
                    flight::fly(inner.stream(&request, &calls).await?, &log).await?
                } else {
                    inner.complete(&request, &calls).await?
                };
                let reply = Arc::new(reply);
                answers.insert(kept_as, reply.clone());
                Ok(reply)
            }) as Flight
        })
    }
}

/// An answer as one gets it who did not pay for it.
fn free(reply: &Reply) -> Reply {
    Reply {
        usage: Usage::default(),
        cost_usd_micros: Some(0),
        latency_ms: 0,
        from_cache: true,
        ..reply.clone()
    }
}

/// Whether a failure is the first caller's own, so that another should make the call instead.
fn is_the_leaders(error: &Error) -> bool {
    matches!(error, Error::Cancelled | Error::CallCap { .. } | Error::BudgetExceeded { .. })
}

impl Model for Cached {
    fn name(&self) -> &str {
        &self.name
    }

    fn complete<'a>(&'a self, request: &'a Request, calls: &'a CallBudget) -> Pending<'a, Reply> {
        Box::pin(async move {
            let key = self.key(request);
            if let Some(reply) = self.kept(&key, request) {
                return Ok(reply);
            }
            loop {
                let follower = match self.join(&key, request, calls, false) {
                    Ok(follower) => follower,
                    Err(reply) => return Ok(*reply),
                };
                let leads = follower.leads;
                let outcome = tokio::select! {
                    outcome = follower.landing() => outcome,
                    () = calls.cancelled() => return Err(Error::Cancelled),
                };
                match outcome {
                    Ok(reply) if leads => return Ok(Reply::clone(&reply)),
                    Ok(reply) => return Ok(free(&reply)),
                    Err(error) if leads || !is_the_leaders(&error) => return Err(error),
                    Err(_) => {}
                }
            }
        })
    }

    fn stream<'a>(&'a self, request: &'a Request, calls: &'a CallBudget) -> Pending<'a, ReplyStream> {
        Box::pin(async move {
            let key = self.key(request);
            if let Some(reply) = self.kept(&key, request) {
                return Ok(ReplyStream::ready(reply));
            }
            let follower = match self.join(&key, request, calls, true) {
                Ok(follower) => follower,
                Err(reply) => return Ok(ReplyStream::ready(*reply)),
            };
            let watch =
                Watch { me: self.clone(), key, request: request.clone(), calls: calls.clone(), follower };
            Ok(watch.into_stream())
        })
    }
}

/// One caller watching a call.
struct Watch {
    me: Cached,
    key: Key,
    request: Request,
    calls: CallBudget,
    follower: Follower,
}

impl Watch {
    fn into_stream(self) -> ReplyStream {
        ReplyStream::new(futures_util::stream::unfold(Some(self), |watch| async move {
            let mut watch = watch?;
            match watch.next().await {
                Ok(Piece::Done(reply)) => Some((Ok(Piece::Done(reply)), None)),
                Ok(piece) => Some((Ok(piece), Some(watch))),
                Err(error) => Some((Err(error), None)),
            }
        }))
    }

    async fn next(&mut self) -> Result<Piece, Error> {
        let news = tokio::select! {
            news = self.follower.next() => news,
            () = self.calls.cancelled() => return Err(Error::Cancelled),
        };
        let leads = self.follower.leads;
        match news {
            Ok(flight::News::Text(text)) => Ok(Piece::Text(text)),
            Ok(flight::News::Restart) => Ok(Piece::Restart),
            Ok(flight::News::Landed(reply)) => {
                let reply = if leads { Reply::clone(&reply) } else { free(&reply) };
                Ok(Piece::Done(Box::new(reply)))
            }
            Err(error) if leads || !is_the_leaders(&error) => Err(error),
            Err(_) => match self.me.join(&self.key, &self.request, &self.calls, true) {
                Ok(follower) => {
                    self.follower = follower;
                    Ok(Piece::Restart)
                }
                Err(reply) => Ok(Piece::Done(reply)),
            },
        }
    }
}
