//! Codes of authenticator apps (RFC 6238): six digits, thirty seconds, each good once.
//!
//! The secret is sealed by [`secret::Vault`](crate::secret::Vault) for its owner. The store keeps the last step that
//! was accepted and replaces it by compare-and-set (`… SET last_step = ? WHERE last_step IS NULL OR last_step < ?`),
//! the enrolment's first code included, so of two parallel uses of one code one loses (M-03).

use data_encoding::{BASE32_NOPAD, BASE64};
use totp_rs::{Algorithm, Builder, Totp};
use zeroize::Zeroizing;

use crate::Error;
use crate::time::SECOND_MS;

mod qr;

/// Bytes of a secret: 160 bits, as RFC 4226 §4 recommends.
pub const SECRET_BYTES: usize = 20;
const STEP_S: u64 = 30;
const DIGITS: usize = 6;

/// What a person needs to set their app up; shown once, with `Cache-Control: no-store`.
pub struct Enrolment {
    /// The secret for typing in: base32.
    pub secret_base32: Zeroizing<String>,
    /// The same as `otpauth://totp/…`.
    pub otpauth_url: Zeroizing<String>,
    /// The same as a QR code: a PNG in base64.
    pub qr_png_base64: Zeroizing<String>,
}

/// Prepares an enrolment. `issuer` and `account` are what the app will show.
///
/// # Errors
/// [`Error::Malformed`] when they are too long for a QR code.
pub fn enrol(secret: &[u8; SECRET_BYTES], issuer: &str, account: &str) -> Result<Enrolment, Error> {
    let too_long = Error::Malformed { field: "account", problem: "is too long for a QR code" };
    // a colon separates the two in the label, so neither may hold one
    let plain = |text: &str| text.replace(':', " ");
    let totp = builder(secret).with_issuer(Some(plain(issuer))).with_account_name(plain(account)).build();
    let url = totp.and_then(|totp| totp.to_url()).map_err(|_| too_long.clone())?;
    let png = qr::png(&url).ok_or(too_long)?;
    Ok(Enrolment {
        secret_base32: Zeroizing::new(BASE32_NOPAD.encode(secret)),
        otpauth_url: Zeroizing::new(url),
        qr_png_base64: Zeroizing::new(BASE64.encode(&png)),
    })
}

/// Whether a code was right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It was; store this step, and refuse the sign-in if a parallel one stored it first.
    Right {
        /// The step it belongs to.
        step: i64,
    },
    /// It is right but of a step that was used already.
    Replayed,
    /// It is wrong.
    Wrong,
}

/// Whether a text has the form of a code: six ASCII digits.
#[must_use]
pub fn is_code(typed: &str) -> bool {
    typed.len() == DIGITS && typed.bytes().all(|byte| byte.is_ascii_digit())
}

/// Checks a code against the current step and one on either side.
///
/// # Errors
/// [`Error::Malformed`] with the field `totp` for anything but six ASCII digits.
pub fn verify(
    secret: &[u8; SECRET_BYTES],
    code: &str,
    last_step: Option<i64>,
    now_ms: i64,
) -> Result<Verdict, Error> {
    if !is_code(code) {
        return Err(Error::Malformed { field: "totp", problem: "has six digits" });
    }
    let (Ok(totp), Ok(now_s)) = (builder(secret).build(), u64::try_from(now_ms / SECOND_MS)) else {
        return Err(Error::Corrupt { what: "secret of the authenticator app" });
    };
    Ok(match matching_step(&totp, code, now_s) {
        None => Verdict::Wrong,
        Some(step) if last_step.is_some_and(|last| step <= last) => Verdict::Replayed,
        Some(step) => Verdict::Right { step },
    })
}

fn matching_step(totp: &Totp, code: &str, now_s: u64) -> Option<i64> {
    totp.check(code, now_s).and_then(|step| i64::try_from(step).ok())
}

fn builder(secret: &[u8; SECRET_BYTES]) -> Builder {
    // SHA-1 is what all apps know; its weakness is collisions, which HMAC does not rest on
    let builder = Builder::new().with_algorithm(Algorithm::SHA1).with_secret(secret.to_vec());
    builder.with_digits(6).with_skew(1).with_step_duration(STEP_S)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The secret and times of RFC 6238 appendix B; its eight digits end in our six.
    const RFC_SECRET: &[u8; 20] = b"12345678901234567890";

    fn at(code: &str, last_step: Option<i64>, now_s: i64) -> Result<Verdict, Error> {
        verify(RFC_SECRET, code, last_step, now_s * 1_000)
    }

    #[test]
    fn m_05_the_standards_own_examples_are_right() {
        for (now_s, code) in
            [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (20_000_000_000, "353130")]
        {
            assert_eq!(at(code, None, now_s), Ok(Verdict::Right { step: now_s / 30 }));
        }
    }

    #[test]
    fn m_05_only_the_current_step_and_its_neighbours() {
        let code = "081804";
        let step = 1_111_111_109 / 30;
        for (steps_off, right) in
            [(-2, false), (-1, true), (0, true), (1, true), (2, false), (1_000_000, false)]
        {
            let verdict = at(code, None, (step + steps_off) * 30).unwrap();
            assert_eq!(verdict, if right { Verdict::Right { step } } else { Verdict::Wrong }, "{steps_off}");
        }
    }

    #[test]
    fn m_03_a_code_works_once_and_an_older_one_not_after_it() {
        let now_s = 1_111_111_109;
        let step = now_s / 30;
        assert_eq!(at("081804", Some(step), now_s), Ok(Verdict::Replayed));
        assert_eq!(at("081804", Some(step + 1), now_s), Ok(Verdict::Replayed));
        assert_eq!(at("081804", Some(step - 1), now_s), Ok(Verdict::Right { step }));
        assert_eq!(at("081804", Some(i64::MAX), now_s), Ok(Verdict::Replayed));
    }

    #[test]
    fn m_05_other_digits_lengths_and_spaces_are_malformed() {
        for code in [
            "",
            "08180",
            "0818040",
            "08180４",
            "٠٨١٨٠٤",
            " 81804",
            "081804 ",
            "+81804",
            "8.1804",
            "0x1804",
            "08180\0",
            &"0".repeat(1_000_000),
        ] {
            assert!(matches!(at(code, None, 1_111_111_109), Err(Error::Malformed { field: "totp", .. })));
        }
    }

    #[test]
    fn m_01_an_enrolment_carries_secret_url_and_picture() {
        let enrolment = enrol(RFC_SECRET, "La Factoria", "ann@example.org").unwrap();
        assert_eq!(enrolment.secret_base32.as_str(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        let url = url::Url::parse(&enrolment.otpauth_url).unwrap();
        assert_eq!((url.scheme(), url.host_str()), ("otpauth", Some("totp")));
        let fields: std::collections::HashMap<_, _> = url.query_pairs().into_owned().collect();
        assert_eq!(fields["secret"], enrolment.secret_base32.as_str());
        assert_eq!(fields["issuer"], "La Factoria");
        let png = BASE64.decode(enrolment.qr_png_base64.as_bytes()).unwrap();
        assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"));
    }

    #[test]
    fn m_01_hostile_labels_make_no_other_url() {
        let enrolment = enrol(RFC_SECRET, "A:B", "x?secret=AAAA&issuer=evil#\n").unwrap();
        let url = url::Url::parse(&enrolment.otpauth_url).unwrap();
        let secrets: Vec<_> = url.query_pairs().filter(|(name, _)| name == "secret").collect();
        assert_eq!(secrets.len(), 1);
        assert_eq!(secrets[0].1, enrolment.secret_base32.as_str());
        assert!(enrol(RFC_SECRET, "La Factoria", &"x".repeat(5_000)).is_err());
    }

    proptest! {
        #[test]
        fn any_code_and_clock_are_borne(code in "\\PC{0,8}|[0-9]{6}", last in any::<Option<i64>>(), now_ms in any::<i64>()) {
            let _ = verify(RFC_SECRET, &code, last, now_ms);
        }
    }
}
