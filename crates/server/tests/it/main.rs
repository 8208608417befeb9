//! Stories through the whole router, with a real database and real jobs.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod account;
mod app;
mod attacks;
mod batches;
mod browser;
mod catalogue;
mod document;
mod doors_pages;
mod enrolment;
mod events;
mod export;
mod generate;
mod guessing;
mod hostile;
mod http;
mod identity_provider;
mod joining;
mod joining_pages;
mod logs;
mod materials;
mod models;
mod passkey_tokens;
mod passkeys;
mod people;
mod school;
mod shared;
mod sign_in;
mod sign_on;
mod socket;
mod sources;
mod tampering;
mod twice;
