//! The stand-in for a model's provider: in this process, or alone in one of its own.

use std::sync::Arc;

use fakellm::knobs::Knobs;
use fakellm::script::Script;
use fakellm::server::Server;
use tokio::net::TcpListener;

use crate::process;

/// How many requests it remembers, for them to be sent again.
const REMEMBERED: usize = 100;

/// Starts one on this runtime that behaves as the knobs say; answers it and where it is.
pub(crate) async fn start(knobs: &str) -> anyhow::Result<(Arc<Server>, String)> {
    let mut set = Knobs::default();
    set.set_all(knobs).map_err(anyhow::Error::msg)?;
    let server = Arc::new(Server::new(set, Script::default(), 1));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}", listener.local_addr()?);
    #[expect(clippy::disallowed_methods, reason = "it lives as long as the program")]
    tokio::spawn(server.clone().serve(listener));
    Ok((server, address))
}

/// Runs as a process of its own that answers honestly and at once.
pub(crate) async fn serve_alone() -> anyhow::Result<bool> {
    let mut knobs = Knobs::default();
    knobs.set_all("persona=honest").map_err(anyhow::Error::msg)?;
    let mut server = Server::new(knobs, Script::default(), 1);
    server.record = REMEMBERED;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    process::tell_address(&listener)?;
    Arc::new(server).serve(listener).await?;
    Ok(true)
}
