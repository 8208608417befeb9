//! Every provider's own wire, through the whole pipeline: streamed, to a schema, with usage and evidence.

use std::sync::atomic::Ordering;

use content::{ContentType, Evidence, Status};
use llm::{Endpoint, ProviderKind};

use crate::harness::{brief, with_script};

/// Materials of a provider, and after its overload, a cut answer and a refusal.
async fn spoken(kind: ProviderKind, model: &str) {
    let name = format!("{}/{model}", kind.as_str());
    let installation = with_script("persona=honest", "{}", |config| {
        let base_url = config.endpoints[0].base_url.clone();
        // these two name the version in the path themselves
        let base_url = base_url.map(|url| match kind {
            ProviderKind::Gemini => url.replace("/v1", "/v1beta"),
            _ => url,
        });
        let api_key = Some("test-key-0123456789".into());
        // of a model that nobody knows a small window is assumed
        let context_tokens = Some(64_000);
        config.endpoints = vec![Endpoint { base_url, api_key, context_tokens, ..Endpoint::of(kind) }];
        config.models = vec![name.clone()];
    })
    .await;
    for content_type in [ContentType::FaqCollection, ContentType::Quiz, ContentType::StudyGuide] {
        let kept = installation.make(brief(content_type, "photosynthesis")).await;
        assert_eq!(kept.status, Status::Ready, "{name} {content_type}: {:#?}", kept.record.findings);
        assert!(kept.record.evidence.iter().any(Evidence::holds));
        assert!(kept.record.usage.input_tokens > 500 && kept.record.usage.output_tokens > 100, "{name}");
        assert!(kept.record.metadata.unwrap().engine.starts_with(kind.as_str()));
    }
    let streams = installation.fake.stats.streams.load(Ordering::Relaxed);
    assert_eq!(streams, installation.calls(), "{name}: every answer is streamed");
    for fault in ["529", "cut", "truncated", "invalid_json", "refusal"] {
        installation.behave(&format!("persona=honest,fail_first=1,fail_with={fault}")).await;
        let kept = installation.make(brief(ContentType::FaqCollection, topics(fault))).await;
        assert_eq!(kept.status, Status::Ready, "{name} after {fault}: {:?}", kept.record.findings);
    }
    installation.behave("persona=honest,faults=401").await;
    let kept = installation.make(brief(ContentType::FaqCollection, "the water cycle")).await;
    assert_eq!(kept.status, Status::Failed);
    assert!(!kept.record.findings[0].detail.contains("test-key"), "{:?}", kept.record.findings);
}

/// A topic for each fault, so that no answer comes from the cache.
fn topics(fault: &str) -> &'static str {
    match fault {
        "529" => "plate tectonics",
        "cut" => "the solar system",
        "truncated" => "democracy",
        "invalid_json" => "evolution",
        _ => "electricity",
    }
}

#[tokio::test]
async fn openai() {
    spoken(ProviderKind::OpenAi, "gpt-6-luna").await;
}

#[tokio::test]
async fn anthropic() {
    spoken(ProviderKind::Anthropic, "claude-test").await;
}

#[tokio::test]
async fn gemini() {
    spoken(ProviderKind::Gemini, "gemini-test").await;
}

#[tokio::test]
async fn ollama() {
    spoken(ProviderKind::Ollama, "some-model").await;
}
