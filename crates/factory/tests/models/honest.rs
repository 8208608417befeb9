//! A model that writes from its passages.

use content::{ContentType, Status};

use crate::harness::{ENGINE, brief, installation};

#[tokio::test]
async fn every_type_is_written_by_a_model_with_evidence_that_was_looked_up() {
    let installation = installation("persona=honest").await;
    for content_type in ContentType::ALL {
        let kept = installation.make(brief(content_type, "photosynthesis")).await;
        assert_eq!(kept.status, Status::Ready, "{content_type}: {:#?}", kept.record.findings);
        let metadata = kept.record.metadata.unwrap();
        assert_eq!(metadata.engine, ENGINE);
        assert_eq!(metadata.prompt_hash.unwrap(), content::prompt::hash(content_type));
        assert_eq!(metadata.educational_focus, "on_topic");
        // the stand-in's lesson plans direct and state nothing
        let states = content_type != ContentType::LessonPlan;
        assert_eq!(kept.record.evidence.iter().any(content::Evidence::holds), states, "{content_type}");
        assert!(kept.record.usage.input_tokens > 500 && kept.record.usage.output_tokens > 100);
        assert_eq!(kept.record.usage.cost_usd, None, "nobody knows what this model costs");
    }
}

#[tokio::test]
async fn a_material_can_be_waited_for_without_a_job() {
    let installation = installation("persona=honest").await;
    let me = factoria_factory::accounts::PERSON_AT_THE_MACHINE;
    let brief = brief(ContentType::FaqCollection, "photosynthesis");
    let id = factoria_factory::generate::generate_now(&installation.ctx, me, brief).await.unwrap();
    let kept = installation.material(id).await;
    assert_eq!((kept.status, kept.record.metadata.unwrap().engine.as_str()), (Status::Ready, ENGINE));
}
