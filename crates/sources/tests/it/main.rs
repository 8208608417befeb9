//! Stories through the public interface.

mod clean;
mod extract;
mod given;
mod library;
mod rank;
