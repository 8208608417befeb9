//! What `serve` says once it listens: where, and while there is no admin, the link that makes the first one.
//!
//! The link is a secret. It goes to standard output and into a private file of the data folder, never to standard error,
//! where logs go and are kept by others.

use std::io::Write;
use std::path::Path;

use anyhow::Context;
use factory::Ctx;
use factory::accounts::first_admin;
use secrecy::ExposeSecret;
use serde_json::json;

use crate::args::Global;
use crate::report::{print, print_json};

/// The file that keeps the link.
const LINK: &str = "first-admin-link";

/// Says it.
pub(super) async fn say(global: &Global, ctx: &Ctx, reached_at: &str) -> anyhow::Result<()> {
    tracing::info!(address = reached_at, "listening");
    let link = first_admin::invite(ctx).await?;
    let link = link.as_ref().map(ExposeSecret::expose_secret);
    let file = global.data.join(LINK);
    keep(&file, link).with_context(|| format!("`{}` cannot be written", file.display()))?;
    if global.quiet {
        return Ok(());
    }
    if global.json {
        return print_json(&json!({ "address": reached_at, "first_admin_link": link }));
    }
    print(&format!("La Factoria is ready: {reached_at}\n"))?;
    match link {
        Some(link) => print(&format!(
            "To let others in, make the first admin; the link works once, within a day (it is also in {}):\n  {link}\n",
            file.display()
        )),
        None => Ok(()),
    }
}

/// Keeps the link where only the operator reads it; once there is an admin, nothing.
fn keep(file: &Path, link: Option<&str>) -> std::io::Result<()> {
    let Some(link) = link else {
        return match std::fs::remove_file(file) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
    };
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    writeln!(options.open(file)?, "{link}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn l_09_the_link_is_private_and_goes_with_its_use() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(LINK);
        keep(&file, Some("http://localhost/first-admin?token=longer")).unwrap();
        keep(&file, Some("http://localhost/first-admin?token=x")).unwrap();
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "http://localhost/first-admin?token=x\n");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        }
        keep(&file, None).unwrap();
        keep(&file, None).unwrap();
        assert!(!file.exists());
    }
}
