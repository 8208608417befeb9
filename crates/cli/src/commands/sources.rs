//! `factoria sources`: the library of what one teaches from.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use content::SourceId;
use factory::Ctx;
use factory::accounts::person_at_the_machine;
use factory::ingest::{self, Description, FileKind};
use serde_json::json;
use store::search::Search;
use store::{Cursor, search};

use super::Run;
use super::generate::file_name;
use crate::args::Sources;
use crate::report::{self, Wrong};
use crate::wire;

/// The largest file that is read, in bytes; the extractor has its own, lower bound and says so.
const MOST_BYTES: u64 = 200_000_000;

pub(super) async fn run(run: &Run, command: Sources) -> anyhow::Result<ExitCode> {
    let ctx = wire::fetching(wire::ctx(&run.global.data).await?, &run.settings.sources);
    match command {
        Sources::Add { files, title, licence } => add(run, &ctx, files, title, licence).await?,
        Sources::List { library } => list(run, &ctx, library).await?,
        Sources::Search { words } => find(run, &ctx, &words).await?,
        Sources::Remove { id } => {
            let id = id.parse().map_err(|_| Wrong::because(format!("`{id}` is not an id")))?;
            ingest::remove(&ctx, person_at_the_machine(&ctx.db).await?, id).await?;
        }
    }
    ctx.db.close().await;
    Ok(ExitCode::SUCCESS)
}

async fn add(
    run: &Run,
    ctx: &Ctx,
    files: Vec<PathBuf>,
    title: Option<String>,
    licence: Option<String>,
) -> anyhow::Result<()> {
    if files.len() > 1 && title.is_some() {
        return Err(Wrong::because("--title goes with one file or address"));
    }
    for file in files {
        let description = Description { title: title.clone(), licence: licence.clone() };
        let id = add_one(ctx, description, &file)
            .await
            .with_context(|| format!("`{}` was not added", file.display()))?;
        if run.global.json {
            report::print_json(&json!({ "id": id, "file": file }))?;
        } else {
            report::print(&format!("{id}  {}\n", file.display()))?;
        }
    }
    Ok(())
}

async fn add_one(ctx: &Ctx, description: Description, file: &Path) -> anyhow::Result<SourceId> {
    if let Some(url) = file.to_str().filter(|name| is_web_address(name)) {
        return Ok(ingest::add_url(ctx, person_at_the_machine(&ctx.db).await?, description, url, None).await?);
    }
    let bytes = report::read(file, MOST_BYTES)?;
    let kind = FileKind { file_name: file_name(file), media_type: None };
    Ok(ingest::add_file(ctx, person_at_the_machine(&ctx.db).await?, description, bytes, kind).await?)
}

fn is_web_address(name: &str) -> bool {
    let starts =
        |scheme: &str| name.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    starts("http://") || starts("https://")
}

async fn list(run: &Run, ctx: &Ctx, library: bool) -> anyhow::Result<()> {
    let mut from = Some(Cursor::START);
    while let Some(cursor) = from {
        let page = store::sources::list(&ctx.db, person_at_the_machine(&ctx.db).await?, library, cursor, 100)
            .await?;
        for source in page.items {
            if run.global.json {
                report::print_json(&json!({
                    "id": source.id,
                    "title": source.title,
                    "origin": source.origin,
                    "characters": source.characters,
                    "licence": source.licence,
                }))?;
            } else {
                report::print(&format!("{}  {}\n", source.id, source.title))?;
            }
        }
        from = page.next;
    }
    Ok(())
}

async fn find(run: &Run, ctx: &Ctx, words: &str) -> anyhow::Result<()> {
    let query = sources::rank::query(words);
    let stems: Vec<String> = query.all_terms().into_iter().map(ToOwned::to_owned).collect();
    let search =
        Search { reader: person_at_the_machine(&ctx.db).await?, stems: &stems, within: &[], limit: 10 };
    for hit in search::passages(&ctx.db, search).await? {
        if run.global.json {
            report::print_json(&json!({
                "passage_id": hit.passage.id,
                "source_id": hit.passage.source_id,
                "title": hit.source_title,
                "text": hit.passage.text,
                "start": hit.passage.start,
                "end": hit.passage.end,
                "page": hit.passage.page,
                "score": hit.score,
            }))?;
        } else {
            report::print(&format!(
                "{}\n  {}\n\n",
                hit.source_title,
                hit.passage.text.replace('\n', "\n  ")
            ))?;
        }
    }
    Ok(())
}
