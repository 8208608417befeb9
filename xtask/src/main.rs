//! Checks, generators and the test runner: `cargo xtask`.
#![expect(clippy::print_stdout, reason = "a command-line tool")]
#![expect(clippy::print_stderr, reason = "a command-line tool")]

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, bail};

mod codegen;
mod local_model;
mod needs;
mod test;
mod tidy;

const HELP: &str = "\
cargo xtask test              run every test: finds or installs what is missing
cargo xtask tidy              check layout, borders between crates, headers
cargo xtask codegen [--check] write generated files, or check that they are up to date
cargo xtask coverage          every library topic x type x level: made, or why not
cargo xtask faults [COUNT]    so many materials (2000) from a provider that fails now and then";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["test"] => test::run(),
        ["tidy"] => tidy::run(),
        ["codegen"] => codegen::run(false),
        ["codegen", "--check"] => codegen::run(true),
        ["coverage"] => coverage(),
        ["faults"] => faults("2000"),
        ["faults", count] => faults(count),
        _ => {
            eprintln!("{HELP}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The root of the workspace.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// Where cargo puts what it builds.
fn target() -> PathBuf {
    // `join` leaves an absolute folder as it is
    root().join(std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}

/// Runs a command in the root and fails if it does.
fn run(program: &str, arguments: &[&str]) -> anyhow::Result<()> {
    let status = Command::new(program)
        .args(arguments)
        .current_dir(root())
        .status()
        .with_context(|| format!("`{program}` could not be started"))?;
    if !status.success() {
        bail!("`{program} {}` failed", arguments.join(" "));
    }
    Ok(())
}

fn coverage() -> anyhow::Result<()> {
    run("cargo", &["run", "--quiet", "--release", "--package", "factoria-factory", "--example", "coverage"])
}

fn faults(count: &str) -> anyhow::Result<()> {
    run("cargo", &["run", "--quiet", "--release", "--package", "factoria-bench", "--", "faults", count])
}
