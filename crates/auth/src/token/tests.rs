//! What people forge, and what becomes of it.

use data_encoding::BASE64URL_NOPAD;
use ed25519_dalek::Signer;
use hmac::{Hmac, KeyInit, Mac};
use proptest::prelude::*;
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use sha2::Sha256;

use super::*;
use crate::keys::{KeyRing, SharedSecret, SigningKey};

const NOW_MS: i64 = 1_800_000_000_000;
const SEED: [u8; 32] = [42; 32];
const SECRET: &str = "kJ8s0dXv2LmQ9rT4wZ7yB1cF3gH5nP6a";

fn ring() -> KeyRing {
    KeyRing::new(vec![SigningKey::generate(SEED, 0)]).unwrap()
}

fn realm() -> Realm {
    Realm { issuer: "https://school.example".into(), audience: "https://school.example/api".into() }
}

fn access() -> Access {
    let (user, session) = (UserId(Uuid::from_u128(1)), SessionId(Uuid::from_u128(2)));
    Access::from(NOW_MS, user, session, Uuid::from_u128(3), Grant::full(Role::Teacher))
}

fn good() -> String {
    issue(&ring(), &realm(), &access()).unwrap().expose_secret().to_owned()
}

fn refusal(token: &str) -> Refusal {
    match verify(&ring(), &realm(), token, NOW_MS) {
        Err(Error::Refused(refusal)) => refusal,
        other => panic!("{other:?} for {token}"),
    }
}

fn parts(token: &str) -> (Value, Value) {
    let read =
        |part: &str| serde_json::from_slice(&BASE64URL_NOPAD.decode(part.as_bytes()).unwrap()).unwrap();
    let mut parts = token.split('.');
    (read(parts.next().unwrap()), read(parts.next().unwrap()))
}

fn encode(value: &Value) -> String {
    BASE64URL_NOPAD.encode(value.to_string().as_bytes())
}

/// Any header and payload with a right Ed25519 signature of ours: what only a thief of the key could make.
fn signed(header: &str, payload: &str) -> String {
    let message = format!(
        "{}.{}",
        BASE64URL_NOPAD.encode(header.as_bytes()),
        BASE64URL_NOPAD.encode(payload.as_bytes())
    );
    let signature = ed25519_dalek::SigningKey::from_bytes(&SEED).sign(message.as_bytes());
    format!("{message}.{}", BASE64URL_NOPAD.encode(&signature.to_bytes()))
}

fn with_header(change: impl FnOnce(&mut Value)) -> String {
    let (mut header, payload) = parts(&good());
    change(&mut header);
    signed(&header.to_string(), &payload.to_string())
}

fn with_claims(change: impl FnOnce(&mut Value)) -> String {
    let (header, mut payload) = parts(&good());
    change(&mut payload);
    signed(&header.to_string(), &payload.to_string())
}

fn hs256(message: &str, secret: &[u8]) -> String {
    let mac = Hmac::<Sha256>::new_from_slice(secret).unwrap().chain_update(message).finalize();
    format!("{message}.{}", BASE64URL_NOPAD.encode(&mac.into_bytes()))
}

#[test]
fn t_11_a_token_says_what_it_must_and_nothing_about_a_person() {
    let (header, claims) = parts(&good());
    assert_eq!(header, json!({"typ": "at+jwt", "alg": "EdDSA", "kid": ring().active(NOW_MS).kid()}));
    assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), 1800);
    let names: Vec<&String> = claims.as_object().unwrap().keys().collect();
    assert_eq!(names, ["iss", "aud", "sub", "jti", "sid", "iat", "nbf", "exp", "role", "scope"]);
    assert_eq!(claims["sub"], "00000000-0000-0000-0000-000000000001");
    assert_eq!(verify(&ring(), &realm(), &good(), NOW_MS), Ok(access()));
}

#[test]
fn t_02_alg_none_in_any_spelling_is_refused() {
    let (header, payload) = parts(&good());
    for alg in [
        json!("none"),
        json!("None"),
        json!("NONE"),
        json!("nOnE"),
        json!(""),
        json!(null),
        json!(0),
        json!(["EdDSA"]),
    ] {
        let mut header = header.clone();
        header["alg"] = alg.clone();
        let message = format!("{}.{}", encode(&header), encode(&payload));
        for signature in ["", "AA", good().rsplit('.').next().unwrap()] {
            assert_eq!(refusal(&format!("{message}.{signature}")), Refusal::Algorithm, "{alg}");
        }
    }
    let missing = with_header(|header| drop(header.as_object_mut().unwrap().remove("alg")));
    assert_eq!(refusal(&missing), Refusal::Algorithm);
    let (unsigned, _) = good().rsplit_once('.').map(|(message, _)| (format!("{message}."), ())).unwrap();
    assert_eq!(refusal(&unsigned), Refusal::Signature);
}

#[test]
fn t_03_hs256_keyed_with_the_public_key_is_refused() {
    let secret_key = ed25519_dalek::SigningKey::from_bytes(&SEED);
    let public = secret_key.verifying_key();
    let jwk = serde_json::to_string(&ring().public_set(NOW_MS)).unwrap();
    let single = serde_json::to_string(&ring().public_set(NOW_MS).keys[0]).unwrap();
    let der = ed25519_dalek::pkcs8::EncodePublicKey::to_public_key_der(&public).unwrap().to_vec();
    let pem = ed25519_dalek::pkcs8::EncodePublicKey::to_public_key_pem(&public, Default::default()).unwrap();
    let (mut header, payload) = parts(&good());
    for alg in ["HS256", "HS384", "HS512", "RS256", "ES256", "PS256"] {
        header["alg"] = json!(alg);
        let message = format!("{}.{}", encode(&header), encode(&payload));
        for secret in [
            public.as_bytes().as_slice(),
            &der,
            pem.as_bytes(),
            pem.trim().as_bytes(),
            jwk.as_bytes(),
            single.as_bytes(),
            b"",
        ] {
            assert_eq!(refusal(&hs256(&message, secret)), Refusal::Algorithm, "{alg}");
        }
    }
}

#[test]
fn t_04_hs256_works_where_it_is_configured_and_only_with_that_secret() {
    let secret = SharedSecret::parse(SECRET).unwrap();
    let ring = KeyRing::new(vec![SigningKey::from_shared_secret(&secret, 0)]).unwrap();
    let token = issue(&ring, &realm(), &access()).unwrap();
    assert_eq!(verify(&ring, &realm(), token.expose_secret(), NOW_MS), Ok(access()));
    assert!(ring.public_set(NOW_MS).keys.is_empty(), "a shared secret is never published");
    let (header, payload) = parts(token.expose_secret());
    assert_eq!(header["alg"], "HS256");
    let message = format!("{}.{}", encode(&header), encode(&payload));
    for guess in ["", "secret", "changeme", header["kid"].as_str().unwrap()] {
        let forged = verify(&ring, &realm(), &hs256(&message, guess.as_bytes()), NOW_MS);
        assert_eq!(forged, Err(Error::Refused(Refusal::Signature)));
    }
}

#[test]
fn t_05_any_changed_byte_is_refused() {
    let token = good();
    let (ring, realm) = (ring(), realm());
    for position in 0..token.len() {
        let mut changed = token.clone().into_bytes();
        changed[position] = if changed[position] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(changed).unwrap();
        assert!(verify(&ring, &realm, &changed, NOW_MS).is_err(), "byte {position}");
    }
}

#[test]
fn t_05_other_spellings_of_the_same_bytes_are_refused() {
    let token = good();
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let last = *token.as_bytes().last().unwrap();
    let index = alphabet.iter().position(|c| *c == last).unwrap();
    assert_eq!(index % 16, 0, "64 bytes leave four bits of the last character unused");
    for unused_bits in 1..16 {
        let spelling = format!("{}{}", &token[..token.len() - 1], alphabet[index + unused_bits] as char);
        assert_eq!(refusal(&spelling), Refusal::Form);
    }
    for spelling in [
        format!("{token}="),
        format!("{token}=="),
        format!("{token}\n"),
        format!(" {token}"),
        format!("{token}."),
    ] {
        assert_eq!(refusal(&spelling), Refusal::Form);
    }
    let standard = token.replace('-', "+").replace('_', "/");
    if standard != token {
        assert_eq!(refusal(&standard), Refusal::Form);
    }
}

#[test]
fn t_06_keys_brought_along_are_not_used() {
    let thief = ed25519_dalek::SigningKey::from_bytes(&[13; 32]);
    let x = BASE64URL_NOPAD.encode(thief.verifying_key().as_bytes());
    let jwk = json!({"kty": "OKP", "crv": "Ed25519", "x": x, "alg": "EdDSA"});
    let (header, payload) = parts(&good());
    for (name, value) in [
        ("jwk", jwk),
        ("jku", json!("https://thief.example/jwks")),
        ("x5u", json!("https://thief.example/c")),
        ("x5c", json!(["MIIB"])),
    ] {
        let mut header = header.clone();
        header[name] = value;
        let message = format!("{}.{}", encode(&header), encode(&payload));
        let forged =
            format!("{message}.{}", BASE64URL_NOPAD.encode(&thief.sign(message.as_bytes()).to_bytes()));
        assert_eq!(refusal(&forged), Refusal::Signature, "{name}");
        let ours = signed(&header.to_string(), &payload.to_string());
        assert_eq!(verify(&ring(), &realm(), &ours, NOW_MS), Ok(access()), "{name} is ignored, not obeyed");
    }
}

#[test]
fn t_06_the_key_id_is_matched_exactly() {
    let kid = ring().active(NOW_MS).kid().to_owned();
    for other in [
        "",
        "../../dev/null",
        "' OR 1=1 --",
        &kid.to_lowercase(),
        &format!("{kid} "),
        &kid[1..],
        "http://thief.example/k",
    ] {
        assert_eq!(refusal(&with_header(|header| header["kid"] = json!(other))), Refusal::Key, "{other}");
    }
    assert_eq!(
        refusal(&with_header(|header| drop(header.as_object_mut().unwrap().remove("kid")))),
        Refusal::Key
    );
    assert_eq!(refusal(&with_header(|header| header["kid"] = json!(null))), Refusal::Key);
}

#[test]
fn t_07_times_are_held_to_the_second() {
    let at = |now_ms| verify(&ring(), &realm(), &good(), now_ms).map(|_| ());
    assert_eq!(at(NOW_MS + ACCESS_TTL_MS - 1), Ok(()));
    assert_eq!(at(NOW_MS + ACCESS_TTL_MS), Err(Error::Refused(Refusal::Expired)));
    assert_eq!(at(NOW_MS - 5_000), Ok(()), "another replica's clock is a little ahead");
    assert_eq!(at(NOW_MS - 6_000), Err(Error::Refused(Refusal::NotYet)));
    assert_eq!(at(i64::MAX), Err(Error::Refused(Refusal::Expired)));
    assert_eq!(at(i64::MIN), Err(Error::Refused(Refusal::NotYet)));
    assert_eq!(refusal(&with_claims(|claims| claims["nbf"] = json!(NOW_MS / 1000 + 60))), Refusal::NotYet);
    assert_eq!(refusal(&with_claims(|claims| claims["exp"] = json!(i64::MIN))), Refusal::Expired);
}

#[test]
fn t_07_t_11_nothing_lives_longer_than_we_would_have_let_it() {
    let (now, life) = (NOW_MS / 1000, ACCESS_TTL_MS / 1000);
    let lasting = |iat: i64, exp: i64| {
        with_claims(|claims| {
            claims["iat"] = json!(iat);
            claims["nbf"] = json!(iat);
            claims["exp"] = json!(exp);
        })
    };
    for exp in [now + life + 6, now + 86_400, now + 10 * 365 * 86_400, i64::MAX] {
        assert_eq!(refusal(&lasting(now, exp)), Refusal::Claims, "{exp}");
    }
    // nor does an old beginning hide it
    assert_eq!(refusal(&lasting(now - 10 * life, now + 60)), Refusal::Claims);
    assert_eq!(refusal(&lasting(i64::MIN, now + 60)), Refusal::Claims);
    assert!(verify(&ring(), &realm(), &lasting(now, now + life + 5), NOW_MS).is_ok());
    assert!(verify(&ring(), &realm(), &lasting(now - 60, now + 60), NOW_MS).is_ok());
}

#[test]
fn t_07_every_claim_is_there_and_of_its_type() {
    let names = ["iss", "aud", "sub", "jti", "sid", "iat", "nbf", "exp", "role", "scope"];
    for name in names {
        assert_eq!(
            refusal(&with_claims(|claims| drop(claims.as_object_mut().unwrap().remove(name)))),
            Refusal::Claims,
            "{name}"
        );
        for value in [
            json!(null),
            json!([]),
            json!({}),
            json!(true),
            json!("x\0"),
            json!(1e300),
            json!(-1.5),
            json!([1, "a"]),
        ] {
            let token = with_claims(|claims| claims[name] = value.clone());
            assert!(verify(&ring(), &realm(), &token, NOW_MS).is_err(), "{name} as {value}");
        }
    }
    for name in ["iat", "nbf", "exp"] {
        for value in [json!("1800000900"), json!(1_800_000_900.5), json!(u64::MAX)] {
            assert_eq!(
                refusal(&with_claims(|claims| claims[name] = value.clone())),
                Refusal::Claims,
                "{name} as {value}"
            );
        }
    }
}

#[test]
fn t_07_issuer_audience_and_scope_are_compared_exactly() {
    for other in [
        "https://school.example/",
        "https://school.example.evil",
        "HTTPS://school.example",
        "https://school.exampl",
    ] {
        assert_eq!(refusal(&with_claims(|claims| claims["iss"] = json!(other))), Refusal::Issuer);
        assert_eq!(refusal(&with_claims(|claims| claims["aud"] = json!(other))), Refusal::Audience);
    }
    assert_eq!(
        refusal(&with_claims(|claims| claims["aud"] = json!(["https://school.example/api"]))),
        Refusal::Claims
    );
    assert_eq!(refusal(&with_claims(|claims| claims["scope"] = json!("*"))), Refusal::Claims);
    assert_eq!(refusal(&with_claims(|claims| claims["role"] = json!("root"))), Refusal::Claims);
}

#[test]
fn t_07_demanded_extensions_are_refused() {
    for crit in [json!([]), json!(["exp"]), json!(["b64"]), json!(["http://example.com/x"])] {
        assert_eq!(
            refusal(&with_header(|header| header["crit"] = crit.clone())),
            Refusal::Extension,
            "{crit}"
        );
    }
}

#[test]
fn t_07_a_claim_given_twice_is_refused() {
    let (header, payload) = parts(&good());
    let payload = payload.to_string();
    let twice = format!("{},\"role\":\"admin\"}}", &payload[..payload.len() - 1]);
    assert_eq!(refusal(&signed(&header.to_string(), &twice)), Refusal::Claims);
}

#[test]
fn t_08_other_kinds_of_signed_tokens_are_refused() {
    for typ in [
        json!("JWT"),
        json!("jwt"),
        json!("id_token+jwt"),
        json!("rt+jwt"),
        json!(""),
        json!("at+jwt "),
        json!(null),
    ] {
        assert_eq!(refusal(&with_header(|header| header["typ"] = typ.clone())), Refusal::Kind, "{typ}");
    }
    assert_eq!(
        refusal(&with_header(|header| drop(header.as_object_mut().unwrap().remove("typ")))),
        Refusal::Kind
    );
    for opaque in crate::opaque::Kind::ALL {
        assert_eq!(refusal(crate::opaque::Opaque::mint(opaque, [1; 32]).expose()), Refusal::Form);
    }
    assert_eq!(refusal(crate::api_key::ApiKey::mint([1; 25]).expose()), Refusal::Form);
}

#[test]
fn t_09_size_and_depth_are_bounded() {
    assert_eq!(refusal(&"a".repeat(1_000_000)), Refusal::TooLong);
    assert_eq!(refusal(&".".repeat(1_000)), Refusal::Form);
    let deep = format!("{{\"a\":{}1{}}}", "[".repeat(4_000), "]".repeat(4_000));
    assert!(verify(&ring(), &realm(), &signed(&deep, "{}"), NOW_MS).is_err());
    let (header, _) = parts(&good());
    assert_eq!(refusal(&signed(&header.to_string(), &deep)), Refusal::Claims);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn t_07_odd_payloads_are_refused_and_never_more(payload in "\\PC{0,200}", header in "\\PC{0,80}") {
        let (right, _) = parts(&good());
        prop_assert!(verify(&ring(), &realm(), &signed(&right.to_string(), &payload), NOW_MS).is_err());
        prop_assert!(verify(&ring(), &realm(), &signed(&header, &payload), NOW_MS).is_err());
    }

    #[test]
    fn t_05_arbitrary_text_is_refused(token in "[A-Za-z0-9_=+/.-]{0,300}|\\PC{0,100}") {
        prop_assert!(verify(&ring(), &realm(), &token, NOW_MS).is_err());
    }
}
