//! Measures what the product costs beside a bare call, how it stands a provider's faults, and what accounts cost. See
//! README.md.
#![expect(clippy::print_stdout, reason = "a program for the terminal")]

use std::process::ExitCode;

use anyhow::bail;

mod accounts;
mod briefs;
mod faults;
mod installation;
mod overhead;
mod pass_through;
mod pipeline;
mod process;
mod stand_in;
mod together;

// as the binary that is measured
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const HELP: &str = "\
bench                    all of the following
bench overhead [ROUNDS]  time and CPU of a material beside a bare call with the same words
bench together           ten different materials at once, from a model that takes 1.5 s
bench faults [COUNT]     so many materials from a provider that fails now and then
bench accounts           sign-ins beside bare hashing, `/users/me` beside a Python service, memory in a flood";

fn main() -> anyhow::Result<ExitCode> {
    factory::threads::runtime()?.block_on(run())
}

async fn run() -> anyhow::Result<ExitCode> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let kept = match words.as_slice() {
        [] => {
            let all = [
                overhead::run(20).await?,
                together::run().await?,
                faults::run(2_000).await?,
                accounts::run().await?,
            ];
            all.into_iter().all(|kept| kept)
        }
        ["overhead"] => overhead::run(20).await?,
        ["overhead", rounds] => overhead::run(rounds.parse()?).await?,
        ["together"] => together::run().await?,
        ["accounts"] => accounts::run().await?,
        ["faults"] => faults::run(2_000).await?,
        ["faults", count] => faults::run(count.parse()?).await?,
        // the parts that run as processes of their own
        ["part", "stand-in"] => stand_in::serve_alone().await?,
        ["part", "pass-through", upstream] => pass_through::serve(upstream).await?,
        ["part", "pipeline", upstream] => pipeline::serve(upstream).await?,
        _ => bail!("usage:\n{HELP}"),
    };
    Ok(if kept { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A line of a result: what was measured, what it may be at most, and whether it is.
fn verdict(what: &str, measured: f64, most: f64, unit: &str) -> bool {
    let kept = measured <= most;
    let word = if kept { "kept" } else { "MISSED" };
    println!("  {what}: {measured:.3}{unit}, at most {most:.3}{unit}: {word}");
    kept
}
