//! What is asked of a model: messages, the shape of the answer, and limits. Nothing that names a user.

use serde_json::Value;
use std::sync::{Arc, OnceLock};

/// Who speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Standing instructions.
    System,
    /// The task and its data.
    User,
    /// An earlier answer, as in a repair round.
    Assistant,
}

/// One message of a prompt.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Message {
    /// Who speaks.
    pub role: Role,
    /// What is said.
    pub text: String,
}

impl std::fmt::Debug for Message {
    /// Prompts may carry learners' text: only the length is shown.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Message({:?}, {} bytes)", self.role, self.text.len())
    }
}

/// One call, whichever provider answers it. Cloning is cheap: texts and schema are shared.
#[derive(Debug, Clone)]
pub struct Request {
    /// The prompt in order.
    pub messages: Arc<[Message]>,
    /// The JSON the answer must be; free text without.
    pub output: Option<OutputSchema>,
    /// The longest answer in tokens.
    pub max_output_tokens: u32,
    /// 0 to 2; left out for models that do not take it (see [`crate::ModelCard::temperature`]).
    pub temperature: Option<f32>,
    /// For repeatable answers, where the provider knows such a thing.
    pub seed: Option<u64>,
    /// A shorter limit for the whole call than the provider's own [`crate::Timeouts::total_ms`].
    pub total_timeout_ms: Option<u64>,
    /// Ask again even if an answer is kept, as when somebody wants another one.
    pub fresh: bool,
}

impl Request {
    /// A request with a system message and a user message, 4,096 tokens at most.
    pub fn new(system: impl Into<String>, user: impl Into<String>) -> Self {
        let message = |role, text| Message { role, text };
        Request::of([message(Role::System, system.into()), message(Role::User, user.into())])
    }

    /// A request of any messages, 4,096 tokens at most.
    pub fn of(messages: impl Into<Arc<[Message]>>) -> Self {
        Request {
            messages: messages.into(),
            output: None,
            max_output_tokens: 4_096,
            temperature: None,
            seed: None,
            total_timeout_ms: None,
            fresh: false,
        }
    }

    /// Asks for JSON of this shape.
    #[must_use]
    pub fn output(mut self, schema: OutputSchema) -> Self {
        self.output = Some(schema);
        self
    }

    /// Limits the answer.
    #[must_use]
    pub fn max_output_tokens(mut self, tokens: u32) -> Self {
        self.max_output_tokens = tokens;
        self
    }

    /// Sets the temperature.
    #[must_use]
    pub fn temperature(mut self, temperature: f32) -> Self {
        self.temperature = Some(temperature);
        self
    }

    /// Sets the seed.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// The same request with an answer and what to mend in it, for a repair round.
    #[must_use]
    pub fn followed_by(&self, answer: &str, correction: &str) -> Self {
        let mut messages = self.messages.to_vec();
        messages.push(Message { role: Role::Assistant, text: answer.to_owned() });
        messages.push(Message { role: Role::User, text: correction.to_owned() });
        Request { messages: messages.into(), ..self.clone() }
    }

    /// Bytes of prompt and schema, from which tokens are estimated.
    pub fn prompt_bytes(&self) -> usize {
        let schema = self.output.as_ref().map_or(0, |o| o.inner.text.len());
        self.messages.iter().map(|m| m.text.len()).sum::<usize>() + schema
    }
}

/// A named JSON Schema. Make one per content type and clone it: what each provider gets is worked out once.
#[derive(Debug, Clone)]
pub struct OutputSchema {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    name: String,
    schema: Value,
    text: String,
    narrowed: [OnceLock<Box<serde_json::value::RawValue>>; 4],
}

impl PartialEq for OutputSchema {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.inner, &other.inner)
            || (self.inner.name == other.inner.name && self.inner.text == other.inner.text)
    }
}

impl Eq for OutputSchema {}

impl std::hash::Hash for OutputSchema {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.inner.name.hash(state);
        self.inner.text.hash(state);
    }
}

impl OutputSchema {
    /// Names a schema. Providers take letters, digits, `_` and `-`, 64 at most; other characters become `_`.
    pub fn new(name: &str, schema: Value) -> Self {
        let fits = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        let mut name: String = name.chars().take(64).map(|c| if fits(c) { c } else { '_' }).collect();
        if name.is_empty() {
            name.push_str("answer");
        }
        let text = schema.to_string();
        OutputSchema { inner: Arc::new(Inner { name, schema, text, narrowed: Default::default() }) }
    }

    /// The name a provider sees.
    pub fn name(&self) -> &str {
        &self.inner.name
    }

    /// The schema as the caller wrote it.
    pub fn schema(&self) -> &Value {
        &self.inner.schema
    }

    /// The schema as one dialect takes it.
    pub(crate) fn narrowed(&self, dialect: crate::schema::Dialect) -> &serde_json::value::RawValue {
        self.inner.narrowed[dialect as usize].get_or_init(|| {
            let mut narrow = crate::schema::narrow(&self.inner.schema, dialect);
            // Where a provider takes no name, the title is the name.
            if let Some(root) = narrow.as_object_mut().filter(|root| !root.contains_key("title")) {
                root.insert("title".into(), self.inner.name.clone().into());
            }
            serde_json::value::to_raw_value(&narrow).expect("a JSON value can always be written")
        })
    }
}
