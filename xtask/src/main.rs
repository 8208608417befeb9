//! Checks, generators and the test runner: `cargo xtask`.
fn main() {}
