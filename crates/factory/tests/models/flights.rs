//! Many at once.

use std::collections::HashSet;
use std::sync::atomic::Ordering;

use content::{ContentType, Status};
use factoria_factory::jobs;

use crate::harness::{TOPICS, brief, installation};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_equal_requests_make_one_call() {
    let installation = installation("persona=honest,latency=1500ms").await;
    let mut ids = Vec::new();
    for _ in 0..64 {
        ids.push(installation.ask(brief(ContentType::FaqCollection, "photosynthesis")).await.unwrap());
    }
    installation.work(8, &ids).await;
    for id in ids {
        assert_eq!(installation.material(id).await.status, Status::Ready);
    }
    assert_eq!(installation.calls(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_at_once_run_beside_each_other_and_are_all_their_own() {
    let installation = installation("persona=honest,latency=1500ms").await;
    let mut ids = Vec::new();
    for topic in TOPICS {
        ids.push(installation.ask(brief(ContentType::FaqCollection, topic)).await.unwrap());
    }
    installation.work(10, &ids).await;
    let mut bodies = HashSet::new();
    for id in &ids {
        let kept = installation.material(*id).await;
        assert_eq!(kept.status, Status::Ready, "{}: {:?}", kept.record.brief.topic, kept.record.findings);
        bodies.insert(kept.record.body.unwrap().to_string());
    }
    assert_eq!(bodies.len(), 10);
    assert_eq!(
        installation.fake.stats.max_in_flight.load(Ordering::Relaxed),
        10,
        "nobody waited for another"
    );
}

#[tokio::test]
async fn writing_it_again_asks_the_model_again() {
    let installation = installation("persona=honest").await;
    let kept = installation.make(brief(ContentType::FaqCollection, "photosynthesis")).await;
    let me = factoria_factory::accounts::PERSON_AT_THE_MACHINE;
    factoria_factory::materials::regenerate(&installation.ctx, me, kept.id).await.unwrap();
    jobs::run_queued(&installation.ctx, "again").await.unwrap();
    assert_eq!(installation.calls(), 2);
}
