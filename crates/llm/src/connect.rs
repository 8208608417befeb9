//! The HTTP client for all providers: TLS on one crypto provider, no redirects, no cookies, no hidden proxy.

use crate::providers::Timeouts;
use rustls::{ClientConfig, RootCertStore};
use std::sync::Arc;
use std::time::Duration;

/// What a client needs to know.
#[derive(Debug, Clone, Default)]
pub struct Connection {
    /// Only `connect_ms` is used here; the other limits belong to each call.
    pub timeouts: Timeouts,
    /// The proxy to go through.
    pub proxy: Option<String>,
}

/// Why no client could be made.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// TLS could not be set up.
    #[error("TLS could not be set up")]
    Tls(#[from] rustls::Error),
    /// The proxy address or the client's settings are wrong.
    #[error("the HTTP client could not be set up; check the proxy address")]
    Client(#[from] reqwest::Error),
}

/// Makes the client: one for the whole process, since it holds the pool of connections.
///
/// Trusts what this machine trusts; on a machine without certificates, Mozilla's list as compiled in.
///
/// # Errors
/// [`ConnectError`] when TLS or the proxy cannot be set up.
pub fn connect(connection: &Connection) -> Result<reqwest::Client, ConnectError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut tls = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(trusted())
        .with_no_client_auth();
    tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    let builder = reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .connect_timeout(Duration::from_millis(connection.timeouts.connect_ms))
        .redirect(reqwest::redirect::Policy::none())
        .tcp_nodelay(true)
        .pool_idle_timeout(Duration::from_secs(60))
        .user_agent(concat!("la-factoria/", env!("CARGO_PKG_VERSION")));
    let builder = match &connection.proxy {
        Some(proxy) => builder.proxy(reqwest::Proxy::all(proxy)?),
        None => builder.no_proxy(),
    };
    Ok(builder.build()?)
}

fn trusted() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if roots.is_empty() {
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    }
    roots
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_can_be_made_and_a_wrong_proxy_is_said() {
        assert!(connect(&Connection::default()).is_ok());
        let proxy = Some("::not a proxy::".to_owned());
        assert!(matches!(
            connect(&Connection { proxy, ..Connection::default() }),
            Err(ConnectError::Client(_))
        ));
        assert!(!trusted().is_empty());
    }
}
