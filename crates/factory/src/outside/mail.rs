//! Sends letters: by SMTP, or into a folder of `.eml` files, one a letter, where nothing else is configured.
//!
//! A letter is sent at least once: whoever keeps it deletes it only after [`Mailer::send`] said that it went. What a
//! mail server says is not passed on, since it repeats addresses; its status code is.

use std::path::PathBuf;

use crate::accounts::letter::Letter;

mod folder;
mod message;
mod smtp;

pub use smtp::{Smtp, SmtpSettings};

/// Why a letter was not sent.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The settings are wrong; tell the operator.
    #[error("{detail}")]
    Settings {
        /// What is wrong and what to do.
        detail: String,
    },
    /// The address is none that mail can be sent to; do not try again.
    #[error("the letter's address is none that mail can be sent to")]
    Address,
    /// The folder cannot be written; tell the operator and try again.
    #[error("the folder for letters cannot be written")]
    Folder(#[source] std::io::Error),
    /// The server is not there, or not as securely as it has to be; try again.
    #[error("the mail server cannot be reached securely")]
    Unreachable(#[source] lettre::transport::smtp::Error),
    /// The server did not answer in time; try again.
    #[error("the mail server did not answer in time")]
    Timeout,
    /// The server does not take the letter now; try again.
    #[error("the mail server put the letter off with status {status}")]
    PutOff {
        /// Its status (RFC 5321), 400 to 499.
        status: u16,
    },
    /// The server does not take the letter or the password.
    #[error("the mail server refused the letter with status {status}; check user name, password and sender")]
    Refused {
        /// Its status (RFC 5321), 500 to 599.
        status: u16,
    },
}

impl MailError {
    /// Whether the same letter would fail again.
    pub fn is_final(&self) -> bool {
        matches!(self, Self::Address)
    }
}

/// Where letters go.
#[derive(Debug, Clone)]
pub enum Mailer {
    /// Into this folder, for whoever runs the machine.
    Folder(PathBuf),
    /// To a mail server.
    Smtp(Smtp),
}

impl Mailer {
    /// Sends a letter, or fails so that it is tried again.
    ///
    /// # Errors
    /// [`MailError`].
    pub async fn send(&self, letter: &Letter) -> Result<(), MailError> {
        match self {
            Self::Folder(folder) => folder::write(folder, letter).await,
            Self::Smtp(smtp) => smtp.send(letter).await,
        }
    }
}
