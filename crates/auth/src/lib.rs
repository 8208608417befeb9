//! Who: identity and permission, pure

pub use error::{Error, Refusal};

mod error;
pub mod id;
pub mod organisation;
pub mod password;
pub mod permission;
pub mod time;
pub mod user;
