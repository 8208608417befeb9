//! The names of things: one type an id, so that a session never stands where a person should.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::try_parse(text).map(Self)
            }
        }
    };
}

id!(
    /// A person, or an account that stands for one. Opaque: it says nothing about who it is.
    UserId
);
id!(
    /// A school or another body that accounts belong to.
    OrganisationId
);
id!(
    /// One sign-in on one device: a browser session or a family of refresh tokens (`sid` in access tokens).
    SessionId
);
id!(
    /// One API key.
    ApiKeyId
);
