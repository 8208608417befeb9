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

fn main() -> ExitCode {
    let args = args::Args::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
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
