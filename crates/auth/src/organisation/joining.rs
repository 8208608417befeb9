//! Invitations: who may make one, and what becomes of an account that takes one.
//!
//! An invitation never gives more than whoever made it could give by hand, and whoever takes one brings no more into the
//! school than it says: a teacher's account that comes in as a pupil would teach there, without anybody's leave.

use super::{AgeBand, ConsentNeed, Member, OrganisationId, Position, consent_needed, may_add};
use crate::user::Role;

/// What an invitation gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gift {
    /// The role it gives.
    pub role: Role,
    /// The school it leads to, and as what.
    pub school: Option<(OrganisationId, Position)>,
}

/// Whether somebody may invite people to this. Only who runs a school makes others run it, and only those who may teach.
#[must_use]
pub fn may_invite(inviting: &Member, gift: &Gift) -> bool {
    let Some((school, position)) = gift.school else { return inviting.role == Role::Admin };
    // whoever may add those who teach runs the school
    may_add(inviting, school, gift.role) && (position == Position::Member || gift.role >= Role::Teacher)
}

/// Why an account cannot take an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoJoin {
    /// It belongs to another school.
    OtherSchool,
    /// It has all that the invitation gives.
    NothingNew,
    /// It may do more than the invitation says, and would bring that into the school.
    Mightier,
    /// It is a pupil's, made by their school, or a child's: it stays a student's.
    Pupil,
}

/// What an account is once it took an invitation. It never loses anything by it.
///
/// `has_address` tells one's own accounts from those that a school made.
///
/// # Errors
/// [`NoJoin`].
pub fn join(
    member: &Member,
    (has_address, band): (bool, Option<AgeBand>),
    gift: &Gift,
    digital_age: u8,
) -> Result<Gift, NoJoin> {
    if let (Some((own, _)), Some((school, _))) = (member.school, gift.school)
        && own != school
    {
        return Err(NoJoin::OtherSchool);
    }
    let joined = Gift {
        role: member.role.max(gift.role),
        school: gift.school.map_or(member.school, |(school, position)| {
            let before = member.school.map_or(position, |(_, before)| before);
            Some((school, position.max(before)))
        }),
    };
    if joined == (Gift { role: member.role, school: member.school }) {
        return Err(NoJoin::NothingNew);
    }
    if member.role > gift.role && member.role != Role::Admin {
        return Err(NoJoin::Mightier);
    }
    let is_child = band.is_some_and(|band| consent_needed(band, digital_age) == ConsentNeed::SchoolOrParent);
    if joined.role > Role::Student && (is_child || !has_address) {
        return Err(NoJoin::Pupil);
    }
    Ok(joined)
}

#[cfg(test)]
mod tests;
