//! The built-in writer on the whole starter library, on strangers' texts and on hostile input.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking, in its helpers as well")]

mod check;
mod flashcards;
mod hostile;
#[allow(dead_code, reason = "the example reads files as well")]
mod library;
mod manuals;
mod questions;
mod quiz;
mod strangers;
