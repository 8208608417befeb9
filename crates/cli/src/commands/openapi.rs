//! `factoria openapi`: the document, as `/openapi.json` serves it.

use std::process::ExitCode;

use crate::report;

pub(super) fn run() -> anyhow::Result<ExitCode> {
    report::print(&format!("{}\n", server::openapi_json()))?;
    Ok(ExitCode::SUCCESS)
}
