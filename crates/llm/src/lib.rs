//! Models: one request shape, many providers.
//!
//! **Here**: [`Model`] (complete, stream) over OpenAI, Anthropic, Gemini, Ollama and any server that speaks
//! OpenAI's protocol; structured output in each provider's own way; time-outs, retries, circuit breaker,
//! ordered fall-back, budgets, an answer cache with single flight, a catalogue of prices, recorded
//! conversations for tests, and [`extract_json`] for answers that come wrapped or broken.
//!
//! **Not here**: prompts, content types, judging, anything about teaching. No environment is read, no file is
//! opened, no task is spawned: whoever drops a future or a stream closes the provider's connection with it.
//! Prompts and answers never reach a log or a span, and nothing that names a user is ever sent.
//!
//! **Read first**: [`Model`], then [`Models`], which wires one together from a [`Config`].
//!
//! ```no_run
//! # use factoria_llm as llm;
//! # async fn example(parts: llm::Parts, schema: serde_json::Value) -> Result<(), llm::Error> {
//! let endpoints = vec![llm::Endpoint::of(llm::ProviderKind::Ollama)];
//! let config = llm::Config { endpoints, models: vec!["ollama/qwen4".into()], ..Default::default() };
//! let models = llm::Models::new(config, parts);
//! if let Some(model) = models.preferred()? {
//!     let quiz = llm::OutputSchema::new("quiz", schema);
//!     let request = llm::Request::new("You write quizzes.", "Five questions on tides.").output(quiz);
//!     let calls = models.allowance(Some("account-17"));
//!     let reply = model.complete(&request, &calls).await?;
//!     println!("{} calls, {:?} millionths of a dollar", calls.used(), reply.cost_usd_micros);
//! }
//! # Ok(())
//! # }
//! ```

mod answer;
mod breaker;
mod budget;
mod cache;
mod call_budget;
mod cassette;
mod catalogue;
mod config;
mod connect;
mod error;
mod fallback;
mod jitter;
mod model;
mod models;
mod providers;
mod reply;
mod request;
mod retry;
mod retry_after;
mod schema;
mod span;

pub use answer::{BadAnswer, extract_json};
pub use breaker::{Breaker, BreakerPolicy, Guarded, Leave};
pub use budget::{Budget, Clock, Limits, Metered, Scope, Settlement, Spending};
pub use cache::{AnswerCache, CachePolicy, Cached};
pub use call_budget::{CallBudget, DEFAULT_MAX_CALLS};
pub use cassette::{Cassette, Exchange};
pub use catalogue::{Catalogue, CatalogueError, ModelCard, Price, Tier, estimate_tokens};
pub use config::{Config, Endpoint, Retries};
pub use connect::{ConnectError, Connection, connect};
pub use error::{Cause, Error, Phase};
pub use fallback::Fallback;
pub use jitter::Jitter;
pub use model::{Model, Pending};
pub use models::{Models, Parts};
pub use providers::{Provider, ProviderKind, Timeouts, Transport};
pub use reply::{Piece, Reply, ReplyStream, StopReason, Usage};
pub use request::{Message, OutputSchema, Request, Role};
pub use retry::{Retry, RetryPolicy};
