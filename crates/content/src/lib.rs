//! What is taught, and what a good one looks like: types and rules, no I/O
