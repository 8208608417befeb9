//! Linking records and walking the chain.

use crate::audit::{Actor, ChainHash, Entry, FieldHasher, Origin, Record, plain};

const MAX_REQUEST_ID_CHARACTERS: usize = 128;
const MAX_USER_AGENT_CHARACTERS: usize = 256;
const MAX_DETAIL_CHARACTERS: usize = 500;

/// A place in the chain: what comes next has this hash as its previous one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// The last record's place.
    pub sequence: i64,
    /// Its hash.
    pub hash: ChainHash,
}

impl Link {
    /// Before the first record.
    pub const START: Self = Self { sequence: 0, hash: ChainHash([0; 32]) };
}

impl From<&Record> for Link {
    fn from(record: &Record) -> Self {
        Self { sequence: record.sequence, hash: record.hash }
    }
}

/// Where a chain is broken, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken {
    /// The place of the first record that is wrong, or that is missing.
    pub sequence: i64,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// A record is missing, doubled or out of place here.
    Sequence,
    /// It does not continue the record before it.
    Previous,
    /// Its content is not what was hashed.
    Content,
    /// Where it came from is not what was hashed.
    Origin,
    /// The chain ends before, or otherwise than, the head that is known from elsewhere.
    Head,
}

/// Makes the record that follows `last`; texts from outside are made [`plain`] and cut to a bounded length.
#[must_use]
pub fn append(last: &Link, entry: Entry, origin: Option<Origin>) -> Record {
    let request_id = plain(&entry.request_id, MAX_REQUEST_ID_CHARACTERS);
    let entry = Entry { request_id, detail: plain(&entry.detail, MAX_DETAIL_CHARACTERS), ..entry };
    let origin = origin
        .map(|origin| Origin { user_agent: plain(&origin.user_agent, MAX_USER_AGENT_CHARACTERS), ..origin });
    let origin_digest = origin_digest(origin.as_ref());
    let sequence = last.sequence.saturating_add(1);
    let hash = hash(sequence, &entry, &origin_digest, &last.hash);
    Record { sequence, entry, origin, origin_digest, previous: last.hash, hash }
}

/// Walks records in order from `start` ([`Link::START`], or the last one that retention removed).
///
/// `head`, if given, is where the chain is known to have been at some time; it has to lie on it.
///
/// # Errors
/// [`Broken`] with the first fault.
pub fn verify<'a>(
    start: Link,
    records: impl IntoIterator<Item = &'a Record>,
    head: Option<Link>,
) -> Result<Link, Broken> {
    let mut last = start;
    let mut passed_head = head.is_none_or(|head| head == start);
    for record in records {
        let expected = last.sequence.saturating_add(1);
        let broken = |fault| Err(Broken { sequence: expected, fault });
        if record.sequence != expected {
            return broken(Fault::Sequence);
        }
        if record.previous != last.hash {
            return broken(Fault::Previous);
        }
        if hash(record.sequence, &record.entry, &record.origin_digest, &record.previous) != record.hash {
            return broken(Fault::Content);
        }
        if record.origin.is_some() && origin_digest(record.origin.as_ref()) != record.origin_digest {
            return broken(Fault::Origin);
        }
        last = record.into();
        passed_head |= head == Some(last);
    }
    if passed_head {
        Ok(last)
    } else {
        Err(Broken { sequence: last.sequence.saturating_add(1), fault: Fault::Head })
    }
}

fn hash(sequence: i64, entry: &Entry, origin_digest: &ChainHash, previous: &ChainHash) -> ChainHash {
    let mut hasher = FieldHasher::new("factoria audit 1");
    hasher.field(&previous.0);
    hasher.field(&sequence.to_be_bytes());
    hasher.field(&entry.at_ms.to_be_bytes());
    hasher.field(entry.kind.as_str().as_bytes());
    match &entry.actor {
        Actor::User(user) => hasher.field(format!("user:{user}").as_bytes()),
        Actor::Tried(name) => hasher.field(format!("tried:{name}").as_bytes()),
        Actor::System => hasher.field(b"system"),
    }
    hasher.field(entry.subject.map(|user| user.to_string()).unwrap_or_default().as_bytes());
    hasher.field(entry.request_id.as_bytes());
    hasher.field(entry.detail.as_bytes());
    hasher.field(&origin_digest.0);
    hasher.finish()
}

fn origin_digest(origin: Option<&Origin>) -> ChainHash {
    let mut hasher = FieldHasher::new("factoria audit origin 1");
    if let Some(origin) = origin {
        hasher.field(&origin.salt);
        hasher.field(origin.address.map(|address| address.to_string()).unwrap_or_default().as_bytes());
        hasher.field(origin.user_agent.as_bytes());
    }
    hasher.finish()
}
