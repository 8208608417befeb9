//! Who leaves stops the call, and pays for what it took.

use std::sync::atomic::Ordering;
use std::time::Duration;

use content::{ContentType, MaterialId, Status};
use factoria_factory::accounts::PERSON_AT_THE_MACHINE as ME;
use factoria_factory::{jobs, materials};
use tokio_util::sync::CancellationToken;

use crate::harness::{Installation, brief, installation};

/// Looks for so long whether something has come true, a hundred times a second.
async fn soon(seconds: u32, mut is_true: impl AsyncFnMut() -> bool) -> bool {
    for _ in 0..seconds * 100 {
        if is_true().await {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    false
}

/// Works, and once the model is in the middle of its answer does something.
async fn in_the_middle<F: Future<Output = ()>>(then: impl FnOnce(Installation, MaterialId) -> F) {
    let installation = installation("persona=honest,tps=40").await;
    let id = installation.ask(brief(ContentType::StudyGuide, "photosynthesis")).await.unwrap();
    let stop = CancellationToken::new();
    let (ctx, fake) = (installation.ctx.clone(), installation.fake.clone());
    let story = async {
        assert!(soon(20, async || fake.stats.streams.load(Ordering::Relaxed) == 1).await, "no stream began");
        let told = async || {
            let events = store::events::since(&ctx.db, id, 0).await.unwrap();
            events.iter().any(|event| event.kind == "delta")
        };
        assert!(soon(20, told).await, "watchers hear the words while they come");
        then(installation, id).await;
        stop.cancel();
    };
    tokio::join!(jobs::run(ctx.clone(), "cancelling", 1, stop.clone()), story);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cancelled_material_ends_its_call_within_a_second_and_is_billed() {
    in_the_middle(async |installation: Installation, id| {
        materials::cancel(&installation.ctx, ME, id).await.unwrap();
        let gone = async || installation.fake.stats.client_gone.load(Ordering::Relaxed) == 1;
        assert!(soon(1, gone).await, "the provider was not told in time");
        let billed = async || installation.material(id).await.record.usage.input_tokens > 0;
        assert!(soon(5, billed).await);
        let kept = installation.material(id).await;
        assert_eq!(kept.status, Status::Cancelled);
        assert!(kept.record.usage.output_tokens > 0, "what was heard was paid");
        let sums = store::usage::since(&installation.ctx.db, 0).await.unwrap();
        assert_eq!((sums.len(), sums[0].calls), (1, 1));
        assert_eq!(sums[0].owner, ME.to_string());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deleted_material_ends_its_call_and_is_billed() {
    in_the_middle(async |installation: Installation, id| {
        materials::delete(&installation.ctx, ME, id).await.unwrap();
        let gone = async || installation.fake.stats.client_gone.load(Ordering::Relaxed) == 1;
        assert!(soon(1, gone).await, "the provider was not told in time");
        let billed = async || !store::usage::since(&installation.ctx.db, 0).await.unwrap().is_empty();
        assert!(soon(5, billed).await);
    })
    .await;
}
