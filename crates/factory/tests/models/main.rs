//! Models in the factory: what they write is checked, paid for and bounded, and what they do wrong is survived.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod attacks;
mod budgets;
mod cancelling;
mod crowd;
mod defence;
mod engines;
mod falsehoods;
mod faults;
mod flights;
mod harness;
mod honest;
mod open;
mod personal;
mod wires;
