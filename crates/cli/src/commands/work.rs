//! `factoria work`: a worker alone.

use std::process::ExitCode;
use std::sync::Arc;

use tokio_util::sync::CancellationToken;

use super::Run;
use super::serve::stop_signal;
use crate::args::Work;
use crate::report::say;
use crate::wire;

pub(super) async fn run(run: Run, work: &Work) -> anyhow::Result<ExitCode> {
    let ctx = Arc::new(wire::with_models(wire::ctx(&run.global.data).await?, &run.settings.models).await?);
    factory::jobs::release_abandoned(&ctx, wire::is_gone).await?;
    let workers = work.workers.unwrap_or_else(|| run.settings.jobs.workers());
    let shutdown = CancellationToken::new();
    say(run.global.quiet, &format!("working, {workers} at a time; stop with Ctrl-C"));
    let stop = shutdown.clone();
    let name = wire::worker_name();
    tokio::join!(factory::jobs::run(ctx.clone(), &name, workers, shutdown), async move {
        stop_signal().await;
        stop.cancel();
    });
    ctx.db.close().await;
    Ok(ExitCode::SUCCESS)
}
