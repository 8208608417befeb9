//! What a material costs beside a bare call with the same words: time by turns, CPU by process.

use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use content::{Brief, ContentType};
use serde_json::Value;

use crate::process::{self, Part};
use crate::{briefs, verdict};

/// Topics that every type is asked on.
const TOPICS: usize = 3;
/// The most a material may take longer than the bare call, in milliseconds.
const MOST_MORE_MS: f64 = 0.6;
/// The most it may compute, as a multiple of the bare call.
const MOST_CPU: f64 = 3.0;

/// A brief, and the words that the pipeline asks a model with for it.
struct Task {
    brief: String,
    streamed: String,
    whole: String,
}

/// The three processes and who asks them.
struct Bench {
    client: reqwest::Client,
    pipeline: Part,
    pass_through: Part,
    tasks: Vec<Task>,
    _stand_in: Part,
}

/// How long each call took, and how much its process computed.
#[derive(Default)]
struct Sample {
    wall: Vec<Duration>,
    cpu_s: f64,
}

/// Measures so many rounds over all tasks.
pub(crate) async fn run(rounds: usize) -> anyhow::Result<bool> {
    let bench = Bench::start().await?;
    println!(
        "{} materials of ten types, one at a time, each beside the bare call with its words",
        rounds * bench.tasks.len()
    );
    bench.measured(2, |task| &task.streamed).await?;
    let (bare, ours) = bench.measured(rounds, |task| &task.streamed).await?;
    let (whole, _) = bench.measured(rounds.div_ceil(4), |task| &task.whole).await?;
    bare.print("bare call, streamed as the pipeline's is");
    whole.print("bare call, answered whole");
    ours.print("pipeline: screen to keep");
    let mut more: Vec<f64> = ours
        .wall
        .iter()
        .zip(&bare.wall)
        .map(|(ours, bare)| (ours.as_secs_f64() - bare.as_secs_f64()) * 1e3)
        .collect();
    more.sort_by(f64::total_cmp);
    println!("  beside the whole answer: CPU × {:.2}", ours.cpu_ms() / whole.cpu_ms());
    let kept = [
        verdict("more than the bare call, p50", at(&more, 50), MOST_MORE_MS, " ms"),
        verdict("CPU, multiple of the bare call's", ours.cpu_ms() / bare.cpu_ms(), MOST_CPU, ""),
    ];
    Ok(kept.into_iter().all(|kept| kept))
}

impl Bench {
    async fn start() -> anyhow::Result<Self> {
        let stand_in = process::start(&["stand-in"]).await?;
        let pipeline = process::start(&["pipeline", &stand_in.address]).await?;
        let pass_through = process::start(&["pass-through", &stand_in.address]).await?;
        let client = llm::connect(&llm::Connection::default())?;
        let mut bench = Self { client, pipeline, pass_through, tasks: Vec::new(), _stand_in: stand_in };
        for brief in briefs() {
            bench.tasks.push(bench.task(&brief).await?);
        }
        Ok(bench)
    }

    /// Makes a material once to hear what the model is asked with.
    async fn task(&self, brief: &Brief) -> anyhow::Result<Task> {
        let brief = serde_json::to_string(&serde_json::json!({
            "content_type": brief.content_type.as_str(),
            "topic": brief.topic,
            "grade_level": brief.grade_level.as_str(),
        }))?;
        self.ask(&self.pipeline.address, &brief).await?;
        let remembered = self.client.get(format!("{}/requests", self._stand_in.address)).send().await?;
        let requests: Value = serde_json::from_slice(&remembered.bytes().await?)?;
        let last = requests.as_array().and_then(|all| all.last()).context("the model was not asked")?;
        let mut body = match &last["body"] {
            Value::String(text) => serde_json::from_str(text)?,
            other => other.clone(),
        };
        let streamed = body.to_string();
        let members = body.as_object_mut().context("the model was asked without a body")?;
        members.remove("stream");
        members.remove("stream_options");
        Ok(Task { brief, streamed, whole: body.to_string() })
    }

    /// The bare call and the material by turns: how each came out.
    async fn measured(
        &self,
        rounds: usize,
        words: impl Fn(&Task) -> &str,
    ) -> anyhow::Result<(Sample, Sample)> {
        let (mut bare, mut ours) = (Sample::default(), Sample::default());
        let before = (self.pass_through.cpu_s()?, self.pipeline.cpu_s()?);
        for round in 0..rounds {
            for task in &self.tasks {
                for turn in [round % 2, 1 - round % 2] {
                    if turn == 0 {
                        bare.wall.push(self.ask(&self.pass_through.address, words(task)).await?);
                    } else {
                        ours.wall.push(self.ask(&self.pipeline.address, &task.brief).await?);
                    }
                }
            }
        }
        bare.cpu_s = self.pass_through.cpu_s()? - before.0;
        ours.cpu_s = self.pipeline.cpu_s()? - before.1;
        Ok((bare, ours))
    }

    async fn ask(&self, address: &str, body: &str) -> anyhow::Result<Duration> {
        let request = self.client.post(address).body(body.to_owned());
        let started = Instant::now();
        let response = request.send().await?;
        let status = response.status();
        let answer = response.bytes().await?;
        let took = started.elapsed();
        ensure!(status.is_success(), "{status}: {}", String::from_utf8_lossy(&answer));
        Ok(took)
    }
}

fn briefs() -> impl Iterator<Item = Brief> {
    briefs::all().into_iter().take(TOPICS * ContentType::ALL.len())
}

impl Sample {
    fn cpu_ms(&self) -> f64 {
        self.cpu_s * 1e3 / self.wall.len() as f64
    }

    fn print(&self, name: &str) {
        let mut wall: Vec<f64> = self.wall.iter().map(|wall| wall.as_secs_f64() * 1e3).collect();
        wall.sort_by(f64::total_cmp);
        let (p50, p99) = (at(&wall, 50), at(&wall, 99));
        println!("  {name:<42} p50 {p50:.3} ms   p99 {p99:.3} ms   CPU {:.3} ms a call", self.cpu_ms());
    }
}

/// The value below which so many per cent of a sorted list lie.
fn at(sorted: &[f64], percent: usize) -> f64 {
    sorted.get(sorted.len().saturating_sub(1) * percent / 100).copied().unwrap_or_default()
}
