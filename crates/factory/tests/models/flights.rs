//! Many at once.

use std::collections::HashSet;
use std::sync::atomic::Ordering;

use content::{ContentType, MaterialId, Status};
use factoria_factory::jobs;
use tokio_util::sync::CancellationToken;

use crate::harness::{Installation, brief, installation};

/// Works with so many workers until all of these are done.
async fn work(installation: &Installation, workers: usize, ids: &[MaterialId]) {
    let stop = CancellationToken::new();
    let done = async {
        for id in ids {
            while !installation.material(*id).await.status.is_final() {
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            }
        }
        stop.cancel();
    };
    tokio::join!(jobs::run(installation.ctx.clone(), "flights", workers, stop.clone()), done);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_equal_requests_make_one_call() {
    let installation = installation("persona=honest,latency=1500ms").await;
    let mut ids = Vec::new();
    for _ in 0..64 {
        ids.push(installation.ask(brief(ContentType::FaqCollection, "photosynthesis")).await.unwrap());
    }
    work(&installation, 8, &ids).await;
    for id in ids {
        assert_eq!(installation.material(id).await.status, Status::Ready);
    }
    assert_eq!(installation.calls(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_at_once_run_beside_each_other_and_are_all_their_own() {
    let installation = installation("persona=honest,latency=1500ms").await;
    let topics = [
        "photosynthesis",
        "the water cycle",
        "plate tectonics",
        "the solar system",
        "democracy",
        "evolution",
        "electricity",
        "fractions",
        "World War II",
        "algorithms",
    ];
    let mut ids = Vec::new();
    for topic in topics {
        ids.push(installation.ask(brief(ContentType::FaqCollection, topic)).await.unwrap());
    }
    work(&installation, 10, &ids).await;
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
