//! The pipeline, from a brief to a stored material.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use content::{Brief, MaterialId, NewBrief, SourceId, Status, Support};
use factoria_factory::accounts::PERSON_AT_THE_MACHINE as ME;
use factoria_factory::ingest::{Description, add_text};
use factoria_factory::jobs::{release_abandoned, run_queued};
use factoria_factory::request::{IdempotencyKey, request};
use factoria_factory::{Clock, Ctx, Error, Limits, batch, library, materials};
use serde_json::json;
use store::Db;
use store::materials::KeptMaterial;
use tempfile::TempDir;

struct Installation {
    ctx: Ctx,
    time: Arc<AtomicI64>,
    _folder: TempDir,
}

async fn installation() -> Installation {
    let folder = tempfile::tempdir().unwrap();
    let time = Arc::new(AtomicI64::new(1_790_000_000_000));
    let clock = Clock::Fixed(time.clone());
    let db = Db::open(&folder.path().join("factoria.db"), clock.now_ms()).await.unwrap();
    let ctx = Ctx::new(db, clock, Limits::default());
    library::load(&ctx).await.unwrap();
    Installation { ctx, time, _folder: folder }
}

fn brief(content_type: &str, topic: &str) -> Brief {
    let new = NewBrief {
        content_type: content_type.into(),
        topic: topic.into(),
        grade_level: Some("middle_school".into()),
        ..NewBrief::default()
    };
    Brief::try_from(new).unwrap()
}

impl Installation {
    async fn ask(&self, brief: Brief) -> MaterialId {
        request(&self.ctx, ME, brief, None).await.unwrap()
    }

    async fn work(&self) {
        run_queued(&self.ctx, "test").await.unwrap();
    }

    async fn material(&self, id: MaterialId) -> KeptMaterial {
        store::materials::find(&self.ctx.db, ME, id).await.unwrap().unwrap()
    }

    async fn source_text(&self, id: SourceId) -> String {
        store::sources::find(&self.ctx.db, ME, id).await.unwrap().unwrap().text
    }
}

#[tokio::test]
async fn a_topic_becomes_a_guide_whose_every_quote_stands_in_its_source() {
    let installation = installation().await;
    let id = installation.ask(brief("study_guide", "photosynthesis")).await;
    assert_eq!(installation.material(id).await.status, Status::Queued);
    installation.work().await;

    let kept = installation.material(id).await;
    assert_eq!(kept.status, Status::Ready, "{:?}", kept.record.findings);
    assert!(kept.record.quality.passed);
    assert!(!kept.record.evidence.is_empty());
    for entry in &kept.record.evidence {
        assert!(entry.verified && entry.support == Support::Supported, "{entry:?}");
        let passage = entry.passage_id.unwrap();
        let context = kept.record.retrieved_context.iter().find(|kept| kept.passage_id == passage).unwrap();
        let text = installation.source_text(context.source_id).await;
        let there: String = text.chars().skip(entry.start).take(entry.end - entry.start).collect();
        assert_eq!(there, entry.quote);
    }
    let events = store::events::since(&installation.ctx.db, id, 0).await.unwrap();
    assert_eq!(events.last().unwrap().data, json!({ "status": "ready" }));
    assert!(
        events.iter().zip(1..).all(|(event, place)| event.seq == place),
        "events are in order without gaps"
    );
}

#[tokio::test]
async fn the_same_brief_gives_the_same_material() {
    let installation = installation().await;
    let first = installation.ask(brief("quiz", "World War II")).await;
    let second = installation.ask(brief("quiz", "World War II")).await;
    installation.work().await;
    let (first, second) = (installation.material(first).await, installation.material(second).await);
    assert_eq!(first.record.body.unwrap()["items"], second.record.body.unwrap()["items"]);
}

#[tokio::test]
async fn a_topic_no_source_covers_is_refused_with_a_sentence() {
    let installation = installation().await;
    let id = installation.ask(brief("quiz", "The history of Atlantean jazz")).await;
    installation.work().await;
    let kept = installation.material(id).await;
    assert_eq!(kept.status, Status::Rejected);
    assert!(kept.record.body.is_none());
    assert!(kept.record.findings[0].detail.contains("add a source"), "{:?}", kept.record.findings);
}

#[tokio::test]
async fn a_persons_own_source_is_taught_from_and_nothing_else() {
    let installation = installation().await;
    let text = "# Tidal ponds\n\nA tidal pond is a pool of sea water that stays behind when the tide goes out. \
                A barnacle is a small animal that glues itself to rock. Barnacles close their shells because they \
                would dry out in the air.";
    let id = add_text(&installation.ctx, ME, Description::default(), text.into()).await.unwrap();
    let mut asked = brief("flashcards", "tidal ponds");
    asked.source_ids = vec![id];
    asked.count = Some(2);
    let material = installation.ask(asked.clone()).await;
    asked.topic = "steam engines".into();
    let off_topic = installation.ask(asked).await;
    installation.work().await;
    let kept = installation.material(material).await;
    assert_eq!(kept.status, Status::Ready, "{:?}", kept.record.findings);
    assert_eq!(kept.record.source_materials[0].source_id, id);
    assert_eq!(kept.record.source_materials.len(), 1);
    assert_eq!(installation.material(off_topic).await.status, Status::Rejected);
}

#[tokio::test]
async fn a_repeated_request_is_the_same_request() {
    let installation = installation().await;
    let key = |hash: u8| Some(IdempotencyKey { key: "k1".into(), request_hash: vec![hash] });
    let first = request(&installation.ctx, ME, brief("quiz", "atoms"), key(1)).await.unwrap();
    let again = request(&installation.ctx, ME, brief("quiz", "atoms"), key(1)).await.unwrap();
    assert_eq!(first, again);
    let other = request(&installation.ctx, ME, brief("quiz", "the cell"), key(2)).await;
    assert!(matches!(other, Err(Error::Conflict { .. })), "{other:?}");
    assert_eq!(run_queued(&installation.ctx, "test").await.unwrap(), 1);
}

#[tokio::test]
async fn a_job_whose_worker_died_is_done_once_by_the_next() {
    let installation = installation().await;
    let ctx = &installation.ctx;
    let id = installation.ask(brief("quiz", "atoms")).await;
    let now_ms = ctx.clock.now_ms();
    let dead = ctx
        .db
        .write(move |tx| Box::pin(async move { store::jobs::claim(tx, "dead", now_ms, 10_000).await }))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(run_queued(ctx, "test").await.unwrap(), 0, "the lease still holds");
    release_abandoned(ctx, |worker| worker == "dead").await.unwrap();
    assert_eq!(run_queued(ctx, "test").await.unwrap(), 1);
    assert_eq!(installation.material(id).await.status, Status::Ready);
    let late = ctx
        .db
        .write(move |tx| {
            Box::pin(async move { store::jobs::finish(tx, &dead, &store::jobs::Outcome::Done, now_ms).await })
        })
        .await
        .unwrap();
    assert!(!late, "the dead worker must not write over its successor");
}

#[tokio::test]
async fn a_job_that_kills_its_workers_is_given_up() {
    let installation = installation().await;
    let ctx = &installation.ctx;
    let id = installation.ask(brief("quiz", "atoms")).await;
    for _ in 0..3 {
        let now_ms = ctx.clock.now_ms();
        let claimed = ctx
            .db
            .write(move |tx| Box::pin(async move { store::jobs::claim(tx, "dies", now_ms, 10_000).await }))
            .await
            .unwrap();
        assert!(claimed.is_some());
        installation.time.fetch_add(10_001, Ordering::SeqCst);
    }
    installation.work().await;
    let kept = installation.material(id).await;
    assert_eq!(kept.status, Status::Failed);
    assert_eq!(run_queued(ctx, "test").await.unwrap(), 0, "a poisoned job does not come back");
}

#[tokio::test]
async fn what_a_person_writes_without_a_source_is_kept_and_marked() {
    let installation = installation().await;
    let id = installation.ask(brief("flashcards", "atoms")).await;
    installation.work().await;
    let before = installation.material(id).await;
    let mut items = before.record.body.clone().unwrap()["items"].clone();
    items[0]["definition"] = json!("A tiny blue marble that costs 17 dollars.");
    materials::edit(&installation.ctx, ME, id, &json!({ "items": items }), Some(1)).await.unwrap();
    let after = installation.material(id).await;
    assert_eq!((after.version, after.status), (2, Status::Ready));
    let marked = after.record.evidence.iter().find(|entry| entry.pointer == "/items/0/definition").unwrap();
    assert_eq!(marked.support, Support::Unsupported);
    assert!(marked.reason.is_some());
    let versions = store::materials::versions(&installation.ctx.db, id, None, 10).await.unwrap();
    assert_eq!(versions[0].1.body, before.record.body);

    let stale = materials::edit(&installation.ctx, ME, id, &json!({ "title": "x" }), Some(1)).await;
    assert!(matches!(stale, Err(Error::Conflict { .. })));
    let broken = materials::edit(&installation.ctx, ME, id, &json!({ "items": [] }), None).await;
    assert!(matches!(broken, Err(Error::Invalid { .. })));
}

#[tokio::test]
async fn a_batch_is_accepted_whole_and_can_be_stopped() {
    let installation = installation().await;
    let ctx = &installation.ctx;
    let briefs = vec![brief("quiz", "atoms"), brief("flashcards", "the cell"), brief("quiz", "light")];
    let id = batch::request(ctx, ME, briefs, None).await.unwrap();
    batch::cancel(ctx, ME, id).await.unwrap();
    assert_eq!(run_queued(ctx, "test").await.unwrap(), 0);
    let batch = store::batches::find(&ctx.db, ME, id).await.unwrap().unwrap();
    assert!(batch.materials.iter().all(|(_, status)| *status == Status::Cancelled));
    assert!(matches!(batch::request(ctx, ME, Vec::new(), None).await, Err(Error::Invalid { .. })));
}

#[tokio::test]
async fn a_material_is_regenerated_deleted_and_cancelled() {
    let installation = installation().await;
    let ctx = &installation.ctx;
    let id = installation.ask(brief("quiz", "atoms")).await;
    materials::cancel(ctx, ME, id).await.unwrap();
    assert!(matches!(materials::cancel(ctx, ME, id).await, Err(Error::Conflict { .. })));
    materials::regenerate(ctx, ME, id).await.unwrap();
    installation.work().await;
    let kept = installation.material(id).await;
    assert_eq!((kept.status, kept.version), (Status::Ready, 2));
    materials::approve(ctx, ME, id).await.unwrap();
    assert!(installation.material(id).await.record.approved_at_ms.is_some());
    materials::delete(ctx, ME, id).await.unwrap();
    assert!(matches!(materials::delete(ctx, ME, id).await, Err(Error::NotFound { .. })));
}
