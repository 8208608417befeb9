//! One root key, a key for each purpose, and envelopes for secrets at rest.
//!
//! The root key is never used itself. HKDF-SHA256 gives each purpose its own key, so that what is signed for one can
//! never be passed off for another. Envelopes are XChaCha20-Poly1305 and bound to their purpose and owner: a sealed
//! secret that is copied into another account's row does not open.

use secrecy::{ExposeSecret, SecretBox, SecretString};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::Error;

pub use envelope::{Envelope, NONCE_BYTES, Opened, Vault};

mod envelope;

/// What a derived key is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// Sealing the secrets of authenticator apps.
    TotpSecrets,
    /// Sealing signing keys that the installation generated.
    SigningKeys,
    /// Sealing what a single sign-on attempt remembers.
    SignOnAttempts,
    /// Sealing letters that wait to be sent.
    Letters,
    /// Binding CSRF tokens to sessions.
    Csrf,
    /// Naming throttle counters and failed sign-ins without keeping what was typed.
    TriedNames,
}

impl Purpose {
    const fn label(self) -> &'static [u8] {
        match self {
            Self::TotpSecrets => b"factoria/1/totp-secrets",
            Self::SigningKeys => b"factoria/1/signing-keys",
            Self::SignOnAttempts => b"factoria/1/sign-on-attempts",
            Self::Letters => b"factoria/1/letters",
            Self::Csrf => b"factoria/1/csrf",
            Self::TriedNames => b"factoria/1/tried-names",
        }
    }
}

/// The secret that an installation is founded on: 32 random bytes, generated into `./data` or configured.
#[derive(Debug)]
pub struct RootKey(SecretBox<[u8; 32]>);

impl RootKey {
    /// Takes 32 bytes of the operating system's randomness.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(SecretBox::new(Box::new(bytes)))
    }

    /// Reads the setting `auth.root_key`: 64 hexadecimal digits, or base64 (either alphabet) of 32 bytes.
    ///
    /// # Errors
    /// [`Error::Misconfigured`] for any other length or form, and for a key that is one byte repeated.
    pub fn parse(setting: &str) -> Result<Self, Error> {
        let misconfigured = |problem| Error::Misconfigured {
            setting: "auth.root_key",
            problem,
            remedy: "make one with `openssl rand -base64 32`",
        };
        let setting = setting.trim();
        if setting.len() > 100 {
            return Err(misconfigured("is not 32 bytes long"));
        }
        let bytes = decode(setting).ok_or_else(|| misconfigured("is neither hexadecimal nor base64"))?;
        let bytes: [u8; 32] =
            bytes.as_slice().try_into().map_err(|_| misconfigured("is not 32 bytes long"))?;
        if bytes.iter().all(|byte| *byte == bytes[0]) {
            return Err(misconfigured("is one byte repeated"));
        }
        Ok(Self::from_bytes(bytes))
    }

    /// The key in the form that [`parse`](Self::parse) reads: for the file that an installation keeps it in.
    #[must_use]
    pub fn to_setting(&self) -> SecretString {
        data_encoding::BASE64.encode(self.0.expose_secret()).into()
    }

    /// The key for one purpose.
    #[must_use]
    pub fn derive(&self, purpose: Purpose) -> DerivedKey {
        let mut key = Box::new([0; 32]);
        hkdf::Hkdf::<Sha256>::new(None, self.0.expose_secret())
            .expand(purpose.label(), key.as_mut_slice())
            .expect("HKDF-SHA256 gives up to 8,160 bytes");
        DerivedKey(SecretBox::new(key))
    }
}

/// Base64 of 32 bytes has 43 or 44 characters and hexadecimal 64, so no text is both.
fn decode(setting: &str) -> Option<Zeroizing<Vec<u8>>> {
    if setting.len() == 64 {
        return data_encoding::HEXLOWER_PERMISSIVE.decode(setting.as_bytes()).ok().map(Zeroizing::new);
    }
    let text = Zeroizing::new(setting.trim_end_matches('=').replace('+', "-").replace('/', "_"));
    data_encoding::BASE64URL_NOPAD.decode(text.as_bytes()).ok().map(Zeroizing::new)
}

/// A key for one purpose; it does not print itself and is wiped when dropped.
#[derive(Debug)]
pub struct DerivedKey(SecretBox<[u8; 32]>);

impl DerivedKey {
    pub(crate) fn expose(&self) -> &[u8; 32] {
        self.0.expose_secret()
    }

    /// Four bytes that tell keys apart without telling anything about them.
    fn fingerprint(&self) -> [u8; 4] {
        let digest =
            Sha256::new_with_prefix(b"factoria key fingerprint\0").chain_update(self.expose()).finalize();
        [digest[0], digest[1], digest[2], digest[3]]
    }
}

#[cfg(test)]
mod tests;
