//! What an invitation gives, as it is kept beside its secret.

use auth::one_time::decide;
use auth::opaque::{Kind as Secret, TokenDigest};
use auth::organisation::{Gift, OrganisationId, Position, may_invite};
use auth::user::{Role, UserId};
use serde::{Deserialize, Serialize};
use store::one_time_tokens::{self, Found};
use store::users::{self, User};
use store::{Db, Tx};

use super::admin::member;
use crate::error::Error;

/// What an invitation gives.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Invited {
    /// The only address that may use it.
    pub(super) email: Option<String>,
    pub(super) role: Role,
    pub(super) school: Option<(OrganisationId, Position)>,
    /// Whose word it is: it holds as long as theirs does.
    pub(super) by: UserId,
    /// Whether somebody registered with it under an address that has an account: only that account may use it now. To
    /// everybody else it is as dead as if it had made one, so that nobody learns which addresses have accounts.
    #[serde(default)]
    pub(super) for_account: bool,
}

impl Invited {
    /// What the living invitation behind a digest gives, inside a write that is to spend it.
    ///
    /// # Errors
    /// [`Error::Forbidden`] when it was used, taken back, is too old or none of ours, or when whoever made it could not
    /// make it any more.
    pub(super) async fn for_update(
        tx: &mut Tx<'_>,
        digest: &TokenDigest,
        now_ms: i64,
    ) -> Result<Self, Error> {
        let found = one_time_tokens::find_for_update(tx, digest).await?;
        let invited = Self::living(found.as_ref(), now_ms).ok_or_else(bad_invitation)?;
        let by = users::find_for_update(tx, invited.by).await?;
        if invited.is_backed(by.as_ref()) { Ok(invited) } else { Err(bad_invitation()) }
    }

    /// The same for showing it.
    pub(super) async fn find(db: &Db, digest: &TokenDigest, now_ms: i64) -> Result<Option<Self>, Error> {
        let found = one_time_tokens::find(db, digest).await?;
        let Some(invited) = Self::living(found.as_ref(), now_ms) else { return Ok(None) };
        let by = users::find(db, invited.by).await?;
        Ok(Some(invited).filter(|invited| invited.is_backed(by.as_ref())))
    }

    /// What it gives.
    pub(super) fn gift(&self) -> Gift {
        Gift { role: self.role, school: self.school }
    }

    fn living(found: Option<&Found>, now_ms: i64) -> Option<Self> {
        decide(found.map(|found| &found.stored), Secret::Invitation, now_ms).ok()?;
        serde_json::from_str(&found?.data).ok()
    }

    /// Whether whoever made it may still invite people to it: nobody leaves doors open behind them.
    fn is_backed(&self, by: Option<&User>) -> bool {
        let lives = |by: &&User| by.suspended_ms.is_none() && by.deleted_ms.is_none();
        by.filter(lives).is_some_and(|by| may_invite(&member(by), &self.gift()))
    }

    /// Keeps it for the account that the address has which somebody registered with.
    pub(super) async fn keep_for(
        self,
        tx: &mut Tx<'_>,
        digest: &TokenDigest,
        name: &str,
    ) -> Result<(), Error> {
        let kept = Self { email: Some(name.to_owned()), for_account: true, ..self };
        let data = serde_json::to_string(&kept).map_err(|_| Error::Broken)?;
        Ok(one_time_tokens::rewrite(tx, digest, &data).await?)
    }
}

/// It was used, taken back, is too old, is another's or none of ours.
pub(super) fn bad_invitation() -> Error {
    Error::Forbidden { detail: "the invitation does not work any more; ask for another".to_owned() }
}
