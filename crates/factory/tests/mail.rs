//! Letters into a folder, and to a real mail server over TLS.
#![expect(clippy::unwrap_used, reason = "what a test's own parts meet is part of the test")]

#[path = "mail/sink.rs"]
mod sink;

use factoria_factory::accounts::letter::Letter;
use factoria_factory::outside::mail::{MailError, Mailer, Smtp, SmtpSettings};
use sink::{Encryption, Sink};

fn letter() -> Letter {
    Letter {
        to: "ada@example.org".to_owned(),
        subject: "Grüße aus der Schule".to_owned(),
        text: "Hello.\n.\nhttps://school.example/verify?token=abc\n".to_owned(),
    }
}

fn smtp(url: &str, sink: Option<&Sink>) -> Mailer {
    let extra_certificates = sink.map(|sink| sink.certificate().as_bytes().to_vec()).unwrap_or_default();
    let from = Some("La Factoria <no-reply@school.example>".to_owned());
    Mailer::Smtp(Smtp::new(&SmtpSettings { url: url.to_owned(), from, extra_certificates }).unwrap())
}

#[tokio::test]
async fn a_letter_becomes_a_file_that_only_its_owner_reads() {
    let folder = tempfile::tempdir().unwrap();
    let mail = folder.path().join("mail");
    let mailer = Mailer::Folder(mail.clone());
    mailer.send(&letter()).await.unwrap();
    mailer.send(&Letter { subject: "Second".to_owned(), ..letter() }).await.unwrap();
    let files: Vec<_> = std::fs::read_dir(&mail).unwrap().map(|file| file.unwrap().path()).collect();
    assert_eq!(files.len(), 2);
    assert!(files.iter().all(|file| file.extension().is_some_and(|ending| ending == "eml")));
    // two letters of one millisecond lie in either order
    let letters: Vec<_> = files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect();
    let second = letters.iter().find(|letter| letter.contains("Subject: Second\r\n")).unwrap();
    assert!(second.contains("To: ada@example.org\r\n"), "{second}");
    assert!(second.contains("https://school.example/verify?token=abc\r\n"), "{second}");
    #[cfg(unix)]
    for (path, mode) in [(&mail, 0o700), (&files[0], 0o600)] {
        let found = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(path).unwrap().permissions());
        assert_eq!(found & 0o777, mode);
    }
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "in the way").unwrap();
    let sent = Mailer::Folder(file.join("mail")).send(&letter()).await;
    assert!(matches!(sent, Err(MailError::Folder(_))));
}

#[tokio::test]
async fn a_letter_goes_over_tls_with_name_and_password() {
    for (scheme, encryption) in [("smtps", Encryption::FromTheStart), ("smtp", Encryption::Upgraded)] {
        let sink = Sink::start(encryption);
        let url = format!("{scheme}://factoria:p%40ss@localhost:{}", sink.port());
        smtp(&url, Some(&sink)).send(&letter()).await.unwrap();
        let seen = sink.seen();
        assert!(seen.contains("signed in: factoria p@ss over TLS\n"), "{seen}");
        assert!(seen.contains("MAIL FROM:<no-reply@school.example>"), "{seen}");
        assert!(seen.contains("RCPT TO:<ada@example.org>\n"), "{seen}");
        assert!(seen.contains("\nhttps://school.example/verify?token=abc\n"), "{seen}");
        assert!(seen.contains("Subject: =?utf-8?"), "{seen}");
    }
}

#[tokio::test]
async fn this_machine_may_be_spoken_to_openly_and_no_other() {
    let sink = Sink::start(Encryption::None);
    smtp(&format!("smtp://127.0.0.1:{}", sink.port()), None).send(&letter()).await.unwrap();
    assert!(sink.seen().contains("RCPT TO:<ada@example.org>"));
    // every address of this machine but this one is taken for another machine's
    let elsewhere = smtp(&format!("smtp://0.0.0.0:{}", sink.port()), None);
    assert!(matches!(elsewhere.send(&letter()).await, Err(MailError::Unreachable(_))));
    assert_eq!(sink.seen().matches("MAIL FROM").count(), 1);
}

#[tokio::test]
async fn a_server_that_cannot_show_who_it_is_gets_no_letter_and_no_password() {
    for (scheme, encryption) in [("smtps", Encryption::FromTheStart), ("smtp", Encryption::Upgraded)] {
        let sink = Sink::start(encryption);
        let url = format!("{scheme}://factoria:secret@localhost:{}", sink.port());
        assert!(matches!(smtp(&url, None).send(&letter()).await, Err(MailError::Unreachable(_))));
        assert!(!sink.seen().contains("AUTH") && !sink.seen().contains("MAIL FROM"), "{}", sink.seen());
    }
}

#[tokio::test]
async fn what_a_server_refuses_is_told_by_its_status_alone() {
    let sink = Sink::start(Encryption::None);
    let mailer = smtp(&format!("smtp://127.0.0.1:{}", sink.port()), None);
    let later = mailer.send(&Letter { to: "later@example.org".to_owned(), ..letter() }).await.unwrap_err();
    assert!(matches!(later, MailError::PutOff { status: 451 }), "{later}");
    let never = mailer.send(&Letter { to: "never@example.org".to_owned(), ..letter() }).await.unwrap_err();
    assert!(matches!(never, MailError::Refused { status: 550 }), "{never}");
    assert!(!format!("{never:?} {never}").contains("never@example.org"));
    let wrong = smtp(&format!("smtp://factoria:wrong@127.0.0.1:{}", sink.port()), None);
    assert!(matches!(wrong.send(&letter()).await, Err(MailError::Refused { status: 535 })));
    let nowhere =
        mailer.send(&Letter { to: "ada@example.org\r\nDATA".to_owned(), ..letter() }).await.unwrap_err();
    assert!(nowhere.is_final() && !sink.seen().contains("\nDATA\n"), "{}", sink.seen());
}

#[tokio::test]
async fn a_server_that_is_not_there_is_no_reason_to_lose_a_letter() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let sent = smtp(&format!("smtp://127.0.0.1:{port}"), None).send(&letter()).await.unwrap_err();
    assert!(matches!(sent, MailError::Unreachable(_)) && !sent.is_final());
}
