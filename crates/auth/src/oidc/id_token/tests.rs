//! What forged, borrowed and confused providers send.

use data_encoding::BASE64URL_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use proptest::prelude::*;
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair,
    RsaPublicKeyComponents,
};
use serde_json::{Value, json};
use sha2::Sha256;

use super::*;
use crate::oidc::link::tests::provider;
use crate::oidc::{RANDOM_BYTES, ReturnTo};

const NOW_MS: i64 = 1_800_000_000_000;
const RSA: &[u8] = include_bytes!("../../../tests/data/provider_rsa.der");
const P256: &[u8] = include_bytes!("../../../tests/data/provider_p256.der");

fn b64(bytes: impl AsRef<[u8]>) -> String {
    BASE64URL_NOPAD.encode(bytes.as_ref())
}

fn rsa() -> RsaKeyPair {
    RsaKeyPair::from_der(RSA).unwrap()
}

fn p256() -> EcdsaKeyPair {
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, P256, &SystemRandom::new()).unwrap()
}

fn rsa_public() -> RsaPublicKeyComponents<Vec<u8>> {
    RsaPublicKeyComponents::from(rsa().public())
}

fn rsa_jwk() -> Value {
    let RsaPublicKeyComponents { n, e } = rsa_public();
    json!({"kty": "RSA", "kid": "r1", "use": "sig", "alg": "RS256", "n": b64(n), "e": b64(e)})
}

fn p256_jwk() -> Value {
    let point = p256().public_key().as_ref().to_vec();
    json!({"kty": "EC", "kid": "e1", "crv": "P-256", "x": b64(&point[1..33]), "y": b64(&point[33..])})
}

fn set(keys: &[Value]) -> ProviderKeys {
    ProviderKeys::parse(json!({ "keys": keys }).to_string().as_bytes()).unwrap()
}

fn keys() -> ProviderKeys {
    set(&[rsa_jwk(), p256_jwk()])
}

fn attempt() -> Attempt {
    Attempt::start(&provider(), &[1; RANDOM_BYTES], ReturnTo::parse("/"), None, NOW_MS)
}

fn claims() -> Value {
    let now = NOW_MS / 1000;
    json!({
        "iss": "https://id.example", "sub": "s-1", "aud": "lafactoria", "exp": now + 3600, "iat": now,
        "nonce": attempt().nonce(), "email": "Ann@Lincoln.example", "email_verified": true, "name": "Ann", "hd": "lincoln.example",
        "amr": ["pwd", "mfa"],
    })
}

fn message(header: &Value, claims: &Value) -> String {
    format!("{}.{}", b64(header.to_string()), b64(claims.to_string()))
}

fn by_rsa(header: &Value, claims: &Value) -> String {
    let message = message(header, claims);
    let mut signature = vec![0; 256];
    rsa().sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message.as_bytes(), &mut signature).unwrap();
    format!("{message}.{}", b64(signature))
}

fn by_p256(header: &Value, claims: &Value) -> String {
    let message = message(header, claims);
    let signature = p256().sign(&SystemRandom::new(), message.as_bytes()).unwrap();
    format!("{message}.{}", b64(signature))
}

fn rs256() -> Value {
    json!({"alg": "RS256", "typ": "JWT", "kid": "r1"})
}

fn read(token: &str) -> Result<Person, Error> {
    verify(token, &keys(), &provider(), &attempt(), NOW_MS)
}

fn refusal(token: &str) -> Refusal {
    match read(token) {
        Err(Error::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

fn with_claim(name: &str, value: Value) -> String {
    let mut claims = claims();
    claims[name] = value;
    by_rsa(&rs256(), &claims)
}

fn without_claim(name: &str) -> String {
    let mut claims = claims();
    claims.as_object_mut().unwrap().remove(name);
    by_rsa(&rs256(), &claims)
}

#[test]
fn o_02_a_good_token_is_read_with_either_kind_of_key() {
    let person = read(&by_rsa(&rs256(), &claims())).unwrap();
    assert_eq!(person.identity, Identity { issuer: "https://id.example".into(), subject: "s-1".into() });
    assert_eq!(person.email.as_ref().unwrap().canonical(), "ann@lincoln.example");
    assert!(person.email_verified);
    assert!(read(&by_p256(&json!({"alg": "ES256", "kid": "e1"}), &claims())).is_ok(), "typ may be left out");
}

#[test]
fn o_02_wrong_signatures_and_keys_are_refused() {
    let good = by_rsa(&rs256(), &claims());
    let (message, signature) = good.rsplit_once('.').unwrap();
    assert_eq!(refusal(&format!("{message}.{}", b64([0; 256]))), Refusal::Signature);
    assert_eq!(refusal(&format!("{message}.")), Refusal::Signature);
    let (other, _) = by_rsa(&rs256(), &json!({"iss": "https://id.example"}))
        .rsplit_once('.')
        .map(|(m, s)| (m.to_owned(), s.to_owned()))
        .unwrap();
    assert_eq!(refusal(&format!("{other}.{signature}")), Refusal::Signature);
    assert_eq!(refusal(&by_rsa(&json!({"alg": "RS256", "kid": "r2"}), &claims())), Refusal::Key);
    assert_eq!(
        refusal(&by_rsa(&json!({"alg": "RS256", "kid": "e1"}), &claims())),
        Refusal::Key,
        "a key of another kind"
    );
    assert_eq!(refusal(&by_p256(&json!({"alg": "ES256", "kid": "r1"}), &claims())), Refusal::Key);
    let empty = verify(&good, &set(&[]), &provider(), &attempt(), NOW_MS);
    assert_eq!(empty, Err(Error::Refused(Refusal::Key)));
}

#[test]
fn o_02_shared_secrets_and_no_signature_are_refused() {
    let modulus = rsa_public().n;
    let jwk = rsa_jwk().to_string();
    for alg in ["HS256", "HS384", "none", "PS256", "RS384", "ES384"] {
        let message = message(&json!({"alg": alg, "kid": "r1"}), &claims());
        for secret in [modulus.as_slice(), jwk.as_bytes(), b"lafactoria", b""] {
            let mac = Hmac::<Sha256>::new_from_slice(secret).unwrap().chain_update(&message).finalize();
            let token = format!("{message}.{}", b64(mac.into_bytes()));
            assert!(matches!(refusal(&token), Refusal::Key | Refusal::Algorithm), "{alg}");
        }
    }
    let with_secret = set(&[json!({"kty": "oct", "kid": "r1", "k": b64("known")})]);
    let message = message(&json!({"alg": "HS256", "kid": "r1"}), &claims());
    let mac = Hmac::<Sha256>::new_from_slice(b"known").unwrap().chain_update(&message).finalize();
    let token = format!("{message}.{}", b64(mac.into_bytes()));
    assert_eq!(
        verify(&token, &with_secret, &provider(), &attempt(), NOW_MS),
        Err(Error::Refused(Refusal::Key))
    );
}

#[test]
fn o_02_a_token_without_a_key_id_needs_a_set_without_a_choice() {
    let token = by_rsa(&json!({"alg": "RS256"}), &claims());
    assert!(read(&token).is_ok(), "the only RSA key");
    let mut second = rsa_jwk();
    second["kid"] = json!("r2");
    let two = verify(&token, &set(&[rsa_jwk(), second]), &provider(), &attempt(), NOW_MS);
    assert_eq!(two, Err(Error::Refused(Refusal::Key)));
    for (member, value) in [("use", "enc"), ("alg", "RS512"), ("alg", "RSA-OAEP")] {
        let mut jwk = rsa_jwk();
        jwk[member] = json!(value);
        let other_use = verify(&token, &set(&[jwk]), &provider(), &attempt(), NOW_MS);
        assert_eq!(other_use, Err(Error::Refused(Refusal::Key)), "{member} {value}");
    }
}

#[test]
fn o_02_a_token_of_another_provider_or_for_another_client_is_refused() {
    for issuer in ["https://id.example/", "https://evil.example", ""] {
        assert_eq!(refusal(&with_claim("iss", json!(issuer))), Refusal::Issuer);
    }
    for audience in [json!("other"), json!(["other"]), json!([]), json!(["lafactoria", "other"])] {
        assert_eq!(refusal(&with_claim("aud", audience.clone())), Refusal::Audience, "{audience}");
    }
    assert_eq!(refusal(&with_claim("azp", json!("other"))), Refusal::Audience);
    assert!(read(&with_claim("aud", json!(["lafactoria"]))).is_ok());
    let mut shared = claims();
    shared["aud"] = json!(["lafactoria", "other"]);
    shared["azp"] = json!("lafactoria");
    assert!(read(&by_rsa(&rs256(), &shared)).is_ok());
}

#[test]
fn o_02_a_replayed_token_has_another_nonce() {
    for nonce in [
        json!(""),
        json!("AAAA"),
        json!(Attempt::start(&provider(), &[2; RANDOM_BYTES], ReturnTo::parse("/"), None, 0).nonce()),
    ] {
        assert_eq!(refusal(&with_claim("nonce", nonce)), Refusal::Nonce);
    }
    assert_eq!(refusal(&without_claim("nonce")), Refusal::Claims);
}

#[test]
fn o_02_times_hold_within_a_minute() {
    let now = NOW_MS / 1000;
    assert_eq!(refusal(&with_claim("exp", json!(now - 60))), Refusal::Expired);
    assert!(read(&with_claim("exp", json!(now - 59))).is_ok());
    assert_eq!(refusal(&with_claim("iat", json!(now + 61))), Refusal::NotYet);
    assert_eq!(refusal(&with_claim("nbf", json!(now + 61))), Refusal::NotYet);
    for (name, value) in [
        ("exp", json!("never")),
        ("exp", json!(null)),
        ("iat", json!([])),
        ("sub", json!(7)),
        ("aud", json!(7)),
    ] {
        assert_eq!(refusal(&with_claim(name, value)), Refusal::Claims, "{name}");
    }
    for subject in [String::new(), "x".repeat(256), "ä".into()] {
        assert_eq!(refusal(&with_claim("sub", json!(subject))), Refusal::Claims);
    }
}

#[test]
fn t_08_an_access_or_logout_token_of_the_provider_is_no_identity_token() {
    for typ in ["at+jwt", "logout+jwt", "application/at+jwt", "dpop+jwt", ""] {
        assert_eq!(
            refusal(&by_rsa(&json!({"alg": "RS256", "kid": "r1", "typ": typ}), &claims())),
            Refusal::Kind,
            "{typ}"
        );
    }
}

#[test]
fn o_02_an_address_is_verified_only_when_the_provider_says_true() {
    for (value, verified) in [
        (json!(true), true),
        (json!("true"), true),
        (json!(false), false),
        (json!("TRUE"), false),
        (json!("1"), false),
    ] {
        assert_eq!(
            read(&with_claim("email_verified", value.clone())).unwrap().email_verified,
            verified,
            "{value}"
        );
    }
    assert!(!read(&without_claim("email_verified")).unwrap().email_verified);
    assert_eq!(read(&with_claim("email", json!("no address"))).unwrap().email, None);
    assert_eq!(read(&with_claim("name", json!("a\u{202e}b"))).unwrap().name, None);
}

#[test]
fn m_10_a_second_factor_at_the_provider_counts_only_where_that_is_configured() {
    let token = by_rsa(&rs256(), &claims());
    assert!(!read(&token).unwrap().second_factor);
    let trusting = Provider { second_factor_is_proof: true, ..provider() };
    let read_by = |token: &str| verify(token, &keys(), &trusting, &attempt(), NOW_MS).unwrap().second_factor;
    assert!(read_by(&token));
    assert!(!read_by(&with_claim("amr", json!(["pwd"]))));
    assert!(!read_by(&without_claim("amr")));
}

#[test]
fn a_key_set_is_bounded_and_unknown_kinds_of_keys_are_left_out() {
    let unknown = json!({"kty": "AKP", "alg": "ML-DSA-65", "kid": "q1", "pub": "AAAA"});
    assert!(set(&[unknown, rsa_jwk()]).has_key_for(&by_rsa(&rs256(), &claims())));
    assert!(
        !keys().has_key_for(&by_rsa(&json!({"alg": "RS256", "kid": "new"}), &claims())),
        "time to fetch again"
    );
    let many: Vec<Value> = (0..101).map(|_| rsa_jwk()).collect();
    for json in [
        json!({"keys": many}).to_string(),
        "x".repeat(1_000_000),
        String::new(),
        "[]".into(),
        "{}".into(),
        "{\"keys\":[1]}".into(),
    ] {
        assert!(ProviderKeys::parse(json.as_bytes()).is_err());
    }
}

#[test]
fn odd_keys_of_a_provider_are_refused_when_they_are_used() {
    let token = by_rsa(&rs256(), &claims());
    for (n, e) in [("", "AQAB"), ("AQ", "AQAB"), ("!!", "AQAB"), ("AAAA", "AA")] {
        let odd = set(&[json!({"kty": "RSA", "kid": "r1", "n": n, "e": e})]);
        assert!(verify(&token, &odd, &provider(), &attempt(), NOW_MS).is_err(), "{n}");
    }
    let token = by_p256(&json!({"alg": "ES256", "kid": "e1"}), &claims());
    for (x, y) in [("", ""), ("AA", "AA"), ("!!", "AA")] {
        let odd = set(&[json!({"kty": "EC", "crv": "P-256", "kid": "e1", "x": x, "y": y})]);
        assert!(verify(&token, &odd, &provider(), &attempt(), NOW_MS).is_err(), "{x}");
    }
    let eddsa = message(&json!({"alg": "EdDSA", "kid": "o1"}), &claims());
    for x in ["", "AA", "!!"] {
        let odd = set(&[json!({"kty": "OKP", "crv": "Ed25519", "kid": "o1", "x": x})]);
        assert!(verify(&format!("{eddsa}.AAAA"), &odd, &provider(), &attempt(), NOW_MS).is_err(), "{x}");
    }
}

proptest! {
    #[test]
    fn any_key_set_and_token_are_read_or_refused(json in "\\PC{0,200}|\\{\"keys\":\\[\\{\"kty\":\"(RSA|EC|OKP|oct)\"[a-z\":,{}\\[\\]0-9]{0,60}", token in "[A-Za-z0-9_.-]{0,120}") {
        if let Ok(keys) = ProviderKeys::parse(json.as_bytes()) {
            let _ = keys.has_key_for(&token);
        }
        prop_assert!(read(&token).is_err());
    }
}
