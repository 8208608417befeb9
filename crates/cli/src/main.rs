//! The binary `factoria`.
fn main() {}
