//! Who somebody is: addresses, school names, roles. Parsed once at the rim and trusted from there on.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

pub use crate::id::UserId;
use crate::organisation::Slug;
use crate::{Error, user::email::canonical_address};

mod email;

/// What somebody may do, each role including the ones before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Learns: makes and studies material of their own.
    Student,
    /// Teaches: approves material, runs batches and evaluations, looks after pupils.
    Teacher,
    /// Runs the installation: accounts, audit log, usage, keys.
    Admin,
}

/// An e-mail address: shown as it was typed, compared without regard to case.
///
/// Two addresses are equal when their canonical forms are. `Debug` never prints it.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email {
    typed: String,
    canonical: String,
}

impl Email {
    /// Reads an address of at most 254 bytes; spaces around it are dropped, the domain may be international.
    ///
    /// # Errors
    /// [`Error::Malformed`] with the field `email`. The part before the `@` has to be ASCII, because mail to
    /// any other is still refused by many servers.
    pub fn parse(typed: &str) -> Result<Self, Error> {
        let typed = typed.trim();
        Ok(Self { canonical: canonical_address(typed)?, typed: typed.to_owned() })
    }

    /// The address as its owner wrote it: for sending mail and showing it to them.
    #[must_use]
    pub fn as_typed(&self) -> &str {
        &self.typed
    }

    /// The one spelling that all variants share: for unique indexes and comparison.
    #[must_use]
    pub fn canonical(&self) -> &str {
        &self.canonical
    }

    /// The canonical part before the `@`.
    #[must_use]
    pub fn local_part(&self) -> &str {
        self.canonical.split('@').next().unwrap_or_default()
    }

    /// The canonical domain, in ASCII.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.canonical.rsplit('@').next().unwrap_or_default()
    }
}

impl PartialEq for Email {
    fn eq(&self, other: &Self) -> bool {
        self.canonical == other.canonical
    }
}

impl Eq for Email {}

impl std::hash::Hash for Email {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.canonical.hash(state);
    }
}

impl std::fmt::Debug for Email {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Email(hidden)")
    }
}

impl TryFrom<String> for Email {
    type Error = Error;

    fn try_from(typed: String) -> Result<Self, Error> {
        Self::parse(&typed)
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.typed
    }
}

/// The name of an account that a school made, `name@school`: no e-mail address is needed or implied.
///
/// A school's slug has no dot, so a username is never mistaken for an address.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Username {
    name: String,
    school: Slug,
}

impl Username {
    /// Joins a name of 2 to 32 lower-case letters, digits, `.`, `-`, `_` with a school.
    ///
    /// # Errors
    /// [`Error::Malformed`] with the field `username`.
    pub fn new(name: &str, school: Slug) -> Result<Self, Error> {
        let problem =
            "takes 2 to 32 letters a-z, digits, `.`, `-` or `_`, beginning and ending with a letter or digit";
        let name = name.trim().to_ascii_lowercase();
        let inner = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
        let edges = |c: char| c.is_ascii_alphanumeric();
        let good = (2..=32).contains(&name.len())
            && name.chars().all(inner)
            && name.starts_with(edges)
            && name.ends_with(edges);
        if good { Ok(Self { name, school }) } else { Err(Error::Malformed { field: "username", problem }) }
    }

    /// Reads `name@school`.
    ///
    /// # Errors
    /// [`Error::Malformed`] when either half is not of its form.
    pub fn parse(typed: &str) -> Result<Self, Error> {
        let Some((name, school)) = typed.trim().split_once('@') else {
            return Err(Error::Malformed { field: "username", problem: "is written name@school" });
        };
        Self::new(name, Slug::parse(school)?)
    }

    /// `name@school` in lower case: for unique indexes and showing.
    #[must_use]
    pub fn canonical(&self) -> String {
        format!("{}@{}", self.name, self.school)
    }

    /// The half before the `@`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The school's half.
    #[must_use]
    pub fn school(&self) -> &Slug {
        &self.school
    }
}

impl std::fmt::Debug for Username {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Username(hidden)")
    }
}

/// What somebody signs in with: an address or a school's username.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignInName {
    /// An e-mail address.
    Email(Email),
    /// A name that a school gave out.
    Username(Username),
}

impl SignInName {
    /// Reads whichever of the two it is.
    ///
    /// # Errors
    /// [`Error::Malformed`]; at sign-in, treat it like an unknown name, so that nothing can be told from it.
    pub fn parse(typed: &str) -> Result<Self, Error> {
        match Email::parse(typed) {
            Ok(email) => Ok(Self::Email(email)),
            Err(_) => Username::parse(typed).map(Self::Username),
        }
    }

    /// The spelling that all variants of the name share.
    #[must_use]
    pub fn canonical(&self) -> String {
        match self {
            Self::Email(email) => email.canonical().to_owned(),
            Self::Username(username) => username.canonical(),
        }
    }
}

/// What somebody wants to be called: 1 to 100 characters without control or direction marks.
///
/// `Debug` never prints it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DisplayName(String);

impl DisplayName {
    /// Reads a name, composed (NFC) and without spaces around it.
    ///
    /// # Errors
    /// [`Error::Malformed`] with the field `name`.
    pub fn parse(typed: &str) -> Result<Self, Error> {
        let too_long = Error::Malformed { field: "name", problem: "takes 1 to 100 characters" };
        if typed.len() > 1_000 {
            return Err(too_long);
        }
        let name: String = typed.trim().nfc().collect();
        if name.is_empty() || name.chars().count() > 100 {
            return Err(too_long);
        }
        // line breaks at the ends too: what is kept is what was sent, or nothing
        if typed.chars().any(|c| c.is_control() || is_direction_mark(c)) {
            let problem = "must not contain line breaks, control characters or marks that change direction";
            return Err(Error::Malformed { field: "name", problem });
        }
        Ok(Self(name))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for DisplayName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DisplayName(hidden)")
    }
}

impl TryFrom<String> for DisplayName {
    type Error = Error;

    fn try_from(typed: String) -> Result<Self, Error> {
        Self::parse(&typed)
    }
}

impl From<DisplayName> for String {
    fn from(name: DisplayName) -> Self {
        name.0
    }
}

/// Marks that make text read otherwise than it is stored.
pub(crate) fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests;
