//! `factoria check`: which statements of a text its sources carry.

use std::process::ExitCode;

use super::Run;
use crate::args::Check;
use crate::report::Wrong;

pub(super) fn run(_run: &Run, _check: &Check) -> anyhow::Result<ExitCode> {
    Err(Wrong::because("not wired yet"))
}
