//! What we do: every use case
