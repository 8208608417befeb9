//! What happened, in a chain that shows any later change.
//!
//! Each record's hash covers its content and the hash before it; [`verify`] walks the chain and names the first
//! broken link. The store only ever appends, one writer at a time. Where somebody came from (address, browser) is
//! covered by a salted digest of its own, so that it can be erased when its time is over (D-04) or its owner asks,
//! and the chain still holds. Cutting records off the end is not visible in the chain itself: keep its head
//! elsewhere too (an export, a log line) and give it to [`verify`].

use std::net::IpAddr;

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::id::UserId;
use crate::throttle::NameKey;
use crate::user::is_direction_mark;

pub use chain::{Broken, Fault, Link, append, verify};
pub use kind::Kind;

mod chain;
mod kind;

/// Who did something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "type", content = "id")]
pub enum Actor {
    /// A person who was signed in, or whose credential it was.
    User(UserId),
    /// Somebody who tried a name: its keyed digest.
    Tried(String),
    /// The installation itself: retention, rotation, the command line.
    System,
}

impl From<&NameKey> for Actor {
    fn from(name: &NameKey) -> Self {
        Self::Tried(name.as_str().to_owned())
    }
}

/// Where somebody came from; erasable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The client's address.
    pub address: Option<IpAddr>,
    /// The browser's own description; [`append`] makes it [`plain`].
    pub user_agent: String,
    /// Sixteen random bytes, so that the digest that stays cannot be searched for an address.
    pub salt: [u8; 16],
}

/// What is to be recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// When, in milliseconds UTC.
    pub at_ms: i64,
    /// What.
    pub kind: Kind,
    /// By whom.
    pub actor: Actor,
    /// To whom, if to an account.
    pub subject: Option<UserId>,
    /// In which request; [`append`] makes it [`plain`].
    pub request_id: String,
    /// A few words of detail: ids, roles, counts. Never a name, an address or anybody's text.
    pub detail: String,
}

/// One link of the chain, as it is stored and exported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Its place: 1, 2, 3, …
    pub sequence: i64,
    /// What happened.
    #[serde(flatten)]
    pub entry: Entry,
    /// Where from, until it is erased.
    pub origin: Option<Origin>,
    /// The digest of the origin; stays.
    pub origin_digest: ChainHash,
    /// The hash of the record before.
    pub previous: ChainHash,
    /// The hash of this record.
    pub hash: ChainHash,
}

/// A SHA-256 in the chain; written in hexadecimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ChainHash(pub [u8; 32]);

impl From<ChainHash> for String {
    fn from(hash: ChainHash) -> Self {
        HEXLOWER.encode(&hash.0)
    }
}

impl TryFrom<String> for ChainHash {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let bytes = HEXLOWER.decode(text.as_bytes()).map_err(|_| "a hash is hexadecimal")?;
        bytes.try_into().map(Self).map_err(|_| "a hash has 32 bytes")
    }
}

/// Hashes fields unambiguously: each as its length in eight bytes, big-endian, and its bytes.
struct FieldHasher(Sha256);

impl FieldHasher {
    fn new(label: &str) -> Self {
        let mut hasher = Self(Sha256::new());
        hasher.field(label.as_bytes());
        hasher
    }

    fn field(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_be_bytes());
        self.0.update(bytes);
    }

    fn finish(self) -> ChainHash {
        ChainHash(self.0.finalize().into())
    }
}

/// A text from outside on its way into a record or a log line: at most `max_characters`, one line, nothing that changes direction.
#[must_use]
pub fn plain(text: &str, max_characters: usize) -> String {
    let clean = |c: char| if c.is_control() || is_direction_mark(c) { '\u{FFFD}' } else { c };
    text.chars().take(max_characters).map(clean).collect()
}

#[cfg(test)]
mod tests;
