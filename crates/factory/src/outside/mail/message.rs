//! A letter as mail programs expect it (RFC 5322).

use std::time::{Duration, UNIX_EPOCH};

use lettre::message::header::{ContentTransferEncoding, ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Body, Mailbox, SinglePart};
use lettre::{Address, Message};

use super::MailError;
use crate::accounts::letter::Letter;
use crate::clock::Clock;

/// The message from `from`, dated now. Nothing in a letter can add a header: addresses are parsed, and a subject is
/// one line.
pub(super) fn of(letter: &Letter, from: &Mailbox) -> Result<Message, MailError> {
    let to: Address = letter.to.parse().map_err(|_| MailError::Address)?;
    let now_ms = u64::try_from(Clock::System.now_ms()).unwrap_or_default();
    let id = format!("<{}@{}>", Clock::System.new_id(), from.email.domain());
    let subject: String = letter.subject.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    Message::builder()
        .from(from.clone())
        .to(Mailbox::new(None, to))
        .subject(subject)
        .date(UNIX_EPOCH + Duration::from_millis(now_ms))
        .message_id(Some(id))
        .header(AutoSubmitted)
        .singlepart(SinglePart::builder().header(ContentType::TEXT_PLAIN).body(body(&letter.text)))
        .map_err(|_| MailError::Address)
}

/// The text as it is where every mail server takes it so: a long link stays whole for whoever reads the file.
fn body(text: &str) -> Body {
    // RFC 5321, section 4.5.3.1.6: a line has at most 998 characters
    let fits = |line: &str| {
        line.len() <= 998 && line.bytes().all(|byte| byte == b'\t' || (b' '..=b'~').contains(&byte))
    };
    if !text.lines().all(fits) {
        return Body::new(text.to_owned());
    }
    let lines: String = text.lines().flat_map(|line| [line, "\r\n"]).collect();
    Body::dangerous_pre_encoded(lines.into_bytes(), ContentTransferEncoding::SevenBit)
}

/// Tells holiday notices and the like to leave the letter unanswered (RFC 3834, section 5).
#[derive(Debug, Clone, Copy)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(to: &str, subject: &str, text: &str) -> Option<String> {
        let letter = Letter { to: to.to_owned(), subject: subject.to_owned(), text: text.to_owned() };
        let message = of(&letter, &"La Factoria <no-reply@school.example>".parse().unwrap()).ok()?;
        Some(String::from_utf8(message.formatted()).unwrap())
    }

    #[test]
    fn a_letter_has_the_headers_that_mail_programs_expect() {
        let link = format!("https://school.example/verify?token={}", "x".repeat(200));
        let message =
            written("ada@example.org", "Confirm your address", &format!("Hello.\n\n{link}\n")).unwrap();
        for line in [
            "To: ada@example.org\r\n",
            "Subject: Confirm your address\r\n",
            "Auto-Submitted: auto-generated\r\n",
            "Content-Type: text/plain; charset=utf-8\r\n",
            "@school.example>\r\n",
            &format!("\r\n{link}\r\n"),
        ] {
            assert!(message.contains(line), "{line:?} is not in {message}");
        }
        assert!(message.starts_with("From: \"La Factoria\" <no-reply@school.example>\r\n"));
    }

    #[test]
    fn nothing_in_a_letter_adds_a_header() {
        let head = |message: String| message.split("\r\n\r\n").next().unwrap().to_owned();
        for subject in
            ["Hi\r\nBcc: eve@example.org", "Hi\nBcc: eve@example.org", "Hi\rBcc: x", "Hi\u{85}Bcc: x"]
        {
            let head = head(written("ada@example.org", subject, "text").unwrap());
            assert!(!head.lines().any(|line| line.starts_with("Bcc")), "{head}");
        }
        for to in [
            "ada@example.org\r\nBcc: eve@example.org",
            "ada@example.org, eve@example.org",
            "Ada <ada@example.org>",
            "ada",
            "",
            "ada@example.org\n",
            "ada@exa mple.org",
        ] {
            assert_eq!(written(to, "Hi", "text"), None, "{to:?}");
        }
        let message = written("ada@example.org", "Hi", "\r\n.\r\nMAIL FROM:<x>\r\n").unwrap();
        assert!(!head(message).contains("MAIL"));
    }
}
