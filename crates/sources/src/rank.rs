//! Which passages are about a topic, and in what order.
//!
//! A store keeps what [`index_text`] gives and searches it for what [`query()`] gives; both are plain words, so any
//! full-text index serves. What it finds is judged by [`covers`], which asks whether the passages really are about the
//! topic, and passages at hand are ordered by [`order`].

mod bm25;
mod coverage;
mod index;
mod query;

pub use bm25::order;
pub use coverage::{Coverage, covers};
pub use index::{IndexText, index_text};
pub use query::{SearchQuery, query, query_in};
