//! What replicas must agree on at once: how often somebody has tried, and which refresh tokens are spent. What was revoked
//! they read in the database ([`revocations`](crate::revocations)), so that ending a sign-in waits for nothing else.
//!
//! One process keeps its counters in its own memory ([`memory`]) and its refresh tokens in the database
//! ([`refresh_tokens`](crate::refresh_tokens)); where Redis is configured, both live there ([`redis`]). Counting is
//! atomic: of any number of parallel attempts only as many pass as the limit says.

use auth::id::SessionId;
use auth::opaque::TokenDigest;
use auth::throttle::{CounterKey, Decision, Limit};

use self::redis::{FoundToken, Redis};
use crate::Error;

pub mod memory;
pub mod redis;

/// What all who serve share.
#[derive(Debug)]
pub enum Shared {
    /// Counters in this process, refresh tokens in the database.
    Memory(memory::Counters),
    /// Both in Redis.
    Redis(Redis),
}

/// Where a refresh token is looked for, and what was found there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// In the database: ask [`refresh_tokens`](crate::refresh_tokens).
    InDatabase,
    /// In Redis.
    InRedis(Option<FoundToken>),
}

/// What became of spending a refresh token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rotated {
    /// It is spent, and its successor kept.
    Done,
    /// Somebody spent it before.
    SpentBefore,
    /// There is no such.
    Unknown,
}

impl Default for Shared {
    fn default() -> Self {
        Self::Memory(memory::Counters::default())
    }
}

impl Shared {
    /// Counts an attempt if the limit allows it. Ask before looking at any secret.
    ///
    /// # Errors
    /// [`Error`] when what is shared does not answer; nobody is let in then.
    pub async fn take(&self, key: &CounterKey, limit: &Limit, now_ms: i64) -> Result<Decision, Error> {
        match self {
            Self::Memory(counters) => Ok(counters.take(key, limit, now_ms)),
            Self::Redis(redis) => redis.take(key, limit, now_ms).await,
        }
    }

    /// Takes back the attempt that was counted at this instant: it was right after all.
    ///
    /// # Errors
    /// [`Error`] when what is shared does not answer.
    pub async fn give_back(&self, key: &CounterKey, counted_ms: i64) -> Result<(), Error> {
        match self {
            Self::Memory(counters) => counters.give_back(key, counted_ms),
            Self::Redis(redis) => redis.give_back(key, counted_ms).await?,
        }
        Ok(())
    }

    /// Whether refresh tokens live here, and not in the database.
    pub fn keeps_refresh(&self) -> bool {
        matches!(self, Self::Redis(_))
    }

    /// Keeps the first refresh token of a sign-in, before the sign-in itself is kept: without it the token opens
    /// nothing. Answers `false` where tokens are the database's business.
    ///
    /// # Errors
    /// [`Error`] when what is shared does not answer.
    pub async fn keep_refresh(
        &self,
        digest: &TokenDigest,
        session: SessionId,
        expires_ms: i64,
    ) -> Result<bool, Error> {
        match self {
            Self::Memory(_) => Ok(false),
            Self::Redis(redis) => redis.keep(digest, session, expires_ms).await.map(|()| true),
        }
    }

    /// A refresh token, left as it is.
    ///
    /// # Errors
    /// [`Error`] when what is shared does not answer.
    pub async fn find_refresh(&self, digest: &TokenDigest) -> Result<Kept, Error> {
        match self {
            Self::Memory(_) => Ok(Kept::InDatabase),
            Self::Redis(redis) => redis.find(digest).await.map(Kept::InRedis),
        }
    }

    /// Spends a refresh token and keeps its successor, both or neither: of parallel callers one is answered
    /// [`Rotated::Done`]. [`Rotated::Unknown`] where tokens are the database's business.
    ///
    /// # Errors
    /// [`Error`] when what is shared does not answer.
    pub async fn rotate_refresh(
        &self,
        digest: &TokenDigest,
        next: (&TokenDigest, i64),
        now_ms: i64,
    ) -> Result<Rotated, Error> {
        match self {
            Self::Memory(_) => Ok(Rotated::Unknown),
            Self::Redis(redis) => redis.rotate(digest, next, now_ms).await,
        }
    }

    /// Whether what is shared answers.
    ///
    /// # Errors
    /// [`Error`] when not.
    pub async fn ping(&self) -> Result<(), Error> {
        match self {
            Self::Memory(_) => Ok(()),
            Self::Redis(redis) => redis.ping().await,
        }
    }
}
