//! Settings → [`Ctx`]: the only place where parts meet.

use std::path::Path;

use anyhow::Context;
use factory::accounts::keys;
use factory::outside::mail::{Mailer, Smtp, SmtpSettings};
use factory::{Clock, Ctx, Fetcher, Limits};
use store::Db;
use store::shared::Shared;
use store::shared::redis::Redis;

use crate::place;
use crate::settings::{Environment, MailSettings, RedisSettings, Settings, SourceSettings};

mod identity;
mod models;

pub(crate) use models::{models, with_models};

/// Opens the store in the data folder, puts the parts together, and loads the library.
///
/// # Errors
/// When the folder or the database cannot be opened.
pub(crate) async fn ctx(folder: &Path) -> anyhow::Result<Ctx> {
    let ctx = parts(folder).await?;
    factory::library::load(&ctx).await.context("the starter library could not be loaded")?;
    Ok(ctx)
}

/// The same without loading the library, for a server that loads it while it already answers.
///
/// # Errors
/// When the folder or the database cannot be opened.
pub(crate) async fn parts(folder: &Path) -> anyhow::Result<Ctx> {
    place::prepare(folder)?;
    let clock = Clock::System;
    let db = Db::open(&place::database(folder), clock.now_ms()).await?;
    Ok(Ctx::new(db, clock, Limits::default()))
}

/// The same parts, fetching documents by web address as far as the settings allow.
pub(crate) fn fetching(ctx: Ctx, settings: &SourceSettings) -> Ctx {
    if !settings.web_addresses {
        return ctx;
    }
    ctx.fetching(Fetcher::new(settings.allowed_private_networks.clone()))
}

/// The parts of a process that serves people or works for them: with secrets, keys and letters. `address` is where it
/// can be reached when no public address is set.
///
/// # Errors
/// When the folder or the database cannot be opened, or a secret is weak or cannot be read.
pub(crate) async fn serving(folder: &Path, settings: &Settings, address: &str) -> anyhow::Result<Ctx> {
    place::prepare(folder)?;
    let clock = Clock::System;
    let db = Db::open(&place::database(folder), clock.now_ms()).await?;
    let public_url =
        settings.server.public_url.as_deref().unwrap_or(address).trim_end_matches('/').to_owned();
    let production = settings.server.environment == Environment::Production;
    let config = settings.auth.config(public_url, production)?;
    let secrets = identity::secrets(folder, settings)?;
    let identity = keys::start(&db, &clock, config, secrets).await.context(
        "the keys of this installation cannot be opened; give the root key they were sealed under as \
         `auth.root_key` or in `auth.previous_root_keys`",
    )?;
    let identity = match redis(&settings.redis)? {
        Some(redis) => identity.sharing(Shared::Redis(redis)),
        None => identity,
    };
    let mut ctx = Ctx::with_identity(db, clock, Limits::default(), identity);
    ctx.providers = settings.auth.providers()?;
    ctx.mailer = Some(mailer(folder, &settings.mail)?);
    with_models(fetching(ctx, &settings.sources), &settings.models).await
}

/// What several servers share, if there is one; not asked for yet.
///
/// # Errors
/// When the address or the certificates cannot be used.
pub(crate) fn redis(settings: &RedisSettings) -> anyhow::Result<Option<Redis>> {
    let Some(url) = &settings.url else { return Ok(None) };
    let redis = match &settings.certificates_file {
        Some(file) => {
            let pem = std::fs::read(file)
                .with_context(|| format!("`redis.certificates_file`: `{}` cannot be read", file.display()))?;
            Redis::trusting(url.expose(), &pem).context(
                "`redis.certificates_file` needs certificates in PEM, and `redis.url` to begin with rediss://",
            )?
        }
        None => Redis::at(url.expose())
            .context("`redis.url` is wrong; write it as redis://user:password@host:6379/0")?,
    };
    Ok(Some(redis))
}

/// Where letters go.
fn mailer(folder: &Path, settings: &MailSettings) -> anyhow::Result<Mailer> {
    let Some(url) = &settings.smtp_url else { return Ok(Mailer::Folder(folder.join("mail"))) };
    let extra_certificates = match &settings.certificates_file {
        Some(file) => std::fs::read(file)
            .with_context(|| format!("`mail.certificates_file`: `{}` cannot be read", file.display()))?,
        None => Vec::new(),
    };
    let smtp = SmtpSettings { url: url.expose().to_owned(), from: settings.from.clone(), extra_certificates };
    Ok(Mailer::Smtp(Smtp::new(&smtp)?))
}

/// How this process is named among workers: its process id and when that process began, since ids are used again.
pub(crate) fn worker_name() -> String {
    let pid = std::process::id();
    format!("{pid}-{}", started(pid).unwrap_or_default())
}

/// Whether a worker of that name is no longer running on this machine.
pub(crate) fn is_gone(worker: &str) -> bool {
    let Some((pid, began)) = worker.split_once('-') else { return false };
    let Ok(pid) = pid.parse() else { return false };
    cfg!(target_os = "linux") && started(pid).is_none_or(|now| now != began)
}

/// When a process began, in clock ticks since boot: field 22 of `/proc/PID/stat` (proc(5)).
fn started(pid: u32) -> Option<String> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // the name in brackets may hold spaces
    let (_, fields) = stat.rsplit_once(')')?;
    fields.split_whitespace().nth(19).map(ToOwned::to_owned)
}
