//! What the tests need beside cargo: found, or installed from Debian's packages.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::bail;

/// A program and the Debian package that brings it.
struct Need {
    programs: &'static [&'static str],
    package: &'static str,
}

const CHROMIUM: Need =
    Need { programs: &["chromium", "chromium-browser", "google-chrome"], package: "chromium" };
const NODE: Need = Need { programs: &["node"], package: "nodejs" };
const NPM: Need = Need { programs: &["npm"], package: "npm" };

const REDIS: Need = Need { programs: &["redis-server"], package: "redis-server" };

/// The Redis that the store's tests start and stop.
pub(crate) fn redis() -> anyhow::Result<()> {
    find_or_install(&REDIS).map(|_| ())
}

/// The browser the pages are tested in.
pub(crate) fn chromium() -> anyhow::Result<PathBuf> {
    find_or_install(&CHROMIUM)
}

/// The runtime of the browser tests.
pub(crate) fn node() -> anyhow::Result<()> {
    find_or_install(&NODE)?;
    find_or_install(&NPM)?;
    Ok(())
}

fn find_or_install(need: &Need) -> anyhow::Result<PathBuf> {
    if let Some(path) = find(need) {
        return Ok(path);
    }
    install(need.package)?;
    match find(need) {
        Some(path) => Ok(path),
        None => bail!("`{}` is not there after its package was installed", need.package),
    }
}

fn find(need: &Need) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    need.programs
        .iter()
        .flat_map(|program| folders.iter().map(move |folder| folder.join(program)))
        .find(|path| path.is_file())
}

fn install(package: &str) -> anyhow::Result<()> {
    let by_hand =
        format!("`{package}` is missing; install it (Debian: apt-get install {package}) and run this again");
    if !apt(&["--version"]) {
        bail!(by_hand);
    }
    println!("installing {package}");
    let installed = apt(&["install", "--yes", "--no-install-recommends", package])
        || (apt(&["update"]) && apt(&["install", "--yes", "--no-install-recommends", package]));
    if !installed {
        bail!(by_hand);
    }
    Ok(())
}

fn apt(arguments: &[&str]) -> bool {
    let status = Command::new("apt-get")
        .args(arguments)
        .env("DEBIAN_FRONTEND", "noninteractive")
        .stdout(Stdio::null())
        .status();
    status.is_ok_and(|status| status.success())
}
