//! Every test: Rust first, then the pages in a real browser.

use std::process::Command;

use anyhow::{Context, bail};

use crate::{needs, root};

/// Where the browser tests live.
const BROWSER: &str = "tests/browser";

/// Runs everything and ends with one clear line.
pub(crate) fn run() -> anyhow::Result<()> {
    needs::redis()?;
    crate::run("cargo", &["test", "--workspace"])?;
    browser()?;
    println!("xtask test: everything passed");
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
        .env("FACTORIA", root().join("target/debug/factoria"))
        .env("SCREENSHOTS", root().join("screenshots"))
        .status()
        .context("node could not be started")?;
    if !tests.success() {
        bail!("the browser tests failed; what the pages looked like is in `screenshots/`");
    }
    Ok(())
}
