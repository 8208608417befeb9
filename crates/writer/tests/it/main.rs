//! The built-in writer on the whole starter library, on strangers' texts and on hostile input.

mod check;
mod flashcards;
mod hostile;
mod library;
mod questions;
mod quiz;
mod strangers;
