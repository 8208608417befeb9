//! Scopes: named parts of what a role may do, for tokens and keys that should do less.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::permission::Action;
use crate::{Error, user::Role};

/// One part of the permissions, as it is written in `scope`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// `materials:read`
    MaterialsRead,
    /// `materials:write`
    MaterialsWrite,
    /// `sources:read`
    SourcesRead,
    /// `sources:write`
    SourcesWrite,
    /// `evaluations:write`
    EvaluationsWrite,
    /// `account:read`
    AccountRead,
    /// `account:manage`: password, factors, sessions, keys, export, deletion. Never for API keys.
    AccountManage,
    /// `school:manage`. Never for API keys.
    SchoolManage,
    /// `admin:read`
    AdminRead,
    /// `admin:manage`. Never for API keys.
    AdminManage,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 10] = [
        Self::MaterialsRead,
        Self::MaterialsWrite,
        Self::SourcesRead,
        Self::SourcesWrite,
        Self::EvaluationsWrite,
        Self::AccountRead,
        Self::AccountManage,
        Self::SchoolManage,
        Self::AdminRead,
        Self::AdminManage,
    ];

    /// How the scope is written.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MaterialsRead => "materials:read",
            Self::MaterialsWrite => "materials:write",
            Self::SourcesRead => "sources:read",
            Self::SourcesWrite => "sources:write",
            Self::EvaluationsWrite => "evaluations:write",
            Self::AccountRead => "account:read",
            Self::AccountManage => "account:manage",
            Self::SchoolManage => "school:manage",
            Self::AdminRead => "admin:read",
            Self::AdminManage => "admin:manage",
        }
    }

    /// Whether an API key may carry it: a key that leaks must not be able to take the account over.
    #[must_use]
    pub const fn fits_a_key(self) -> bool {
        !matches!(self, Self::AccountManage | Self::SchoolManage | Self::AdminManage)
    }

    const fn bit(self) -> u16 {
        1 << self as u16
    }
}

impl FromStr for Scope {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let unknown = Error::Malformed { field: "scopes", problem: "names a scope that does not exist" };
        Self::ALL.into_iter().find(|scope| scope.as_str() == text).ok_or(unknown)
    }
}

/// A set of scopes; written with spaces between, as OAuth does.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ScopeSet(u16);

impl ScopeSet {
    /// All scopes that some action of the role needs.
    #[must_use]
    pub fn of_role(role: Role) -> Self {
        Action::ALL
            .iter()
            .map(|action| action.rule())
            .filter(|(lowest, _)| *lowest <= role)
            .map(|(_, s)| s)
            .collect()
    }

    /// All scopes that an API key of somebody with this role may carry.
    #[must_use]
    pub fn for_keys(role: Role) -> Self {
        Self::of_role(role).iter().filter(|scope| scope.fits_a_key()).collect()
    }

    /// What is left to whoever has to set up a second factor first.
    #[must_use]
    pub fn to_enrol() -> Self {
        [Scope::AccountRead, Scope::AccountManage].into_iter().collect()
    }

    /// Reads a list separated by spaces.
    ///
    /// # Errors
    /// [`Error::Malformed`] when it names a scope that does not exist.
    pub fn parse(text: &str) -> Result<Self, Error> {
        text.split(' ').filter(|name| !name.is_empty()).map(Scope::from_str).collect()
    }

    /// Whether the scope is in the set.
    #[must_use]
    pub const fn contains(self, scope: Scope) -> bool {
        self.0 & scope.bit() != 0
    }

    /// Whether every scope of this set is in the other.
    #[must_use]
    pub const fn is_subset_of(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// What both sets have.
    #[must_use]
    pub const fn shared_with(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether nothing is in it.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The scopes, in a fixed order.
    pub fn iter(self) -> impl Iterator<Item = Scope> {
        Scope::ALL.into_iter().filter(move |scope| self.contains(*scope))
    }
}

impl FromIterator<Scope> for ScopeSet {
    fn from_iter<I: IntoIterator<Item = Scope>>(scopes: I) -> Self {
        Self(scopes.into_iter().fold(0, |bits, scope| bits | scope.bit()))
    }
}

impl fmt::Display for ScopeSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.iter().map(Scope::as_str).collect();
        f.write_str(&names.join(" "))
    }
}

impl fmt::Debug for ScopeSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ScopeSet({self})")
    }
}

impl TryFrom<String> for ScopeSet {
    type Error = Error;

    fn try_from(text: String) -> Result<Self, Error> {
        Self::parse(&text)
    }
}

impl From<ScopeSet> for String {
    fn from(scopes: ScopeSet) -> Self {
        scopes.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_is_written_and_read_back() {
        for role in [Role::Student, Role::Teacher, Role::Admin] {
            let scopes = ScopeSet::of_role(role);
            assert_eq!(ScopeSet::parse(&scopes.to_string()).unwrap(), scopes);
        }
        assert_eq!(ScopeSet::of_role(Role::Admin).iter().count(), Scope::ALL.len(), "no scope is of no use");
        assert!(ScopeSet::parse("").unwrap().is_empty());
    }

    #[test]
    fn unknown_scopes_are_refused_and_not_ignored() {
        for text in [
            "admin",
            "materials:*",
            "MATERIALS:READ",
            "materials:read,admin:read",
            "materials:read\u{a0}",
            "\0",
        ] {
            assert!(ScopeSet::parse(text).is_err(), "{text:?}");
        }
    }
}
