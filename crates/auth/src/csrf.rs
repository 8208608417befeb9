//! Whether a request that a browser's cookie authorises was meant by its owner.
//!
//! Two independent proofs are asked of every unsafe request: the browser says that the page is ours
//! (`Sec-Fetch-Site`, else `Origin`), and the page knows a token bound to the session. Requests that carry a bearer
//! token or an API key are not asked: no browser adds those by itself.

use data_encoding::BASE64URL_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

use crate::opaque::TokenDigest;
use crate::secret::DerivedKey;

/// The header in which pages send the token.
pub const HEADER: &str = "x-csrf-token";
const MASK_BYTES: usize = 32;

/// A request as far as it matters here; header values as they came, `None` when absent.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// The method, as sent; no header or field overrides it.
    pub method: &'a str,
    /// `Sec-Fetch-Site`.
    pub fetch_site: Option<&'a str>,
    /// `Origin`.
    pub origin: Option<&'a str>,
    /// The token, from the header or a form's field.
    pub token: Option<&'a str>,
}

/// Why a request is taken for forged (403).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forged {
    /// The browser says that another site's page sent it, or cannot say.
    Elsewhere,
    /// The token is missing or of another session.
    Token,
}

/// Makes a token for the pages of one session; `mask` is 32 random bytes, so that no two pages carry the same text.
#[must_use]
pub fn token(key: &DerivedKey, session: &TokenDigest, mask: [u8; MASK_BYTES]) -> String {
    let masked: Vec<u8> = bound(key, session).iter().zip(mask).map(|(byte, mask)| byte ^ mask).collect();
    BASE64URL_NOPAD.encode(&[mask.as_slice(), &masked].concat())
}

/// Checks a request that the cookie of `session` authorises. `origins` are the installation's own, exact.
///
/// # Errors
/// [`Forged`]; never for GET, HEAD and OPTIONS, which change nothing.
pub fn check(
    request: &Request<'_>,
    session: &TokenDigest,
    key: &DerivedKey,
    origins: &[String],
) -> Result<(), Forged> {
    if is_safe(request.method) {
        return Ok(());
    }
    if !is_ours(request, origins).unwrap_or(false) {
        return Err(Forged::Elsewhere);
    }
    let known = request.token.is_some_and(|token| matches(token, &bound(key, session)));
    if known { Ok(()) } else { Err(Forged::Token) }
}

/// Checks a request that opens a session (sign-in, sign-up, a link from a mail), where there is none to bind to.
///
/// A browser that names another site is refused, so nobody is signed in as somebody else unawares; a client that
/// names none is no browser and has no cookie to abuse.
///
/// # Errors
/// [`Forged::Elsewhere`].
pub fn check_without_session(request: &Request<'_>, origins: &[String]) -> Result<(), Forged> {
    let ours = is_safe(request.method) || is_ours(request, origins).unwrap_or(true);
    if ours { Ok(()) } else { Err(Forged::Elsewhere) }
}

fn is_safe(method: &str) -> bool {
    matches!(method, "GET" | "HEAD" | "OPTIONS")
}

/// Whether the browser says that the page is ours; `None` when it says nothing.
fn is_ours(request: &Request<'_>, origins: &[String]) -> Option<bool> {
    let origin_is_ours = request.origin.map(|origin| origins.iter().any(|ours| ours == origin));
    match request.fetch_site {
        Some("same-origin" | "none") => Some(true),
        Some(_) => Some(origin_is_ours.unwrap_or(false)),
        None => origin_is_ours,
    }
}

fn bound(key: &DerivedKey, session: &TokenDigest) -> [u8; MASK_BYTES] {
    let mac = Hmac::<Sha256>::new_from_slice(key.expose()).expect("HMAC takes keys of any length");
    mac.chain_update(b"csrf\0").chain_update(session.as_bytes()).finalize().into_bytes().into()
}

fn matches(token: &str, expected: &[u8; MASK_BYTES]) -> bool {
    if token.len() > 100 {
        return false;
    }
    let Ok(bytes) = BASE64URL_NOPAD.decode(token.as_bytes()) else { return false };
    let Some((mask, masked)) = bytes.split_first_chunk::<MASK_BYTES>() else { return false };
    let unmasked: Vec<u8> = masked.iter().zip(mask).map(|(byte, mask)| byte ^ mask).collect();
    unmasked.len() == MASK_BYTES && bool::from(unmasked.ct_eq(expected))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::opaque::{Kind, Opaque};
    use crate::secret::{Purpose, RootKey};

    fn key() -> DerivedKey {
        RootKey::from_bytes([0x17; 32]).derive(Purpose::Csrf)
    }

    fn session(n: u8) -> TokenDigest {
        Opaque::mint(Kind::Session, [n; 32]).digest()
    }

    fn origins() -> Vec<String> {
        vec!["https://school.example".into()]
    }

    const POST: Request<'static> = Request {
        method: "POST",
        fetch_site: Some("same-origin"),
        origin: Some("https://school.example"),
        token: None,
    };

    fn with_token<'a>(request: Request<'a>, token: &'a str) -> Result<(), Forged> {
        check(&Request { token: Some(token), ..request }, &session(1), &key(), &origins())
    }

    #[test]
    fn c_03_both_proofs_are_needed() {
        let token = token(&key(), &session(1), [9; 32]);
        assert_eq!(with_token(POST, &token), Ok(()));
        assert_eq!(check(&POST, &session(1), &key(), &origins()), Err(Forged::Token));
        let silent = Request { fetch_site: None, origin: None, ..POST };
        assert_eq!(with_token(silent, &token), Err(Forged::Elsewhere));
    }

    #[test]
    fn c_03_another_sites_page_is_refused_in_every_disguise() {
        let token = token(&key(), &session(1), [9; 32]);
        for (fetch_site, origin) in [
            (Some("cross-site"), None),
            (Some("same-site"), None),
            (Some("cross-site"), Some("https://evil.example")),
            (Some("SAME-ORIGIN"), None),
            (Some(""), None),
            (None, Some("null")),
            (None, Some("")),
            (None, Some("http://school.example")),
            (None, Some("https://school.example:8443")),
            (None, Some("https://school.example.evil.example")),
            (None, Some("https://SCHOOL.example")),
            (None, Some("https://school.example/")),
        ] {
            let request = Request { fetch_site, origin, ..POST };
            assert_eq!(with_token(request, &token), Err(Forged::Elsewhere), "{fetch_site:?} {origin:?}");
            assert_eq!(
                check_without_session(&request, &origins()),
                Err(Forged::Elsewhere),
                "sign-in: {origin:?}"
            );
        }
        let exact = Request { fetch_site: None, ..POST };
        assert_eq!(with_token(exact, &token), Ok(()), "an old browser sends the origin only");
    }

    #[test]
    fn c_03_a_token_is_good_for_its_session_and_installation_only() {
        let of_another_session = token(&key(), &session(2), [9; 32]);
        let of_another_key =
            token(&RootKey::from_bytes([0x18; 32]).derive(Purpose::Csrf), &session(1), [9; 32]);
        let right = token(&key(), &session(1), [9; 32]);
        let shortened = &right[..right.len() - 2];
        for forged in [
            &of_another_session,
            &of_another_key,
            shortened,
            "",
            "A",
            &"A".repeat(86),
            &"A".repeat(1_000_000),
        ] {
            assert_eq!(with_token(POST, forged), Err(Forged::Token));
        }
        assert_ne!(right, token(&key(), &session(1), [8; 32]), "masked afresh on each page");
    }

    #[test]
    fn c_03_login_csrf_is_covered_and_programs_can_still_sign_in() {
        let program = Request { fetch_site: None, origin: None, ..POST };
        assert_eq!(check_without_session(&program, &origins()), Ok(()));
        assert_eq!(check_without_session(&POST, &origins()), Ok(()));
    }

    #[test]
    fn c_04_only_the_real_method_counts() {
        for method in ["GET", "HEAD", "OPTIONS"] {
            assert_eq!(
                check(&Request { method, fetch_site: None, ..POST }, &session(1), &key(), &[]),
                Ok(())
            );
        }
        for method in ["POST", "PUT", "PATCH", "DELETE", "TRACE", "get", "GET ", "", "BREW"] {
            assert!(check(&Request { method, ..POST }, &session(1), &key(), &origins()).is_err(), "{method}");
        }
    }

    proptest! {
        #[test]
        fn any_token_is_read_or_refused(forged in "\\PC{0,120}|[A-Za-z0-9_-]{80,90}") {
            prop_assert_eq!(with_token(POST, &forged), Err(Forged::Token));
        }
    }
}
