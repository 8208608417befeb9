//! Stories through the public interface.

mod clean;
mod extract;
mod given;
mod hostile;
mod library;
mod properties;
mod rank;
