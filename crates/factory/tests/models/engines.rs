//! Who writes: the engine a brief names, the first model that is set up, or the built-in writer.

use content::{ContentType, Status};
use factoria_factory::Error;

use crate::harness::{ENGINE, brief, installation, with_script};

#[tokio::test]
async fn a_brief_names_its_engine() {
    let installation = installation("persona=honest").await;
    let mut asked = brief(ContentType::Flashcards, "photosynthesis");
    asked.engine = Some("builtin".to_owned());
    let kept = installation.make(asked.clone()).await;
    assert_eq!(kept.status, Status::Ready);
    let metadata = kept.record.metadata.unwrap();
    assert_eq!((metadata.engine.as_str(), metadata.prompt_hash), ("builtin", None));
    assert_eq!((kept.record.usage.cost_usd, installation.calls()), (Some(0.0), 0));

    asked.engine = Some("compatible/another-model".to_owned());
    let kept = installation.make(asked).await;
    assert_eq!(kept.record.metadata.unwrap().engine, "compatible/another-model");
}

#[tokio::test]
async fn an_unknown_engine_is_refused_with_the_list() {
    let installation = installation("persona=honest").await;
    let mut asked = brief(ContentType::Flashcards, "photosynthesis");
    asked.engine = Some("openai/gpt-6-luna".to_owned());
    let Err(Error::Invalid { findings }) = installation.ask(asked).await else { panic!("it was accepted") };
    assert_eq!(findings[0].pointer, "/engine");
    assert!(
        findings[0].detail.contains("builtin") && findings[0].detail.contains(ENGINE),
        "{}",
        findings[0].detail
    );
}

#[tokio::test]
async fn a_provider_without_a_model_of_choice_leaves_the_built_in_writer_at_work() {
    let installation = with_script("persona=honest", "{}", |config| config.models.clear()).await;
    let kept = installation.make(brief(ContentType::Quiz, "photosynthesis")).await;
    assert_eq!(kept.record.metadata.unwrap().engine, "builtin");
}

#[tokio::test]
async fn when_one_model_fails_the_next_is_asked() {
    let installation = with_script("persona=honest,fail_first=3,fail_with=401", "{}", |config| {
        config.models = vec!["compatible/first".into(), "compatible/second".into()];
    })
    .await;
    let kept = installation.make(brief(ContentType::FaqCollection, "photosynthesis")).await;
    // a key that is refused is no reason to call again
    assert_eq!(kept.status, Status::Failed, "{:?}", kept.record.findings);
    let kept = installation.make(brief(ContentType::FaqCollection, "photosynthesis")).await;
    assert_eq!(kept.record.metadata.unwrap().engine, "compatible/second");
}
