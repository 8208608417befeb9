//! Letters: into a folder, or to a mail server.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::secret::Secret;

/// Letters.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct MailSettings {
    /// The mail server, `smtps://user:password@host` or `smtp://…`; without one, letters go to `DIR/mail/*.eml`.
    pub(crate) smtp_url: Option<Secret>,
    /// The sender, such as `La Factoria <no-reply@school.example>`.
    pub(crate) from: Option<String>,
    /// Certificates in PEM to trust beside those that this machine trusts.
    pub(crate) certificates_file: Option<PathBuf>,
}
