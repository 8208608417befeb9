//! Which IP addresses are of the public web.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

/// The ports of the web.
const PORTS: [u16; 2] = [80, 443];

/// The part of the IPv6 space that is given to public hosts.
///
/// **Source** IANA IPv6 Global Unicast Address Assignments (2026-07).
const GLOBAL_V6: Ipv6Net = v6(0x2000, 0, 3);

/// IPv4 addresses that are no public host's.
///
/// **Source** IANA IPv4 Special-Purpose Address Registry (2026-07), where "globally reachable" is false, and the relays
/// of 6to4 (RFC 7526); 168.63.129.16 is the host of every virtual machine on Azure (Microsoft, "What is IP address
/// 168.63.129.16", 2025).
const NOT_PUBLIC_V4: [Ipv4Net; 17] = [
    v4(0, 0, 0, 8),
    v4(10, 0, 0, 8),
    v4(100, 64, 0, 10),
    v4(127, 0, 0, 8),
    Ipv4Net::new_assert(Ipv4Addr::new(168, 63, 129, 16), 32),
    v4(169, 254, 0, 16),
    v4(172, 16, 0, 12),
    v4(192, 0, 0, 24),
    v4(192, 0, 2, 24),
    v4(192, 88, 99, 24),
    v4(192, 168, 0, 16),
    v4(198, 18, 0, 15),
    v4(198, 51, 100, 24),
    v4(203, 0, 113, 24),
    v4(224, 0, 0, 4),
    v4(240, 0, 0, 4),
    Ipv4Net::new_assert(Ipv4Addr::BROADCAST, 32),
];

/// Parts of [`GLOBAL_V6`] that are no public host's: protocol assignments with Teredo, documentation, 6to4, and
/// documentation again. Translated and mapped IPv4 stands outside of it.
///
/// **Source** IANA IPv6 Special-Purpose Address Registry (2026-07).
const NOT_PUBLIC_V6: [Ipv6Net; 4] =
    [v6(0x2001, 0, 23), v6(0x2001, 0xdb8, 32), v6(0x2002, 0, 16), v6(0x3fff, 0, 20)];

const fn v4(first: u8, second: u8, third: u8, bits: u8) -> Ipv4Net {
    Ipv4Net::new_assert(Ipv4Addr::new(first, second, third, 0), bits)
}

const fn v6(first: u16, second: u16, bits: u8) -> Ipv6Net {
    Ipv6Net::new_assert(Ipv6Addr::new(first, second, 0, 0, 0, 0, 0, 0), bits)
}

/// The public web, and what an operator opened beside it.
#[derive(Debug, Clone)]
pub(super) struct Networks {
    opened: Vec<IpNet>,
}

impl Networks {
    /// With these private networks open.
    pub(super) fn open(opened: Vec<IpNet>) -> Self {
        Self { opened }
    }

    /// Whether nothing but the public web is open.
    pub(super) fn are_all_closed(&self) -> bool {
        self.opened.is_empty()
    }

    /// Whether a connection may go there. A name for private use may only lead to a network that was opened.
    pub(super) fn may_open(&self, ip: IpAddr, port: u16, internal_name: bool) -> bool {
        let was_opened = self.opened.iter().any(|network| network.contains(&ip));
        was_opened || (!internal_name && PORTS.contains(&port) && is_public(ip))
    }
}

fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => !NOT_PUBLIC_V4.iter().any(|network| network.contains(&ip)),
        IpAddr::V6(ip) => {
            GLOBAL_V6.contains(&ip) && !NOT_PUBLIC_V6.iter().any(|network| network.contains(&ip))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opens(opened: &[&str], ip: &str, port: u16) -> bool {
        let opened = opened.iter().map(|network| network.parse().unwrap()).collect();
        Networks::open(opened).may_open(ip.parse().unwrap(), port, false)
    }

    #[test]
    fn only_public_hosts_on_the_ports_of_the_web_are_opened() {
        for ip in
            ["1.1.1.1", "8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2001:4860:4860::8888"]
        {
            assert!(opens(&[], ip, 443) && opens(&[], ip, 80), "{ip}");
            assert!(!opens(&[], ip, 22) && !opens(&[], ip, 8080), "{ip}");
        }
        for ip in
            ["255.255.255.255", "224.0.0.1", "100.100.100.200", "168.63.129.16", "0.0.0.0", "192.0.0.192"]
        {
            assert!(!opens(&[], ip, 80), "{ip}");
        }
        for ip in [
            "::",
            "::1",
            "fe80::1",
            "fd00:ec2::254",
            "ff02::1",
            "::ffff:8.8.8.8",
            "::8.8.8.8",
            "64:ff9b::808:808",
        ] {
            assert!(!opens(&[], ip, 80), "{ip}");
        }
        for ip in [
            "2002:7f00:1::",
            "2001:0:4136:e378::",
            "2001:db8::1",
            "fec0::1",
            "64:ff9b:1::1",
            "3fff::1",
            "5f00::1",
        ] {
            assert!(!opens(&[], ip, 80), "{ip}");
        }
    }

    #[test]
    fn an_operator_opens_a_network_on_any_port() {
        assert!(opens(&["10.1.0.0/16"], "10.1.2.3", 8443));
        assert!(!opens(&["10.1.0.0/16"], "10.2.2.3", 80));
        assert!(!opens(&["127.0.0.1/32"], "::ffff:127.0.0.1", 80));
        let closed = Networks::open(Vec::new());
        assert!(closed.are_all_closed() && !closed.may_open("8.8.8.8".parse().unwrap(), 80, true));
    }
}
