//! The product as its operator starts it, with accounts in it.

use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use tokio::process::{Child, Command};

use crate::process;

const PASSWORD: &str = "nine purple anvils sleep";

/// A server that runs.
pub(super) struct Service {
    pub(super) address: String,
    pub(super) id: u32,
    client: Client,
    // end with it
    _child: Child,
    _data: tempfile::TempDir,
}

impl Service {
    /// Starts `factoria serve` on an empty folder and registers so many accounts.
    pub(super) async fn start(accounts: u32) -> anyhow::Result<Self> {
        let program = std::env::current_exe()?.with_file_name("factoria");
        let (data, port) = (tempfile::tempdir()?, process::free_port().await?);
        let log = std::fs::File::create(data.path().join("log"))?;
        let child = Command::new(&program)
            .arg("--data")
            .arg(data.path().join("data"))
            .args(["serve", "--listen", &format!("127.0.0.1:{port}")])
            .env("FACTORIA_AUTH__REGISTRATION", "open")
            // so that each sign-in may come from an address of its own
            .env("FACTORIA_SERVER__TRUSTED_PROXIES", "127.0.0.1/32")
            .stdout(Stdio::null())
            .stderr(log)
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("{} did not start; build it first", program.display()))?;
        let id = child.id().context("the server ended")?;
        let (client, address) =
            (llm::connect(&llm::Connection::default())?, format!("http://127.0.0.1:{port}"));
        let service = Self { address, id, client, _child: child, _data: data };
        service.wait().await?;
        for account in 0..accounts {
            service.register(account).await?;
        }
        Ok(service)
    }

    async fn wait(&self) -> anyhow::Result<()> {
        for _ in 0..200 {
            if self.is_live().await.unwrap_or(false) {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        bail!("the server did not answer within ten seconds")
    }

    /// Whether the server says that it lives.
    pub(super) async fn is_live(&self) -> anyhow::Result<bool> {
        Ok(self.client.get(format!("{}/health/live", self.address)).send().await?.status().is_success())
    }

    async fn register(&self, account: u32) -> anyhow::Result<()> {
        let body = json!({ "email": email(account), "password": PASSWORD, "name": "Bench" });
        let request = self.client.post(format!("{}/api/v1/auth/register", self.address));
        let request = request.header("content-type", "application/json").body(body.to_string());
        let response = request.header("x-forwarded-for", from(3_000_000 + account)).send().await?;
        ensure!(response.status().is_success(), "{}", response.text().await?);
        Ok(())
    }

    /// An access token, or `None` where the server asks to come back later.
    pub(super) async fn sign_in(&self, account: u32, turn: u32) -> anyhow::Result<Option<String>> {
        let request = self.client.post(format!("{}/api/v1/auth/token", self.address));
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let password = PASSWORD.replace(' ', "+");
        let form = format!("grant_type=password&username={}&password={password}", email(account));
        let response = request.header("x-forwarded-for", from(turn)).body(form).send().await?;
        let status = response.status();
        if status == StatusCode::SERVICE_UNAVAILABLE && response.headers().contains_key("retry-after") {
            return Ok(None);
        }
        let text = response.text().await?;
        ensure!(status.is_success(), "{status}: {text}");
        let answer: Value = serde_json::from_str(&text)?;
        Ok(Some(answer["access_token"].as_str().context("no token")?.to_owned()))
    }
}

fn email(account: u32) -> String {
    format!("person-{account}@bench.example")
}

/// An address of a network that is nobody's (RFC 1918), another one for every turn.
fn from(turn: u32) -> String {
    let [_, a, b, c] = turn.to_be_bytes();
    format!("10.{a}.{b}.{c}")
}
