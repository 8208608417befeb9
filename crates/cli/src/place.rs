//! The data folder: private to its owner.

use std::path::{Path, PathBuf};

use anyhow::Context;

/// Makes the folder if it is not there, readable by its owner only.
///
/// # Errors
/// When the folder cannot be made or is a file.
pub(crate) fn prepare(folder: &Path) -> anyhow::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(folder).with_context(|| {
        format!("the data folder `{}` cannot be made; choose another with --data DIR", folder.display())
    })
}

/// The database's file in the folder.
pub(crate) fn database(folder: &Path) -> PathBuf {
    folder.join("factoria.db")
}
