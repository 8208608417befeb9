//! An installation in an empty folder, whose model is the stand-in.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use factory::usage::Ledger;
use factory::{Clock, Ctx, Limits};
use llm::{
    Budget, CachePolicy, Catalogue, Config, Connection, Endpoint, Jitter, Models, Parts, ProviderKind,
    RetryPolicy, Timeouts, Transport,
};
use store::Db;
use tempfile::TempDir;

/// The engine's name.
const ENGINE: &str = "compatible/fake-model";

/// An installation; its folder goes with it.
pub(crate) struct Installation {
    pub(crate) ctx: Arc<Ctx>,
    _folder: TempDir,
}

/// Where its database lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lies {
    /// In memory where the system has a folder there, so that no disk's own speed is measured.
    InMemory,
    /// Where temporary files are.
    OnDisk,
}

/// Sets up an installation with the library, no cache of answers, and short waits.
pub(crate) async fn installation(upstream: &str, lies: Lies) -> anyhow::Result<Installation> {
    let folder = tempfile::tempdir_in(place(lies))?;
    let clock = Clock::System;
    let db = Db::open(&folder.path().join("factoria.db"), clock.now_ms()).await?;
    let ledger = Ledger::default();
    let models = models(upstream, &ledger)?;
    let ctx = Ctx::new(db, clock, Limits::default()).with_models(Arc::new(models), ledger);
    factory::library::load(&ctx).await?;
    Ok(Installation { ctx: Arc::new(ctx), _folder: folder })
}

fn place(lies: Lies) -> PathBuf {
    let memory = Path::new("/dev/shm");
    if lies == Lies::InMemory && memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() }
}

fn models(upstream: &str, ledger: &Ledger) -> anyhow::Result<Models> {
    let base_url = Some(format!("{upstream}/v1"));
    let endpoint = Endpoint { base_url, ..Endpoint::of(ProviderKind::Compatible) };
    let mut config = Config {
        endpoints: vec![endpoint],
        models: vec![ENGINE.to_owned()],
        // every material is a call
        cache: CachePolicy { most_bytes: 0, ..CachePolicy::default() },
        timeouts: Timeouts { connect_ms: 5_000, first_token_ms: 3_000, silence_ms: 2_000, total_ms: 20_000 },
        ..Config::default()
    };
    config.retries.retry = RetryPolicy { base_ms: 20, ..RetryPolicy::default() };
    let (clock, sink) = (Clock::System, ledger.clone());
    let budget = Budget::new(config.limits.clone(), Arc::new(move || clock.now_ms().unsigned_abs()))
        .on_settlement(move |settlement| sink.note(settlement));
    let parts = Parts {
        transport: Transport::Live(llm::connect(&Connection::default())?),
        catalogue: Arc::new(Catalogue::default()),
        budget: Arc::new(budget),
        jitter: Arc::new(Jitter::seeded(1)),
    };
    Ok(Models::new(config, parts))
}
