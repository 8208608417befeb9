//! Stories through the public interface.
#![expect(clippy::unwrap_used, clippy::panic, reason = "what a test's own helpers meet is part of the test")]

mod clean;
mod extract;
mod fetch;
mod given;
mod hostile;
mod library;
mod properties;
mod rank;
