//! Opaque secrets: 256 random bits that mean nothing by themselves and are looked up by their digest.
//!
//! Refresh tokens, session cookies, links in mails and half-finished sign-ins are all of this form. The kind is part
//! of the text and so of the digest: a token of one kind is never found where another is looked up (T-08).
//! A plain SHA-256 suffices because nobody guesses 256 bits; a slow hash is for what people choose.

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq;

use crate::{Error, Refusal};

/// What an opaque secret is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Getting new access tokens: see [`refresh`](crate::refresh).
    Refresh,
    /// A browser's session: see [`session`](crate::session).
    Session,
    /// Finishing a sign-in that waits for a second factor.
    MfaPending,
    /// Setting a new password.
    PasswordReset,
    /// Showing that an address is one's own.
    EmailVerification,
    /// Joining an installation or a school.
    Invitation,
    /// Making the first admin.
    FirstAdmin,
    /// Finishing what was begun with a passkey.
    PasskeyCeremony,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::Refresh,
        Self::Session,
        Self::MfaPending,
        Self::PasswordReset,
        Self::EmailVerification,
        Self::Invitation,
        Self::FirstAdmin,
        Self::PasskeyCeremony,
    ];

    const fn prefix(self) -> &'static str {
        match self {
            Self::Refresh => "lfr_",
            Self::Session => "lfs_",
            Self::MfaPending => "lfm_",
            Self::PasswordReset => "lfp_",
            Self::EmailVerification => "lfe_",
            Self::Invitation => "lfi_",
            Self::FirstAdmin => "lfa_",
            Self::PasskeyCeremony => "lfk_",
        }
    }
}

/// Bytes of randomness in an opaque secret.
pub const RANDOM_BYTES: usize = 32;
/// Characters of an opaque secret: the prefix and 43 of base64url.
const TEXT_LENGTH: usize = 4 + 43;

/// An opaque secret in clear; it does not print itself and is wiped when dropped.
#[derive(Debug, Clone)]
pub struct Opaque {
    kind: Kind,
    text: SecretString,
}

impl Opaque {
    /// Makes a secret from 32 bytes of the operating system's randomness.
    #[must_use]
    pub fn mint(kind: Kind, random: [u8; RANDOM_BYTES]) -> Self {
        Self { kind, text: format!("{}{}", kind.prefix(), BASE64URL_NOPAD.encode(&random)).into() }
    }

    /// Reads a secret that somebody presents.
    ///
    /// # Errors
    /// [`Error::Refused`] when it has not the form of this kind; the cost is bounded whatever was sent.
    pub fn parse(kind: Kind, presented: &str) -> Result<Self, Error> {
        if presented.len() > TEXT_LENGTH {
            return Err(Refusal::TooLong.into());
        }
        let body = presented.strip_prefix(kind.prefix()).ok_or(Refusal::Kind)?;
        let random = BASE64URL_NOPAD.decode(body.as_bytes()).map_err(|_| Refusal::Form)?;
        let random: [u8; RANDOM_BYTES] = random.try_into().map_err(|_| Refusal::Form)?;
        Ok(Self::mint(kind, random))
    }

    /// The text, to be sent once to its owner.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.text.expose_secret()
    }

    /// What it is good for.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// What is stored and looked up in its place.
    #[must_use]
    pub fn digest(&self) -> TokenDigest {
        TokenDigest::of(self.expose())
    }
}

/// The SHA-256 of a token's text: all that is stored of it. Comparison takes the same time whatever it finds.
#[derive(Clone, Copy, Eq)]
pub struct TokenDigest([u8; 32]);

impl TokenDigest {
    pub(crate) fn of(text: &str) -> Self {
        Self(Sha256::digest(text.as_bytes()).into())
    }

    /// A digest as it was stored.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The digest as it is stored.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl PartialEq for TokenDigest {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl std::fmt::Debug for TokenDigest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "TokenDigest({}…)", HEXLOWER.encode(&self.0[..4]))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn t_08_a_secret_of_one_kind_is_none_of_another() {
        for kind in Kind::ALL {
            let minted = Opaque::mint(kind, [7; 32]);
            for other in Kind::ALL {
                let read = Opaque::parse(other, minted.expose());
                assert_eq!(read.is_ok(), kind == other, "{kind:?} as {other:?}");
                assert_eq!(Opaque::mint(other, [7; 32]).digest() == minted.digest(), kind == other);
            }
        }
    }

    #[test]
    fn t_05_there_is_one_spelling_only() {
        let minted = Opaque::mint(Kind::Refresh, [0; 32]);
        let text = minted.expose().to_owned();
        assert_eq!(Opaque::parse(Kind::Refresh, &text).unwrap().digest(), minted.digest());
        let last_bits_set = format!("{}B", &text[..text.len() - 1]);
        for spelling in
            [&last_bits_set, &format!("{text}="), &format!(" {text}"), &text.to_uppercase(), &text[1..]]
        {
            assert!(Opaque::parse(Kind::Refresh, spelling).is_err(), "{spelling}");
        }
    }

    #[test]
    fn r_07_the_digest_is_the_plain_sha_256_of_the_text() {
        let minted = Opaque::mint(Kind::Refresh, [0; 32]);
        assert_eq!(minted.digest().as_bytes(), &<[u8; 32]>::from(Sha256::digest(minted.expose())));
    }

    #[test]
    fn g_03_a_secret_does_not_print_itself() {
        assert!(!format!("{:?}", Opaque::mint(Kind::Session, [7; 32])).contains("BwcH"));
    }

    proptest! {
        #[test]
        fn r_04_garbage_is_refused(presented in "(lfr_)?\\PC{0,60}|lfr_[A-Za-z0-9_-]{0,50}") {
            if let Ok(read) = Opaque::parse(Kind::Refresh, &presented) {
                prop_assert_eq!(read.expose(), presented);
            }
        }
    }
}
