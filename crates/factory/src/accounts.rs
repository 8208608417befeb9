//! Who owns what. Until an installation has accounts, everything belongs to the person at the machine.

use auth::user::UserId;
use uuid::Uuid;

/// The owner of everything on an installation without accounts.
pub const PERSON_AT_THE_MACHINE: UserId = UserId(Uuid::from_u128(1));
