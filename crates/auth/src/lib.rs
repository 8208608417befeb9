//! Who: identity and permission, pure

pub use error::{Error, Refusal};

pub mod api_key;
pub mod bearer;
mod error;
pub mod id;
mod jws;
pub mod keys;
pub mod opaque;
pub mod organisation;
pub mod password;
pub mod permission;
pub mod time;
pub mod token;
pub mod user;
