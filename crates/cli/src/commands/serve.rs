//! `factoria serve`: pages, API and, unless told otherwise, a worker in one process.

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::Run;
use crate::args::Serve;
use crate::report::{Wrong, say};
use crate::wire;

pub(super) async fn run(run: Run, serve: &Serve) -> anyhow::Result<ExitCode> {
    let listen = serve.listen.unwrap_or(run.settings.server.listen);
    if !listen.ip().is_loopback() {
        let detail = format!(
            "{listen} can be reached from other machines, and this version has no accounts yet, so anyone could \
             read and delete everything; listen on 127.0.0.1 or [::1]"
        );
        return Err(Wrong::because(detail));
    }
    let listener = TcpListener::bind(listen).await.with_context(|| {
        format!("{listen} is not free; stop what listens there or choose another with --listen")
    })?;
    let address = listener.local_addr().context("the listener has no address")?;
    let ctx = Arc::new(wire::with_models(wire::parts(&run.global.data).await?, &run.settings.models).await?);
    let shutdown = CancellationToken::new();
    let worker = wire::worker_name();
    factory::jobs::release_abandoned(&ctx, wire::is_gone).await?;

    let stop = shutdown.clone();
    let signals = async move {
        stop_signal().await;
        stop.cancel();
    };
    let config =
        server::Config { cors_origins: run.settings.server.cors_origins.clone(), ..Default::default() };
    let app = server::App::new(ctx.clone(), shutdown.clone(), config);
    say(run.global.quiet, &format!("La Factoria is ready: http://{address}"));
    let workers = if serve.no_worker { 0 } else { run.settings.jobs.workers() };
    let work = async {
        // a moment's work at the first start only; whoever is quicker finds the library's shelf still filling
        if let Err(error) = factory::library::load(&ctx).await {
            tracing::error!(error = %error, "library_not_loaded");
        }
        if workers > 0 {
            factory::jobs::run(ctx.clone(), &worker, workers, shutdown.clone()).await;
        }
    };
    let pages = async {
        let served = server::serve(app, listener).await;
        // whatever ended the pages ends the work
        shutdown.cancel();
        served
    };
    let ((), served, ()) = tokio::join!(work, pages, async {
        tokio::select! { () = signals => {}, () = shutdown.cancelled() => {} }
    });
    ctx.db.close().await;
    served.context("the server stopped")?;
    Ok(ExitCode::SUCCESS)
}

/// Waits until the process is asked to stop.
pub(super) async fn stop_signal() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => {
                tokio::select! {
                    _ = tokio::signal::ctrl_c() => {}
                    _ = terminate.recv() => {}
                }
            }
            Err(error) => {
                tracing::warn!(error = %error, "no_terminate_signal");
                let _ = tokio::signal::ctrl_c().await;
            }
        }
    }
    #[cfg(not(unix))]
    {
        let _ = tokio::signal::ctrl_c().await;
    }
}
