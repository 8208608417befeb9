//! Single sign-on by OpenID Connect, the part that needs no network.
//!
//! In the order of a sign-in: [`Attempt::start`] and [`Attempt::authorization_url`]; the browser goes away and comes
//! back; [`Attempt::finish`]; the caller exchanges the code; [`id_token::verify`]; [`decide`] whose account it is.
//! Discovery, the key set and the exchange are HTTP and live with the caller, who keeps the attempt in a sealed
//! `__Host-` cookie of the same browser, so that nobody finishes what another began.

use serde::{Deserialize, Serialize};

pub use attempt::{Attempt, Callback, CallbackRefused, Exchange, RANDOM_BYTES};
pub use link::{Decision, Refused, Situation, decide};
pub use return_to::ReturnTo;

mod attempt;
pub mod id_token;
mod link;
mod return_to;

/// An identity provider as an operator configured it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provider {
    /// `iss`: exact, and the only one; for Microsoft the tenant's own.
    pub issuer: String,
    /// What the provider knows this installation as.
    pub client_id: String,
    /// The domains whose people may come in this way; empty for all.
    pub domains: Vec<String>,
    /// Whether the provider's `email_verified` is proof, which it is when it runs or checks the mailboxes.
    pub email_is_proof: bool,
    /// Whether `hd` has to name the domain too (Google: an account of the school, not one with a school's address).
    pub needs_hosted_domain: bool,
    /// Whether `amr` is believed when it says that a second factor was used.
    pub second_factor_is_proof: bool,
    /// Whether unknown people get an account.
    pub may_create: bool,
    /// Whether the provider names itself in callbacks (RFC 9207), as its metadata say; if so, it has to.
    pub names_itself: bool,
}

/// Who somebody is to a provider: the pair, never an e-mail address, which changes hands.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Identity {
    /// `iss`.
    pub issuer: String,
    /// `sub`.
    pub subject: String,
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Identity({}, hidden)", self.issuer)
    }
}
