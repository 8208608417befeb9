//! `factoria doctor`: what is misconfigured and how to mend it.

use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

use super::Run;
use crate::settings::{Environment, Who};
use crate::{place, report, wire};

/// One thing looked at.
#[derive(Debug, Serialize)]
struct Check {
    name: &'static str,
    ok: bool,
    detail: String,
}

pub(super) async fn run(run: &Run) -> anyhow::Result<ExitCode> {
    let mut checks =
        vec![folder(&run.global.data), listen(run).await, database(&run.global.data).await, models(run)];
    checks.extend(redis(run).await);
    let healthy = checks.iter().all(|check| check.ok);
    if run.global.json {
        report::print_json(&checks)?;
    } else {
        for check in &checks {
            let sign = if check.ok { "ok  " } else { "MEND" };
            report::print(&format!("{sign}  {}: {}\n", check.name, check.detail))?;
        }
    }
    Ok(if healthy { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn folder(folder: &Path) -> Check {
    let name = "data folder";
    if let Err(error) = place::prepare(folder) {
        return Check { name, ok: false, detail: format!("{error:#}") };
    }
    #[cfg(unix)]
    if let Ok(metadata) = std::fs::metadata(folder) {
        use std::os::unix::fs::PermissionsExt;
        if metadata.permissions().mode() & 0o077 != 0 {
            let place = folder.display();
            let detail = format!("other people on this machine can read `{place}`; run: chmod 700 {place}");
            return Check { name, ok: false, detail };
        }
    }
    Check { name, ok: true, detail: format!("`{}`, private to its owner", folder.display()) }
}

async fn listen(run: &Run) -> Check {
    let name = "address";
    let (listen, auth) = (run.settings.server.listen, &run.settings.auth);
    let signs_in = auth.registration != Who::Closed
        || run.settings.server.environment == Environment::Production
        || has_accounts(&run.global.data).await;
    if listen.ip().is_loopback() {
        let detail = format!("{listen}, reachable from this machine only");
        return Check { name, ok: true, detail };
    }
    if signs_in {
        let detail = format!("{listen}, reachable by others, who sign in");
        return Check { name, ok: true, detail };
    }
    let detail = format!(
        "{listen} can be reached by others, and there are no accounts; run `factoria users create EMAIL --role admin` \
         or set server.listen to 127.0.0.1:8000"
    );
    Check { name, ok: false, detail }
}

/// Whether Redis answers, where one is set.
async fn redis(run: &Run) -> Option<Check> {
    let name = "redis";
    let redis = match wire::redis(&run.settings.redis) {
        Ok(redis) => redis?,
        Err(error) => return Some(Check { name, ok: false, detail: format!("{error:#}") }),
    };
    Some(match redis.ping().await {
        Ok(()) => Check { name, ok: true, detail: "answers".to_owned() },
        Err(error) => {
            let error = anyhow::Error::from(error);
            let detail = format!(
                "{error:#}; nobody can sign in until it answers. Is the address right, does it run, and where it has a \
                 certificate of your own: is that in redis.certificates_file?"
            );
            Check { name, ok: false, detail }
        }
    })
}

async fn has_accounts(folder: &Path) -> bool {
    let Ok(ctx) = wire::parts(folder).await else { return false };
    let has_accounts = store::users::is_any(&ctx.db).await.unwrap_or(false);
    ctx.db.close().await;
    has_accounts
}

fn models(run: &Run) -> Check {
    let name = "models";
    let settings = &run.settings.models;
    let ledger = factory::usage::Ledger::default();
    match wire::models(settings, llm::Spending::default(), factory::Clock::System, ledger) {
        Ok(None) => {
            let detail = "none set up: the built-in writer writes everything; set OPENAI_API_KEY, ANTHROPIC_API_KEY, \
                          GEMINI_API_KEY or OLLAMA_HOST for more";
            Check { name, ok: true, detail: detail.to_owned() }
        }
        Ok(Some(models)) => {
            let providers: Vec<&str> = models.providers().collect();
            let default = models.preferred_name().unwrap_or(content::brief::BUILT_IN_ENGINE);
            let unlimited = settings.day_usd.is_none() && settings.installation_usd.is_none();
            let limits = if unlimited { "; no limit on what they cost (models.day_usd)" } else { "" };
            let detail = format!("{} set up; {default} writes by default{limits}", providers.join(", "));
            Check { name, ok: true, detail }
        }
        Err(error) => Check { name, ok: false, detail: format!("{error:#}") },
    }
}

async fn database(folder: &Path) -> Check {
    let name = "database";
    match wire::ctx(folder).await {
        Ok(ctx) => {
            let answers = ctx.db.ping().await;
            ctx.db.close().await;
            let detail = match &answers {
                Ok(()) => format!("SQLite, schema version {}", store::migrate::known_version()),
                Err(error) => format!("does not answer: {error}"),
            };
            Check { name, ok: answers.is_ok(), detail }
        }
        Err(error) => Check { name, ok: false, detail: format!("{error:#}") },
    }
}
