//! The house rules that no compiler knows.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::root;

mod borders;
mod files;

/// Something that is not as the house has it.
pub(crate) struct Fault {
    /// Where, from the root.
    pub(crate) place: String,
    /// What is wrong and what to do.
    pub(crate) detail: String,
}

/// Checks everything and fails if anything is found.
pub(crate) fn run() -> anyhow::Result<()> {
    let mut faults = borders::check(&root())?;
    for path in tracked_files()? {
        let Ok(text) = fs::read_to_string(root().join(&path)) else { continue };
        files::check(&path, &text, &mut faults);
    }
    for Fault { place, detail } in &faults {
        eprintln!("{place}: {detail}");
    }
    if !faults.is_empty() {
        bail!("{} places are not tidy", faults.len());
    }
    println!("tidy");
    Ok(())
}

/// All files that git knows or would add.
fn tracked_files() -> anyhow::Result<Vec<PathBuf>> {
    let output = std::process::Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .context("git could not be started")?;
    let list = String::from_utf8(output.stdout).context("a file name is not UTF-8")?;
    Ok(list.lines().map(|line| Path::new(line).to_path_buf()).collect())
}
