//! The doors out of the house, beside documents and models: mail and identity
//! providers.

pub mod identity;
pub mod mail;
