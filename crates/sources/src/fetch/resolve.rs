//! What a name stands for.

use std::fmt;
use std::io;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;

type Answer = Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send>>;

/// Looks names up. Cheap to clone.
#[derive(Clone)]
pub struct Resolver {
    ask: Arc<dyn Fn(String) -> Answer + Send + Sync>,
}

impl Resolver {
    /// Asks as this machine does.
    pub fn system() -> Self {
        Self::from_fn(|name| {
            Box::pin(async move {
                let found = tokio::net::lookup_host((name, 0)).await?;
                Ok(found.map(|place| place.ip()).collect())
            })
        })
    }

    /// Asks a function.
    pub fn from_fn(ask: impl Fn(String) -> Answer + Send + Sync + 'static) -> Self {
        Self { ask: Arc::new(ask) }
    }

    /// All addresses of a name.
    ///
    /// # Errors
    /// When the name is unknown or nobody answers.
    pub(super) async fn look_up(&self, name: &str) -> io::Result<Vec<IpAddr>> {
        (self.ask)(name.to_owned()).await
    }
}

impl fmt::Debug for Resolver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Resolver").finish_non_exhaustive()
    }
}
