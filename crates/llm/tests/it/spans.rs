//! What a call tells its watchers: the fields of the GenAI conventions, and nobody's words.

use crate::harness::{Fake, KINDS, request};
use llm::{CallBudget, Model};
use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Writes down every field of every span and event.
#[derive(Clone, Default)]
struct Watcher {
    told: Arc<Mutex<Vec<(String, String)>>>,
}

struct Fields<'a>(&'a Watcher);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.told.lock().unwrap().push((field.name().to_owned(), format!("{value:?}")));
    }
}

impl Subscriber for Watcher {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut Fields(self));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut Fields(self));
    }

    fn event(&self, event: &Event<'_>) {
        event.record(&mut Fields(self));
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
            let watcher = Watcher::default();
            let guard = tracing::subscriber::set_default(watcher.clone());
            let (provider, calls) = (fake.provider(kind), CallBudget::for_account(6, "ada"));
            let reply = if streamed {
                provider.stream(&request(), &calls).await.unwrap().finish().await.unwrap()
            } else {
                provider.complete(&request(), &calls).await.unwrap()
            };
            drop(guard);
            let told = watcher.told.lock().unwrap().clone();
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
    let watcher = Watcher::default();
    let guard = tracing::subscriber::set_default(watcher.clone());
    let _ = fake.provider(KINDS[0]).complete(&request(), &CallBudget::default()).await;
    drop(guard);
    let told = watcher.told.lock().unwrap().clone();
    assert!(told.contains(&("error.type".to_owned(), "\"rate_limited\"".to_owned())), "{told:?}");
}
