//! A document by its web address, without ever becoming a door into the network that this machine stands in.
//!
//! An address is opened only if it leads to the public web: http or https, ports 80 and 443, and every address that its
//! name stands for is public. The name is looked up once, and the connection goes to what was checked, so that an
//! answer that changes meanwhile changes nothing. Redirects are followed by hand and each is checked like the first.
//! Operators may open networks of their own with [`Fetcher::new`].

use std::net::{IpAddr, SocketAddr};
use std::sync::OnceLock;
use std::time::Duration;

use ipnet::IpNet;
use reqwest::Response;
use reqwest::header::{HeaderMap, LOCATION};
use rustls::ClientConfig;
use tokio::sync::Semaphore;
use tokio::time::timeout;
use url::Url;

mod address;
mod body;
mod connection;
mod error;
mod networks;
mod resolve;

use address::Address;
pub use error::Error;
use networks::Networks;
pub use resolve::Resolver;

/// How many documents are fetched at a time.
const AT_ONCE: usize = 8;

/// How far, long and much is fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchLimits {
    /// The most redirects that are followed.
    pub max_redirects: usize,
    /// The size of the document, unpacked, in bytes.
    pub max_bytes: usize,
    /// How long everything may take together, in milliseconds.
    pub timeout_ms: u64,
}

impl Default for FetchLimits {
    /// **Source** OWASP Server-Side Request Forgery Prevention Cheat Sheet for the checks; the figures are our own
    /// choices, and the size is that of an upload.
    fn default() -> Self {
        Self { max_redirects: 5, max_bytes: crate::Limits::default().max_bytes, timeout_ms: 20_000 }
    }
}

/// A document as a web server gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// The address that was asked for, in its one spelling and without its fragment.
    pub url: String,
    /// What it holds, unpacked.
    pub bytes: Vec<u8>,
    /// What the server calls it, such as `text/html; charset=utf-8`.
    pub media_type: Option<String>,
    /// The last part of the path that it was found under.
    pub file_name: Option<String>,
}

/// Fetches documents; made once.
#[derive(Debug)]
pub struct Fetcher {
    networks: Networks,
    resolver: Resolver,
    limits: FetchLimits,
    tls: OnceLock<ClientConfig>,
    turns: Semaphore,
}

impl Fetcher {
    /// Reaches the public web, and the networks named, on any port of these.
    pub fn new(allowed_private_networks: Vec<IpNet>) -> Self {
        Self {
            networks: Networks::open(allowed_private_networks),
            resolver: Resolver::system(),
            limits: FetchLimits::default(),
            tls: OnceLock::new(),
            turns: Semaphore::new(AT_ONCE),
        }
    }

    /// The same with other bounds.
    #[must_use]
    pub fn within(mut self, limits: FetchLimits) -> Self {
        self.limits = limits;
        self
    }

    /// The same with names looked up elsewhere.
    #[must_use]
    pub fn asking(mut self, resolver: Resolver) -> Self {
        self.resolver = resolver;
        self
    }

    /// The document at an address as a person typed it. Sends no credentials and keeps no cookies.
    ///
    /// # Errors
    /// One [`Error`] for everything that may be wrong with an address or the server behind it. No connection is made
    /// to an address that is refused.
    pub async fn get(&self, typed: &str) -> Result<Fetched, Error> {
        let address = Address::typed(typed)?;
        let url = address.url().to_string();
        let follow = async {
            let _turn = self.turns.acquire().await.map_err(|_| Error::NotPublic)?;
            self.follow(address).await
        };
        let timeout_ms = self.limits.timeout_ms;
        let (place, headers, bytes) = timeout(Duration::from_millis(timeout_ms), follow)
            .await
            .map_err(|_| Error::TooSlow { timeout_ms })??;
        Ok(Fetched { url, bytes, media_type: body::media_type(&headers), file_name: file_name(&place) })
    }

    async fn follow(&self, mut address: Address) -> Result<(Url, HeaderMap, Vec<u8>), Error> {
        for _ in 0..=self.limits.max_redirects {
            let response = self.open(&address).await?;
            if !is_redirect(&response) {
                let headers = response.headers().clone();
                let bytes = body::read(response, self.limits.max_bytes).await?;
                return Ok((address.into_url(), headers, bytes));
            }
            let to = response.headers().get(LOCATION).ok_or(Error::BadRedirect)?;
            address = address.redirected(to.as_bytes())?;
        }
        Err(Error::TooManyRedirects { max_redirects: self.limits.max_redirects })
    }

    /// One request, to an address that was checked.
    async fn open(&self, address: &Address) -> Result<Response, Error> {
        let places = self.checked(address).await?;
        let tls = self.tls.get_or_init(connection::tls).clone();
        let client = connection::client(tls, places.clone()).map_err(Error::unreachable)?;
        let request = client.get(address.url().clone()).header("accept", body::ACCEPT);
        let response = request.send().await.map_err(Error::unreachable)?;
        match response.remote_addr() {
            Some(place) if places.contains(&place) => Ok(response),
            _ => Err(Error::NotPublic),
        }
    }

    /// Where the address leads, if it may be opened there.
    async fn checked(&self, address: &Address) -> Result<Vec<SocketAddr>, Error> {
        let found: Vec<IpAddr> = match address.literal() {
            Some(literal) => vec![literal],
            None if address.is_internal_name() && self.networks.are_all_closed() => Vec::new(),
            None => self.resolver.look_up(address.name()).await.map_err(|_| Error::NotPublic)?,
        };
        let internal = address.is_internal_name();
        let opens = |ip: &IpAddr| self.networks.may_open(*ip, address.port(), internal);
        if found.is_empty() || !found.iter().all(opens) {
            return Err(Error::NotPublic);
        }
        Ok(found.into_iter().map(|ip| SocketAddr::new(ip, address.port())).collect())
    }
}

fn is_redirect(response: &Response) -> bool {
    matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308)
}

fn file_name(place: &Url) -> Option<String> {
    const LONGEST_CHARACTERS: usize = 200;
    let last = place.path_segments()?.next_back()?;
    let plain = percent_encoding::percent_decode_str(last).decode_utf8_lossy();
    let name: String = plain.chars().filter(|c| !c.is_control()).take(LONGEST_CHARACTERS).collect();
    (!name.trim().is_empty()).then_some(name)
}
