//! The other doors out of the house: mail.

pub mod mail;
