//! Signed tokens as such: framing by `jsonwebtoken`, primitives by [`backend`], strictness by us.
//!
//! Nothing here knows what a token means. Three rules hold for every kind: the caller's key decides the algorithm,
//! never the header; header fields that bring keys along (`jwk`, `jku`, `x5u`, `x5c`) are read by nobody; and a
//! token with `crit` is refused, since no extension is understood.

use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::Refusal;

mod backend;

/// A token with more bytes is refused unread.
///
/// Ours have about 700; an identity provider with many groups may send 8,000.
pub(crate) const MAX_BYTES: usize = 16 * 1024;

/// Signs claims; `None` when the key does not fit the algorithm.
pub(crate) fn sign(header: &Header, claims: &impl Serialize, key: &EncodingKey) -> Option<String> {
    backend::install();
    jsonwebtoken::encode(header, claims, key).ok()
}

/// Reads the header of a token, unverified, to find its key by.
pub(crate) fn header(token: &str) -> Result<Header, Refusal> {
    if token.len() > MAX_BYTES {
        return Err(Refusal::TooLong);
    }
    if token.bytes().filter(|b| *b == b'.').count() != 2 {
        return Err(Refusal::Form);
    }
    let header = jsonwebtoken::decode_header(token).map_err(|error| match error.kind() {
        // an unknown `alg` is a JSON error to the library, which knows them as an enum
        ErrorKind::Json(_) => Refusal::Algorithm,
        _ => Refusal::Form,
    })?;
    if header.crit.is_some() { Err(Refusal::Extension) } else { Ok(header) }
}

/// Verifies the signature with exactly this algorithm and key, then reads the claims; their meaning is the caller's.
pub(crate) fn claims<T: DeserializeOwned>(
    token: &str,
    algorithm: Algorithm,
    key: &DecodingKey,
) -> Result<T, Refusal> {
    backend::install();
    let mut validation = Validation::new(algorithm);
    // the library would read the clock; every claim is checked by the caller against an instant it is given
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    validation.validate_nbf = false;
    validation.validate_aud = false;
    let decoded = jsonwebtoken::decode::<T>(token, key, &validation).map_err(|error| match error.kind() {
        ErrorKind::InvalidAlgorithm | ErrorKind::MissingAlgorithm | ErrorKind::UnsupportedAlgorithm => {
            Refusal::Algorithm
        }
        ErrorKind::InvalidSignature => Refusal::Signature,
        ErrorKind::InvalidEddsaKey | ErrorKind::InvalidEcdsaKey | ErrorKind::InvalidKeyFormat => Refusal::Key,
        ErrorKind::Json(_) => Refusal::Claims,
        _ => Refusal::Form,
    })?;
    Ok(decoded.claims)
}

/// Whether the `typ` of a header names this kind of token (RFC 7515 §4.1.9: the prefix may be left out).
pub(crate) fn has_type(header: &Header, wanted: &str) -> bool {
    header.typ.as_deref().is_some_and(|typ| {
        let typ = typ.to_ascii_lowercase();
        typ.strip_prefix("application/").unwrap_or(&typ) == wanted
    })
}
