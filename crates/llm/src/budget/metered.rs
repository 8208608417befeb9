//! A model whose calls are paid for: also the failed ones, and those that were cancelled half way.

use super::{Bill, Budget, Hold};
use crate::answer::BadAnswer;
use crate::call_budget::CallBudget;
use crate::catalogue::{ModelCard, estimate_tokens, estimate_usage};
use crate::error::Error;
use crate::model::{Model, Pending};
use crate::reply::{Piece, Reply, ReplyStream, Usage};
use crate::request::Request;
use futures_util::StreamExt;
use std::sync::Arc;

/// A model within a budget.
pub struct Metered {
    inner: Arc<dyn Model>,
    card: Arc<ModelCard>,
    budget: Arc<Budget>,
}

impl Metered {
    /// Puts a model under a budget; the card has its price.
    pub fn new(inner: Arc<dyn Model>, card: ModelCard, budget: Arc<Budget>) -> Self {
        Metered { inner, card: Arc::new(card), budget }
    }

    fn open(&self, request: &Request, calls: &CallBudget) -> Result<Tab, Error> {
        let worst = self.card.worst_cost_usd_micros(request);
        let hold = self.budget.hold(calls.account(), self.inner.name(), worst)?;
        Ok(Tab {
            hold: Some(hold),
            budget: self.budget.clone(),
            card: self.card.clone(),
            model: self.inner.name().to_owned(),
            calls: calls.clone(),
            calls_before: calls.used(),
            sent: estimate_usage(request, 0),
            counted: None,
            heard_bytes: 0,
        })
    }
}

impl Model for Metered {
    fn name(&self) -> &str {
        self.inner.name()
    }

    fn complete<'a>(&'a self, request: &'a Request, calls: &'a CallBudget) -> Pending<'a, Reply> {
        Box::pin(async move {
            let mut tab = self.open(request, calls)?;
            let mut outcome = self.inner.complete(request, calls).await;
            tab.close(&mut outcome);
            outcome
        })
    }

    fn stream<'a>(&'a self, request: &'a Request, calls: &'a CallBudget) -> Pending<'a, ReplyStream> {
        Box::pin(async move {
            let mut tab = self.open(request, calls)?;
            match self.inner.stream(request, calls).await {
                Ok(stream) => Ok(ReplyStream::new(stream.map(move |piece| tab.note(piece)))),
                Err(error) => {
                    let mut outcome = Err(error);
                    tab.close(&mut outcome);
                    outcome.map(ReplyStream::ready)
                }
            }
        })
    }
}

/// One call on the books. Dropped before it is closed, it was cancelled.
struct Tab {
    hold: Option<Hold>,
    budget: Arc<Budget>,
    card: Arc<ModelCard>,
    model: String,
    calls: CallBudget,
    calls_before: u32,
    /// The prompt, as estimated.
    sent: Usage,
    /// What the provider has counted so far.
    counted: Option<Usage>,
    heard_bytes: usize,
}

impl Tab {
    fn note(&mut self, piece: Result<Piece, Error>) -> Result<Piece, Error> {
        match piece {
            Ok(Piece::Done(reply)) => {
                let mut outcome = Ok(*reply);
                self.close(&mut outcome);
                outcome.map(|reply| Piece::Done(Box::new(reply)))
            }
            Err(error) => {
                let mut outcome = Err(error);
                self.close(&mut outcome);
                outcome.map(|reply| Piece::Done(Box::new(reply)))
            }
            Ok(piece) => {
                match &piece {
                    Piece::Text(text) => self.heard_bytes += text.len(),
                    Piece::Usage(usage) => self.counted = Some(*usage),
                    Piece::Restart | Piece::Done(_) => {}
                }
                Ok(piece)
            }
        }
    }

    /// Settles, and writes the cost into the reply.
    fn close(&mut self, outcome: &mut Result<Reply, Error>) {
        match outcome {
            Ok(reply) => reply.cost_usd_micros = self.settle(reply.usage, "ok"),
            Err(error) => {
                let (usage, kind) = (self.used_by(error), error.kind());
                let cost = self.settle(usage, kind);
                if let Error::BadAnswer { reply: Some(reply), .. } = error {
                    reply.cost_usd_micros = cost;
                }
            }
        }
    }

    /// Tokens of a call that failed so.
    fn used_by(&self, error: &Error) -> Usage {
        match error {
            Error::BadAnswer { reply: Some(reply), .. } => reply.usage,
            Error::Refused { usage, .. } => *usage,
            Error::Timeout { phase: crate::Phase::Connect } | Error::CallCap { .. } => Usage::default(),
            // The provider had the prompt and was at work.
            Error::Timeout { .. }
            | Error::Cancelled
            | Error::BadAnswer { reason: BadAnswer::TooLong, .. } => self.used_so_far(),
            _ if self.heard_bytes > 0 || self.counted.is_some() => self.used_so_far(),
            _ => Usage::default(),
        }
    }

    fn used_so_far(&self) -> Usage {
        if self.calls.used() == self.calls_before {
            return Usage::default();
        }
        let mut usage = self.counted.unwrap_or(self.sent);
        // What a provider counts before the end leaves out most of the answer.
        usage.output_tokens = usage.output_tokens.max(estimate_tokens(self.heard_bytes));
        usage.estimated = true;
        usage
    }

    fn settle(&mut self, usage: Usage, outcome: &'static str) -> Option<u64> {
        let hold = self.hold.take()?;
        let cost = self.card.cost_usd_micros(usage);
        if usage != Usage::default() {
            self.calls.spend(usage, cost);
        }
        self.budget.settle(hold, &self.model, Bill { usage, cost_usd_micros: cost, outcome });
        cost
    }
}

impl Drop for Tab {
    fn drop(&mut self) {
        if self.hold.is_some() {
            let usage = self.used_so_far();
            self.settle(usage, "cancelled");
        }
    }
}
