//! `factoria migrate`: the database's schema, up to date.

use std::process::ExitCode;

use serde_json::json;

use super::Run;
use crate::{report, wire};

pub(super) async fn run(run: &Run) -> anyhow::Result<ExitCode> {
    // opening the store migrates it
    let ctx = wire::ctx(&run.global.data).await?;
    ctx.db.close().await;
    let version = store::migrate::known_version();
    if run.global.json {
        report::print_json(&json!({ "schema_version": version }))?;
    } else {
        report::print(&format!("the schema is at version {version}\n"))?;
    }
    Ok(ExitCode::SUCCESS)
}
