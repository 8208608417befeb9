//! What people read: results on standard output, messages on standard error.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use content::Finding;
use serde::Serialize;

/// The arguments or the input were wrong (the shell's habit for usage errors).
pub(crate) const USAGE: u8 = 2;

/// The money that may be spent is spent.
pub(crate) const BUDGET: u8 = 4;
/// The judge cannot be asked.
pub(crate) const NO_JUDGE: u8 = 5;

/// An end with an exit code of its own.
#[derive(Debug, thiserror::Error)]
#[error("{sentence}")]
pub(crate) struct Ended {
    /// The exit code.
    pub(crate) code: u8,
    /// What happened and what to do.
    pub(crate) sentence: String,
}

/// Wrong input, with everything that is wrong about it; ends with exit code 2.
#[derive(Debug, thiserror::Error)]
#[error("{}", findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub(crate) struct Wrong {
    /// What is wrong and where.
    pub(crate) findings: Vec<Finding>,
}

impl Wrong {
    /// One fault.
    pub(crate) fn because(detail: impl Into<String>) -> anyhow::Error {
        Self { findings: vec![Finding::new("usage", "", detail)] }.into()
    }
}

/// Prints an error with its causes and answers the exit code.
pub(crate) fn failed(error: &anyhow::Error, json: bool) -> ExitCode {
    let findings = findings(error);
    let code = match error.downcast_ref::<Ended>() {
        Some(ended) => ExitCode::from(ended.code),
        None if error.downcast_ref::<Wrong>().is_some() => ExitCode::from(USAGE),
        None => ExitCode::FAILURE,
    };
    let mut out = io::stderr().lock();
    // nothing can be said when standard error is closed
    let _ = if json {
        let object = serde_json::json!({ "error": format!("{error:#}"), "findings": findings });
        writeln!(out, "{object}")
    } else {
        writeln!(out, "error: {error:#}")
            .and_then(|()| findings.iter().skip(1).try_for_each(|finding| writeln!(out, "  - {finding}")))
    };
    code
}

fn findings(error: &anyhow::Error) -> Vec<Finding> {
    use factory::Error::{Budget, Invalid, Model, NotGoodEnough, NothingToTeachFrom};
    match error.downcast_ref::<factory::Error>() {
        Some(
            Invalid { findings }
            | NothingToTeachFrom { findings }
            | NotGoodEnough { findings, .. }
            | Budget { findings }
            | Model { findings, .. },
        ) => findings.clone(),
        _ => error.downcast_ref::<Wrong>().map(|wrong| wrong.findings.clone()).unwrap_or_default(),
    }
}

/// Writes a result to standard output. A reader that has gone, such as `head`, is no error.
pub(crate) fn print(text: &str) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result.context("standard output cannot be written"),
    }
}

/// Writes a result as one line of JSON.
pub(crate) fn print_json(value: &impl Serialize) -> anyhow::Result<()> {
    print(&json_line(value)?)
}

/// A result as one line of JSON.
pub(crate) fn json_line(value: &impl Serialize) -> anyhow::Result<String> {
    let mut line = serde_json::to_string(value).context("the result cannot be written as JSON")?;
    line.push('\n');
    Ok(line)
}

/// Writes a message to standard error.
pub(crate) fn say(quiet: bool, message: &str) {
    if !quiet {
        // nothing can be said when standard error is closed
        let _ = writeln!(io::stderr().lock(), "{message}");
    }
}

/// Writes a result to a file, whole or not at all, or to standard output when no file is given.
pub(crate) fn write(output: Option<&Path>, bytes: &[u8]) -> anyhow::Result<()> {
    let Some(path) = output else { return print(&String::from_utf8_lossy(bytes)) };
    let part = path.with_extension("part");
    std::fs::write(&part, bytes).with_context(|| format!("`{}` cannot be written", part.display()))?;
    std::fs::rename(&part, path).with_context(|| format!("`{}` cannot be written", path.display()))
}

/// Reads a file, or standard input for `-`, up to a bound.
pub(crate) fn read(path: &Path, most_bytes: u64) -> anyhow::Result<Vec<u8>> {
    use std::io::Read;
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        io::stdin().take(most_bytes + 1).read_to_end(&mut bytes).context("standard input cannot be read")?;
    } else {
        let file = std::fs::File::open(path)
            .map_err(|error| Wrong::because(format!("`{}` cannot be opened: {error}", path.display())))?;
        let metadata = file.metadata().with_context(|| format!("`{}` cannot be read", path.display()))?;
        if metadata.is_dir() {
            return Err(Wrong::because(format!("`{}` is a folder; name a file", path.display())));
        }
        file.take(most_bytes + 1)
            .read_to_end(&mut bytes)
            .with_context(|| format!("`{}` cannot be read", path.display()))?;
    }
    if bytes.len() as u64 > most_bytes {
        let detail = format!("`{}` is larger than {} MB", path.display(), most_bytes / 1_000_000);
        return Err(Wrong::because(detail));
    }
    Ok(bytes)
}
