//! `factoria generate`: one material, no server needed.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use content::{Brief, NewBrief, SourceId};
use factory::Ctx;
use factory::accounts::person_at_the_machine;
use factory::ingest::{Description, FileKind, add_file};

use super::Run;
use crate::args::Generate;
use crate::report::{self, Wrong};
use crate::wire;

/// The largest file that is read, in bytes; the extractor has its own, lower bound and says so.
const MOST_BYTES: u64 = 200_000_000;

/// The exit code of a command that was interrupted, as shells have it: 128 and the number of SIGINT.
const STOPPED: u8 = 130;

pub(super) async fn run(run: &Run, generate: Generate) -> anyhow::Result<ExitCode> {
    let mut brief = brief(&generate)?;
    let format = super::export::format(brief.content_type, &generate.format)?;
    let ctx = wire::with_models(wire::ctx(&run.global.data).await?, &run.settings.models).await?;
    for file in &generate.source {
        brief.source_ids.push(add(&ctx, file).await?);
    }
    let owner = person_at_the_machine(&ctx.db).await?;
    let making = factory::generate::generate_now(&ctx, owner, brief);
    let made = tokio::select! {
        made = making => Some(made),
        () = super::serve::stop_signal() => None,
    };
    // what a model was paid is kept, whatever came of it
    factory::usage::store_settlements(&ctx).await?;
    let Some(made) = made else {
        ctx.db.close().await;
        report::say(run.global.quiet, "stopped");
        return Ok(ExitCode::from(STOPPED));
    };
    let id = made?;
    let material = super::export::find(&ctx, id).await?;
    ctx.db.close().await;
    let bytes = if run.global.json {
        serde_json::to_vec_pretty(&material).context("the material cannot be written as JSON")?
    } else {
        export::export(&material, format).context("the material cannot be written")?.bytes
    };
    report::write(generate.output.as_deref(), &bytes)?;
    if let Some(output) = &generate.output {
        report::say(run.global.quiet, &format!("{} · {id}", output.display()));
    }
    Ok(ExitCode::SUCCESS)
}

fn brief(generate: &Generate) -> anyhow::Result<Brief> {
    let new = NewBrief {
        content_type: generate.content_type.clone(),
        topic: generate.topic.clone(),
        grade_level: generate.grade.clone(),
        language: generate.language.clone(),
        learning_objectives: Some(generate.objective.clone()),
        requirements: generate.requirements.clone(),
        source_ids: None,
        count: generate.count,
        minutes: generate.minutes,
        engine: generate.engine.clone(),
        grounding: None,
        template: None,
    };
    Brief::try_from(new).map_err(|findings| Wrong { findings }.into())
}

/// Adds a file as a source; the same file is the same source the next time.
pub(super) async fn add(ctx: &Ctx, file: &Path) -> anyhow::Result<SourceId> {
    let bytes = report::read(file, MOST_BYTES)?;
    let kind = FileKind { file_name: file_name(file), media_type: None };
    add_file(ctx, person_at_the_machine(&ctx.db).await?, Description::default(), bytes, kind)
        .await
        .with_context(|| format!("`{}` was not added", file.display()))
}

pub(super) fn file_name(file: &Path) -> Option<String> {
    PathBuf::from(file).file_name().map(|name| name.to_string_lossy().into_owned())
}
