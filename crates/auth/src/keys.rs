//! The keys that sign access tokens: next, active, retired; and the public set that others verify with.
//!
//! A key says from when on it signs; its state follows from the clock alone, so all replicas agree. [`KeyRing`]
//! is the thing to read. Where the keys are kept is the caller's business (sealed, see [`secret`](crate::secret)).

use data_encoding::BASE64URL_NOPAD;
use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use ed25519_dalek::pkcs8::{DecodePrivateKey, EncodePrivateKey};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey};
use secrecy::{ExposeSecret, SecretSlice, SecretString};
use sha2::{Digest, Sha256};

use crate::Error;

pub use ring::{JsonWebKey, JsonWebKeySet, KeyRing, KeyState, Rotation, RotationPlan};
pub use shared_secret::SharedSecret;

mod ring;
mod shared_secret;

/// One key that signs access tokens from an instant on; it does not print its secret.
#[derive(Debug)]
pub struct SigningKey {
    kid: String,
    active_from_ms: i64,
    material: Material,
}

#[derive(Debug)]
enum Material {
    /// The 32-byte seed of an Ed25519 key, and its public half.
    Ed25519 {
        seed: SecretSlice<u8>,
        public: [u8; 32],
    },
    Hs256(SecretSlice<u8>),
}

impl SigningKey {
    /// An Ed25519 key from 32 bytes of the operating system's randomness.
    #[must_use]
    pub fn generate(seed: [u8; 32], active_from_ms: i64) -> Self {
        Self::from_ed25519(&ed25519_dalek::SigningKey::from_bytes(&seed), active_from_ms)
    }

    /// An Ed25519 key from a PKCS#8 PEM (`auth.signing_key_file`, `openssl genpkey -algorithm ed25519`).
    ///
    /// # Errors
    /// [`Error::Misconfigured`] when the text is no such key.
    pub fn from_pem(pem: &str, active_from_ms: i64) -> Result<Self, Error> {
        let misconfigured = Error::Misconfigured {
            setting: "auth.signing_key_file",
            problem: "is not an Ed25519 private key in PKCS#8 PEM",
            remedy: "make one with `openssl genpkey -algorithm ed25519`",
        };
        let key = ed25519_dalek::SigningKey::from_pkcs8_pem(pem.trim()).map_err(|_| misconfigured)?;
        Ok(Self::from_ed25519(&key, active_from_ms))
    }

    /// An HS256 key from the secret of `auth.jwt_secret_key`.
    ///
    /// The key's id is a digest under a label of its own, from which the secret cannot be found.
    #[must_use]
    pub fn from_shared_secret(secret: &SharedSecret, active_from_ms: i64) -> Self {
        let bytes = secret.expose();
        let digest = Sha256::new_with_prefix(b"factoria hs256 kid\0").chain_update(bytes).finalize();
        let kid = format!("hs256-{}", BASE64URL_NOPAD.encode(&digest[..12]));
        Self { kid, active_from_ms, material: Material::Hs256(bytes.to_vec().into()) }
    }

    fn from_ed25519(key: &ed25519_dalek::SigningKey, active_from_ms: i64) -> Self {
        let public = key.verifying_key().to_bytes();
        let material = Material::Ed25519 { seed: key.to_bytes().to_vec().into(), public };
        Self { kid: thumbprint(&public), active_from_ms, material }
    }

    /// The key's id: for Ed25519 its RFC 7638 thumbprint.
    #[must_use]
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// From when on it signs.
    #[must_use]
    pub fn active_from_ms(&self) -> i64 {
        self.active_from_ms
    }

    /// The private key as PKCS#8 PEM, to be stored; `None` for a shared secret, which configuration holds.
    #[must_use]
    pub fn to_pem(&self) -> Option<SecretString> {
        let Material::Ed25519 { seed, .. } = &self.material else { return None };
        let seed: &[u8; 32] = seed.expose_secret().try_into().ok()?;
        let pem = ed25519_dalek::SigningKey::from_bytes(seed).to_pkcs8_pem(LineEnding::LF).ok()?;
        Some(pem.as_str().into())
    }

    pub(crate) fn algorithm(&self) -> Algorithm {
        match self.material {
            Material::Ed25519 { .. } => Algorithm::EdDSA,
            Material::Hs256(_) => Algorithm::HS256,
        }
    }

    pub(crate) fn encoding(&self) -> EncodingKey {
        match &self.material {
            Material::Ed25519 { seed, .. } => EncodingKey::from_ed_der(seed.expose_secret()),
            Material::Hs256(secret) => EncodingKey::from_secret(secret.expose_secret()),
        }
    }

    pub(crate) fn decoding(&self) -> DecodingKey {
        match &self.material {
            Material::Ed25519 { public, .. } => DecodingKey::from_ed_der(public),
            Material::Hs256(secret) => DecodingKey::from_secret(secret.expose_secret()),
        }
    }

    fn public(&self) -> Option<&[u8; 32]> {
        match &self.material {
            Material::Ed25519 { public, .. } => Some(public),
            Material::Hs256(_) => None,
        }
    }
}

/// **Source** RFC 7638 §3 with RFC 8037 §2: the SHA-256 of the required members in order.
fn thumbprint(public: &[u8; 32]) -> String {
    let canonical = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{}"}}"#, BASE64URL_NOPAD.encode(public));
    BASE64URL_NOPAD.encode(&Sha256::digest(canonical))
}

#[cfg(test)]
mod tests;
