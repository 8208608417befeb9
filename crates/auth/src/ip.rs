//! Which address a request came from, when proxies stand in front and everybody may write headers.
//!
//! A forwarding header is read only if the TCP peer is a configured proxy, and only the one header that the
//! installation's proxy is configured to set: a proxy that appends to one passes a forged other one through. The
//! chain is read from the right, where our own proxies write, up to the first address that is not one of them.

use std::net::{IpAddr, SocketAddr};

use ipnet::IpNet;

use crate::Error;

/// Entries of a chain that are looked at; no honest chain is longer.
const MAX_HOPS: usize = 32;
const MAX_HEADER_BYTES: usize = 4_096;

/// The one header that the installation's proxies write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ForwardingHeader {
    /// `X-Forwarded-For: client, proxy`.
    #[default]
    XForwardedFor,
    /// `Forwarded: for=client;proto=https, for=proxy` (RFC 7239).
    Forwarded,
}

/// The proxies that are believed (`server.trusted_proxies`); by default none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrustedProxies {
    networks: Vec<IpNet>,
    header: ForwardingHeader,
}

impl TrustedProxies {
    /// Reads a list of networks (`10.0.0.0/8`) and single addresses.
    ///
    /// # Errors
    /// [`Error::Misconfigured`] for anything else, and for a network that holds every address.
    pub fn parse<'a>(
        list: impl IntoIterator<Item = &'a str>,
        header: ForwardingHeader,
    ) -> Result<Self, Error> {
        let misconfigured = |problem| Error::Misconfigured {
            setting: "server.trusted_proxies",
            problem,
            remedy: "list the proxies' own networks, such as 10.0.3.0/24",
        };
        let mut networks = Vec::new();
        for text in list {
            let single = || text.parse::<IpAddr>().map(IpNet::from);
            let network =
                text.parse::<IpNet>().or_else(|_| single()).map_err(|_| misconfigured("is not a network"))?;
            if network.prefix_len() == 0 {
                return Err(misconfigured("trusts the whole internet"));
            }
            networks.push(network.trunc());
        }
        Ok(Self { networks, header })
    }

    /// Which header the proxies write.
    #[must_use]
    pub fn header(&self) -> ForwardingHeader {
        self.header
    }

    /// Whether somebody's word about a request counts.
    #[must_use]
    pub fn trusts(&self, address: IpAddr) -> bool {
        self.networks.iter().any(|network| network.contains(&address))
    }
}

/// The client's address: the peer's own, or what trusted proxies say about it.
///
/// `forwarded` are the values of the configured header in the order they came. An entry that is no address ends the
/// chain: the last proxy that was understood is then the client.
#[must_use]
pub fn client_address(peer: IpAddr, proxies: &TrustedProxies, forwarded: &[&str]) -> IpAddr {
    let mut client = peer.to_canonical();
    if !proxies.trusts(client) || forwarded.iter().map(|value| value.len()).sum::<usize>() > MAX_HEADER_BYTES
    {
        return client;
    }
    let from_the_right = forwarded.iter().rev().flat_map(|value| value.rsplit(','));
    for entry in from_the_right.take(MAX_HOPS) {
        let entry = match proxies.header {
            ForwardingHeader::XForwardedFor => Some(entry.trim()),
            ForwardingHeader::Forwarded => forwarded_for(entry),
        };
        let Some(address) = entry.and_then(read_address) else { return client };
        client = address.to_canonical();
        if !proxies.trusts(client) {
            return client;
        }
    }
    client
}

/// The `for` of one element. A comma inside a quoted value tears it apart, which no address needs: it is then unread.
fn forwarded_for(element: &str) -> Option<&str> {
    let mut values = element.split(';').filter_map(|pair| pair.trim().split_once('='));
    let (_, value) = values.find(|(name, _)| name.eq_ignore_ascii_case("for"))?;
    match value.strip_prefix('"') {
        Some(quoted) => quoted.strip_suffix('"'),
        None => Some(value),
    }
}

/// An address with or without a port: `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:80`.
fn read_address(text: &str) -> Option<IpAddr> {
    if let Ok(address) = text.parse() {
        return Some(address);
    }
    if let Ok(socket) = text.parse::<SocketAddr>() {
        return Some(socket.ip());
    }
    text.strip_prefix('[')?.strip_suffix(']')?.parse().ok().map(IpAddr::V6)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    fn proxies(header: ForwardingHeader) -> TrustedProxies {
        TrustedProxies::parse(["10.0.0.0/8", "2001:db8:ffff::/48", "192.0.2.10"], header).unwrap()
    }

    fn client(peer: &str, forwarded: &[&str]) -> IpAddr {
        client_address(ip(peer), &proxies(ForwardingHeader::XForwardedFor), forwarded)
    }

    fn client_by_standard(peer: &str, forwarded: &[&str]) -> IpAddr {
        client_address(ip(peer), &proxies(ForwardingHeader::Forwarded), forwarded)
    }

    #[test]
    fn l_04_headers_of_strangers_are_ignored() {
        assert_eq!(client("203.0.113.9", &["198.51.100.1"]), ip("203.0.113.9"));
        let nobody = TrustedProxies::default();
        assert_eq!(
            client_address(ip("127.0.0.1"), &nobody, &["198.51.100.1"]),
            ip("127.0.0.1"),
            "loopback is no proxy"
        );
    }

    #[test]
    fn l_04_a_client_cannot_choose_its_address_behind_a_proxy() {
        assert_eq!(client("10.0.0.1", &["6.6.6.6, 198.51.100.1"]), ip("198.51.100.1"));
        assert_eq!(
            client("10.0.0.1", &["6.6.6.6", "198.51.100.1, 10.0.0.2"]),
            ip("198.51.100.1"),
            "two header lines"
        );
        assert_eq!(
            client("10.0.0.1", &["10.0.0.7, 198.51.100.1"]),
            ip("198.51.100.1"),
            "nor pose as a proxy"
        );
        assert_eq!(client("10.0.0.1", &["198.51.100.1", "garbage"]), ip("10.0.0.1"));
        assert_eq!(client("10.0.0.1", &["198.51.100.1,"]), ip("10.0.0.1"));
    }

    #[test]
    fn l_04_mapped_addresses_are_the_addresses_they_map() {
        assert_eq!(client("::ffff:10.0.0.1", &["198.51.100.1"]), ip("198.51.100.1"));
        assert_eq!(client("10.0.0.1", &["::ffff:198.51.100.1"]), ip("198.51.100.1"));
    }

    #[test]
    fn l_04_only_the_configured_header_is_read() {
        let forged = "for=6.6.6.6";
        assert_eq!(client("10.0.0.1", &[forged]), ip("10.0.0.1"));
        assert_eq!(client_by_standard("10.0.0.1", &["6.6.6.6"]), ip("10.0.0.1"));
    }

    #[test]
    fn the_standard_header_is_read_in_its_forms() {
        let forms = [
            ("for=198.51.100.1", "198.51.100.1"),
            ("proto=https;For=\"198.51.100.1:4711\";by=10.0.0.1", "198.51.100.1"),
            ("for=6.6.6.6, for=\"[2001:db8:cafe::17]:4711\"", "2001:db8:cafe::17"),
            ("for=\"[2001:db8:cafe::17]\", for=10.0.0.2", "2001:db8:cafe::17"),
            ("for=unknown", "10.0.0.1"),
            ("for=_hidden", "10.0.0.1"),
            ("for=\"198.51.100.1", "10.0.0.1"),
            ("proto=https", "10.0.0.1"),
        ];
        for (header, expected) in forms {
            assert_eq!(client_by_standard("10.0.0.1", &[header]), ip(expected), "{header}");
        }
    }

    #[test]
    fn l_04_a_long_chain_costs_little() {
        let long = "10.0.0.2,".repeat(100_000);
        assert_eq!(client("10.0.0.1", &[&long]), ip("10.0.0.1"));
        let many = vec!["10.0.0.2"; 400];
        assert_eq!(client("10.0.0.1", &many), ip("10.0.0.2"));
    }

    #[test]
    fn a_proxy_list_that_trusts_everybody_stops_the_start() {
        for list in [["0.0.0.0/0"], ["::/0"], ["10.0.0.0/33"], ["proxy.internal"], [""]] {
            assert!(matches!(
                TrustedProxies::parse(list, ForwardingHeader::default()),
                Err(Error::Misconfigured { .. })
            ));
        }
    }

    proptest! {
        #[test]
        fn any_header_is_read(value in "\\PC{0,200}|[0-9a-f:.,;=\"\\[\\] for]{0,200}") {
            for header in [ForwardingHeader::XForwardedFor, ForwardingHeader::Forwarded] {
                let _ = client_address(ip("10.0.0.1"), &proxies(header), &[&value, &value]);
            }
        }
    }
}
