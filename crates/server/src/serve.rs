//! The router on a socket, with bounds on what a connection may cost.

use std::convert::Infallible;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::Request;
use axum::response::Response;
use futures_util::future::BoxFuture;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::Service;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};
use tokio_util::task::TaskTracker;

use crate::app::{App, Config};
use crate::caller::Peer;
use crate::router::router;

mod refused;
mod stream;

use refused::{Answered, Hand};
use stream::Stream;

/// The most bytes of a request's head that are held. What is larger is answered 431 ([`refused`]) and closed.
const HEAD_BYTES: usize = 256 * 1024;
/// The most headers of a request.
const MOST_HEADERS: usize = 128;
/// How long to wait after the system refuses a connection, such as when it has no more file descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Serves until `app.shutdown`, then lets what is in hand end and returns.
///
/// # Errors
/// When the listener has no address.
pub async fn serve(app: App, listener: TcpListener) -> io::Result<()> {
    let address = listener.local_addr()?;
    tracing::info!(%address, "server_started");
    let (config, shutdown) = (app.config.clone(), app.shutdown.clone());
    let places = Arc::new(Semaphore::new(config.connections));
    let router = router(app.clone());
    let (tasks, ending) = (TaskTracker::new(), GracefulShutdown::new());
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &places) => accepted,
            () = shutdown.cancelled() => break,
        };
        let Some((stream, peer, place)) = accepted else { continue };
        let hand = Hand::default();
        let service = OfPeer { inner: TowerToHyperService::new(router.clone()), peer, hand: hand.clone() };
        let connection = builder(&config).serve_connection(io_of(stream, &app, hand), service);
        let connection = ending.watch(connection);
        tasks.spawn(async move {
            // what a client does to its own connection is not our failure
            if let Err(error) = connection.await {
                tracing::debug!(error = %error, "connection_ended");
            }
            drop(place);
        });
    }
    drop(listener);
    tasks.close();
    let ended = timeout(config.drain, async {
        ending.shutdown().await;
        tasks.wait().await;
    });
    if ended.await.is_err() {
        tracing::warn!("connections_cut");
    }
    tracing::info!("server_stopped");
    Ok(())
}

type Place = tokio::sync::OwnedSemaphorePermit;

/// The next connection, once there is a place for it.
async fn accept(listener: &TcpListener, places: &Arc<Semaphore>) -> Option<(TcpStream, Peer, Place)> {
    let place = places.clone().acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, address)) => Some((stream, Peer(address.ip()), place)),
        Err(error) => {
            tracing::warn!(error = %error, "connection_refused");
            sleep(ACCEPT_PAUSE).await;
            None
        }
    }
}

fn builder(config: &Config) -> http1::Builder {
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(config.head_timeout)
        .max_buf_size(HEAD_BYTES)
        .max_headers(MOST_HEADERS)
        .keep_alive(true)
        .half_close(false);
    builder
}

fn io_of(stream: TcpStream, app: &App, hand: Hand) -> TokioIo<Stream<TcpStream>> {
    // an event must not wait for the next one to fill a packet
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(error = %error, "no_delay_not_set");
    }
    TokioIo::new(Stream::new(stream, app.clone(), hand))
}

/// The router, told who is at the other end of this connection.
#[derive(Clone)]
struct OfPeer {
    inner: TowerToHyperService<Router>,
    peer: Peer,
    hand: Hand,
}

impl Service<Request<Incoming>> for OfPeer {
    type Response = Response<Answered>;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Response<Answered>, Infallible>>;

    fn call(&self, mut request: Request<Incoming>) -> Self::Future {
        request.extensions_mut().insert(self.peer);
        let hand = self.hand.clone();
        hand.take_up();
        let answer = self.inner.call(request);
        Box::pin(async move { Ok(answer.await?.map(|body| Answered::new(body, hand))) })
    }
}
