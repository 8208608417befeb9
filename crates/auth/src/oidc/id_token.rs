//! Identity tokens: what a provider says about somebody, signed, to us, now, in answer to this attempt.

use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, JwkSet, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey, Header};
use serde::Deserialize;
use subtle::ConstantTimeEq;

use crate::oidc::{Attempt, Identity, Provider};
use crate::time::{MINUTE_MS, SECOND_MS};
use crate::user::{DisplayName, Email};
use crate::{Error, Refusal, jws};

/// How far a provider's clock may be off.
const LEEWAY_S: i64 = MINUTE_MS / SECOND_MS;
const MAX_SET_BYTES: usize = 512 * 1024;
const MAX_KEYS: usize = 100;
/// **Source** OpenID Connect Core §2: `sub` has at most 255 ASCII characters.
const MAX_SUBJECT_BYTES: usize = 255;

/// The keys that a provider publishes.
#[derive(Debug, Clone)]
pub struct ProviderKeys(Vec<Jwk>);

impl ProviderKeys {
    /// Reads a key set as it was fetched; keys of unknown kinds are left out.
    ///
    /// # Errors
    /// [`Error::Malformed`] with the field `jwks` when it is no key set, or a monstrous one.
    pub fn parse(json: &[u8]) -> Result<Self, Error> {
        let malformed = Error::Malformed { field: "jwks", problem: "is not a set of public keys" };
        if json.len() > MAX_SET_BYTES {
            return Err(malformed);
        }
        let set: JwkSet = serde_json::from_slice(json).map_err(|_| malformed.clone())?;
        if set.keys.len() > MAX_KEYS { Err(malformed) } else { Ok(Self(set.keys)) }
    }

    /// Whether the set has a key for this token; if not, fetch it once more: the provider may have rotated.
    #[must_use]
    pub fn has_key_for(&self, token: &str) -> bool {
        jws::header(token).is_ok_and(|header| self.find(&header).is_ok())
    }

    /// The one key that the header names and that is made for its algorithm.
    fn find(&self, header: &Header) -> Result<&Jwk, Refusal> {
        let fitting = |key: &&Jwk| fits(key, header.alg);
        match header.kid.as_deref() {
            Some(kid) => {
                let mut named = self.0.iter().filter(|key| key.common.key_id.as_deref() == Some(kid));
                named.find(fitting).ok_or(Refusal::Key)
            }
            None => {
                let mut candidates = self.0.iter().filter(fitting);
                let only = candidates.next().ok_or(Refusal::Key)?;
                if candidates.next().is_some() { Err(Refusal::Key) } else { Ok(only) }
            }
        }
    }
}

/// Whether a key is a public one for this algorithm. Shared secrets never are: they would let a forger choose.
fn fits(key: &Jwk, algorithm: Algorithm) -> bool {
    let for_signatures =
        key.common.public_key_use.as_ref().is_none_or(|used| *used == PublicKeyUse::Signature);
    let says_so = key.common.key_algorithm.is_none_or(|said| said.to_string() == format!("{algorithm:?}"));
    let of_its_kind = match (&key.algorithm, algorithm) {
        (AlgorithmParameters::RSA(_), Algorithm::RS256) => true,
        (AlgorithmParameters::EllipticCurve(curve), Algorithm::ES256) => curve.curve == EllipticCurve::P256,
        (AlgorithmParameters::OctetKeyPair(pair), Algorithm::EdDSA) => pair.curve == EllipticCurve::Ed25519,
        _ => false,
    };
    for_signatures && says_so && of_its_kind
}

/// What a provider says about somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Who it is to the provider.
    pub identity: Identity,
    /// The address it gives, if that is one.
    pub email: Option<Email>,
    /// Whether it says that the address was verified.
    pub email_verified: bool,
    /// Google's `hd`.
    pub hosted_domain: Option<String>,
    /// What the person is called, if that is a name.
    pub name: Option<DisplayName>,
    /// Whether a second factor was used, if the provider is believed about that.
    pub second_factor: bool,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: Audience,
    azp: Option<String>,
    exp: i64,
    iat: i64,
    nbf: Option<i64>,
    nonce: String,
    auth_time: Option<i64>,
    email: Option<String>,
    email_verified: Option<Truth>,
    hd: Option<String>,
    name: Option<String>,
    #[serde(default)]
    amr: Vec<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

/// Some providers write `"true"`.
#[derive(Deserialize)]
#[serde(untagged)]
enum Truth {
    Is(bool),
    Written(String),
}

/// Checks an identity token against the attempt it answers.
///
/// # Errors
/// [`Error::Refused`] whatever is wrong with it.
pub fn verify(
    token: &str,
    keys: &ProviderKeys,
    provider: &Provider,
    attempt: &Attempt,
    now_ms: i64,
) -> Result<Person, Error> {
    let header = jws::header(token)?;
    if header.typ.is_some() && !jws::has_type(&header, "jwt") {
        return Err(Refusal::Kind.into());
    }
    let key = DecodingKey::from_jwk(keys.find(&header)?).map_err(|_| Refusal::Key)?;
    let claims: Claims = jws::claims(token, header.alg, &key)?;
    check(&claims, provider, attempt, now_ms.div_euclid(SECOND_MS))?;
    Ok(person(claims, provider))
}

fn check(claims: &Claims, provider: &Provider, attempt: &Attempt, now: i64) -> Result<(), Refusal> {
    if claims.iss != provider.issuer {
        return Err(Refusal::Issuer);
    }
    let (ours, others) = match &claims.aud {
        Audience::One(one) => (*one == provider.client_id, false),
        Audience::Many(many) => (many.contains(&provider.client_id), many.len() > 1),
    };
    let presenter = claims.azp.as_deref();
    if !ours || presenter.map_or(others, |azp| azp != provider.client_id) {
        return Err(Refusal::Audience);
    }
    if !bool::from(claims.nonce.as_bytes().ct_eq(attempt.nonce().as_bytes())) {
        return Err(Refusal::Nonce);
    }
    if claims.exp.saturating_add(LEEWAY_S) <= now {
        return Err(Refusal::Expired);
    }
    if claims.iat.max(claims.nbf.unwrap_or(claims.iat)) > now.saturating_add(LEEWAY_S) {
        return Err(Refusal::NotYet);
    }
    // some providers leave it out although they were asked: their word is then that they did as they were told
    let stale = |from_s: i64| claims.auth_time.is_some_and(|at_s| at_s.saturating_add(LEEWAY_S) < from_s);
    if attempt.signed_in_from_s().is_some_and(stale) {
        return Err(Refusal::Expired);
    }
    let subject_is_usable = (1..=MAX_SUBJECT_BYTES).contains(&claims.sub.len()) && claims.sub.is_ascii();
    if subject_is_usable { Ok(()) } else { Err(Refusal::Claims) }
}

fn person(claims: Claims, provider: &Provider) -> Person {
    let email_verified = match claims.email_verified {
        Some(Truth::Is(verified)) => verified,
        Some(Truth::Written(text)) => text == "true",
        None => false,
    };
    // RFC 8176: only `mfa` says that there were several
    let several = claims.amr.iter().any(|method| method == "mfa");
    Person {
        identity: Identity { issuer: claims.iss, subject: claims.sub },
        email: claims.email.and_then(|email| Email::parse(&email).ok()),
        email_verified,
        hosted_domain: claims.hd,
        name: claims.name.and_then(|name| DisplayName::parse(&name).ok()),
        second_factor: provider.second_factor_is_proof && several,
    }
}

#[cfg(test)]
mod tests;
