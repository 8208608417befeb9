//! Envelopes that were moved, changed, or outlived their key.

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::id::UserId;

const ANN: Option<UserId> = Some(UserId(Uuid::from_u128(1)));
const BEN: Option<UserId> = Some(UserId(Uuid::from_u128(2)));

fn root(n: u8) -> RootKey {
    RootKey::from_bytes([n; 32])
}

fn vault() -> Vault {
    Vault::new(Purpose::TotpSecrets, &root(1), &[])
}

fn opens(vault: &Vault, envelope: &Envelope, owner: Option<UserId>) -> bool {
    vault.open(envelope, owner).is_ok()
}

#[test]
fn m_08_a_sealed_secret_opens_for_its_owner_only() {
    let envelope = vault().seal(b"JBSWY3DPEHPK3PXP", ANN, [5; 24]).unwrap();
    assert_eq!(vault().open(&envelope, ANN).unwrap().secret.as_slice(), b"JBSWY3DPEHPK3PXP");
    assert!(!opens(&vault(), &envelope, BEN), "a row copied into another account");
    assert!(!opens(&vault(), &envelope, None));
    assert!(!opens(&Vault::new(Purpose::SigningKeys, &root(1), &[]), &envelope, ANN), "another purpose");
    assert!(!opens(&Vault::new(Purpose::TotpSecrets, &root(2), &[]), &envelope, ANN), "another installation");
    let stored = envelope.as_bytes();
    assert!(!stored.windows(8).any(|window| window == b"JBSWY3DP"));
}

#[test]
fn m_08_any_changed_byte_is_noticed() {
    let envelope = vault().seal(b"JBSWY3DPEHPK3PXP", ANN, [5; 24]).unwrap();
    for position in 0..envelope.as_bytes().len() {
        let mut bytes = envelope.as_bytes().to_vec();
        bytes[position] ^= 1;
        assert!(!opens(&vault(), &Envelope::from_bytes(bytes), ANN), "byte {position}");
    }
    for length in 0..envelope.as_bytes().len() {
        assert!(!opens(&vault(), &Envelope::from_bytes(envelope.as_bytes()[..length].to_vec()), ANN));
    }
}

#[test]
fn a_replaced_root_key_still_opens_what_it_sealed_and_asks_for_resealing() {
    let old = vault().seal(b"secret", ANN, [5; 24]).unwrap();
    let rotated = Vault::new(Purpose::TotpSecrets, &root(2), &[root(1)]);
    let opened = rotated.open(&old, ANN).unwrap();
    assert!(opened.needs_reseal);
    let new = rotated.seal(&opened.secret, ANN, [6; 24]).unwrap();
    assert!(!rotated.open(&new, ANN).unwrap().needs_reseal);
    assert!(opens(&Vault::new(Purpose::TotpSecrets, &root(2), &[]), &new, ANN), "the old key can go now");
    assert!(!opens(&Vault::new(Purpose::TotpSecrets, &root(2), &[]), &old, ANN));
}

#[test]
fn every_purpose_has_a_key_of_its_own() {
    let purposes = [
        Purpose::TotpSecrets,
        Purpose::SigningKeys,
        Purpose::SignOnAttempts,
        Purpose::Csrf,
        Purpose::TriedNames,
    ];
    for (i, one) in purposes.iter().enumerate() {
        for other in &purposes[..i] {
            assert_ne!(root(1).derive(*one).expose(), root(1).derive(*other).expose());
        }
    }
}

#[test]
fn t_04_a_root_key_of_the_wrong_form_stops_the_start() {
    let hex = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    let expected = root_of(hex);
    for spelling in [
        &hex.to_uppercase(),
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        " AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8\n",
    ] {
        assert_eq!(root_of(spelling), expected, "{spelling}");
    }
    assert_eq!(root_of(RootKey::from_bytes(expected).to_setting().expose_secret()), expected);
    let repeated = "00".repeat(32);
    for setting in [
        "",
        "changeme",
        &hex[..62],
        &format!("{hex}00"),
        &repeated,
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh9=",
        &"é".repeat(32),
        &"a".repeat(1_000_000),
    ] {
        assert!(matches!(
            RootKey::parse(setting),
            Err(Error::Misconfigured { setting: "auth.root_key", .. })
        ));
    }
}

fn root_of(setting: &str) -> [u8; 32] {
    *RootKey::parse(setting).unwrap().0.expose_secret()
}

#[test]
fn g_03_keys_do_not_print_themselves() {
    let printed = format!("{:?} {:?} {:?}", root(77), root(77).derive(Purpose::Csrf), vault());
    assert!(!printed.contains("77"), "{printed}");
}

proptest! {
    #[test]
    fn any_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(!opens(&vault(), &Envelope::from_bytes(bytes), ANN));
    }
}
