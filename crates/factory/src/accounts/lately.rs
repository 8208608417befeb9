//! Accounts that were read lately, so that who asks for the same one again and again does not wait for the database.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use auth::user::UserId;
use store::users::User;

use crate::ctx::Ctx;
use crate::error::Error;

/// How long an account counts as just read, in milliseconds: as long as a change by another process, such as `factoria
/// users`, may take to be seen. Changes by this one are seen at once.
const LATELY_MS: i64 = 1000;

/// The most accounts that are remembered; beyond it all are read anew.
const MOST: usize = 10_000;

/// An account, whether two-step sign-in is on, and until when that holds.
#[derive(Debug, Clone)]
struct Read {
    user: User,
    second_factor: bool,
    commits: u64,
    until_ms: i64,
}

/// What was read lately.
#[derive(Debug, Default)]
pub(super) struct Lately(RwLock<HashMap<UserId, Read>>);

/// The account and whether two-step sign-in is on; `None` when there is no such account.
///
/// # Errors
/// [`Error::Store`].
pub async fn account(ctx: &Ctx, id: UserId) -> Result<Option<(User, bool)>, Error> {
    let (lately, now_ms) = (&ctx.identity.lately, ctx.clock.now_ms());
    // taken before the read: a write that comes in between makes what is read then count for nothing
    let commits = ctx.db.commits();
    if let Some(known) = lately.get(id, commits, now_ms) {
        return Ok(Some(known));
    }
    let found = store::users::find_with_second_factor(&ctx.db, id).await?;
    if let Some((user, second_factor)) = &found {
        let until_ms = now_ms.saturating_add(LATELY_MS);
        lately.note(id, Read { user: user.clone(), second_factor: *second_factor, commits, until_ms });
    }
    Ok(found)
}

impl Lately {
    fn get(&self, id: UserId, commits: u64, now_ms: i64) -> Option<(User, bool)> {
        let read = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let known = read.get(&id).filter(|known| known.commits == commits && now_ms < known.until_ms)?;
        Some((known.user.clone(), known.second_factor))
    }

    fn note(&self, id: UserId, known: Read) {
        let mut read = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if read.len() >= MOST {
            read.clear();
        }
        read.insert(id, known);
    }
}
