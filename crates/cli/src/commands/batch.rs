//! `factoria batch`: many materials, resumable.
//!
//! A brief is done when its file is there; files appear whole or not at all. Run the command again after a power cut
//! and it goes on with what is missing.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use content::Brief;
use export::Format;
use factory::Ctx;
use factory::accounts::person_at_the_machine;
use futures_util::{StreamExt, stream};
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use super::Run;
use crate::args::Batch;
use crate::{batch_file, report, wire};

/// What became of the briefs.
#[derive(Debug, Default, Serialize)]
struct Summary {
    total: usize,
    made: usize,
    there_before: usize,
    refused: Vec<Refused>,
}

/// A brief without a material.
#[derive(Debug, Serialize)]
struct Refused {
    file: PathBuf,
    topic: String,
    reason: String,
}

/// A brief and where its material goes.
struct Task {
    brief: Brief,
    format: Format,
    file: PathBuf,
}

pub(super) async fn run(run: &Run, batch: &Batch) -> anyhow::Result<ExitCode> {
    let tasks = tasks(batch_file::read(&batch.file)?, batch)?;
    std::fs::create_dir_all(&batch.output)
        .with_context(|| format!("the folder `{}` cannot be made", batch.output.display()))?;
    let mut summary = Summary { total: tasks.len(), ..Summary::default() };
    let missing: Vec<Task> = tasks.into_iter().filter(|task| !task.file.exists()).collect();
    summary.there_before = summary.total - missing.len();

    let ctx = wire::ctx(&run.global.data).await?;
    let bar = bar(missing.len(), run.global.quiet);
    let mut results =
        stream::iter(missing).map(|task| make(&ctx, task)).buffer_unordered(run.settings.jobs.workers());
    while let Some((task, outcome)) = results.next().await {
        match outcome {
            Ok(()) => summary.made += 1,
            Err(error) => summary.refused.push(Refused {
                file: task.file,
                topic: task.brief.topic,
                reason: format!("{error:#}"),
            }),
        }
        bar.inc(1);
    }
    drop(results);
    bar.finish_and_clear();
    ctx.db.close().await;
    summary.refused.sort_by(|a, b| a.file.cmp(&b.file));
    print(run, &summary)?;
    Ok(if summary.refused.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn tasks(briefs: Vec<Brief>, batch: &Batch) -> anyhow::Result<Vec<Task>> {
    let numbered = (1..).zip(briefs);
    numbered
        .map(|(number, brief)| {
            let format = super::export::format(brief.content_type, &batch.format)?;
            let name =
                format!("{number:04}-{}-{}.{}", brief.content_type, slug(&brief.topic), format.as_str());
            Ok(Task { brief, format, file: batch.output.join(name) })
        })
        .collect()
}

async fn make(ctx: &Ctx, task: Task) -> (Task, anyhow::Result<()>) {
    let outcome = async {
        let id =
            factory::generate::generate_now(ctx, person_at_the_machine(&ctx.db).await?, task.brief.clone())
                .await?;
        let material = super::export::find(ctx, id).await?;
        let bytes = export::export(&material, task.format).context("the material cannot be written")?.bytes;
        report::write(Some(Path::new(&task.file)), &bytes)
    }
    .await;
    (task, outcome)
}

fn print(run: &Run, summary: &Summary) -> anyhow::Result<()> {
    if run.global.json {
        return report::print_json(summary);
    }
    for refused in &summary.refused {
        report::print(&format!("not made: {} · {}\n", refused.topic, refused.reason))?;
    }
    let Summary { total, made, there_before, refused } = summary;
    report::print(&format!(
        "{total} briefs: {made} made, {there_before} there before, {} not made\n",
        refused.len()
    ))
}

fn bar(length: usize, quiet: bool) -> ProgressBar {
    if quiet {
        return ProgressBar::hidden();
    }
    // hidden by itself when standard error is no terminal
    let bar = ProgressBar::new(length as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos} of {len} · {elapsed} · {eta} left") {
        bar.set_style(style);
    }
    bar
}

/// A topic as part of a file name.
fn slug(topic: &str) -> String {
    let words = topic.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let slug = words.map(str::to_lowercase).collect::<Vec<_>>().join("-");
    slug.chars().take(40).collect()
}
