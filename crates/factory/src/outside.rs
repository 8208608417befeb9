//! The doors out of the house, beside documents and models: mail.

pub mod mail;
