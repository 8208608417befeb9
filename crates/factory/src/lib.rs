//! What we do: every use case, one file each.
//!
//! [`generate`] makes one material and reads as the product's own description: screen, gather, compose, draft, parse,
//! assess, keep. [`request`] accepts a brief, [`jobs`] does the work in the background, [`ingest`] turns documents into
//! sources. Writes go through here; reads may go straight to `store`.
//!
//! Deliberately not here: HTTP, terminals, configuration. Progress goes into a [`progress::Progress`], and who listens
//! is not this crate's business.
//!
//! Read [`generate`] first.

pub mod accounts;
pub mod batch;
pub mod clock;
pub mod ctx;
pub mod engine;
pub mod error;
pub mod generate;
pub mod ingest;
pub mod jobs;
pub mod library;
pub mod materials;
pub mod outside;
pub mod progress;
mod random;
pub mod request;
pub mod search;
pub mod threads;
pub mod usage;

pub use clock::Clock;
pub use ctx::{Ctx, Limits};
pub use error::Error;
pub use random::bytes as random_bytes;
/// Why a document cannot be read.
pub use sources::Error as DocumentError;
/// Fetching documents by their web address.
pub use sources::fetch::{Error as FetchError, Fetcher};
