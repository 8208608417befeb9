//! Keys that are guessed, borrowed, outgrown or left behind.

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::permission::{Action, Denied, Scope};

const NOW_MS: i64 = 1_800_000_000_000;

fn record(scopes: ScopeSet) -> KeyRecord {
    KeyRecord {
        id: ApiKeyId(Uuid::from_u128(1)),
        owner: UserId(Uuid::from_u128(2)),
        scopes,
        expires_ms: Some(NOW_MS + 1),
        last_used_ms: None,
        revoked: false,
    }
}

#[test]
fn k_01_a_key_has_a_prefix_200_bits_and_a_checksum() {
    let key = ApiKey::mint([0xA7; 25]);
    assert_eq!(key.expose().len(), 51);
    assert!(key.expose().starts_with("lf_"));
    assert_eq!(ApiKey::parse(key.expose()).unwrap().digest(), key.digest());
    assert_eq!(key.hint(), &key.expose()[..9]);
}

#[test]
fn k_01_a_mistyped_or_invented_key_is_refused_without_a_look_up() {
    let key = ApiKey::mint([0xA7; 25]);
    let text = key.expose();
    for position in 3..text.len() {
        let other = if &text[position..=position] == "a" { "b" } else { "a" };
        let mistyped = format!("{}{other}{}", &text[..position], &text[position + 1..]);
        assert!(ApiKey::parse(&mistyped).is_err(), "{mistyped}");
    }
    let upper = text.to_uppercase();
    for odd in [
        "",
        "lf_",
        &text[1..],
        &text[..50],
        &format!("{text}a"),
        &upper,
        &format!("lf_{}", "é".repeat(24)),
        &"lf_".repeat(100_000),
    ] {
        assert!(matches!(ApiKey::parse(odd), Err(Error::Refused(_))));
    }
}

#[test]
fn k_01_a_key_is_never_mightier_than_its_owner_is_today() {
    let minted_as_teacher = record(ScopeSet::for_keys(Role::Teacher));
    let Verdict::Live { grant, .. } = decide(&minted_as_teacher, Role::Student, NOW_MS) else { panic!() };
    assert_eq!(grant.may(Action::RunBatches), Err(Denied::Role));
    assert_eq!(grant.may(Action::RunEvaluations), Err(Denied::Role));
    let overfull = record(ScopeSet::of_role(Role::Admin));
    let Verdict::Live { grant, .. } = decide(&overfull, Role::Admin, NOW_MS) else { panic!() };
    assert_eq!(
        grant.may(Action::ManageAccount),
        Err(Denied::Scope(Scope::AccountManage)),
        "even if a row says so"
    );
}

#[test]
fn k_01_scopes_of_a_new_key_lie_within_its_owners() {
    let within = |scopes: &[Scope], role, granted| {
        check_scopes(scopes.iter().copied().collect(), role, granted).is_ok()
    };
    let ask = |scopes: &[Scope], role| within(scopes, role, ScopeSet::of_role(role));
    assert!(ask(&[Scope::MaterialsRead, Scope::SourcesWrite], Role::Student));
    assert!(!ask(&[Scope::AdminRead], Role::Teacher));
    assert!(!ask(&[Scope::AccountManage], Role::Admin));
    assert!(!ask(&[], Role::Admin));
    // nor beyond the credential that it is made with
    let narrow: ScopeSet = [Scope::AccountManage, Scope::SourcesRead].into_iter().collect();
    assert!(within(&[Scope::SourcesRead], Role::Admin, narrow));
    assert!(!within(&[Scope::SourcesRead, Scope::MaterialsRead], Role::Admin, narrow));
}

#[test]
fn k_01_expiry_and_revocation_hold_at_once() {
    let key = record(ScopeSet::for_keys(Role::Student));
    assert!(matches!(decide(&key, Role::Student, NOW_MS), Verdict::Live { touch: true, .. }));
    assert_eq!(decide(&key, Role::Student, NOW_MS + 1), Verdict::Expired);
    assert_eq!(decide(&KeyRecord { revoked: true, ..key.clone() }, Role::Student, NOW_MS), Verdict::Revoked);
    let used = KeyRecord { last_used_ms: Some(NOW_MS - 59_999), ..key };
    assert!(matches!(decide(&used, Role::Student, NOW_MS), Verdict::Live { touch: false, .. }));
}

#[test]
fn g_03_a_key_does_not_print_itself() {
    let key = ApiKey::mint([0xA7; 25]);
    assert!(!format!("{key:?}").contains(&key.expose()[5..12]));
}

proptest! {
    #[test]
    fn every_minted_key_is_read_back(random in prop::array::uniform25(any::<u8>())) {
        let key = ApiKey::mint(random);
        let read = ApiKey::parse(key.expose()).unwrap();
        prop_assert_eq!(read.expose(), key.expose());
    }

    #[test]
    fn no_other_text_is_a_key(presented in "lf_[a-z2-7]{48}|lf_\\PC{0,60}|\\PC{0,80}") {
        prop_assert!(ApiKey::parse(&presented).is_err());
    }
}
