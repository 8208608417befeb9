//! Every test: Rust first, then a real model, then the pages in a real browser.

use std::process::Command;

use anyhow::{Context, bail};

use crate::{local_model, needs, root};

/// Where the browser tests live.
const BROWSER: &str = "tests/browser";

/// Where the properties' inputs start from, unless the caller says otherwise: a change is judged by what it changed,
/// not by luck. `just properties` draws new ones, and many more.
const SEED: (&str, &str) = ("PROPTEST_RNG_SEED", "20261123");

/// Runs everything and ends with one clear line.
pub(crate) fn run() -> anyhow::Result<()> {
    needs::redis()?;
    rust()?;
    local_model::stories()?;
    browser()?;
    println!("xtask test: everything passed");
    Ok(())
}

fn rust() -> anyhow::Result<()> {
    let mut tests = Command::new("cargo");
    tests.args(["test", "--workspace"]).current_dir(root());
    if std::env::var_os(SEED.0).is_none() {
        tests.env(SEED.0, SEED.1);
    }
    if !tests.status().context("cargo could not be started")?.success() {
        bail!("`cargo test --workspace` failed");
    }
    Ok(())
}

fn browser() -> anyhow::Result<()> {
    let folder = root().join(BROWSER);
    if !folder.join("package.json").exists() {
        return Ok(());
    }
    let chromium = needs::chromium()?;
    needs::node()?;
    crate::run("cargo", &["build", "--quiet", "--package", "factoria-cli"])?;
    let npm = Command::new("npm")
        .args(["ci", "--no-audit", "--no-fund", "--silent"])
        .current_dir(&folder)
        .status()
        .context("npm could not be started")?;
    if !npm.success() {
        bail!("`npm ci` failed in {BROWSER}");
    }
    let tests = Command::new("node")
        .args(["--test", "--test-reporter=spec"])
        .current_dir(&folder)
        .env("CHROMIUM", chromium)
        .env("FACTORIA", crate::target().join("debug/factoria"))
        .env("SCREENSHOTS", root().join("screenshots"))
        .status()
        .context("node could not be started")?;
    if !tests.success() {
        bail!("the browser tests failed; what the pages looked like is in `screenshots/`");
    }
    Ok(())
}
