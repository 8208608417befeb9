//! Keys over time, what is published of them, and secrets that must not start a server.

use secrecy::ExposeSecret;

use super::*;
use crate::time::{DAY_MS, HOUR_MS};
use crate::token::ACCESS_TTL_MS;

const DAY: i64 = 20_000 * DAY_MS;

fn two() -> KeyRing {
    let old = SigningKey::generate([1; 32], DAY);
    let new = SigningKey::generate([2; 32], DAY + 90 * DAY_MS);
    KeyRing::new(vec![new, old]).unwrap()
}

fn states(ring: &KeyRing, now_ms: i64) -> Vec<KeyState> {
    ring.states(now_ms).into_iter().map(|(_, state)| state).collect()
}

fn kid(ring: &KeyRing, index: usize) -> String {
    ring.states(0)[index].0.to_owned()
}

#[test]
fn t_13_a_key_is_published_before_it_signs_and_believed_after() {
    let change_ms = DAY + 90 * DAY_MS;
    let ring = two();
    assert_eq!(states(&ring, change_ms - 1), [KeyState::Active, KeyState::Next]);
    assert_eq!(states(&ring, change_ms), [KeyState::Retired, KeyState::Active]);
    assert_eq!(
        states(&ring, change_ms + ACCESS_TTL_MS),
        [KeyState::Retired, KeyState::Active],
        "its last token may live"
    );
    assert_eq!(states(&ring, change_ms + ACCESS_TTL_MS + 60_000), [KeyState::Gone, KeyState::Active]);
    let (old, new) = (kid(&ring, 0), kid(&ring, 1));
    assert_eq!(ring.active(change_ms - 1).kid(), old);
    assert_eq!(ring.active(change_ms).kid(), new);
    assert!(ring.believed(&old, change_ms + ACCESS_TTL_MS).is_some());
    assert!(ring.believed(&old, change_ms + DAY_MS).is_none());
    assert_eq!(ring.public_set(change_ms).keys.len(), 2);
    assert_eq!(ring.public_set(change_ms + DAY_MS).keys.len(), 1);
}

#[test]
fn t_13_the_public_set_is_public() {
    let set = serde_json::to_value(two().public_set(DAY)).unwrap();
    for key in set["keys"].as_array().unwrap() {
        let members: Vec<&String> = key.as_object().unwrap().keys().collect();
        assert_eq!(members, ["kty", "crv", "x", "kid", "alg", "use"], "above all no `d`");
        assert_eq!((&key["alg"], &key["use"]), (&"EdDSA".into(), &"sig".into()));
    }
}

#[test]
fn t_13_the_key_id_is_the_standard_thumbprint() {
    // RFC 8037 appendix A.2 and A.3
    let public: [u8; 32] =
        BASE64URL_NOPAD.decode(b"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo").unwrap().try_into().unwrap();
    assert_eq!(thumbprint(&public), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
}

#[test]
fn t_13_the_next_key_is_made_a_lead_before_its_time() {
    let plan = RotationPlan { period_ms: 90 * DAY_MS, lead_ms: 24 * HOUR_MS };
    let ring = KeyRing::new(vec![SigningKey::generate([1; 32], DAY)]).unwrap();
    let due_ms = DAY + 90 * DAY_MS;
    assert_eq!(ring.rotation(&plan, due_ms - plan.lead_ms - 1), Rotation::NotDue);
    assert_eq!(ring.rotation(&plan, due_ms - plan.lead_ms), Rotation::Add { active_from_ms: due_ms });
    let late_ms = due_ms + 40 * DAY_MS;
    assert_eq!(ring.rotation(&plan, late_ms), Rotation::Add { active_from_ms: late_ms + plan.lead_ms });
    assert_eq!(two().rotation(&plan, due_ms), Rotation::NotDue, "the next one is there already");
    assert_eq!(ring.rotation(&plan, i64::MIN), Rotation::NotDue);
    assert!(matches!(ring.rotation(&plan, i64::MAX), Rotation::Add { .. }));
}

#[test]
fn there_is_always_a_key_to_sign_with() {
    assert!(KeyRing::new(vec![]).is_err());
    assert!(KeyRing::new(vec![SigningKey::generate([1; 32], 0), SigningKey::generate([1; 32], 5)]).is_err());
    assert_eq!(two().active(0).kid(), two().active(DAY).kid(), "even when the clock was set back");
}

#[test]
fn a_signing_key_comes_from_an_openssl_file() {
    // RFC 8410 section 10.3
    let pem = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n-----END PRIVATE KEY-----\n";
    let key = SigningKey::from_pem(pem, 0).unwrap();
    assert_eq!(BASE64URL_NOPAD.encode(key.public().unwrap()), "Gb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE");
    let again = SigningKey::from_pem(key.to_pem().unwrap().expose_secret(), 0).unwrap();
    assert_eq!(again.kid(), key.kid());
    for other in [
        "",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
        &pem.replace("PRIVATE", "PUBLIC"),
        "\0",
    ] {
        assert!(matches!(SigningKey::from_pem(other, 0), Err(Error::Misconfigured { .. })));
    }
}

#[test]
fn t_04_a_guessable_secret_stops_the_start() {
    for setting in [
        "",
        "secret",
        "31 bytes are one byte too few...",
        &"a".repeat(64),
        &"abcabcabc".repeat(8),
        "09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7",
        "a-string-secret-at-least-256-bits-long",
        "YOUR_SECRET_KEY_0123456789_abcdefghij",
        "please-CHANGE_ME-before-production-0123456789",
        "changethis-changethis-changethis-12345",
    ] {
        let setting = setting.strip_suffix("...").unwrap_or(setting);
        assert!(
            matches!(
                SharedSecret::parse(setting),
                Err(Error::Misconfigured { setting: "auth.jwt_secret_key", .. })
            ),
            "{setting}"
        );
    }
    assert!(SharedSecret::parse("kJ8s0dXv2LmQ9rT4wZ7yB1cF3gH5nP6a").is_ok());
}

#[test]
fn g_03_keys_do_not_print_their_secrets() {
    let secret = SharedSecret::parse("kJ8s0dXv2LmQ9rT4wZ7yB1cF3gH5nP6a").unwrap();
    let printed = format!("{secret:?} {:?} {:?}", SigningKey::from_shared_secret(&secret, 0), two());
    assert!(!printed.contains("kJ8s") && !printed.contains("1, 1, 1, 1"), "{printed}");
}
