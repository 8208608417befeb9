//! Ten different materials at once, from a model that takes its time.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use content::{ContentType, GradeLevel, Status};
use factory::accounts::PERSON_AT_THE_MACHINE as ME;
use factory::jobs;
use factory::request::request;
use tokio_util::sync::CancellationToken;

use crate::briefs::brief;
use crate::installation::{Lies, installation};
use crate::{stand_in, verdict};

const TOPICS: [&str; 10] = [
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

/// Asks for ten at once, as many people would, and times each from the asking to the stored material.
pub(crate) async fn run() -> anyhow::Result<bool> {
    println!("Ten at once, a model that takes 1.5 s to its first word");
    let (_stand_in, address) = stand_in::start("persona=honest,latency=1500ms").await?;
    let installation = installation(&address, Lies::OnDisk).await?;
    let ctx = &installation.ctx;
    let stop = CancellationToken::new();
    let story = async {
        let mut asked = Vec::new();
        for topic in TOPICS {
            let started = Instant::now();
            let brief = brief(ContentType::StudyGuide, topic, GradeLevel::HighSchool);
            asked.push((request(ctx, ME, brief, None).await?, started));
        }
        let mut took = Vec::new();
        let mut bodies = HashSet::new();
        while !asked.is_empty() {
            let mut open = Vec::new();
            for (id, started) in asked {
                match store::materials::find(&ctx.db, ME, id).await? {
                    Some(kept) if kept.status == Status::Ready => {
                        took.push(started.elapsed());
                        bodies.insert(kept.record.body.unwrap_or_default().to_string());
                    }
                    Some(kept) if kept.status.is_final() => {
                        anyhow::bail!("{:?}: {:?}", kept.status, kept.record.findings);
                    }
                    _ => open.push((id, started)),
                }
            }
            asked = open;
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        stop.cancel();
        Ok((took, bodies.len()))
    };
    let ((), done) = tokio::join!(jobs::run(ctx.clone(), "bench", TOPICS.len(), stop.clone()), story);
    let (took, different) = done?;
    let average = took.iter().sum::<Duration>().as_secs_f64() / took.len() as f64;
    println!("  {different} of {} are different", TOPICS.len());
    Ok(verdict("average", average, 3.0, " s") && different == TOPICS.len())
}
