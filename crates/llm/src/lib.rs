//! Models: one request shape, many providers
