//! Sealed secrets, the keys that open them, and how a key is replaced without losing any.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use crate::Error;
use crate::id::UserId;
use crate::secret::{DerivedKey, Purpose, RootKey};

/// Random bytes that sealing takes.
pub const NONCE_BYTES: usize = 24;
const VERSION: u8 = 1;
const HEADER_BYTES: usize = 1 + 4 + NONCE_BYTES;
const TAG_BYTES: usize = 16;
/// Nothing that is sealed here is longer; a private key in PEM has about 120 bytes.
const MAX_BYTES: usize = 64 * 1024;

/// A sealed secret: version, fingerprint of its key, nonce, ciphertext. Safe to store anywhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope(Vec<u8>);

impl Envelope {
    /// An envelope as it was stored.
    #[must_use]
    pub fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The envelope as it is stored.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// A secret that was taken out of its envelope; wiped when dropped.
pub struct Opened {
    /// The secret.
    pub secret: Zeroizing<Vec<u8>>,
    /// Seal it again and store that: it was under a key that is about to go.
    pub needs_reseal: bool,
}

/// Seals and opens for one purpose, with the current key and the ones before it.
///
/// To replace the root key, configure the new one as `auth.root_key` and the old one under
/// `auth.previous_root_keys`; everything is sealed again as it is opened, or at once by the operator's command.
#[derive(Debug)]
pub struct Vault {
    purpose: Purpose,
    current: DerivedKey,
    previous: Vec<DerivedKey>,
}

impl Vault {
    /// The vault for one purpose.
    #[must_use]
    pub fn new(purpose: Purpose, current: &RootKey, previous: &[RootKey]) -> Self {
        let previous = previous.iter().map(|key| key.derive(purpose)).collect();
        Self { purpose, current: current.derive(purpose), previous }
    }

    /// Seals a secret of somebody's, or with `None` one of the installation's own.
    ///
    /// # Errors
    /// [`Error::Corrupt`] for a secret of more than 64 KiB; nothing here has one.
    pub fn seal(
        &self,
        secret: &[u8],
        owner: Option<UserId>,
        nonce: [u8; NONCE_BYTES],
    ) -> Result<Envelope, Error> {
        let corrupt = Error::Corrupt { what: "secret to be sealed" };
        if secret.len() > MAX_BYTES {
            return Err(corrupt);
        }
        let payload = Payload { msg: secret, aad: &self.context(owner) };
        let sealed = cipher(&self.current).encrypt(&XNonce::from(nonce), payload).map_err(|_| corrupt)?;
        let fingerprint = self.current.fingerprint();
        Ok(Envelope([&[VERSION], fingerprint.as_slice(), &nonce, &sealed].concat()))
    }

    /// Opens an envelope of the same owner.
    ///
    /// # Errors
    /// [`Error::Corrupt`] when it was changed, belongs to somebody else or to another purpose, or its key is gone.
    pub fn open(&self, envelope: &Envelope, owner: Option<UserId>) -> Result<Opened, Error> {
        let corrupt = Error::Corrupt { what: "sealed secret" };
        let bytes = envelope.as_bytes();
        if !(HEADER_BYTES + TAG_BYTES..=HEADER_BYTES + TAG_BYTES + MAX_BYTES).contains(&bytes.len()) {
            return Err(corrupt);
        }
        let (header, sealed) = bytes.split_at(HEADER_BYTES);
        let nonce: [u8; NONCE_BYTES] = header[5..].try_into().map_err(|_| corrupt.clone())?;
        let mut keys = std::iter::once(&self.current).chain(&self.previous).enumerate();
        let named = keys.find(|(_, key)| header[1..5] == key.fingerprint());
        let (Some((age, key)), VERSION) = (named, header[0]) else { return Err(corrupt) };
        let payload = Payload { msg: sealed, aad: &self.context(owner) };
        let secret = cipher(key).decrypt(&XNonce::from(nonce), payload).map_err(|_| corrupt)?;
        Ok(Opened { secret: Zeroizing::new(secret), needs_reseal: age > 0 })
    }

    /// What an envelope is bound to beside its key.
    fn context(&self, owner: Option<UserId>) -> Vec<u8> {
        let owner: &[u8] = owner.as_ref().map_or(b"installation", |user| user.0.as_bytes());
        [&[VERSION], self.purpose.label(), b"\0", owner].concat()
    }
}

fn cipher(key: &DerivedKey) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.expose().into())
}
