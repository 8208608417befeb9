//! Web addresses as people and servers write them, in their one spelling.

use std::net::IpAddr;

use url::{Host, Url};

use super::Error;

/// The longest address that is read, in bytes.
const LONGEST_BYTES: usize = 2048;

/// Endings of names that no public server has, and names of services that hand out keys to the machine they run on.
///
/// **Source** IANA Special-Use Domain Names (2026-07); RFC 6761, 6762, 8375; ICANN on `.internal` (2024-07-29).
const INTERNAL: &[&str] = &[
    "localhost",
    "localdomain",
    "local",
    "internal",
    "intranet",
    "private",
    "corp",
    "home",
    "lan",
    "home.arpa",
    "ip6-localhost",
    "ip6-loopback",
    "onion",
    "invalid",
    "test",
];

/// A web address that is well-formed; where it leads is not checked yet.
#[derive(Debug, Clone)]
pub(super) struct Address {
    url: Url,
    port: u16,
    name: String,
    literal: Option<IpAddr>,
}

impl Address {
    /// The address that a person typed. Stricter than a browser, which mends what it is given.
    pub(super) fn typed(typed: &str) -> Result<Self, Error> {
        let typed = typed.trim();
        let odd = |c: char| c.is_control() || c.is_whitespace() || c == '\\';
        if typed.len() > LONGEST_BYTES || typed.contains(odd) {
            return Err(Error::NotAnAddress);
        }
        let (scheme, rest) = typed.split_once("://").ok_or(Error::NotAnAddress)?;
        let is_web = ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
        if !is_web || rest.starts_with('/') {
            return Err(Error::NotAnAddress);
        }
        Self::of(Url::parse(typed).map_err(|_| Error::NotAnAddress)?)
    }

    /// The address that a server sends to from this one.
    pub(super) fn redirected(&self, location: &[u8]) -> Result<Self, Error> {
        let location = std::str::from_utf8(location).map_err(|_| Error::BadRedirect)?;
        if location.len() > LONGEST_BYTES {
            return Err(Error::BadRedirect);
        }
        let url = self.url.join(location).map_err(|_| Error::BadRedirect)?;
        match (self.url.scheme(), url.scheme()) {
            ("https", "http") => Err(Error::Downgrade),
            (_, "http" | "https") => Self::of(url),
            _ => Err(Error::BadRedirect),
        }
    }

    fn of(mut url: Url) -> Result<Self, Error> {
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Error::Credentials);
        }
        url.set_fragment(None);
        // a name with and without its last dot is the same; `127.0.0.1.` is already read as an address
        let bare = url.domain().and_then(|name| name.strip_suffix('.')).map(str::to_owned);
        if let Some(bare) = bare {
            url.set_host(Some(&bare)).map_err(|_| Error::NotAnAddress)?;
        }
        let literal = match url.host().ok_or(Error::NotAnAddress)? {
            Host::Ipv4(ip) => Some(IpAddr::V4(ip)),
            Host::Ipv6(ip) => Some(IpAddr::V6(ip)),
            Host::Domain(name) if name.split('.').any(str::is_empty) => return Err(Error::NotAnAddress),
            Host::Domain(_) => None,
        };
        let port = url.port_or_known_default().ok_or(Error::NotAnAddress)?;
        let name = url.host_str().ok_or(Error::NotAnAddress)?.to_ascii_lowercase();
        Ok(Self { url, port, name, literal })
    }

    pub(super) fn url(&self) -> &Url {
        &self.url
    }

    pub(super) fn into_url(self) -> Url {
        self.url
    }

    pub(super) fn port(&self) -> u16 {
        self.port
    }

    /// The host, without its last dot.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The IP address that stands where a name could.
    pub(super) fn literal(&self) -> Option<IpAddr> {
        self.literal
    }

    /// Whether the name is one that no public server has: of one word, or with an ending for private use.
    pub(super) fn is_internal_name(&self) -> bool {
        let ends = |ending: &str| {
            self.name.strip_suffix(ending).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        };
        self.literal.is_none() && (!self.name.contains('.') || INTERNAL.iter().any(|ending| ends(ending)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_one_spelling() {
        let of = |typed: &str| Address::typed(typed).map(|address| address.url().to_string()).ok();
        assert_eq!(of(" https://EXAMPLE.org.:443/a#b ").as_deref(), Some("https://example.org/a"));
        assert_eq!(of("HTTP://münchen.example/ß").as_deref(), Some("http://xn--mnchen-3ya.example/%C3%9F"));
        for odd in [
            "",
            "example.org",
            "ftp://example.org/",
            "file:///etc/passwd",
            "http:/example.org",
            "http:example.org",
        ] {
            assert_eq!(of(odd), None, "{odd}");
        }
        for odd in [
            "http:///example.org",
            "http://exa mple.org",
            "http://a\tb.org",
            "http:\\\\example.org",
            "https://a..org",
        ] {
            assert_eq!(of(odd), None, "{odd}");
        }
        assert!(matches!(Address::typed("https://me:secret@example.org"), Err(Error::Credentials)));
    }

    #[test]
    fn a_redirect_never_leaves_https_or_the_web() {
        let from = Address::typed("https://example.org/a/b").unwrap();
        let to = |location: &str| from.redirected(location.as_bytes()).map(|to| to.url().to_string());
        assert_eq!(to("../c").unwrap(), "https://example.org/c");
        assert_eq!(to("//other.example/d").unwrap(), "https://other.example/d");
        assert!(matches!(to("http://example.org/"), Err(Error::Downgrade)));
        assert!(matches!(to("gopher://example.org/"), Err(Error::BadRedirect)));
        assert!(matches!(to("https://a:b@example.org/"), Err(Error::Credentials)));
        assert!(matches!(from.redirected(b"\xff"), Err(Error::BadRedirect)));
    }

    #[test]
    fn names_for_private_use_are_known() {
        let internal = |typed: &str| Address::typed(typed).unwrap().is_internal_name();
        for name in
            ["localhost", "LOCALHOST.", "a.localhost", "router", "nas.local", "metadata.google.internal"]
        {
            assert!(internal(&format!("http://{name}/")), "{name}");
        }
        assert!(!internal("http://local.example/") && !internal("http://8.8.8.8/"));
    }
}
