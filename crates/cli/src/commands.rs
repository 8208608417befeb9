//! One command a file.

use std::process::ExitCode;

use crate::args::{Args, Command, Global};
use crate::logs;
use crate::settings::Settings;

mod batch;
mod check;
mod config;
mod doctor;
mod export;
mod generate;
mod measure;
mod migrate;
mod openapi;
mod serve;
mod sources;
mod users;
mod work;

/// What every command is given.
pub(crate) struct Run {
    /// The flags every command understands.
    pub(crate) global: Global,
    /// The settings in force.
    pub(crate) settings: Settings,
}

/// Runs the command and answers its exit code.
///
/// # Errors
/// Whatever the command failed with; [`crate::report::Wrong`] for wrong input.
pub(crate) async fn run(args: Args) -> anyhow::Result<ExitCode> {
    #[expect(clippy::disallowed_methods, reason = "the environment is read here, once")]
    let settings = Settings::load(args.global.config.as_deref(), std::env::vars())?;
    logs::start(&settings.log)?;
    logs::hush_panics();
    let run = Run { global: args.global, settings };
    match args.command {
        Command::Serve(serve) => serve::run(run, &serve).await,
        Command::Work(work) => work::run(run, &work).await,
        Command::Generate(generate) => generate::run(&run, generate).await,
        Command::Batch(batch) => batch::run(&run, &batch).await,
        Command::Sources(command) => sources::run(&run, command).await,
        Command::Export(export) => export::run(&run, &export).await,
        Command::Check(check) => check::run(&run, &check).await,
        Command::Measure(measure) => measure::run(&run, &measure),
        Command::Users(command) => users::run(&run, command).await,
        Command::Migrate => migrate::run(&run).await,
        Command::Doctor => doctor::run(&run).await,
        Command::Config => config::run(&run),
        Command::Openapi => openapi::run(),
    }
}
