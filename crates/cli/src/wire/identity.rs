//! Secrets and keys: from settings, or from files in the data folder that are made at the first start.

use std::io::Write;
use std::path::Path;

use anyhow::Context;
use auth::keys::{SharedSecret, SigningKey};
use auth::secret::RootKey;
use factory::accounts::Secrets;
use factory::accounts::config::Signing;

use crate::settings::Settings;

/// The file that keeps the generated root key.
const ROOT_KEY: &str = "root.key";

/// Everything that has to be kept secret.
///
/// # Errors
/// When a setting is weak, a file cannot be read, or production lacks what it has to be given.
pub(super) fn secrets(folder: &Path, settings: &Settings) -> anyhow::Result<Secrets> {
    let auth = &settings.auth;
    let root = match &auth.root_key {
        Some(setting) => RootKey::parse(setting.expose())?,
        None => kept_root_key(folder)?,
    };
    let previous = auth.previous_root_keys.iter().map(|key| RootKey::parse(key.expose()));
    let signing = match (&auth.jwt_secret_key, &auth.signing_key_file) {
        (Some(_), Some(_)) => {
            anyhow::bail!("`auth.jwt_secret_key` and `auth.signing_key_file` are both set; leave one out")
        }
        (Some(secret), None) => Signing::Shared(SharedSecret::parse(secret.expose())?),
        (None, Some(file)) => {
            let pem = std::fs::read_to_string(file)
                .with_context(|| format!("`auth.signing_key_file`: `{}` cannot be read", file.display()))?;
            Signing::File(SigningKey::from_pem(&pem, 0)?)
        }
        (None, None) => Signing::Kept,
    };
    Ok(Secrets { root, previous: previous.collect::<Result<_, _>>()?, signing })
}

/// The root key of the data folder; made where there is none.
fn kept_root_key(folder: &Path) -> anyhow::Result<RootKey> {
    let file = folder.join(ROOT_KEY);
    if !file.exists() {
        make_root_key(&file).with_context(|| format!("`{}` cannot be written", file.display()))?;
    }
    let text =
        std::fs::read_to_string(&file).with_context(|| format!("`{}` cannot be read", file.display()))?;
    RootKey::parse(&text).with_context(|| format!("`{}` holds no root key", file.display()))
}

/// Writes the key whole or not at all; where another process was quicker, its key stands.
fn make_root_key(file: &Path) -> anyhow::Result<()> {
    use secrecy::ExposeSecret;
    let key = RootKey::from_bytes(factory::random_bytes()?);
    let part = file.with_extension(format!("{}.part", std::process::id()));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut out = options.open(&part)?;
    writeln!(out, "{}", key.to_setting().expose_secret())?;
    out.sync_all()?;
    let linked = std::fs::hard_link(&part, file);
    std::fs::remove_file(&part)?;
    match linked {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error.into()),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_key_is_made_once_and_private() {
        let folder = tempfile::tempdir().unwrap();
        kept_root_key(folder.path()).unwrap();
        let file = folder.path().join(ROOT_KEY);
        let first = std::fs::read_to_string(&file).unwrap();
        kept_root_key(folder.path()).unwrap();
        make_root_key(&file).unwrap();
        assert_eq!(std::fs::read_to_string(&file).unwrap(), first);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }
}
