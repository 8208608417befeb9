//! Counters and refresh tokens in Redis, where all replicas see them at once; each step is one script, hence atomic.

use std::fmt;
use std::time::Duration;

use auth::id::SessionId;
use auth::opaque::TokenDigest;
use auth::throttle::{CounterKey, Decision, Limit};
use auth::time::seconds_until;
use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::{AsyncCommands, Client, ErrorKind, RedisError, Script, TlsCertificates};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

use super::Rotated;
use crate::Error;

/// How long a connection or an answer may take: somebody waits for it.
const TIMEOUT: Duration = Duration::from_secs(1);
/// How often a broken connection is tried again within one request.
const RETRIES: usize = 1;
/// What all our keys begin with, so that others may use the same Redis.
const PREFIX: &str = "factoria";

/// [`auth::throttle::take`] as a script: answers 1 and how many attempts are left, or 0 and the oldest attempt.
const TAKE: &str = r"
local now, window, most = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local kept = {}
for _, text in ipairs(redis.call('LRANGE', KEYS[1], 0, -1)) do
  local at = math.min(tonumber(text), now)
  if now - at < window then kept[#kept + 1] = at end
end
table.sort(kept)
while #kept > most do table.remove(kept, 1) end
local passes = #kept < most
if passes then kept[#kept + 1] = now end
redis.call('DEL', KEYS[1])
for _, at in ipairs(kept) do redis.call('RPUSH', KEYS[1], string.format('%.0f', at)) end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
if passes then return {1, string.format('%.0f', most - #kept)} end
return {0, string.format('%.0f', kept[1] or now)}
";

/// Spends a refresh token and keeps its successor: 0 when there is no such, 1 when it was spent before, 2 when done.
const ROTATE: &str = r"
local found = redis.call('HMGET', KEYS[1], 'session', 'used_ms')
if not found[1] then return 0 end
if found[2] then return 1 end
redis.call('HSET', KEYS[1], 'used_ms', ARGV[1])
redis.call('HSET', KEYS[2], 'session', found[1], 'expires_ms', ARGV[2])
redis.call('PEXPIREAT', KEYS[2], ARGV[2])
return 2
";

/// Keeps the first refresh token of a sign-in.
const KEEP: &str = r"
redis.call('HSET', KEYS[1], 'session', ARGV[1], 'expires_ms', ARGV[2])
return redis.call('PEXPIREAT', KEYS[1], ARGV[2])
";

/// A refresh token as it was found; what is known of its sign-in stands in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FoundToken {
    /// The sign-in it belongs to.
    pub session: SessionId,
    /// When it dies.
    pub expires_ms: i64,
    /// When it was spent.
    pub used_ms: Option<i64>,
}

/// A Redis. Cheap to clone; connects when it is first needed, and again when the connection broke.
#[derive(Clone)]
pub struct Redis {
    connection: ConnectionManager,
}

impl Redis {
    /// Prepares to speak to the Redis at `redis://…` or `rediss://…`; connects to nothing yet.
    ///
    /// # Errors
    /// [`Error::Shared`] when the address is wrong.
    pub fn at(url: &str) -> Result<Self, Error> {
        Self::of(Client::open(url)?)
    }

    /// The same at `rediss://…`, believing only the certificates of this PEM and those they signed.
    ///
    /// # Errors
    /// [`Error::Shared`] when the address is wrong or without TLS, or the PEM has no certificate.
    pub fn trusting(url: &str, certificates: &[u8]) -> Result<Self, Error> {
        let first = CertificateDer::pem_slice_iter(certificates).next();
        if first.is_none_or(|certificate| certificate.is_err()) {
            return Err(RedisError::from((ErrorKind::InvalidClientConfig, "no certificate in PEM")).into());
        }
        let root_cert = Some(certificates.to_vec());
        Self::of(Client::build_with_tls(url, TlsCertificates { client_tls: None, root_cert })?)
    }

    fn of(client: Client) -> Result<Self, Error> {
        // the client asks for whichever the process has; who came first is as good, since there is one kind
        let _ = rustls::crypto::ring::default_provider().install_default();
        let config = ConnectionManagerConfig::new()
            .set_connection_timeout(Some(TIMEOUT))
            .set_response_timeout(Some(TIMEOUT))
            .set_number_of_retries(RETRIES)
            .set_max_delay(Duration::from_millis(100));
        let connection = ConnectionManager::new_lazy_with_config(client, config)?;
        Ok(Self { connection })
    }

    /// Whether it answers.
    ///
    /// # Errors
    /// [`Error::Shared`] when not.
    pub async fn ping(&self) -> Result<(), Error> {
        let mut connection = self.connection.clone();
        Ok(redis::cmd("PING").query_async(&mut connection).await?)
    }

    pub(super) async fn take(&self, key: &CounterKey, limit: &Limit, now_ms: i64) -> Result<Decision, Error> {
        let mut connection = self.connection.clone();
        let (passes, number): (u8, i64) = Script::new(TAKE)
            .key(counter(key))
            .arg(now_ms)
            .arg(limit.window_ms)
            .arg(limit.attempts)
            .invoke_async(&mut connection)
            .await?;
        if passes == 1 {
            return Ok(Decision::Pass { left: usize::try_from(number).unwrap_or(0) });
        }
        let free_ms = number.saturating_add(limit.window_ms);
        Ok(Decision::Wait { seconds: seconds_until(free_ms, now_ms) })
    }

    pub(super) async fn give_back(&self, key: &CounterKey, counted_ms: i64) -> Result<(), Error> {
        let mut connection = self.connection.clone();
        Ok(connection.lrem(counter(key), -1, counted_ms).await?)
    }

    pub(super) async fn keep(
        &self,
        digest: &TokenDigest,
        session: SessionId,
        expires_ms: i64,
    ) -> Result<(), Error> {
        let mut connection = self.connection.clone();
        Ok(Script::new(KEEP)
            .key(token(digest))
            .arg(session.0.to_string())
            .arg(expires_ms)
            .invoke_async(&mut connection)
            .await?)
    }

    pub(super) async fn find(&self, digest: &TokenDigest) -> Result<Option<FoundToken>, Error> {
        let mut connection = self.connection.clone();
        let fields = ["session", "expires_ms", "used_ms"];
        let found: (Option<String>, Option<i64>, Option<i64>) =
            connection.hmget(token(digest), &fields).await?;
        let (Some(session), Some(expires_ms), used_ms) = found else { return Ok(None) };
        let Ok(session) = session.parse() else { return Ok(None) };
        Ok(Some(FoundToken { session: SessionId(session), expires_ms, used_ms }))
    }

    pub(super) async fn rotate(
        &self,
        digest: &TokenDigest,
        (next, expires_ms): (&TokenDigest, i64),
        now_ms: i64,
    ) -> Result<Rotated, Error> {
        let mut connection = self.connection.clone();
        let answer: u8 = Script::new(ROTATE)
            .key(token(digest))
            .key(token(next))
            .arg(now_ms)
            .arg(expires_ms)
            .invoke_async(&mut connection)
            .await?;
        Ok(match answer {
            2 => Rotated::Done,
            1 => Rotated::SpentBefore,
            _ => Rotated::Unknown,
        })
    }
}

impl fmt::Debug for Redis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Redis").finish_non_exhaustive()
    }
}

fn counter(key: &CounterKey) -> String {
    format!("{PREFIX}:counter:{}", key.as_str())
}

fn token(digest: &TokenDigest) -> String {
    let hex: String = digest.as_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{PREFIX}:refresh:{hex}")
}
