//! The binary `factoria`: parse, dispatch, exit code.

use std::process::ExitCode;

use clap::Parser;

mod args;
mod batch_file;
mod commands;
mod logs;
mod place;
mod report;
mod settings;
mod wire;

/// Materials are made of many small texts, and the system's allocator is slow to give such memory back.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let args = args::Args::parse();
    let runtime = match factory::threads::runtime() {
        Ok(runtime) => runtime,
        Err(error) => {
            return report::failed(&anyhow::Error::new(error).context("the runtime did not start"), false);
        }
    };
    let json = args.global.json;
    let outcome = runtime.block_on(commands::run(args));
    runtime.shutdown_timeout(std::time::Duration::from_secs(2));
    match outcome {
        Ok(code) => code,
        Err(error) => report::failed(&error, json),
    }
}
