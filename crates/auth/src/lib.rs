//! Who somebody is and what they may do: every rule of identity, as pure functions.
//!
//! Nothing here does I/O, waits, reads a clock or the environment, or makes randomness. Instants are integer
//! milliseconds given as arguments; randomness is given as arrays whose length says how much is needed; stored rows are
//! given as small structs and decided about. So every attack is a unit test, named after the line of the security
//! checklist that it proves (`t_03_hs256_keyed_with_the_public_key_is_refused`).
//!
//! # Reading order
//!
//! 1. [`user`], [`organisation`], [`permission`]: people, schools, and the table of what each role may do.
//! 2. [`sign_in`]: what is enough to come in, the same at every door. Around it [`password`], [`totp`], [`recovery`],
//!    [`oidc`] for what people show, and [`throttle`] with [`ip`] for how often they may.
//! 3. [`opaque`]: the form of every stored secret, with the decisions about them in [`session`], [`refresh`],
//!    [`one_time`]; [`api_key`] beside it.
//! 4. [`token`] over [`keys`] and the private `jws`: access tokens; [`bearer`] reads them off a request, [`revocation`]
//!    stops them early, [`csrf`] guards the cookie.
//! 5. [`secret`]: the root key and sealed envelopes. [`audit`]: the chain of what happened. [`retention`]: for how long.
//!
//! # Three habits
//!
//! - **Parse, then trust.** `Email`, `Password`, `Opaque`, `ApiKey` can only be made by reading or minting.
//! - **Decide about a row.** `decide(found, …, now_ms)` says what to do; where two requests may race, the module's
//!   first lines say what the store has to do atomically before asking.
//! - **Secrets do not print.** `Debug` hides them, dropping wipes them, only `expose` gives them out.
//!
//! # What belongs elsewhere
//!
//! Rows, Redis and transactions are in `store`; the bounded workers that hash, the mails, the provider's HTTP and the
//! nightly sweep in `factory`; headers, cookies, pages and status codes in `server`; settings in `cli`. Passkeys are not
//! here: WebAuthn is a conversation whose every check (challenge, origin, relying party, user verification,
//! counter) `webauthn-rs` makes where its state is kept; what a passkey is worth at the door is in [`sign_in`].

pub use error::{Error, Refusal};

pub mod api_key;
pub mod audit;
pub mod bearer;
pub mod csrf;
mod error;
pub mod id;
pub mod ip;
mod jws;
pub mod keys;
pub mod oidc;
pub mod one_time;
pub mod opaque;
pub mod organisation;
pub mod password;
pub mod permission;
pub mod recovery;
pub mod refresh;
pub mod retention;
pub mod revocation;
pub mod secret;
pub mod session;
pub mod sign_in;
pub mod throttle;
pub mod time;
pub mod token;
pub mod totp;
pub mod user;
