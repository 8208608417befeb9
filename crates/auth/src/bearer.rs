//! The `Authorization` header: which credential it carries, and how a refusal is worded (RFC 6750).

use crate::permission::{Denied, Scope};
use crate::{Error, Refusal, api_key, jws};

/// A credential as it was presented, told apart by its form; nothing about it has been checked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Presented<'a> {
    /// For [`token::verify`](crate::token::verify).
    AccessToken(&'a str),
    /// For [`ApiKey::parse`](crate::api_key::ApiKey::parse).
    ApiKey(&'a str),
}

impl std::fmt::Debug for Presented<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::AccessToken(_) => "AccessToken(hidden)",
            Self::ApiKey(_) => "ApiKey(hidden)",
        })
    }
}

/// Reads all `Authorization` and all `X-API-Key` headers of a request; without any there is no credential.
///
/// # Errors
/// [`Error::Refused`] for two headers, another scheme, or a value that no credential has.
pub fn read<'a>(
    mut headers: impl Iterator<Item = &'a [u8]>,
    mut keys: impl Iterator<Item = &'a [u8]>,
) -> Result<Option<Presented<'a>>, Error> {
    let first = (headers.next(), keys.next());
    if headers.next().is_some() || keys.next().is_some() {
        return Err(Refusal::Form.into());
    }
    match first {
        (None, None) => Ok(None),
        (Some(header), None) => read_authorization(header).map(Some),
        (None, Some(key)) => read_key(key).map(Some),
        (Some(_), Some(_)) => Err(Refusal::Form.into()),
    }
}

/// A header of its own takes keys alone, never access tokens.
fn read_key(header: &[u8]) -> Result<Presented<'_>, Error> {
    let key = std::str::from_utf8(header).map_err(|_| Refusal::Form)?;
    let is_key =
        header.len() <= jws::MAX_BYTES && key.starts_with(api_key::PREFIX) && key.bytes().all(is_b64token);
    if is_key { Ok(Presented::ApiKey(key)) } else { Err(Refusal::Form.into()) }
}

fn read_authorization(header: &[u8]) -> Result<Presented<'_>, Error> {
    if header.len() > jws::MAX_BYTES + "Bearer ".len() {
        return Err(Refusal::TooLong.into());
    }
    let text = std::str::from_utf8(header).map_err(|_| Refusal::Form)?;
    let (scheme, credential) = text.split_once(' ').ok_or(Refusal::Form)?;
    let credential = credential.trim_matches(' ');
    if !scheme.eq_ignore_ascii_case("bearer") || credential.is_empty() || !credential.bytes().all(is_b64token)
    {
        return Err(Refusal::Form.into());
    }
    let is_key = credential.starts_with(api_key::PREFIX);
    Ok(if is_key { Presented::ApiKey(credential) } else { Presented::AccessToken(credential) })
}

fn is_b64token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~+/=".contains(&byte)
}

/// The value of `WWW-Authenticate` for a request without a credential (401).
#[must_use]
pub fn challenge() -> &'static str {
    r#"Bearer realm="La Factoria""#
}

/// The value for a credential that was refused (401), whatever the reason.
#[must_use]
pub fn challenge_invalid() -> &'static str {
    r#"Bearer realm="La Factoria", error="invalid_token""#
}

/// The value for a credential that is good but may not do this (403); `None` when no credential of the account could.
#[must_use]
pub fn challenge_denied(denied: Denied) -> Option<String> {
    let Denied::Scope(scope) = denied else { return None };
    Some(format!(
        r#"Bearer realm="La Factoria", error="insufficient_scope", scope="{}""#,
        Scope::as_str(scope)
    ))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn one(header: &[u8]) -> Result<Option<Presented<'_>>, Error> {
        read([header].into_iter(), std::iter::empty())
    }

    #[test]
    fn t_10_the_scheme_is_read_in_any_case() {
        for header in ["Bearer a.b.c", "bearer a.b.c", "BEARER a.b.c", "bEaReR  a.b.c "] {
            assert_eq!(one(header.as_bytes()).unwrap(), Some(Presented::AccessToken("a.b.c")), "{header}");
        }
        assert_eq!(one(b"Bearer lf_abc").unwrap(), Some(Presented::ApiKey("lf_abc")));
    }

    #[test]
    fn t_10_two_headers_are_refused_even_when_they_agree() {
        let twice = [b"Bearer a.b.c".as_slice(), b"Bearer a.b.c"];
        assert!(read(twice.into_iter(), std::iter::empty()).is_err());
        assert_eq!(read(std::iter::empty(), std::iter::empty()), Ok(None));
    }

    #[test]
    fn t_09_odd_values_are_refused_and_never_more() {
        let megabyte = format!("Bearer {}", "a".repeat(1_000_000)).into_bytes();
        for header in [
            b"".as_slice(),
            b"Bearer",
            b"Bearer ",
            b"Bearera.b.c",
            b"Basic YTpi",
            b"Bearer a b",
            b"Bearer a\0b",
            b"Bearer \xff\xfe",
            b"Bearer \xd0\xb0.b.c",
            b"\xff",
            b"Bearer a.b.c, Bearer d.e.f",
            &megabyte,
        ] {
            assert!(matches!(one(header), Err(Error::Refused(_))));
        }
    }

    #[test]
    fn t_01_the_challenge_says_no_more_than_the_standard_allows() {
        assert!(!challenge().contains("error"));
        assert!(challenge_invalid().ends_with(r#"error="invalid_token""#));
        let denied = challenge_denied(Denied::Scope(Scope::AdminRead)).unwrap();
        assert!(denied.contains(r#"error="insufficient_scope", scope="admin:read""#));
        assert_eq!(challenge_denied(Denied::Role), None);
    }

    proptest! {
        #[test]
        fn any_header_is_read_or_refused(header in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = one(&header);
        }
    }
}
