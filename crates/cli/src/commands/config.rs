//! `factoria config`: the settings in force.

use std::process::ExitCode;

use anyhow::Context;

use super::Run;
use crate::report;

pub(super) fn run(run: &Run) -> anyhow::Result<ExitCode> {
    if run.global.json {
        report::print_json(&run.settings)?;
    } else {
        let text = toml::to_string(&run.settings).context("the settings cannot be written as TOML")?;
        report::print(&text)?;
    }
    Ok(ExitCode::SUCCESS)
}
