//! `factoria export`: a stored material in any format.

use std::process::ExitCode;

use anyhow::Context;
use content::{ContentType, Material, MaterialId};
use export::Format;
use factory::Ctx;
use factory::accounts::person_at_the_machine;

use super::Run;
use crate::args::Export;
use crate::report::{self, Wrong};
use crate::wire;

pub(super) async fn run(run: &Run, export: &Export) -> anyhow::Result<ExitCode> {
    let id = export.id.parse().map_err(|_| Wrong::because(format!("`{}` is not an id", export.id)))?;
    let ctx = wire::ctx(&run.global.data).await?;
    let material = find(&ctx, id).await?;
    ctx.db.close().await;
    let format = format(material.content_type, &export.format)?;
    let bytes = ::export::export(&material, format).context("the material cannot be written")?.bytes;
    report::write(export.output.as_deref(), &bytes)?;
    Ok(ExitCode::SUCCESS)
}

/// The format of that name, if the type can be written in it.
pub(super) fn format(content_type: ContentType, name: &str) -> anyhow::Result<Format> {
    let formats = ::export::formats(content_type);
    formats.iter().copied().find(|format| format.as_str() == name).ok_or_else(|| {
        let names: Vec<_> = formats.iter().map(|format| format.as_str()).collect();
        Wrong::because(format!("{content_type} cannot be written as `{name}`; it has {}", names.join(", ")))
    })
}

/// The material as its owner sees it.
pub(super) async fn find(ctx: &Ctx, id: MaterialId) -> anyhow::Result<Material> {
    let kept = store::materials::find(&ctx.db, person_at_the_machine(&ctx.db).await?, id).await?;
    let kept =
        kept.ok_or_else(|| Wrong::because(format!("there is no material {id} in this data folder")))?;
    Ok(kept.into_material()?)
}
