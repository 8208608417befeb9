//! A change of how an account is opened: written down, and told to its owner.

use auth::audit::Kind;
use store::Tx;
use store::users::User;

use super::Visit;
use super::event::Event;
use super::letter::{About, Sealed};
use crate::ctx::Ctx;
use crate::error::Error;

/// The record and, where the owner has an address, the letter; both are kept in the write that makes the change.
#[derive(Debug, Clone)]
pub(super) struct Change {
    event: Event,
    letter: Option<Sealed>,
}

impl Change {
    /// The owner changed something; `said` is what the letter says.
    pub(super) fn of(ctx: &Ctx, visit: &Visit, owner: &User, kind: Kind, said: &str) -> Result<Self, Error> {
        Self::told(ctx, owner.email.as_deref(), &About::Changed(said), Event::by(ctx, visit, owner.id, kind)?)
    }

    /// Another letter and another record.
    pub(super) fn told(
        ctx: &Ctx,
        address: Option<&str>,
        about: &About<'_>,
        event: Event,
    ) -> Result<Self, Error> {
        let letter = address.map(|address| Sealed::to(ctx, address, about)).transpose()?;
        Ok(Self { event, letter })
    }

    /// A few words of detail in the record.
    pub(super) fn detail(self, detail: &str) -> Self {
        Self { event: self.event.detail(detail), ..self }
    }

    /// Adds both to what is written.
    pub(super) async fn keep(self, tx: &mut Tx<'_>, now_ms: i64) -> Result<(), Error> {
        if let Some(letter) = self.letter {
            letter.keep(tx, now_ms).await?;
        }
        self.event.keep(tx).await
    }
}
