//! Where it stays: SQLite today, written so that PostgreSQL joins with the same SQL text.
//!
//! A repository is a file of functions: reads take [`Db`], writes take [`Tx`], so a signature says whether it writes
//! and the caller decides what is atomic. Ids are UUIDs, times integer milliseconds, structures JSON. Where two
//! databases really differ (claiming a job, searching text) the texts stand side by side in that file.
//!
//! Deliberately not here: rules. What a material must be is `content`'s and `eval`'s; what a use case does is
//! `factory`'s.
//!
//! Read [`db`] first.

pub mod api_keys;
pub mod audit;
pub mod batches;
pub mod belongings;
pub mod db;
pub mod door;
pub mod error;
pub mod events;
pub mod facts;
pub mod idempotency;
pub mod identities;
pub mod jobs;
pub mod letters;
pub mod materials;
pub mod migrate;
pub mod one_time_tokens;
pub mod organisations;
pub mod page;
pub mod passkeys;
pub mod refresh_tokens;
pub mod revocations;
pub mod search;
pub mod second_factors;
pub mod sessions;
pub mod shared;
pub mod signing_keys;
pub mod sources;
pub mod usage;
pub mod users;
mod write_queue;

pub use db::{Db, Tx};
pub use error::Error;
pub use page::{Cursor, Page};
