//! 3 · Brief and passages → what the writer is given: passages, or a prompt that fits the model's window. Pure.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use content::prompt::{self, Inputs, SchemaKey};
use content::{Brief, Finding, Passage};
use eval::leak::Secrets;
use llm::{Model, OutputSchema, Request, estimate_tokens};
use sha2::{Digest, Sha256};

use super::answer::Answer;
use super::gather::Gathered;
use super::{Order, Rejected};
use crate::ctx::Ctx;
use crate::engine::Engine;

/// The longest answer in tokens: the largest body with its evidence, and room for a model that thinks first.
const MOST_OUTPUT_TOKENS: u32 = 16_000;
/// The share of a small window that is left to the answer.
const OUTPUT_SHARE: u64 = 2;
/// Drafts a model may write: the first, and one that mends it.
const MODEL_DRAFTS: u32 = 2;

/// What the writer is given.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Brief, passages and sources.
    pub gathered: Gathered,
    /// Who writes.
    pub writer: Writer,
}

/// Schemas of answers, each made once: what every provider is sent of one is worked out with it.
#[derive(Debug, Default)]
pub struct Schemas {
    made: Mutex<HashMap<SchemaKey, OutputSchema>>,
}

impl Schemas {
    /// The most that are kept: ten types at the numbers of items that people really ask for.
    const MOST: usize = 256;

    fn of(&self, brief: &Brief) -> OutputSchema {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if made.len() >= Self::MOST {
            made.clear();
        }
        let make = || OutputSchema::new(brief.content_type.as_str(), prompt::schema(brief));
        made.entry(SchemaKey::of(brief)).or_insert_with(make).clone()
    }
}

/// Who writes, with what only they need.
#[derive(Debug, Clone)]
pub enum Writer {
    /// The built-in writer.
    BuiltIn,
    /// A model.
    Model(Box<Task>),
}

/// A model's task.
#[derive(Clone)]
pub struct Task {
    /// Who is asked.
    pub model: Arc<dyn Model>,
    /// What is asked.
    pub request: Request,
    /// Which templates it was rendered from.
    pub prompt_hash: String,
    /// What the answer must not give away.
    pub secrets: Arc<Secrets>,
    /// The answer that this task is to mend, with what is wrong in it.
    pub earlier: Option<(Answer, Vec<Finding>)>,
    /// The word at the end of every tag around data.
    marker: String,
    /// Which draft this asks for, from 1.
    draft: u32,
}

impl std::fmt::Debug for Task {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Task")
            .field("model", &self.model.name())
            .field("draft", &self.draft)
            .finish_non_exhaustive()
    }
}

/// Puts together what the writer is given.
pub fn compose(ctx: &Ctx, order: &Order, mut gathered: Gathered, engine: &Engine) -> Plan {
    let Engine::Model { model, context_tokens, .. } = engine else {
        return Plan { gathered, writer: Writer::BuiltIn };
    };
    let output_tokens = output_tokens(*context_tokens);
    if let Some(window) = *context_tokens {
        gathered.passages = fitting(gathered.passages, window.saturating_sub(output_tokens.into()));
    }
    let (marker, canary) = (word(ctx, &gathered, "marker"), word(ctx, &gathered, "canary"));
    let brief = &gathered.screened.brief;
    let prompt = prompt::render(&Inputs {
        brief,
        passages: &gathered.passages,
        sources: &gathered.sources,
        marker: &marker,
        canary: &canary,
    });
    let schema = ctx.schemas.of(brief);
    let secrets = Arc::new(Secrets::new(&canary, &prompt.system));
    let mut request =
        Request::new(prompt.system, prompt.user).output(schema).max_output_tokens(output_tokens);
    request.fresh = order.fresh;
    let task = Task {
        model: model.clone(),
        request,
        prompt_hash: prompt.hash,
        secrets,
        earlier: None,
        marker,
        draft: 1,
    };
    Plan { gathered, writer: Writer::Model(Box::new(task)) }
}

impl Plan {
    /// Which templates the prompt was rendered from, if there is one.
    pub fn prompt_hash(&self) -> Option<String> {
        match &self.writer {
            Writer::BuiltIn => None,
            Writer::Model(task) => Some(task.prompt_hash.clone()),
        }
    }

    /// What to try after a draft that was not good enough; `None` when there is nothing left to try.
    pub fn revised(&self, rejected: &Rejected) -> Option<Self> {
        match &self.writer {
            Writer::BuiltIn => Some(Self { gathered: self.gathered.widened()?, writer: Writer::BuiltIn }),
            Writer::Model(task) => {
                let task = task.mending(rejected)?;
                Some(Self { gathered: self.gathered.clone(), writer: Writer::Model(Box::new(task)) })
            }
        }
    }
}

impl Task {
    fn mending(&self, rejected: &Rejected) -> Option<Self> {
        if self.draft >= MODEL_DRAFTS {
            return None;
        }
        let correction = prompt::correction(&rejected.findings, &self.marker);
        let request = match &rejected.said {
            Some(said) => self.request.followed_by(said, &correction),
            None => asked_again(&self.request, &correction),
        };
        let earlier = rejected.answer.clone().map(|answer| (answer, rejected.findings.clone()));
        Some(Self { request, earlier, draft: self.draft + 1, ..self.clone() })
    }
}

/// The same request with a word on the answer that is not to be repeated.
fn asked_again(request: &Request, correction: &str) -> Request {
    let mut messages = request.messages.to_vec();
    if let Some(last) = messages.last_mut() {
        last.text = format!("{}\n\n{correction}", last.text);
    }
    Request { messages: messages.into(), ..request.clone() }
}

fn output_tokens(context_tokens: Option<u64>) -> u32 {
    let share = context_tokens.map_or(u64::MAX, |window| window / OUTPUT_SHARE);
    MOST_OUTPUT_TOKENS.min(u32::try_from(share).unwrap_or(u32::MAX)).max(1)
}

/// As many passages as fit beside rules, task and schema, from the first.
fn fitting(passages: Vec<Passage>, window_tokens: u64) -> Vec<Passage> {
    /// Rules, task and schema of the largest type.
    const FRAME_TOKENS: u64 = 4_000;
    /// The tags around a passage.
    const TAG_BYTES: usize = 120;
    let mut left = window_tokens.saturating_sub(FRAME_TOKENS.min(window_tokens / 2));
    let fits = |passage: &Passage| {
        let tokens = estimate_tokens(passage.text.len() + TAG_BYTES);
        let fits = tokens <= left;
        left = left.saturating_sub(tokens);
        fits
    };
    passages
        .into_iter()
        .take_while({
            let mut fits = fits;
            move |passage| fits(passage)
        })
        .collect()
}

/// A word that nobody can guess and that is the same for the same request, so that equal requests share one call.
fn word(ctx: &Ctx, gathered: &Gathered, purpose: &str) -> String {
    const LETTERS: usize = 16;
    let brief = serde_json::to_vec(&gathered.screened.brief).unwrap_or_default();
    let mut digest = Sha256::new().chain_update(ctx.secret).chain_update(purpose).chain_update(brief);
    for passage in &gathered.passages {
        digest.update(passage.id.0.as_bytes());
    }
    digest.finalize().iter().take(LETTERS).map(|byte| char::from(b'a' + byte % 26)).collect()
}
