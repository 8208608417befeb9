//! Stories about models: every provider's protocol, every fault, against a stand-in server over real sockets.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "helpers of tests; the server ends with the runtime"
)]

extern crate factoria_llm as llm;

mod answers;
mod budgets;
mod cancellation;
mod cassettes;
mod documented;
mod events;
mod fallbacks;
mod faults;
mod flights;
mod harness;
mod retries;
mod shapes;
mod spans;
mod structured;
mod timeouts;
