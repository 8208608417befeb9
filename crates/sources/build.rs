//! Lists the files of the starter library, so that a new text needs no line of code.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

fn main() -> io::Result<()> {
    let root = PathBuf::from(variable("CARGO_MANIFEST_DIR")?).join("library");
    println!("cargo::rerun-if-changed={}", root.display());
    let mut table = String::from("&[\n");
    for subject in sorted(&root)?.iter().filter(|path| path.is_dir()) {
        println!("cargo::rerun-if-changed={}", subject.display());
        for file in sorted(subject)?.iter().filter(|path| path.extension().is_some_and(|end| end == "md")) {
            let (subject, name) = (file_name(subject), file_name(file));
            writeln!(table, "    ({:?}, include_str!({:?})),", format!("{subject}/{name}"), file.display())
                .map_err(io::Error::other)?;
        }
    }
    table.push_str("]\n");
    fs::write(PathBuf::from(variable("OUT_DIR")?).join("library.rs"), table)
}

fn variable(name: &str) -> io::Result<String> {
    // cargo hands a build script its paths in no other way
    std::env::var_os(name)
        .and_then(|value| value.into_string().ok())
        .ok_or_else(|| io::Error::other(format!("{name} is not set")))
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
    paths.sort();
    Ok(paths)
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
