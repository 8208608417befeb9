//! Many materials from a provider that fails now and then.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use content::{MaterialId, Status};
use factory::accounts::PERSON_AT_THE_MACHINE as ME;
use factory::request::request;
use factory::{Ctx, jobs};
use tokio_util::sync::CancellationToken;

use crate::installation::{Lies, installation};
use crate::{briefs, stand_in, verdict};

/// One call in five goes wrong.
const FAULTS: &str = "429:0.1+500:0.05+reset:0.02+truncated:0.02+stall:0.01";
/// How many materials are made at a time.
const WORKERS: usize = 8;
/// How many wait to be made at most.
const WAITING: usize = 64;

/// Makes so many materials by jobs, as `serve` does, and counts what became of them and the calls it took.
pub(crate) async fn run(count: usize) -> anyhow::Result<bool> {
    println!("{count} materials, of {FAULTS}");
    let knobs = format!("persona=honest,retry_after=0.05,stall=10s,faults={FAULTS}");
    let (stand_in, address) = stand_in::start(&knobs).await?;
    let installation = installation(&address, Lies::InMemory).await?;
    let ctx = &installation.ctx;
    let stop = CancellationToken::new();
    let started = Instant::now();
    let story = async {
        let tally = asked_and_awaited(ctx, count).await;
        stop.cancel();
        tally
    };
    let ((), tally) = tokio::join!(jobs::run(ctx.clone(), "bench", WORKERS, stop.clone()), story);
    let tally = tally?;
    let calls = stand_in.stats.requests.load(Ordering::Relaxed);
    println!("  {:.0} s, {WORKERS} at a time", started.elapsed().as_secs_f64());
    for (outcome, number) in &tally {
        println!("  {outcome}: {number}");
    }
    let ready = tally.get(Status::Ready.as_str()).copied().unwrap_or_default();
    let lost = (count - ready) as f64 * 100.0 / count.max(1) as f64;
    let each = calls as f64 / count.max(1) as f64;
    let kept = [verdict("not made", lost, 0.1, " %"), verdict("upstream calls each", each, 1.35, "")];
    Ok(kept.into_iter().all(|kept| kept))
}

/// Asks for all of them, never too many ahead, and counts how each ended.
async fn asked_and_awaited(ctx: &Arc<Ctx>, count: usize) -> anyhow::Result<BTreeMap<String, usize>> {
    let mut tally: BTreeMap<String, usize> = BTreeMap::new();
    let mut open: Vec<MaterialId> = Vec::new();
    let mut briefs = briefs::all().into_iter().cycle().take(count);
    loop {
        while open.len() < WAITING
            && let Some(brief) = briefs.next()
        {
            open.push(request(ctx, ME, brief, None).await?);
        }
        if open.is_empty() {
            return Ok(tally);
        }
        let mut waiting = Vec::new();
        for id in open {
            let kept = store::materials::find(&ctx.db, ME, id).await?;
            match kept.filter(|kept| kept.status.is_final()) {
                None => waiting.push(id),
                Some(kept) => {
                    *tally.entry(kept.status.as_str().to_owned()).or_default() += 1;
                    if kept.status != Status::Ready {
                        let brief = &kept.record.brief;
                        let named =
                            format!("{} / {} / {}", brief.content_type, brief.topic, brief.grade_level);
                        println!("  {}: {named}: {:?}", kept.status.as_str(), kept.record.findings);
                    }
                }
            }
        }
        open = waiting;
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
