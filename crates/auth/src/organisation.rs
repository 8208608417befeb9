//! Schools: their short names, who looks after whom in them, and why a minor's data may be kept.
//!
//! What belongs elsewhere: the rows, the invitations' mail, the pages. Consent is recorded here as a basis and
//! a band of ages; a birth date is read once to find the band and never leaves [`AgeBand::on`].

use serde::{Deserialize, Serialize};

pub use crate::id::OrganisationId;
use crate::{Error, user::Role, user::UserId};

pub use consent::{AgeBand, BirthDate, ConsentBasis, ConsentNeed, consent_needed};
pub use joining::{Gift, NoJoin, join, may_invite};

mod consent;
mod joining;

/// A school's short name as it stands after the `@` of a username: 2 to 40 of `a-z`, `0-9`, `-`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Slug(String);

impl Slug {
    /// Reads a slug; capital letters become small ones.
    ///
    /// # Errors
    /// [`Error::Malformed`] with the field `school`.
    pub fn parse(typed: &str) -> Result<Self, Error> {
        let slug = typed.trim().to_ascii_lowercase();
        let inner = |c: char| c.is_ascii_alphanumeric() || c == '-';
        let edges = |c: char| c.is_ascii_alphanumeric();
        let good = (2..=40).contains(&slug.len())
            && slug.chars().all(inner)
            && slug.starts_with(edges)
            && slug.ends_with(edges)
            && slug.chars().any(|c| c.is_ascii_alphabetic());
        let problem = "takes 2 to 40 letters a-z, digits or hyphens, at least one of them a letter";
        if good { Ok(Self(slug)) } else { Err(Error::Malformed { field: "school", problem }) }
    }

    /// The slug.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Slug {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Slug {
    type Error = Error;

    fn try_from(typed: String) -> Result<Self, Error> {
        Self::parse(&typed)
    }
}

impl From<Slug> for String {
    fn from(slug: Slug) -> Self {
        slug.0
    }
}

/// What somebody is in a school, beside their [`Role`] in the installation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Position {
    /// Belongs to it.
    Member,
    /// Runs it: invites teachers, answers requests about its pupils' data.
    Manager,
}

/// An account as far as it matters to who may look after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// The account.
    pub user: UserId,
    /// Its role in the installation.
    pub role: Role,
    /// Its school and its position there, if it belongs to one.
    pub school: Option<(OrganisationId, Position)>,
}

/// Something that one account does to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Care {
    /// Start a password reset; nobody ever sets or sees another's password.
    StartReset,
    /// Switch the account off or on.
    Suspend,
    /// Give it this role.
    SetRole(Role),
    /// Read or take out its data on behalf of the pupil or a parent.
    Export,
    /// Delete it.
    Delete,
}

/// Whether `carer` may do this to `cared_for`; an account is never its own carer.
///
/// Admins may do all of it to others. A teacher looks after the students of the same school; its managers also
/// after its teachers. Only admins change roles, so nobody raises themselves or a friend.
#[must_use]
pub fn may_care(carer: &Member, cared_for: &Member, care: Care) -> bool {
    if carer.user == cared_for.user {
        return false;
    }
    if carer.role == Role::Admin {
        return true;
    }
    let Some((school, _)) = cared_for.school else { return false };
    let within_reach = reach(carer, school).is_some_and(|highest| cared_for.role <= highest);
    match care {
        Care::SetRole(_) => false,
        Care::StartReset | Care::Suspend => within_reach,
        Care::Export | Care::Delete => within_reach && carer.school == Some((school, Position::Manager)),
    }
}

/// Whether `carer` may make an account of this role in a school, or invite somebody to one.
#[must_use]
pub fn may_add(carer: &Member, school: OrganisationId, role: Role) -> bool {
    carer.role == Role::Admin || reach(carer, school).is_some_and(|highest| role <= highest)
}

/// The highest role that a teacher looks after in this school; a position without that role gives nothing.
fn reach(carer: &Member, school: OrganisationId) -> Option<Role> {
    let (own, position) = carer.school?;
    let teaches_there = own == school && carer.role >= Role::Teacher;
    teaches_there.then_some(match position {
        Position::Manager => Role::Teacher,
        Position::Member => Role::Student,
    })
}

#[cfg(test)]
mod tests;
