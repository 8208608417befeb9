//! Recovery codes: ten of them, 80 bits each, for the day the phone is gone.
//!
//! They are stored as digests bound to their owner. Using one deletes its digest in the same statement that looks
//! for it, so none works twice; a new set replaces all of the old; every use is mailed to the owner.

use data_encoding::BASE32;
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

use crate::id::UserId;
use crate::opaque::TokenDigest;
use crate::{Error, Refusal};

/// How many codes a set has.
pub const CODES: usize = 10;
/// Bytes of randomness that a set takes.
pub const RANDOM_BYTES: usize = CODES * CODE_BYTES;
const CODE_BYTES: usize = 10;
const CHARACTERS: usize = 16;

/// A code in clear; it does not print itself and is wiped when dropped.
#[derive(Debug, Clone)]
pub struct RecoveryCode(SecretString);

/// Makes a set from 100 bytes of the operating system's randomness.
#[must_use]
pub fn mint(random: &[u8; RANDOM_BYTES]) -> Vec<RecoveryCode> {
    random
        .chunks_exact(CODE_BYTES)
        .map(|bytes| RecoveryCode(BASE32.encode(bytes).to_lowercase().into()))
        .collect()
}

impl RecoveryCode {
    /// Reads a code as it was typed: case, spaces and hyphens do not matter, and `0`, `1`, `8` are read as the letters
    /// they look like, since codes hold none of these digits.
    ///
    /// # Errors
    /// [`Error::Refused`] for anything that is not sixteen letters and digits then.
    pub fn parse(typed: &str) -> Result<Self, Error> {
        if typed.len() > 4 * CHARACTERS {
            return Err(Refusal::TooLong.into());
        }
        let code: String = typed
            .chars()
            .filter(|c| !matches!(c, ' ' | '-' | '\t' | '\u{a0}' | '\u{2010}'..='\u{2015}'))
            .map(|c| match c.to_ascii_lowercase() {
                '0' => 'o',
                '1' => 'l',
                '8' => 'b',
                other => other,
            })
            .collect();
        let good = code.len() == CHARACTERS
            && code.bytes().all(|b| b.is_ascii_lowercase() || (b'2'..=b'7').contains(&b));
        if good { Ok(Self(code.into())) } else { Err(Refusal::Form.into()) }
    }

    /// The code in groups of four, to be shown once.
    #[must_use]
    pub fn grouped(&self) -> SecretString {
        let code = self.0.expose_secret();
        let groups: Vec<&str> = (0..CHARACTERS).step_by(4).filter_map(|at| code.get(at..at + 4)).collect();
        groups.join("-").into()
    }

    /// What is stored and looked up in its place; the same code of another account has another digest.
    #[must_use]
    pub fn digest(&self, owner: UserId) -> TokenDigest {
        let digest = Sha256::new_with_prefix(b"factoria recovery code\0")
            .chain_update(owner.0.as_bytes())
            .chain_update(self.0.expose_secret())
            .finalize();
        TokenDigest::from_bytes(digest.into())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    const ANN: UserId = UserId(Uuid::from_u128(1));

    fn set() -> Vec<RecoveryCode> {
        let random: Vec<u8> = (0..RANDOM_BYTES).map(|i| (i * 37 % 251) as u8).collect();
        mint(random.as_slice().try_into().unwrap())
    }

    #[test]
    fn m_09_ten_codes_of_eighty_bits() {
        let shown: HashSet<String> =
            set().iter().map(|code| code.grouped().expose_secret().to_owned()).collect();
        assert_eq!(shown.len(), 10);
        assert!(shown.iter().all(|code| code.len() == 19 && code.split('-').count() == 4), "{shown:?}");
    }

    #[test]
    fn m_09_a_code_is_read_as_people_type_it() {
        let code = &set()[0];
        let shown = code.grouped().expose_secret().to_owned();
        let looks_alike = shown.replace('o', "0").replace('l', "1").replace('b', "8");
        for typed in [
            shown.to_uppercase(),
            shown.replace('-', ""),
            shown.replace('-', " "),
            shown.replace('-', "–"),
            format!(" {shown} "),
            looks_alike,
        ] {
            assert_eq!(RecoveryCode::parse(&typed).unwrap().digest(ANN), code.digest(ANN), "{typed}");
        }
    }

    #[test]
    fn m_09_a_code_is_good_for_its_owner_only() {
        let code = &set()[0];
        assert_ne!(code.digest(ANN), code.digest(UserId(Uuid::from_u128(2))));
        let others: HashSet<[u8; 32]> = set().iter().map(|code| *code.digest(ANN).as_bytes()).collect();
        assert_eq!(others.len(), 10);
    }

    #[test]
    fn m_05_a_six_digit_code_is_no_recovery_code() {
        for typed in [
            "",
            "123456",
            "aaaa-aaaa-aaaa-aaa",
            "aaaa-aaaa-aaaa-aaaaa",
            "aaaa-aaaa-aaaa-aaa9",
            "aaaa-aaaa-aaaa-aaaé",
            &"a".repeat(1_000_000),
        ] {
            assert!(RecoveryCode::parse(typed).is_err());
        }
        assert!(!format!("{:?}", set()).contains(&set()[0].grouped().expose_secret()[..4]));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(typed in "\\PC{0,40}|[a-z2-7 -]{10,24}") {
            let _ = RecoveryCode::parse(&typed).map(|code| code.digest(ANN));
        }
    }
}
