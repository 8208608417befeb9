//! Accounts: sign up, sign in, prove it again, take keys back, take one's data out, leave.
//!
//! The rules are `auth`'s; what is atomic is decided here. Every function that changes something takes the [`Visit`] it
//! happens in and adds to the audit log in the same write; letters are written in that write too ([`letter`]) and sent
//! afterwards ([`post`]).
//!
//! Until an installation has accounts, everything belongs to the person at the machine; see [`identity`] for when that
//! ends.
//!
//! Read [`identity`], then [`sign_in`].

use std::net::IpAddr;

use auth::user::UserId;
use uuid::Uuid;

use crate::request::IdempotencyKey;

pub use config::{Config, Registration, Secrets};
pub use identity::Identity;

pub mod admin;
pub mod api_keys;
mod change;
pub mod config;
mod confirm;
pub mod credential;
mod event;
pub mod first_admin;
mod hashing;
pub mod identity;
pub mod invitations;
mod invited;
pub mod joining;
pub mod keys;
pub mod lately;
pub mod letter;
pub mod oidc;
pub mod passkeys;
pub mod password;
pub mod post;
pub mod profile;
pub mod register;
pub mod retention;
mod revoking;
pub mod schools;
pub mod second_factor;
mod seen;
pub mod session;
pub mod sign_in;
mod taken_out;
pub mod watch;

/// The owner of everything on an installation without accounts.
pub const PERSON_AT_THE_MACHINE: UserId = UserId(Uuid::from_u128(1));

/// Under which name the store remembers who took over from the person at the machine.
const SUCCESSOR: &str = "first_admin";

/// Under whom the store remembers the requests of people who have no account yet.
const NOBODY: UserId = UserId(Uuid::nil());

/// Where a request came from, for the audit log and the list of sessions.
#[derive(Debug, Clone)]
pub struct Visit {
    /// The client's address; `None` at the command line.
    pub address: Option<IpAddr>,
    /// How the client describes itself.
    pub user_agent: String,
    /// The request's id.
    pub request_id: String,
    /// The client's word that a repeated request is the same request, where what it makes would be made twice.
    pub once: Option<IdempotencyKey>,
}

impl Visit {
    /// A visit by somebody at the command line.
    pub fn at_the_machine() -> Self {
        Self { address: None, user_agent: "factoria".to_owned(), request_id: String::new(), once: None }
    }
}

/// Who owns what is made at the command line: the first admin once there is one.
///
/// # Errors
/// [`Error::Store`](crate::Error::Store).
pub async fn person_at_the_machine(db: &store::Db) -> Result<UserId, crate::Error> {
    let successor = store::facts::get(db, SUCCESSOR).await?;
    Ok(successor.and_then(|id| id.parse().ok()).unwrap_or(PERSON_AT_THE_MACHINE))
}
