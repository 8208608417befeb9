//! Who: identity and permission, pure

pub use error::{Error, Refusal};

pub mod api_key;
pub mod bearer;
pub mod csrf;
mod error;
pub mod id;
pub mod ip;
mod jws;
pub mod keys;
pub mod opaque;
pub mod organisation;
pub mod password;
pub mod permission;
pub mod recovery;
pub mod refresh;
pub mod secret;
pub mod session;
pub mod throttle;
pub mod time;
pub mod token;
pub mod totp;
pub mod user;
