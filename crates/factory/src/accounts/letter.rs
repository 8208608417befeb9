//! What letters there are, in the words people read.

use auth::opaque::Opaque;
use auth::secret::{Envelope, Purpose};
use futures_util::future::BoxFuture;
use serde::{Deserialize, Serialize};
use store::Tx;
use uuid::Uuid;

use super::config::Config;
use super::identity::link;
use crate::ctx::Ctx;
use crate::error::Error;

/// A letter. `Debug` prints nothing of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// The address it goes to.
    pub to: String,
    /// Its subject, one line.
    pub subject: String,
    /// Its text.
    pub text: String,
}

impl std::fmt::Debug for Letter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Letter(hidden)")
    }
}

/// What a letter says.
pub(super) enum About<'a> {
    /// Show that the address is yours.
    Verify(&'a Opaque),
    /// Somebody tried to register with your address.
    AlreadyRegistered,
    /// Set a new password.
    Reset(&'a Opaque),
    /// Your account waits for you.
    Welcome(&'a Opaque),
    /// Join.
    Invitation(&'a Opaque),
    /// Somebody registered with an invitation and with your address; your account may take it.
    InvitedAlready(&'a Opaque),
    /// Something about your account changed.
    Changed(&'a str),
    /// A sign-in was ended, since one of its tokens was used twice.
    Reuse,
}

/// A letter on its way into the store.
#[derive(Debug, Clone)]
pub(super) struct Sealed {
    id: Uuid,
    envelope: Envelope,
}

impl Sealed {
    /// Writes and seals a letter.
    pub(super) fn to(ctx: &Ctx, address: &str, about: &About<'_>) -> Result<Self, Error> {
        let (subject, text) = words(ctx, about);
        let letter = Letter { to: address.to_owned(), subject: subject.to_owned(), text };
        let json = serde_json::to_vec(&letter).map_err(|_| Error::Broken)?;
        let vault = ctx.identity.vault(Purpose::Letters);
        let envelope = vault.seal(&json, None, crate::random::bytes()?)?;
        Ok(Self { id: ctx.clock.new_id(), envelope })
    }

    /// Keeps it until it is sent.
    pub(super) async fn keep(self, tx: &mut Tx<'_>, now_ms: i64) -> Result<(), Error> {
        Ok(store::letters::insert(tx, self.id, &self.envelope, now_ms).await?)
    }
}

/// One write that letters are part of; whoever sends them is told once it is on disk.
pub(super) async fn write<T, F>(ctx: &Ctx, work: F) -> Result<T, Error>
where
    T: Send + 'static,
    F: for<'t> FnOnce(&'t mut Tx<'_>) -> BoxFuture<'t, Result<T, Error>> + Send + 'static,
{
    let done = ctx.db.write(work).await?;
    ctx.identity.letters_written.notify_one();
    Ok(done)
}

/// Subject and text.
fn words(ctx: &Ctx, about: &About<'_>) -> (&'static str, String) {
    let config = &ctx.identity.config;
    match about {
        About::Verify(token) => verify(config, token),
        About::AlreadyRegistered => already_registered(&config.public_url),
        About::Reset(token) => reset(config, token),
        About::Welcome(token) => welcome(config, token),
        About::Invitation(token) => invitation(config, token),
        About::InvitedAlready(token) => invited_already(config, token),
        About::Changed(what) => changed(&config.public_url, what),
        About::Reuse => reuse(&config.public_url),
    }
}

fn verify(config: &Config, token: &Opaque) -> (&'static str, String) {
    let (site, link) = (&config.public_url, link(config, "verify-email", token));
    let text = format!(
        "Welcome to La Factoria.\n\nConfirm that this address is yours:\n\n{link}\n\nThe link works once, within a day. \
         If you did not register at {site}, ignore this letter.\n"
    );
    ("Confirm your e-mail address", text)
}

fn already_registered(site: &str) -> (&'static str, String) {
    let text = format!(
        "Somebody, perhaps you, tried to register at {site} with this address. It has an account already; nothing was \
         changed.\n\nSign in at {site}/sign-in, or set a new password at {site}/forgot-password.\n"
    );
    ("You have an account already", text)
}

fn reset(config: &Config, token: &Opaque) -> (&'static str, String) {
    let (site, link) = (&config.public_url, link(config, "reset-password", token));
    let text = format!(
        "Set a new password for your account at {site}:\n\n{link}\n\nThe link works once, within an hour. If you did \
         not ask for it, ignore this letter; your password is as it was.\n"
    );
    ("Set a new password", text)
}

fn welcome(config: &Config, token: &Opaque) -> (&'static str, String) {
    let (site, link) = (&config.public_url, link(config, "reset-password", token));
    let text = format!(
        "An account was made for you at {site}. Choose a password:\n\n{link}\n\nThe link works once, within an hour; \
         afterwards ask for another at {site}/forgot-password.\n"
    );
    ("Your account at La Factoria", text)
}

fn invitation(config: &Config, token: &Opaque) -> (&'static str, String) {
    let (site, link) = (&config.public_url, link(config, "join", token));
    let text = format!(
        "You are invited to join La Factoria at {site}:\n\n{link}\n\nThe link works once, within a week. If you have an \
         account there, sign in and join with it.\n"
    );
    ("You are invited to La Factoria", text)
}

fn invited_already(config: &Config, token: &Opaque) -> (&'static str, String) {
    let (site, link) = (&config.public_url, link(config, "join", token));
    let text = format!(
        "Somebody, perhaps you, tried to register at {site} with an invitation and this address. It has an account \
         already; nothing was changed. To join with that account, sign in at {site}/sign-in, then open the \
         invitation:\n\n{link}\n\nIf you do not know the password, set a new one at {site}/forgot-password.\n"
    );
    ("You have an account already", text)
}

fn changed(site: &str, what: &str) -> (&'static str, String) {
    let text = format!(
        "{what}\n\nIf that was not you, set a new password at {site}/forgot-password and look at your sessions at \
         {site}/account.\n"
    );
    ("Your account was changed", text)
}

fn reuse(site: &str) -> (&'static str, String) {
    let text = format!(
        "A token of one of your sign-ins at {site} was used twice. Somebody may have copied it, so that sign-in was \
         ended. Sign in again; if this happens without a reason you know, set a new password.\n"
    );
    ("A sign-in was ended", text)
}
