//! For those who look after others: people, invitations, schools, the audit log.

pub(super) mod audit_log;
pub(super) mod invitations;
pub(super) mod people;
pub(super) mod person;
pub(super) mod schools;

use auth::user::Role;
use store::users::User;

/// How many lines stand on a page.
const PAGE: u32 = 50;
/// The roles with their words in forms.
const ROLES: [(&str, &str, Role); 3] = [
    ("student", "Student", Role::Student),
    ("teacher", "Teacher", Role::Teacher),
    ("admin", "Admin", Role::Admin),
];

/// The role of a word of a form; the least where it is unknown.
fn role(word: &str) -> Role {
    ROLES.iter().find(|(name, _, _)| *name == word).map_or(Role::Student, |(_, _, role)| *role)
}

/// How an account stands, where that is out of the ordinary.
fn standing(user: &User) -> Option<&'static str> {
    if user.deleted_ms.is_some() {
        Some("deleted")
    } else if user.suspended_ms.is_some() {
        Some("switched off")
    } else if user.password_hash.is_none() {
        Some("no password yet")
    } else {
        None
    }
}
