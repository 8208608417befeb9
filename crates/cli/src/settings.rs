//! Settings: flags over environment over `factoria.toml` over defaults.
//!
//! Every setting stands in a section. `FACTORIA_SECTION__KEY` sets it from the environment; its value is read as TOML
//! where it is TOML (`true`, `3`, `["10.0.0.0/8"]`) and as plain text otherwise.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use anyhow::Context;
use ipnet::IpNet;
use serde::{Deserialize, Serialize};
use toml::{Table, Value};

mod auth;
mod list;
mod mail;
mod models;
mod networks;
mod oidc;
mod secret;

pub(crate) use auth::{AuthSettings, Who};
pub(crate) use mail::MailSettings;
pub(crate) use models::ModelSettings;

/// All settings.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Settings {
    /// The HTTP server.
    pub(crate) server: ServerSettings,
    /// Accounts.
    pub(crate) auth: AuthSettings,
    /// Letters.
    pub(crate) mail: MailSettings,
    /// What several servers share.
    pub(crate) redis: RedisSettings,
    /// Background work.
    pub(crate) jobs: JobSettings,
    /// Documents to teach from.
    pub(crate) sources: SourceSettings,
    /// Logs.
    pub(crate) log: LogSettings,
    /// Models that can write.
    pub(crate) models: ModelSettings,
}

/// The HTTP server.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct ServerSettings {
    /// Address and port.
    pub(crate) listen: SocketAddr,
    /// Origins, such as `https://school.example`, whose pages may call the API.
    #[serde(deserialize_with = "list::read")]
    pub(crate) cors_origins: Vec<String>,
    /// The address people reach it at, such as `https://school.example`; by default the one it listens on.
    pub(crate) public_url: Option<String>,
    /// Names, beside that of `public_url`, under which it may be reached.
    #[serde(deserialize_with = "list::read")]
    pub(crate) allowed_hosts: Vec<String>,
    /// The proxies in front of it, as networks; only their word about a client's address is believed.
    #[serde(deserialize_with = "list::read")]
    pub(crate) trusted_proxies: Vec<String>,
    /// The header those proxies write: `x-forwarded-for` or `forwarded`.
    pub(crate) trusted_proxy_header: ProxyHeader,
    /// `development` or `production`; production starts with nothing weak or missing.
    pub(crate) environment: Environment,
}

/// What the installation is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Environment {
    /// One's own machine.
    #[default]
    #[serde(alias = "local", alias = "test")]
    Development,
    /// Other people.
    Production,
}

/// The header that proxies write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) enum ProxyHeader {
    /// `X-Forwarded-For`.
    #[default]
    #[serde(rename = "x-forwarded-for")]
    XForwardedFor,
    /// `Forwarded` (RFC 7239).
    #[serde(rename = "forwarded")]
    Forwarded,
}

impl Default for ServerSettings {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8000)),
            cors_origins: Vec::new(),
            public_url: None,
            allowed_hosts: Vec::new(),
            trusted_proxies: Vec::new(),
            trusted_proxy_header: ProxyHeader::default(),
            environment: Environment::default(),
        }
    }
}

/// What several servers share.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct RedisSettings {
    /// Where counters and refresh tokens live, `redis://…` or `rediss://…`; in this process and the database by default.
    pub(crate) url: Option<secret::Secret>,
    /// Certificates in PEM to trust at `rediss://…`, in place of those that the world trusts.
    pub(crate) certificates_file: Option<PathBuf>,
}

/// Background work.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct JobSettings {
    /// How many materials are made at a time; 0 for one a core.
    pub(crate) workers: usize,
}

impl JobSettings {
    /// How many materials are made at a time.
    pub(crate) fn workers(&self) -> usize {
        match self.workers {
            0 => std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
            workers => workers,
        }
    }
}

/// Documents to teach from.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct SourceSettings {
    /// Whether documents are fetched when a person asks for a web address.
    pub(crate) web_addresses: bool,
    /// Networks beside the public web that web addresses may lead to, on any port.
    #[serde(with = "networks")]
    pub(crate) allowed_private_networks: Vec<IpNet>,
}

impl Default for SourceSettings {
    fn default() -> Self {
        Self { web_addresses: true, allowed_private_networks: Vec::new() }
    }
}

/// Logs.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct LogSettings {
    /// Which events are logged, as `RUST_LOG` has them.
    pub(crate) filter: String,
    /// `json`, one object a line, or `text`.
    pub(crate) format: LogFormat,
}

impl Default for LogSettings {
    fn default() -> Self {
        Self { filter: "info".to_owned(), format: LogFormat::Json }
    }
}

/// How a log line is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LogFormat {
    /// One JSON object a line.
    Json,
    /// For people.
    Text,
}

/// The settings file that is read when it is there.
const FILE: &str = "factoria.toml";
/// How the names of our variables begin.
const PREFIX: &str = "FACTORIA_";
/// Names that other programs use for the same things: variable, section, key.
const USUAL_NAMES: &[(&str, &str, &str)] = &[
    ("RUST_LOG", "log", "filter"),
    ("FACTORIA_ENV", "server", "environment"),
    ("SMTP_URL", "mail", "smtp_url"),
    ("OPENAI_API_KEY", "models", "openai_api_key"),
    ("OPENAI_BASE_URL", "models", "openai_base_url"),
    ("ANTHROPIC_API_KEY", "models", "anthropic_api_key"),
    ("ANTHROPIC_BASE_URL", "models", "anthropic_base_url"),
    ("GEMINI_API_KEY", "models", "gemini_api_key"),
    ("GEMINI_BASE_URL", "models", "gemini_base_url"),
    ("OLLAMA_HOST", "models", "ollama_host"),
    ("REDIS_URL", "redis", "url"),
];

impl Settings {
    /// Reads the settings file and the environment.
    ///
    /// # Errors
    /// When the file named is not there, or a setting is unknown or of the wrong kind.
    pub(crate) fn load(
        file: Option<&Path>,
        environment: impl Iterator<Item = (String, String)>,
    ) -> anyhow::Result<Self> {
        let mut table = match file {
            Some(file) => read(file)?,
            None if Path::new(FILE).exists() => read(Path::new(FILE))?,
            None => Table::new(),
        };
        for (name, value) in environment {
            if let Some((sections, key)) = place(&name) {
                let mut section = &mut table;
                for inner in sections {
                    let inner = section.entry(inner).or_insert_with(|| Value::Table(Table::new()));
                    section =
                        inner.as_table_mut().with_context(|| format!("`{name}` sets what is no section"))?;
                }
                let is_usual = USUAL_NAMES.iter().any(|(usual, _, _)| *usual == name);
                // a key of digits is still text
                let value = if is_usual { Value::String(value) } else { literal(value) };
                section.insert(key, value);
            }
        }
        Value::Table(table)
            .try_into()
            .context("the settings cannot be read; see `factoria config` for all of them")
    }
}

fn read(file: &Path) -> anyhow::Result<Table> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("the settings file `{}` cannot be read", file.display()))?;
    text.parse().with_context(|| format!("the settings file `{}` is not TOML", file.display()))
}

/// Sections, the outermost first, and key that a variable sets.
fn place(name: &str) -> Option<(Vec<String>, String)> {
    if let Some((_, section, key)) = USUAL_NAMES.iter().find(|(usual, _, _)| *usual == name) {
        return Some((vec![(*section).to_owned()], (*key).to_owned()));
    }
    let (sections, key) = name.strip_prefix(PREFIX)?.rsplit_once("__")?;
    Some((sections.split("__").map(str::to_lowercase).collect(), key.to_lowercase()))
}

fn literal(value: String) -> Value {
    let parsed = format!("v = {value}").parse::<Table>().ok().and_then(|mut table| table.remove("v"));
    parsed.unwrap_or(Value::String(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(environment: &[(&str, &str)]) -> anyhow::Result<Settings> {
        let pairs = environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Settings::load(None, pairs)
    }

    #[test]
    fn the_environment_sets_any_setting() {
        let settings = load(&[
            ("FACTORIA_SERVER__LISTEN", "127.0.0.1:9000"),
            ("FACTORIA_JOBS__WORKERS", "3"),
            ("FACTORIA_SERVER__CORS_ORIGINS", "[\"https://school.example\"]"),
            ("FACTORIA_SOURCES__ALLOWED_PRIVATE_NETWORKS", "10.1.0.0/16, fd00::1"),
            ("FACTORIA_AUTH__OIDC__SCHOOL__MAY_CREATE", "true"),
            ("RUST_LOG", "debug"),
            ("HOME", "/home/someone"),
        ])
        .unwrap();
        assert_eq!(settings.server.listen.port(), 9000);
        assert_eq!(settings.jobs.workers(), 3);
        assert_eq!(settings.server.cors_origins, ["https://school.example"]);
        assert_eq!(settings.sources.allowed_private_networks.len(), 2);
        assert_eq!(settings.log.filter, "debug");
        assert!(settings.auth.oidc["school"].door("school").unwrap().provider.may_create);
    }

    #[test]
    fn the_usual_names_of_providers_are_taken_as_text() {
        let settings = load(&[
            ("OPENAI_API_KEY", "12345"),
            ("OPENAI_BASE_URL", "http://127.0.0.1:9100/v1"),
            ("FACTORIA_MODELS__DEFAULT", "openai/gpt-6-luna"),
            ("FACTORIA_MODELS__DAY_USD", "2.5"),
            ("FACTORIA_MODELS__FALLBACKS", "[\"openai/gpt-5-mini\"]"),
        ])
        .unwrap();
        let endpoints = settings.models.endpoints();
        assert_eq!(endpoints.len(), 1);
        assert_eq!(endpoints[0].base_url.as_deref(), Some("http://127.0.0.1:9100/v1"));
        assert_eq!(settings.models.default.as_deref(), Some("openai/gpt-6-luna"));
        assert_eq!(settings.models.limits().day_usd_micros, Some(2_500_000));
    }

    #[test]
    fn accounts_are_set_from_the_environment_and_secrets_are_never_printed() {
        let settings = load(&[
            ("FACTORIA_AUTH__REGISTRATION", "open"),
            ("FACTORIA_AUTH__PASSWORD_HASH", "{memory_kib = 32768, passes = 3, lanes = 1}"),
            ("FACTORIA_AUTH__JWT_SECRET_KEY", "98765432109876543210987654321098"),
            ("FACTORIA_AUTH__ROOT_KEY", "a root key that nobody may see"),
            ("FACTORIA_SERVER__TRUSTED_PROXIES", "10.0.0.0/8, 192.0.2.1"),
            ("FACTORIA_ENV", "production"),
        ])
        .unwrap();
        assert_eq!(settings.auth.registration, Who::Open);
        assert_eq!(settings.auth.password_hash.passes, 3);
        assert_eq!(settings.server.trusted_proxies, ["10.0.0.0/8", "192.0.2.1"]);
        assert_eq!(settings.server.environment, Environment::Production);
        let printed = toml::to_string(&settings).unwrap();
        assert!(!printed.contains("nobody may see") && !printed.contains("9876543210"), "{printed}");
    }

    #[test]
    fn a_setting_that_does_not_exist_is_refused() {
        assert!(load(&[("FACTORIA_SERVER__LISTN", "127.0.0.1:9000")]).is_err());
        assert!(load(&[("FACTORIA_SERVER__LISTEN", "nowhere")]).is_err());
        assert!(load(&[("FACTORIA_SOURCES__ALLOWED_PRIVATE_NETWORKS", "[\"everything\"]")]).is_err());
    }
}
