//! Waits until a material is done.

use std::time::Duration;

use auth::user::UserId;
use content::MaterialId;
use store::materials::KeptMaterial;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, sleep, sleep_until};

use crate::app::App;
use crate::problem::Problem;

/// How often to look without being told, since another process may do the work.
pub(crate) const LOOK: Duration = Duration::from_secs(1);

/// The material once it is done, or as it stands after `longest` or when the server is to stop.
///
/// # Errors
/// 404 when the caller has no such material, or deleted it meanwhile.
pub(crate) async fn until_done(
    app: &App,
    owner: UserId,
    id: MaterialId,
    longest: Duration,
) -> Result<KeptMaterial, Problem> {
    let deadline = Instant::now() + longest;
    let mut notices = app.ctx.watchers.watch();
    loop {
        let kept = store::materials::find(&app.ctx.db, owner, id).await?;
        let kept = kept.ok_or_else(|| Problem::not_found("material"))?;
        if kept.status.is_final() {
            return Ok(kept);
        }
        tokio::select! {
            () = news(&mut notices, id) => {}
            () = sleep(LOOK) => {}
            () = sleep_until(deadline) => return Ok(kept),
            () = app.shutdown.cancelled() => return Ok(kept),
        }
    }
}

/// The same for a client that alone knows of the material: when it goes away before it was answered, the work is stopped.
///
/// # Errors
/// As [`until_done`].
pub(crate) async fn until_done_or_gone(
    app: &App,
    owner: UserId,
    id: MaterialId,
    longest: Duration,
) -> Result<KeptMaterial, Problem> {
    let mut client = Client { app, owner, id, answered: false };
    let kept = until_done(app, owner, id, longest).await;
    client.answered = true;
    kept
}

/// Dropped before it is answered, it has gone away.
struct Client<'a> {
    app: &'a App,
    owner: UserId,
    id: MaterialId,
    answered: bool,
}

impl Drop for Client<'_> {
    fn drop(&mut self) {
        if !self.answered {
            self.app.ctx.left.add(self.owner, self.id);
        }
    }
}

/// Returns when there may be something new about the material.
pub(crate) async fn news(notices: &mut Receiver<MaterialId>, id: MaterialId) {
    loop {
        match notices.recv().await {
            Ok(about) if about != id => {}
            Ok(_) | Err(RecvError::Lagged(_)) => return,
            Err(RecvError::Closed) => std::future::pending().await,
        }
    }
}
