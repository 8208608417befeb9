//! What is counted together: addresses by network, names by their canonical form, kept as keyed digests only.

use std::net::IpAddr;

use data_encoding::BASE64URL_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use unicode_normalization::UnicodeNormalization;

use crate::id::UserId;
use crate::secret::DerivedKey;
use crate::user::SignInName;

/// Longer names than any account has are counted by their beginning.
const MAX_NAME_CHARACTERS: usize = 320;

/// The name of one counter in the store; it tells neither name nor address.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CounterKey(String);

impl CounterKey {
    /// The key's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The name that somebody tried to sign in with, as a keyed digest: for counters and for the audit log.
///
/// All spellings of one name give one digest, and a name without an account gives one like any other.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NameKey(String);

impl NameKey {
    /// The digest's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Names counters, under a key of their own.
#[derive(Debug)]
pub struct Counters<'a> {
    key: &'a DerivedKey,
}

impl<'a> Counters<'a> {
    /// With the key derived for [`Purpose::TriedNames`](crate::secret::Purpose::TriedNames).
    #[must_use]
    pub fn new(key: &'a DerivedKey) -> Self {
        Self { key }
    }

    /// The digest of a name as it was typed, valid or not.
    #[must_use]
    pub fn name(&self, typed: &str) -> NameKey {
        NameKey(self.digest(&[b"name", canonical(typed).as_bytes()]))
    }

    /// The counter of sign-in attempts from one address; an IPv6 customer's whole /64 counts as one.
    #[must_use]
    pub fn address(&self, address: IpAddr) -> CounterKey {
        CounterKey(format!("sign-in:address:{}", self.digest(&[b"address", &network(address)])))
    }

    /// The counter of accounts that one address asks for.
    #[must_use]
    pub fn registrations(&self, address: IpAddr) -> CounterKey {
        CounterKey(format!("register:address:{}", self.digest(&[b"address", &network(address)])))
    }

    /// The counter of mails that one address asks for.
    #[must_use]
    pub fn letters(&self, address: IpAddr) -> CounterKey {
        CounterKey(format!("mail:address:{}", self.digest(&[b"address", &network(address)])))
    }

    /// The counter of failed sign-ins under one name.
    ///
    /// An address from which that account signed in before (`familiar`) has a counter of its own, so that strangers
    /// who guess from everywhere do not lock the owner out.
    #[must_use]
    pub fn account(&self, name: &NameKey, familiar: Option<IpAddr>) -> CounterKey {
        let who = name.as_str();
        CounterKey(match familiar {
            None => format!("sign-in:account:{who}"),
            Some(address) => {
                format!("sign-in:familiar:{}", self.digest(&[b"familiar", who.as_bytes(), &network(address)]))
            }
        })
    }

    /// The counter of wrong second factors of one account, shared by all addresses.
    #[must_use]
    pub fn second_factor(&self, user: UserId) -> CounterKey {
        CounterKey(format!("second-factor:{user}"))
    }

    /// The counter of mails sent on somebody's request to one name.
    #[must_use]
    pub fn mail(&self, name: &NameKey) -> CounterKey {
        CounterKey(format!("mail:{}", name.as_str()))
    }

    fn digest(&self, parts: &[&[u8]]) -> String {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(self.key.expose()).expect("HMAC takes keys of any length");
        for part in parts {
            mac.update(&part.len().to_be_bytes());
            mac.update(part);
        }
        BASE64URL_NOPAD.encode(&mac.finalize().into_bytes()[..16])
    }
}

/// One spelling for all variants of a name: that of the account it could be, else a folding of case, width and space.
fn canonical(typed: &str) -> String {
    let beginning: String = typed.chars().take(MAX_NAME_CHARACTERS).collect();
    if let Ok(name) = SignInName::parse(&beginning) {
        return name.canonical();
    }
    beginning.nfkc().flat_map(char::to_lowercase).filter(|c| !c.is_whitespace() && !c.is_control()).collect()
}

fn network(address: IpAddr) -> Vec<u8> {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.octets().to_vec(),
        IpAddr::V6(v6) => v6.octets()[..8].to_vec(),
    }
}
