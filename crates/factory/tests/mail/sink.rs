//! A mail server that keeps what it is told (RFC 5321), with STARTTLS (RFC 3207) and AUTH PLAIN (RFC 4954).

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use data_encoding::BASE64;
use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::pki_types::PrivatePkcs8KeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// How a conversation is kept from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encryption {
    /// Not at all.
    None,
    /// TLS before the first word.
    FromTheStart,
    /// TLS once the client asks for it.
    Upgraded,
}

/// A mail server on this machine.
pub(crate) struct Sink {
    port: u16,
    certificate: String,
    seen: Arc<Mutex<String>>,
}

impl Sink {
    pub(crate) fn start(encryption: Encryption) -> Self {
        let CertifiedKey { cert, signing_key } =
            generate_simple_self_signed(vec!["localhost".to_owned(), "127.0.0.1".to_owned()]).unwrap();
        let key = PrivatePkcs8KeyDer::from(signing_key.serialize_der());
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![cert.der().clone()], key.into())
            .unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen = Arc::new(Mutex::new(String::new()));
        let (tls, kept) = (Arc::new(tls), seen.clone());
        thread::spawn(move || {
            for stream in listener.incoming() {
                let conversation = Conversation { seen: kept.clone(), tls: tls.clone(), encrypted: false };
                conversation.begin(stream.unwrap(), encryption);
            }
        });
        Self { port, certificate: cert.pem(), seen }
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// The certificate that a client has to trust, in PEM.
    pub(crate) fn certificate(&self) -> &str {
        &self.certificate
    }

    /// Everything clients said, a line each.
    pub(crate) fn seen(&self) -> String {
        self.seen.lock().unwrap().clone()
    }
}

struct Conversation {
    seen: Arc<Mutex<String>>,
    tls: Arc<ServerConfig>,
    encrypted: bool,
}

impl Conversation {
    fn begin(mut self, stream: TcpStream, encryption: Encryption) {
        match encryption {
            Encryption::None => drop(self.talk(stream, false, true)),
            Encryption::FromTheStart => self.talk_encrypted(stream, true),
            Encryption::Upgraded => {
                if let Some(stream) = self.talk(stream, true, true) {
                    self.talk_encrypted(stream, false);
                }
            }
        }
    }

    fn talk_encrypted(&mut self, stream: TcpStream, greet: bool) {
        self.encrypted = true;
        let connection = ServerConnection::new(self.tls.clone()).unwrap();
        self.talk(StreamOwned::new(connection, stream), false, greet);
    }

    /// Talks until the client leaves, or gives the stream back when TLS is to begin.
    fn talk<S: Read + Write>(&mut self, stream: S, offers_tls: bool, greet: bool) -> Option<S> {
        let mut stream = BufReader::new(stream);
        if greet {
            say(&mut stream, "220 sink ready")?;
        }
        loop {
            let line = self.hear(&mut stream)?;
            match line.split([' ', ':']).next()?.to_ascii_uppercase().as_str() {
                "EHLO" => say(
                    &mut stream,
                    if offers_tls { "250-sink\r\n250 STARTTLS" } else { "250-sink\r\n250 AUTH PLAIN" },
                )?,
                "STARTTLS" => {
                    say(&mut stream, "220 go on")?;
                    return Some(stream.into_inner());
                }
                "AUTH" => {
                    let answer = self.sign_in(&line);
                    say(&mut stream, answer)?;
                }
                "RCPT" if line.contains("later@") => say(&mut stream, "451 later@example.org is busy")?,
                "RCPT" if line.contains("never@") => say(&mut stream, "550 never@example.org is unknown")?,
                "DATA" => {
                    say(&mut stream, "354 go on")?;
                    while self.hear(&mut stream)? != "." {}
                    say(&mut stream, "250 kept")?;
                }
                "QUIT" => {
                    say(&mut stream, "221 bye")?;
                    return None;
                }
                _ => say(&mut stream, "250 fine")?,
            }
        }
    }

    fn sign_in(&self, line: &str) -> &'static str {
        let said = BASE64.decode(line.rsplit(' ').next().unwrap_or_default().as_bytes());
        let said = String::from_utf8(said.unwrap()).unwrap();
        let words: Vec<&str> = said.split('\0').collect();
        let how = if self.encrypted { "over TLS" } else { "openly" };
        self.note(&format!("signed in: {} {how}", words[1..].join(" ")));
        if words.last() == Some(&"wrong") { "535 no" } else { "235 welcome" }
    }

    fn hear(&self, stream: &mut impl BufRead) -> Option<String> {
        let mut line = String::new();
        let length = stream.read_line(&mut line).ok()?;
        let line = line.trim_end_matches(['\r', '\n']).to_owned();
        self.note(&line);
        (length > 0).then_some(line)
    }

    fn note(&self, line: &str) {
        let mut seen = self.seen.lock().unwrap();
        seen.push_str(line);
        seen.push('\n');
    }
}

fn say<S: Read + Write>(stream: &mut BufReader<S>, line: &str) -> Option<()> {
    let stream = stream.get_mut();
    stream.write_all(format!("{line}\r\n").as_bytes()).ok()?;
    stream.flush().ok()
}
