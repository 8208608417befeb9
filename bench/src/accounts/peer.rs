//! The peer: an account service on the stack of FastAPI's full-stack template, on a PostgreSQL of its own.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use serde_json::Value;
use tokio::process::{Child, Command};

use crate::process;

/// A peer that runs, and a token of its only account.
pub(super) struct Peer {
    pub(super) address: String,
    pub(super) id: u32,
    pub(super) token: String,
    // end with it
    _server: Child,
    _database: Child,
    _folder: tempfile::TempDir,
}

impl Peer {
    /// Installs what it needs into `target/bench-peer`, and starts it.
    pub(super) async fn start() -> anyhow::Result<Self> {
        let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("peer");
        let python = installed(&place).await?;
        let folder = tempfile::tempdir()?;
        let (database, url) = database(folder.path()).await?;
        let port = process::free_port().await?;
        let server = Command::new(&python)
            .args(["-m", "uvicorn", "peer:app", "--port", &port.to_string()])
            .current_dir(&place)
            .env("PEER_DATABASE", url)
            .env("PEER_SECRET", "a secret of the bench, which guards nothing at all")
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .stdout(std::fs::File::create(folder.path().join("out"))?)
            .stderr(std::fs::File::create(folder.path().join("log"))?)
            .kill_on_drop(true)
            .spawn()?;
        let id = server.id().context("the peer ended")?;
        let address = format!("http://127.0.0.1:{port}");
        let token = token(&address).await?;
        Ok(Self { address, id, token, _server: server, _database: database, _folder: folder })
    }
}

/// The Python that has what the peer needs.
async fn installed(place: &Path) -> anyhow::Result<PathBuf> {
    let home = place.join("../../target/bench-peer");
    let python = home.join("bin/python");
    if !python.exists() {
        finished(Command::new("python3").args(["-m", "venv"]).arg(&home)).await?;
    }
    let list = place.join("requirements.txt");
    finished(Command::new(&python).args(["-m", "pip", "install", "--quiet", "--requirement"]).arg(list))
        .await?;
    Ok(python)
}

/// A PostgreSQL in this folder, and its address. As root it runs as `postgres`, which root may not.
async fn database(folder: &Path) -> anyhow::Result<(Child, String)> {
    let programs = programs()?;
    let data = folder.join("database");
    let port = process::free_port().await?.to_string();
    std::fs::create_dir(&data)?;
    finished(
        allowed(folder)?.arg(programs.join("initdb")).args(["-A", "trust", "-U", "peer", "-D"]).arg(&data),
    )
    .await?;
    let child = allowed(folder)?
        .arg(programs.join("postgres"))
        .args(["-p", &port, "-c", "listen_addresses=127.0.0.1", "-k"])
        .arg(&data)
        .arg("-D")
        .arg(&data)
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    Ok((child, format!("postgresql+psycopg://peer@127.0.0.1:{port}/postgres")))
}

/// A command that runs what is named next as somebody whom PostgreSQL lets start it.
fn allowed(folder: &Path) -> anyhow::Result<Command> {
    use std::os::unix::fs::MetadataExt;
    if std::fs::metadata("/proc/self")?.uid() != 0 {
        return Ok(Command::new("env"));
    }
    let owned = std::process::Command::new("chown").args(["-R", "postgres"]).arg(folder).status()?;
    ensure!(owned.success(), "the folder could not be given to `postgres`");
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]);
    Ok(command)
}

/// Where PostgreSQL's programs lie: the newest version of Debian's packages.
fn programs() -> anyhow::Result<PathBuf> {
    let versions =
        std::fs::read_dir("/usr/lib/postgresql").context("install PostgreSQL (Debian: `postgresql`)")?;
    let places = versions.filter_map(|version| Some(version.ok()?.path().join("bin")));
    places.filter(|place| place.join("initdb").exists()).max().context("PostgreSQL has no `initdb`")
}

async fn finished(command: &mut Command) -> anyhow::Result<()> {
    let done = command.stdout(Stdio::null()).status().await.with_context(|| format!("{command:?}"))?;
    ensure!(done.success(), "{command:?} failed");
    Ok(())
}

/// Signs the peer's account in, as soon as it answers.
async fn token(address: &str) -> anyhow::Result<String> {
    let client = llm::connect(&llm::Connection::default())?;
    for _ in 0..200 {
        let request = client.post(format!("{address}/login/access-token"));
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let form = "username=peer%40example.com&password=a+long+peer+phrase";
        if let Ok(response) = request.body(form).send().await {
            let answer: Value = serde_json::from_slice(&response.bytes().await?)?;
            return Ok(answer["access_token"].as_str().context("the peer gave no token")?.to_owned());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    bail!("the peer did not answer within twenty seconds")
}
