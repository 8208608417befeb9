//! Stories through the whole router, with a real database and real jobs.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod app;
mod batches;
mod catalogue;
mod document;
mod events;
mod export;
mod generate;
mod hostile;
mod http;
mod logs;
mod materials;
mod models;
mod socket;
mod sources;
