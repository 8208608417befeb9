//! Many at once: whoever has to wait for the database waits, and nothing fails of it.

use content::{Brief, ContentType, Status};
use factoria_factory::accounts::PERSON_AT_THE_MACHINE as ME;
use factoria_factory::generate::generate_now;
use llm::Timeouts;

use crate::harness::{Installation, TOPICS, brief, with_script};

const CROWD: usize = 64;
const SOURCES: usize = 10;

/// A provider that a slow machine does not make look slow.
async fn patient() -> Installation {
    with_script("persona=honest,latency=100ms,tps=2000", "{}", |config| {
        config.timeouts =
            Timeouts { first_token_ms: 60_000, silence_ms: 60_000, total_ms: 120_000, ..config.timeouts };
    })
    .await
}

/// A brief for each of the crowd.
fn each(nth: usize) -> Brief {
    let content_type = [ContentType::FaqCollection, ContentType::OnePagerSummary][nth / TOPICS.len() % 2];
    brief(content_type, TOPICS[nth % TOPICS.len()])
}

/// The same from many sources, which takes many reads.
fn reading_much(nth: usize) -> Brief {
    let source_ids = sources::library::texts().iter().map(|text| text.source_id).take(SOURCES).collect();
    Brief { source_ids, ..each(nth) }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_workers_on_one_database_all_come_to_an_end() {
    let installation = patient().await;
    let mut asked = Vec::new();
    for nth in 0..CROWD {
        asked.push(installation.ask(reading_much(nth)).await.unwrap());
    }
    installation.work(CROWD, &asked).await;
    for id in asked {
        let kept = installation.material(id).await;
        // not all of these sources speak of its topic, so that not each is good enough
        let judged = matches!(kept.status, Status::Ready | Status::Rejected);
        assert!(judged, "{:?}: {:?}", kept.status, kept.record.findings);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_at_once_without_a_queue_are_all_made() {
    let installation = patient().await;
    let making = (0..CROWD).map(|nth| {
        let ctx = installation.ctx.clone();
        async move { generate_now(&ctx, ME, each(nth)).await }
    });
    let made = futures_util::future::join_all(making).await;
    let failed: Vec<_> = made.iter().filter_map(|made| made.as_ref().err()).collect();
    assert!(failed.is_empty(), "{} of {CROWD}: {:?}", failed.len(), failed[0]);
}
