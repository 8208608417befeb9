//! Front matter: what a library text says of itself, as TOML between two lines of `+++`.

use serde::Deserialize;

/// What a library text says of itself.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FrontMatter {
    pub(super) title: String,
    pub(super) subject: String,
    pub(super) level: String,
    pub(super) other_names: Vec<String>,
    pub(super) references: Vec<String>,
}

/// Why front matter could not be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum Slip {
    #[error("the file does not begin with front matter between two lines of `+++`")]
    Missing,
    #[error("the front matter is not as it should be")]
    Malformed(#[source] toml::de::Error),
}

/// Parts a file into its front matter and its body.
pub(super) fn read(file: &str) -> Result<(FrontMatter, &str), Slip> {
    let rest = file.strip_prefix("+++\n").ok_or(Slip::Missing)?;
    let (front, body) = rest.split_once("\n+++\n").ok_or(Slip::Missing)?;
    Ok((toml::from_str(front).map_err(Slip::Malformed)?, body))
}
