//! What every handler needs, and the server's settings.

use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use auth::ip::TrustedProxies;
use factory::Ctx;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

/// Settings of the server.
#[derive(Debug, Clone)]
pub struct Config {
    /// Names, beside those of the loopback interface, under which browsers may reach the server, without port. A
    /// request under any other name is refused, so that no page can reach it through a name of its own.
    pub allowed_hosts: Vec<String>,
    /// Origins, such as `https://school.example`, whose pages may call the API.
    pub cors_origins: Vec<String>,
    /// Whether people reach the server over https.
    pub https: bool,
    /// The proxies whose word about a client's address is believed.
    pub trusted_proxies: TrustedProxies,
    /// The most connections at a time; further ones wait to be accepted.
    pub connections: usize,
    /// The most watchers of events at a time.
    pub event_streams: usize,
    /// The most memory that request bodies may take together, in KiB.
    pub body_memory_kib: usize,
    /// How long a client may take to send the head of a request, and how long a connection may idle.
    pub head_timeout: Duration,
    /// How long a client may pause within a request body.
    pub body_pause: Duration,
    /// How long a client may take to send a whole request body.
    pub body_timeout: Duration,
    /// How long a client may leave unread what it is sent.
    pub write_pause: Duration,
    /// How long a handler may take; more than the longest wait that a client may ask for.
    pub handler_timeout: Duration,
    /// How long requests in hand may take to end once the server is told to stop.
    pub drain: Duration,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            allowed_hosts: Vec::new(),
            cors_origins: Vec::new(),
            https: false,
            trusted_proxies: TrustedProxies::default(),
            connections: 512,
            event_streams: 256,
            body_memory_kib: 96 * 1024,
            head_timeout: Duration::from_secs(30),
            body_pause: Duration::from_secs(15),
            body_timeout: Duration::from_secs(120),
            write_pause: Duration::from_secs(60),
            handler_timeout: Duration::from_secs(150),
            drain: Duration::from_secs(10),
        }
    }
}

/// What every handler needs; every request clones it several times, which costs a count.
#[derive(Debug, Clone)]
pub struct App(Arc<Parts>);

/// The parts of an [`App`].
#[derive(Debug)]
pub struct Parts {
    /// What the use cases work with.
    pub ctx: Arc<Ctx>,
    /// Cancelled when the server is to stop.
    pub shutdown: CancellationToken,
    /// Settings.
    pub config: Config,
    /// Lets only so many watchers of events in.
    pub(crate) event_streams: Arc<Semaphore>,
    /// Lets only so much memory be taken by request bodies; one permit a KiB.
    pub(crate) body_memory: Arc<Semaphore>,
}

impl App {
    /// Puts the parts together.
    pub fn new(ctx: Arc<Ctx>, shutdown: CancellationToken, config: Config) -> Self {
        Self(Arc::new(Parts {
            ctx,
            shutdown,
            event_streams: Arc::new(Semaphore::new(config.event_streams)),
            body_memory: Arc::new(Semaphore::new(config.body_memory_kib)),
            config,
        }))
    }
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
