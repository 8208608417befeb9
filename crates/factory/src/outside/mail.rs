//! Sends letters: into a folder of `.eml` files, one a letter, where nothing else is configured.

use std::path::{Path, PathBuf};

use crate::accounts::letter::Letter;

/// Why a letter was not sent.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The folder cannot be written; tell the operator.
    #[error("the folder for letters cannot be written")]
    Folder(#[from] std::io::Error),
}

/// Where letters go.
#[derive(Debug, Clone)]
pub enum Mailer {
    /// Into this folder, for whoever runs the machine.
    Folder(PathBuf),
}

impl Mailer {
    /// Sends a letter, or fails so that it is tried again.
    ///
    /// # Errors
    /// [`MailError`].
    pub async fn send(&self, letter: &Letter) -> Result<(), MailError> {
        match self {
            Self::Folder(folder) => {
                let (folder, letter) = (folder.clone(), letter.clone());
                let written = tokio::task::spawn_blocking(move || write(&folder, &letter));
                written.await.map_err(std::io::Error::other)?.map_err(MailError::Folder)
            }
        }
    }
}

/// Writes the letter under a name that sorts by time, readable by the folder's owner only.
fn write(folder: &Path, letter: &Letter) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    let name = crate::Clock::System.new_id();
    let part = folder.join(format!("{name}.part"));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&part)?;
    std::io::Write::write_all(&mut file, eml(letter).as_bytes())?;
    file.sync_all()?;
    std::fs::rename(&part, folder.join(format!("{name}.eml")))
}

/// **Source** RFC 5322 and RFC 2045; the subjects are ours and ASCII, addresses are parsed and hold no line break.
fn eml(letter: &Letter) -> String {
    let text = letter.text.replace('\n', "\r\n");
    format!(
        "To: {}\r\nSubject: {}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\
         Content-Transfer-Encoding: 8bit\r\n\r\n{text}",
        letter.to, letter.subject
    )
}
