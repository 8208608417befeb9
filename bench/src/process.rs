//! Parts of this program as processes of their own, so that the system says how much each has computed.

use std::process::Stdio;

use anyhow::Context;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::TcpListener;
use tokio::process::{Child, Command};

/// The kernel counts in hundredths of a second on every Linux there is: `getconf CLK_TCK`, proc(5).
const TICKS_PER_SECOND: f64 = 100.0;

/// A part that runs.
pub(crate) struct Part {
    pub(crate) address: String,
    id: u32,
    // ends with it
    _child: Child,
}

/// Starts a part, and waits until it says where it listens.
pub(crate) async fn start(words: &[&str]) -> anyhow::Result<Part> {
    let program = std::env::current_exe().context("this program does not know where it lies")?;
    let mut child = Command::new(program)
        .arg("part")
        .args(words)
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .with_context(|| format!("the part `{}` could not be started", words.join(" ")))?;
    let out = child.stdout.take().context("the part has no output")?;
    let mut address = String::new();
    BufReader::new(out).read_line(&mut address).await?;
    let id = child.id().context("the part has ended")?;
    Ok(Part { address: address.trim().to_owned(), id, _child: child })
}

/// Says where this part listens.
pub(crate) fn tell_address(listener: &TcpListener) -> anyhow::Result<()> {
    println!("http://{}", listener.local_addr()?);
    Ok(())
}

impl Part {
    /// Seconds that the part has computed so far, all its threads together, in user and kernel mode.
    pub(crate) fn cpu_s(&self) -> anyhow::Result<f64> {
        cpu_s(self.id)
    }
}

/// Seconds that a process has computed so far, all its threads together, in user and kernel mode.
pub(crate) fn cpu_s(id: u32) -> anyhow::Result<f64> {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat"))
        .context("CPU time is read from /proc, as Linux has it")?;
    // the name in brackets may hold spaces; fields 14 and 15 are utime and stime
    let fields = stat.rsplit_once(')').map(|(_, rest)| rest).unwrap_or_default();
    let ticks: f64 = fields.split_whitespace().skip(11).take(2).filter_map(|n| n.parse::<f64>().ok()).sum();
    Ok(ticks / TICKS_PER_SECOND)
}

/// What a process holds in memory, in MiB.
pub(crate) fn resident_mib(id: u32) -> anyhow::Result<f64> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status"))
        .context("memory is read from /proc, as Linux has it")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib: f64 = line.and_then(|line| line.split_whitespace().next()).context("no VmRSS")?.parse()?;
    Ok(kib / 1024.0)
}

/// A port that nobody listens on.
pub(crate) async fn free_port() -> anyhow::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0").await?.local_addr()?.port())
}
