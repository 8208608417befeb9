//! `factoria serve`: pages, API and, unless told otherwise, a worker in one process.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use auth::ip::{ForwardingHeader, TrustedProxies};
use factory::accounts::watch;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::Run;
use crate::args::Serve;
use crate::report::Wrong;
use crate::settings::{Environment, ProxyHeader, Settings};
use crate::wire;

mod welcome;

pub(super) async fn run(run: Run, serve: &Serve) -> anyhow::Result<ExitCode> {
    let listen = serve.listen.unwrap_or(run.settings.server.listen);
    refuse_weak(&run.settings)?;
    let listener = TcpListener::bind(listen).await.with_context(|| {
        format!("{listen} is not free; stop what listens there or choose another with --listen")
    })?;
    let address = listener.local_addr().context("the listener has no address")?;
    let here = if address.ip().is_unspecified() { IpAddr::V4(Ipv4Addr::LOCALHOST) } else { address.ip() };
    let reached_at = format!("http://{}", SocketAddr::new(here, address.port()));
    let ctx = wire::serving(&run.global.data, &run.settings, &reached_at).await?;
    if !listen.ip().is_loopback() && ctx.identity.is_personal() {
        ctx.db.close().await;
        return Err(Wrong::because(not_yet(listen)));
    }
    let ctx = Arc::new(ctx);
    let shutdown = CancellationToken::new();
    let worker = wire::worker_name();
    factory::jobs::release_abandoned(&ctx, wire::is_gone).await?;

    let stop = shutdown.clone();
    let signals = async move {
        stop_signal().await;
        stop.cancel();
    };
    let config = config(&run.settings, listen)?;
    let app = server::App::new(ctx.clone(), shutdown.clone(), config);
    welcome::say(&run.global, &ctx, &reached_at).await?;
    let workers = if serve.no_worker { 0 } else { run.settings.jobs.workers() };
    let work = async {
        // a moment's work at the first start only; whoever is quicker finds the library's shelf still filling
        if let Err(error) = factory::library::load(&ctx).await {
            tracing::error!(error = %error, "library_not_loaded");
        }
        if workers > 0 {
            factory::jobs::run(ctx.clone(), &worker, workers, shutdown.clone()).await;
        } else {
            factory::jobs::stop_what_is_left(ctx.clone(), shutdown.clone()).await;
        }
    };
    let pages = async {
        let served = server::serve(app, listener).await;
        // whatever ended the pages ends the work
        shutdown.cancel();
        served
    };
    let ((), served, (), ()) = tokio::join!(work, pages, watch::run(ctx.clone(), shutdown.clone()), async {
        tokio::select! { () = signals => {}, () = shutdown.cancelled() => {} }
    });
    ctx.db.close().await;
    served.context("the server stopped")?;
    Ok(ExitCode::SUCCESS)
}

/// What an address that others can reach needs first.
fn not_yet(listen: SocketAddr) -> String {
    format!(
        "{listen} can be reached from other machines, and there are no accounts here yet, so anyone could read and \
         delete everything; make an admin first with `factoria users create EMAIL --role admin`, or set \
         auth.registration, or listen on 127.0.0.1 or [::1]"
    )
}

/// The server's own settings.
fn config(settings: &Settings, listen: SocketAddr) -> anyhow::Result<server::Config> {
    let given = &settings.server;
    let header = match given.trusted_proxy_header {
        ProxyHeader::XForwardedFor => ForwardingHeader::XForwardedFor,
        ProxyHeader::Forwarded => ForwardingHeader::Forwarded,
    };
    let public = given.public_url.as_deref().unwrap_or_default();
    let public_host =
        public.split_once("://").map(|(_, rest)| rest.split(['/', ':']).next().unwrap_or_default());
    let own_address = (!listen.ip().is_unspecified()).then(|| listen.ip().to_string());
    if let Some(odd) = given.cors_origins.iter().find(|origin| !is_origin(origin)) {
        return Err(Wrong::because(format!(
            "server.cors_origins: `{odd}` is no origin; list each as browsers write it, such as https://app.example"
        )));
    }
    let mut allowed_hosts = given.allowed_hosts.clone();
    allowed_hosts.extend(public_host.map(ToOwned::to_owned).into_iter().chain(own_address));
    Ok(server::Config {
        cors_origins: given.cors_origins.clone(),
        https: public.starts_with("https://"),
        allowed_hosts,
        trusted_proxies: TrustedProxies::parse(given.trusted_proxies.iter().map(String::as_str), header)?,
        ..server::Config::default()
    })
}

/// Whether a text is what a browser says as `Origin`: scheme and host, perhaps a port, and nothing that stands for many.
fn is_origin(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-._:[]".contains(c);
    host.is_some_and(|host| !host.is_empty() && host.chars().all(plain))
}

/// Production starts with nothing weak or missing.
fn refuse_weak(settings: &Settings) -> anyhow::Result<()> {
    if settings.server.environment != Environment::Production {
        return Ok(());
    }
    let missing = if settings.auth.root_key.is_none() {
        "auth.root_key is not set; make one with `openssl rand -base64 32` and keep it apart from the data"
    } else if !settings.server.public_url.as_deref().is_some_and(|url| url.starts_with("https://")) {
        "server.public_url is not an https address; cookies and tokens must not travel in clear"
    } else {
        return Ok(());
    };
    Err(Wrong::because(format!("FACTORIA_ENV is production, and {missing}")))
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
