//! Records for the audit log, prepared before the write that they belong to.

use auth::audit::{Actor, Entry, Kind, Origin};
use auth::throttle::NameKey;
use auth::user::UserId;
use store::Tx;

use super::Visit;
use crate::ctx::Ctx;
use crate::error::Error;

/// A record on its way into the log.
#[derive(Debug, Clone)]
pub(super) struct Event {
    entry: Entry,
    origin: Option<Origin>,
}

impl Event {
    /// Somebody did something to their own account, or to nobody's.
    pub(super) fn by(ctx: &Ctx, visit: &Visit, user: UserId, kind: Kind) -> Result<Self, Error> {
        Self::of(ctx, visit, Actor::User(user), kind).map(|event| event.to(user))
    }

    /// Somebody tried a name.
    pub(super) fn tried(ctx: &Ctx, visit: &Visit, name: &NameKey, kind: Kind) -> Result<Self, Error> {
        Self::of(ctx, visit, name.into(), kind)
    }

    /// An operator at the command line, or whoever no account stands for.
    pub(super) fn at(ctx: &Ctx, visit: &Visit, kind: Kind) -> Result<Self, Error> {
        Self::of(ctx, visit, Actor::System, kind)
    }

    /// The installation itself.
    pub(super) fn of_system(ctx: &Ctx, kind: Kind) -> Result<Self, Error> {
        let nobody = Visit { user_agent: String::new(), ..Visit::at_the_machine() };
        Self::at(ctx, &nobody, kind)
    }

    fn of(ctx: &Ctx, visit: &Visit, actor: Actor, kind: Kind) -> Result<Self, Error> {
        let entry = Entry {
            at_ms: ctx.clock.now_ms(),
            kind,
            actor,
            subject: None,
            request_id: visit.request_id.clone(),
            detail: String::new(),
        };
        let origin = Origin {
            address: visit.address,
            user_agent: visit.user_agent.clone(),
            salt: crate::random::bytes()?,
        };
        let known = visit.address.is_some() || !visit.user_agent.is_empty();
        Ok(Self { entry, origin: known.then_some(origin) })
    }

    /// To whom it was done.
    pub(super) fn to(mut self, subject: UserId) -> Self {
        self.entry.subject = Some(subject);
        self
    }

    /// A few words of detail: ids, roles, counts.
    pub(super) fn detail(mut self, detail: &str) -> Self {
        detail.clone_into(&mut self.entry.detail);
        self
    }

    /// Adds it to the log.
    pub(super) async fn keep(self, tx: &mut Tx<'_>) -> Result<(), Error> {
        Ok(store::audit::append(tx, self.entry, self.origin).await?)
    }
}
