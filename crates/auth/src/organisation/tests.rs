//! Who may look after whom, and what protects a minor.

use uuid::Uuid;

use super::*;

const SCHOOL: OrganisationId = OrganisationId(Uuid::from_u128(1));
const OTHER: OrganisationId = OrganisationId(Uuid::from_u128(2));

fn member(id: u128, role: Role, school: Option<(OrganisationId, Position)>) -> Member {
    Member { user: UserId(Uuid::from_u128(id)), role, school }
}

fn teacher() -> Member {
    member(10, Role::Teacher, Some((SCHOOL, Position::Member)))
}

fn manager() -> Member {
    member(11, Role::Teacher, Some((SCHOOL, Position::Manager)))
}

fn pupil(school: OrganisationId) -> Member {
    member(12, Role::Student, Some((school, Position::Member)))
}

#[test]
fn a_03_nobody_raises_themselves_or_a_friend() {
    let admin = member(1, Role::Admin, None);
    for role in [Role::Student, Role::Teacher, Role::Admin] {
        assert!(!may_care(&admin, &admin, Care::SetRole(role)), "not even an admin changes their own role");
        assert!(!may_care(&manager(), &teacher(), Care::SetRole(role)));
        assert!(!may_care(&teacher(), &pupil(SCHOOL), Care::SetRole(role)));
    }
    assert!(may_care(&admin, &teacher(), Care::SetRole(Role::Student)));
}

#[test]
fn a_03_nobody_makes_an_account_mightier_than_they_may_look_after() {
    let admin = member(1, Role::Admin, None);
    let may =
        |carer: &Member| [Role::Student, Role::Teacher, Role::Admin].map(|role| may_add(carer, SCHOOL, role));
    assert_eq!(may(&pupil(SCHOOL)), [false, false, false]);
    assert_eq!(may(&teacher()), [true, false, false]);
    assert_eq!(may(&manager()), [true, true, false]);
    assert_eq!(may(&admin), [true, true, true]);
    assert!(!may_add(&manager(), OTHER, Role::Student));
}

#[test]
fn a_01_another_schools_pupil_is_out_of_reach() {
    for care in [Care::StartReset, Care::Suspend, Care::Export, Care::Delete] {
        assert!(!may_care(&manager(), &pupil(OTHER), care));
        assert!(!may_care(&teacher(), &member(13, Role::Student, None), care));
    }
}

#[test]
fn p_11_a_teacher_starts_a_reset_for_a_pupil_but_a_pupil_for_nobody() {
    assert!(may_care(&teacher(), &pupil(SCHOOL), Care::StartReset));
    assert!(!may_care(&teacher(), &manager(), Care::StartReset));
    assert!(!may_care(&pupil(SCHOOL), &teacher(), Care::StartReset));
    let promoted_pupil = member(14, Role::Student, Some((SCHOOL, Position::Manager)));
    assert!(!may_care(&promoted_pupil, &pupil(SCHOOL), Care::StartReset), "the position alone gives nothing");
}

#[test]
fn d_01_d_02_only_a_manager_takes_out_or_deletes_a_pupils_data() {
    for care in [Care::Export, Care::Delete] {
        assert!(may_care(&manager(), &pupil(SCHOOL), care));
        assert!(!may_care(&teacher(), &pupil(SCHOOL), care));
    }
}

#[test]
fn d_03_the_age_gate_keeps_a_band_and_not_a_date() {
    let today = BirthDate::new(2026, 11, 22).unwrap();
    let band = |year, month, day| AgeBand::on(today, BirthDate::new(year, month, day).unwrap());
    assert_eq!(band(2013, 11, 22), AgeBand::From13To15, "thirteen today");
    assert_eq!(band(2013, 11, 23), AgeBand::Under13, "thirteen tomorrow");
    assert_eq!(band(2010, 11, 22), AgeBand::From16To17);
    assert_eq!(band(2008, 11, 22), AgeBand::Adult);
    assert_eq!(band(2100, 1, 1), AgeBand::Under13, "a date in the future opens nothing");
    assert!(BirthDate::new(2010, 13, 1).is_err());
    assert!(BirthDate::new(i32::MIN, 1, 1).is_err());
}

#[test]
fn d_03_a_child_needs_a_school_or_a_parent() {
    let own = ConsentBasis::Own { at_ms: 0 };
    let school = ConsentBasis::School { organisation: SCHOOL, recorded_by: teacher().user, at_ms: 0 };
    for digital_age in [0, 13, 16, 255] {
        assert!(!own.covers(AgeBand::Under13, digital_age));
        assert!(school.covers(AgeBand::Under13, digital_age));
        assert!(own.covers(AgeBand::From16To17, digital_age));
    }
    assert!(own.covers(AgeBand::From13To15, 13));
    assert!(!own.covers(AgeBand::From13To15, 14), "some of the band are too young there");
}

#[test]
fn d_03_a_slug_can_never_look_like_a_mail_domain() {
    assert_eq!(Slug::parse(" Lincoln-2 ").unwrap().as_str(), "lincoln-2");
    for typed in ["", "a", "a.b", "lincoln.org", "-a", "a-", "12", "a b", "лицей", &"a".repeat(41)] {
        assert!(Slug::parse(typed).is_err(), "{typed:?}");
    }
}
