//! Generated files: written from the code, and checked not to drift.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, bail};

use crate::root;

/// A file and the arguments of `factoria` that print it.
const FILES: &[(&str, &[&str])] = &[("docs/reference/openapi.json", &["openapi"])];

/// Writes the generated files; with `check`, fails if one is not what would be written.
pub(crate) fn run(check: bool) -> anyhow::Result<()> {
    for (file, arguments) in FILES {
        let path = root().join(file);
        let wanted = output(arguments)?;
        if check {
            let found = std::fs::read(&path).unwrap_or_default();
            if found != wanted {
                bail!("`{file}` is out of date; run: cargo xtask codegen");
            }
        } else {
            write(&path, &wanted)?;
            println!("wrote {file}");
        }
    }
    Ok(())
}

fn output(arguments: &[&str]) -> anyhow::Result<Vec<u8>> {
    let output = Command::new("cargo")
        .args(["run", "--quiet", "--package", "factoria-cli", "--"])
        .args(arguments)
        .current_dir(root())
        .output()
        .context("cargo could not be started")?;
    if !output.status.success() {
        bail!("`factoria {}` failed: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr));
    }
    Ok(output.stdout)
}

fn write(path: &PathBuf, bytes: &[u8]) -> anyhow::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(path, bytes).with_context(|| format!("`{}` cannot be written", path.display()))
}
