//! Stops materials whose only reader has gone away before they were made.

use std::sync::{Arc, Mutex, PoisonError};

use auth::user::UserId;
use content::MaterialId;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::ctx::Ctx;
use crate::error::Error;

/// Materials that nobody waits for any more.
#[derive(Debug, Default)]
pub struct Left {
    waiting: Mutex<Vec<(UserId, MaterialId)>>,
    added: Notify,
}

impl Left {
    /// Says that the only one who knew of a material has gone away. Never waits.
    pub fn add(&self, owner: UserId, material: MaterialId) {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).push((owner, material));
        self.added.notify_one();
    }

    fn take(&self) -> Vec<(UserId, MaterialId)> {
        std::mem::take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

pub(super) async fn run(ctx: Arc<Ctx>, shutdown: CancellationToken) {
    loop {
        for (owner, material) in ctx.left.take() {
            match crate::materials::cancel(&ctx, owner, material).await {
                // done or deleted meanwhile
                Ok(()) | Err(Error::Conflict { .. } | Error::NotFound { .. }) => {}
                Err(error) => tracing::warn!(error = %error, material_id = %material, "not_stopped"),
            }
        }
        tokio::select! {
            () = ctx.left.added.notified() => {}
            () = shutdown.cancelled() => return,
        }
    }
}
