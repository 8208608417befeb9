//! Letters as files, for whoever runs the machine.

use std::fs::{DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use lettre::message::Mailbox;

use super::{MailError, message};
use crate::accounts::letter::Letter;
use crate::clock::Clock;

/// Writes the letter under a name that sorts by time, readable by the folder's owner only.
pub(super) async fn write(folder: &Path, letter: &Letter) -> Result<(), MailError> {
    let message = message::of(letter, &nobody())?.formatted();
    let folder = folder.to_owned();
    let written = tokio::task::spawn_blocking(move || keep(&folder, &message));
    written.await.map_err(io::Error::other).flatten().map_err(MailError::Folder)
}

/// Who letters are from that no mail server sees.
fn nobody() -> Mailbox {
    "La Factoria <no-reply@localhost.invalid>".parse().expect("the address is well-formed")
}

fn keep(folder: &Path, message: &[u8]) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    let name = Clock::System.new_id();
    let part = folder.join(format!("{name}.part"));
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&part)?;
    file.write_all(message)?;
    file.sync_all()?;
    std::fs::rename(&part, folder.join(format!("{name}.eml")))
}
