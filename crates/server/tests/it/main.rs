//! Stories through the whole router, with a real database and real jobs.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod account;
mod app;
mod attacks;
mod batches;
mod browser;
mod catalogue;
mod document;
mod events;
mod export;
mod generate;
mod guessing;
mod hostile;
mod http;
mod logs;
mod materials;
mod people;
mod school;
mod sign_in;
mod socket;
mod sources;
