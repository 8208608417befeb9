//! What a call tells its watchers: the fields of the GenAI conventions, and nobody's words.

use crate::harness::{Fake, KINDS, request};
use llm::{CallBudget, Model};
use std::cell::RefCell;
use std::fmt::Debug;
use std::sync::Once;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

thread_local! {
    /// What this test's thread was told, while it listens.
    static TOLD: RefCell<Option<Told>> = const { RefCell::new(None) };
}

type Told = Vec<(String, String)>;

/// Writes down every field of every span and event, for the thread that listens. There is one for the whole process,
/// since what `tracing` remembers of a place in the code is shared by all threads.
struct Watcher;

impl Watcher {
    /// Begins to listen on this thread.
    fn listen() {
        static INSTALLED: Once = Once::new();
        INSTALLED.call_once(|| tracing::subscriber::set_global_default(Self).unwrap());
        TOLD.set(Some(Told::new()));
    }

    /// Ends listening and answers what was told.
    fn heard() -> Told {
        TOLD.take().unwrap()
    }
}

struct Fields;

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        TOLD.with_borrow_mut(|told| {
            if let Some(told) = told {
                told.push((field.name().to_owned(), format!("{value:?}")));
            }
        });
    }
}

impl Subscriber for Watcher {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut Fields);
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut Fields);
    }

    fn event(&self, event: &Event<'_>) {
        event.record(&mut Fields);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn spans_carry_counts_and_names_but_no_words() {
    let fake = Fake::start("").await;
    for kind in KINDS {
        for streamed in [false, true] {
            Watcher::listen();
            let (provider, calls) = (fake.provider(kind), CallBudget::for_account(6, "ada"));
            let reply = if streamed {
                provider.stream(&request(), &calls).await.unwrap().finish().await.unwrap()
            } else {
                provider.complete(&request(), &calls).await.unwrap()
            };
            let told = Watcher::heard();
            let value = |name: &str| {
                told.iter().find(|(n, _)| n == name).map(|(_, v)| v.trim_matches('"').to_owned())
            };
            assert_eq!(value("gen_ai.request.model").as_deref(), Some("fake-model"), "{kind:?}");
            assert_eq!(value("gen_ai.output.type").as_deref(), Some("json"));
            assert_eq!(value("gen_ai.usage.output_tokens"), Some(reply.usage.output_tokens.to_string()));
            assert_eq!(value("gen_ai.response.id"), reply.request_id);
            assert_eq!(value("server.address").as_deref(), Some("127.0.0.1"));
            let all = format!("{told:?}");
            let title = reply.json.unwrap()["title"].as_str().unwrap().to_owned();
            for secret in ["quizzes", "energy", "sk-test", "ada", title.as_str()] {
                assert!(!all.contains(secret), "{kind:?} {secret}: {all}");
            }
        }
    }
}

#[tokio::test]
async fn a_failure_is_named_by_its_kind() {
    let fake = Fake::start("fault=429").await;
    Watcher::listen();
    let _ = fake.provider(KINDS[0]).complete(&request(), &CallBudget::default()).await;
    let told = Watcher::heard();
    assert!(told.contains(&("error.type".to_owned(), "\"rate_limited\"".to_owned())), "{told:?}");
}
