//! Letters to a mail server, over TLS.

use std::borrow::Cow;
use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, CertificateStore, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use percent_encoding::percent_decode_str;
use rustls::RootCertStore;
use url::Url;

use super::{MailError, message};
use crate::accounts::letter::Letter;

/// How long one step of the conversation may take.
const STEP: Duration = Duration::from_secs(15);
/// How long a whole letter may take.
const LETTER: Duration = Duration::from_secs(60);

/// How to reach a mail server. `Debug` prints no password.
#[derive(Clone)]
pub struct SmtpSettings {
    /// `smtps://user:password@host` for TLS from the first byte (port 465), `smtp://…` for STARTTLS (port 587), which
    /// is required unless the host is this machine.
    pub url: String,
    /// The sender, such as `La Factoria <no-reply@school.example>`; the user name when that is an address.
    pub from: Option<String>,
    /// Certificates in PEM to trust beside those that this machine trusts.
    pub extra_certificates: Vec<u8>,
}

impl fmt::Debug for SmtpSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmtpSettings").field("from", &self.from).finish_non_exhaustive()
    }
}

/// A mail server. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Smtp {
    from: Arc<Mailbox>,
    transport: Arc<AsyncSmtpTransport<Tokio1Executor>>,
}

impl Smtp {
    /// Prepares to send; connects to nothing yet.
    ///
    /// # Errors
    /// [`MailError::Settings`].
    pub fn new(settings: &SmtpSettings) -> Result<Self, MailError> {
        let url = Url::parse(&settings.url).map_err(|_| wrong(NOT_AN_ADDRESS))?;
        let name = url.host_str().unwrap_or_default().trim_matches(['[', ']']).to_owned();
        if name.is_empty() {
            return Err(wrong(NOT_AN_ADDRESS));
        }
        let implicit = match url.scheme() {
            "smtps" => true,
            "smtp" => false,
            _ => return Err(wrong(NOT_AN_ADDRESS)),
        };
        let credentials = credentials(&url)?;
        let from = sender(settings, &url)?;
        let parameters = trust(&name, &settings.extra_certificates)?;
        let (tls, port) = match (implicit, is_this_machine(&name)) {
            (true, _) => (Tls::Wrapper(parameters), 465),
            (false, true) => (Tls::Opportunistic(parameters), 587),
            (false, false) => (Tls::Required(parameters), 587),
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(name)
            .port(url.port().unwrap_or(port))
            .tls(tls)
            .timeout(Some(STEP))
            .hello_name(ClientId::Domain(from.email.domain().to_owned()));
        if let Some(credentials) = credentials {
            builder = builder.credentials(credentials);
        }
        Ok(Self { from: Arc::new(from), transport: Arc::new(builder.build()) })
    }

    /// Sends one letter over a connection of its own.
    pub(super) async fn send(&self, letter: &Letter) -> Result<(), MailError> {
        let message = message::of(letter, &self.from)?;
        let sent = tokio::time::timeout(LETTER, self.transport.send(message));
        sent.await.map_err(|_| MailError::Timeout)?.map(|_| ()).map_err(failure)
    }
}

const NOT_AN_ADDRESS: &str =
    "the mail server's address is wrong; write it as smtps://user:password@mail.example.org or smtp://…";
const NO_SENDER: &str = "who letters are from is missing; set mail.from to an address such as \
    `La Factoria <no-reply@school.example>`";
const NO_CERTIFICATE: &str =
    "the extra certificates for mail are not PEM; name a file that holds certificates";

fn wrong(detail: &str) -> MailError {
    MailError::Settings { detail: detail.to_owned() }
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

fn credentials(url: &Url) -> Result<Option<Credentials>, MailError> {
    if url.username().is_empty() && url.password().is_none() {
        return Ok(None);
    }
    let plain = |text: &str| percent_decode_str(text).decode_utf8().map(Cow::into_owned);
    let user = plain(url.username()).map_err(|_| wrong(NOT_AN_ADDRESS))?;
    let password = plain(url.password().unwrap_or_default()).map_err(|_| wrong(NOT_AN_ADDRESS))?;
    Ok(Some(Credentials::new(user, password)))
}

fn sender(settings: &SmtpSettings, url: &Url) -> Result<Mailbox, MailError> {
    let user = percent_decode_str(url.username()).decode_utf8_lossy();
    let named = settings.from.as_deref().unwrap_or(&user);
    named.parse().map_err(|_| wrong(NO_SENDER))
}

/// Trusts what this machine trusts, or Mozilla's list on a machine without certificates, and the extra ones.
fn trust(host: &str, extra: &[u8]) -> Result<TlsParameters, MailError> {
    let own = rustls_native_certs::load_native_certs().certs;
    let store = if own.is_empty() { CertificateStore::WebpkiRoots } else { CertificateStore::None };
    let mut builder = TlsParameters::builder(host.to_owned()).certificate_store(store);
    // one that cannot be read is of no use, and no reason to send no mail
    let readable = own.into_iter().filter(|own| RootCertStore::empty().add(own.clone()).is_ok());
    for certificate in readable.filter_map(|own| Certificate::from_der(own.to_vec()).ok()) {
        builder = builder.add_root_certificate(certificate);
    }
    if !extra.is_empty() {
        let extra = Certificate::from_pem(extra).map_err(|_| wrong(NO_CERTIFICATE))?;
        builder = builder.add_root_certificate(extra);
    }
    builder.build_rustls().map_err(|_| wrong(NO_CERTIFICATE))
}

fn failure(error: lettre::transport::smtp::Error) -> MailError {
    if error.is_timeout() {
        return MailError::Timeout;
    }
    match error.status() {
        Some(status) if error.is_transient() => MailError::PutOff { status: status.into() },
        Some(status) => MailError::Refused { status: status.into() },
        None => MailError::Unreachable(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(url: &str, from: Option<&str>) -> Result<Smtp, MailError> {
        Smtp::new(&SmtpSettings {
            url: url.to_owned(),
            from: from.map(ToOwned::to_owned),
            extra_certificates: Vec::new(),
        })
    }

    #[test]
    fn wrong_settings_are_said() {
        for url in ["", "mail.example.org", "http://mail.example.org", "smtp://", "smtps:///x"] {
            assert!(matches!(settings(url, Some("a@b.example")), Err(MailError::Settings { .. })), "{url}");
        }
        assert!(matches!(settings("smtp://mail.example.org", None), Err(MailError::Settings { .. })));
        assert!(matches!(
            settings("smtp://u:p@mail.example.org", Some("nobody")),
            Err(MailError::Settings { .. })
        ));
        assert!(settings("smtps://me%40school.example:p%3Aw@mail.example.org", None).is_ok());
        assert!(settings("smtp://mail.example.org:2525", Some("Us <no-reply@school.example>")).is_ok());
    }

    #[test]
    fn a_password_is_never_printed() {
        let url = "smtps://user:hunter2@mail.example.org".to_owned();
        let settings =
            SmtpSettings { url, from: Some("a@b.example".to_owned()), extra_certificates: Vec::new() };
        assert!(!format!("{settings:?}").contains("hunter2"));
        assert!(!format!("{:?}", Smtp::new(&settings).unwrap()).contains("hunter2"));
    }
}
