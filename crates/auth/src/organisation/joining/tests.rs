//! What an invitation can never be made to give.

use uuid::Uuid;

use super::*;
use crate::user::UserId;

const SCHOOL: OrganisationId = OrganisationId(Uuid::from_u128(1));
const OTHER: OrganisationId = OrganisationId(Uuid::from_u128(2));
const OWN: (bool, Option<AgeBand>) = (true, Some(AgeBand::Adult));

fn member(role: Role, school: Option<(OrganisationId, Position)>) -> Member {
    Member { user: UserId(Uuid::from_u128(10)), role, school }
}

fn gift(role: Role, position: Position) -> Gift {
    Gift { role, school: Some((SCHOOL, position)) }
}

#[test]
fn a_03_nobody_is_invited_to_more_than_the_inviter_could_give() {
    let admin = member(Role::Admin, None);
    let manager = member(Role::Teacher, Some((SCHOOL, Position::Manager)));
    let teacher = member(Role::Teacher, Some((SCHOOL, Position::Member)));
    let elsewhere = member(Role::Teacher, Some((OTHER, Position::Manager)));
    let pupil = member(Role::Student, Some((SCHOOL, Position::Manager)));
    let asked = [
        gift(Role::Student, Position::Member),
        gift(Role::Student, Position::Manager),
        gift(Role::Teacher, Position::Member),
        gift(Role::Teacher, Position::Manager),
        gift(Role::Admin, Position::Member),
        Gift { role: Role::Student, school: None },
    ];
    let may = |inviting: &Member| asked.map(|gift| may_invite(inviting, &gift));
    assert_eq!(may(&admin), [true, false, true, true, true, true]);
    assert_eq!(may(&manager), [true, false, true, true, false, false]);
    assert_eq!(may(&teacher), [true, false, false, false, false, false]);
    assert_eq!(may(&elsewhere), [false; 6]);
    assert_eq!(may(&pupil), [false; 6]);
}

#[test]
fn an_account_gains_what_the_invitation_gives_and_loses_nothing() {
    let alone = member(Role::Student, None);
    let joined = join(&alone, OWN, &gift(Role::Teacher, Position::Manager), 16);
    assert_eq!(joined, Ok(gift(Role::Teacher, Position::Manager)));
    let manager = member(Role::Teacher, Some((SCHOOL, Position::Manager)));
    let to_admin = Gift { role: Role::Admin, school: Some((SCHOOL, Position::Member)) };
    let joined = join(&manager, OWN, &to_admin, 16);
    assert_eq!(joined, Ok(gift(Role::Admin, Position::Manager)), "still its manager");
    let no_school = Gift { role: Role::Admin, school: None };
    assert_eq!(join(&manager, OWN, &no_school, 16), Ok(gift(Role::Admin, Position::Manager)));
    let admin = member(Role::Admin, None);
    let joined = join(&admin, OWN, &gift(Role::Teacher, Position::Member), 16);
    assert_eq!(joined, Ok(gift(Role::Admin, Position::Member)));
}

#[test]
fn a_03_nobody_comes_in_as_a_pupil_and_teaches() {
    let teacher = member(Role::Teacher, None);
    assert_eq!(join(&teacher, OWN, &gift(Role::Student, Position::Member), 16), Err(NoJoin::Mightier));
}

#[test]
fn an_account_has_one_school_and_takes_nothing_twice() {
    let teacher = member(Role::Teacher, Some((OTHER, Position::Member)));
    let invited = gift(Role::Teacher, Position::Member);
    assert_eq!(join(&teacher, OWN, &invited, 16), Err(NoJoin::OtherSchool));
    let here = member(Role::Teacher, invited.school);
    assert_eq!(join(&here, OWN, &invited, 16), Err(NoJoin::NothingNew));
    let less = Gift { role: Role::Student, school: None };
    assert_eq!(join(&here, OWN, &less, 16), Err(NoJoin::NothingNew));
}

#[test]
fn d_03_a_childs_and_a_schools_account_stay_a_students() {
    let pupil = member(Role::Student, Some((SCHOOL, Position::Member)));
    let teacher = gift(Role::Teacher, Position::Member);
    assert_eq!(join(&pupil, (false, None), &teacher, 16), Err(NoJoin::Pupil));
    for (band, digital_age, expected) in [
        (AgeBand::Under13, 13, Err(NoJoin::Pupil)),
        (AgeBand::From13To15, 16, Err(NoJoin::Pupil)),
        (AgeBand::From13To15, 13, Ok(teacher)),
        (AgeBand::From16To17, 16, Ok(teacher)),
    ] {
        assert_eq!(join(&pupil, (true, Some(band)), &teacher, digital_age), expected, "{band:?}");
    }
    let alone = member(Role::Student, None);
    let student = gift(Role::Student, Position::Member);
    assert_eq!(join(&alone, (true, Some(AgeBand::Under13)), &student, 16), Ok(student));
}
