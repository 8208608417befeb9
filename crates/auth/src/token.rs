//! Access tokens: signed, half an hour long, believed without asking the database.
//!
//! The claims are those of RFC 9068 with the session's id and the role; nothing in them names a person. What a
//! signature cannot say (the account is disabled, the session revoked) is the caller's deny set, keyed by
//! [`Access::session`].

use jsonwebtoken::Header;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::id::{SessionId, UserId};
use crate::keys::KeyRing;
use crate::opaque::TokenDigest;
use crate::permission::{Grant, ScopeSet};
use crate::time::{MINUTE_MS, SECOND_MS};
use crate::user::Role;
use crate::{Error, Refusal, jws};

/// How long an access token lives.
pub const ACCESS_TTL_MS: i64 = 30 * MINUTE_MS;
/// How far another replica's clock may be ahead; nothing lives longer for it.
const LEEWAY_S: i64 = 5;
/// What says that it lives longer was not issued here, whoever signed it.
const LONGEST_S: i64 = ACCESS_TTL_MS / SECOND_MS + LEEWAY_S;
const TYPE: &str = "at+jwt";

/// Who issues and who accepts: exact strings, compared as they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Realm {
    /// `iss`: the installation's public address.
    pub issuer: String,
    /// `aud`: the API.
    pub audience: String,
}

/// What an access token says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Access {
    /// Whose it is.
    pub user: UserId,
    /// The sign-in it came from; refuse it when that is revoked.
    pub session: SessionId,
    /// The token's own id.
    pub id: Uuid,
    /// What it may do.
    pub grant: Grant,
    /// When it was issued, to the second.
    pub issued_ms: i64,
    /// When it dies: nobody may remember for longer that it was good.
    pub expires_ms: i64,
}

impl Access {
    /// Access from now on, for [`ACCESS_TTL_MS`]; `id` is a fresh one.
    #[must_use]
    pub fn from(now_ms: i64, user: UserId, session: SessionId, id: Uuid, grant: Grant) -> Self {
        let issued_ms = now_ms.div_euclid(SECOND_MS).saturating_mul(SECOND_MS);
        Self { user, session, id, grant, issued_ms, expires_ms: issued_ms.saturating_add(ACCESS_TTL_MS) }
    }
}

#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: UserId,
    jti: Uuid,
    sid: SessionId,
    iat: i64,
    nbf: i64,
    exp: i64,
    role: Role,
    scope: ScopeSet,
}

/// Signs an access token with the key that is active when it is issued.
///
/// # Errors
/// [`Error::Corrupt`] if the active key cannot sign; it was checked when it was read.
pub fn issue(ring: &KeyRing, realm: &Realm, access: &Access) -> Result<SecretString, Error> {
    // the instant is cut to its second, so a key whose time comes within that second may sign already
    let key = ring.active(access.issued_ms.saturating_add(SECOND_MS - 1));
    let issued_s = access.issued_ms.div_euclid(SECOND_MS);
    let claims = Claims {
        iss: realm.issuer.clone(),
        aud: realm.audience.clone(),
        sub: access.user,
        jti: access.id,
        sid: access.session,
        iat: issued_s,
        nbf: issued_s,
        exp: access.expires_ms.div_euclid(SECOND_MS),
        role: access.grant.role,
        scope: access.grant.scopes,
    };
    let mut header = Header::new(key.algorithm());
    header.typ = Some(TYPE.to_owned());
    header.kid = Some(key.kid().to_owned());
    let token = jws::sign(&header, &claims, &key.encoding());
    token.map(SecretString::from).ok_or(Error::Corrupt { what: "signing key" })
}

/// Checks a presented access token: form, kind, key, signature, issuer, audience, times.
///
/// # Errors
/// [`Error::Refused`] whatever is wrong with it; the answer is 401 `invalid_token`.
pub fn verify(ring: &KeyRing, realm: &Realm, presented: &str, now_ms: i64) -> Result<Access, Error> {
    let header = jws::header(presented)?;
    if !jws::has_type(&header, TYPE) {
        return Err(Refusal::Kind.into());
    }
    let kid = header.kid.as_deref().ok_or(Refusal::Key)?;
    let key = ring.believed(kid, now_ms).ok_or(Refusal::Key)?;
    let claims: Claims = jws::claims(presented, key.algorithm(), &key.decoding())?;
    check(&claims, realm, now_ms.div_euclid(SECOND_MS))?;
    Ok(Access {
        user: claims.sub,
        session: claims.sid,
        id: claims.jti,
        grant: Grant { role: claims.role, scopes: claims.scope },
        issued_ms: claims.iat.saturating_mul(SECOND_MS),
        expires_ms: claims.exp.saturating_mul(SECOND_MS),
    })
}

/// What a token that [`verify`] believed may be remembered by, until it expires: nobody makes another text of that digest.
#[must_use]
pub fn digest(presented: &str) -> TokenDigest {
    TokenDigest::of(presented)
}

fn check(claims: &Claims, realm: &Realm, now: i64) -> Result<(), Refusal> {
    if claims.iss != realm.issuer {
        return Err(Refusal::Issuer);
    }
    if claims.aud != realm.audience {
        return Err(Refusal::Audience);
    }
    if claims.exp <= now {
        return Err(Refusal::Expired);
    }
    if claims.nbf.max(claims.iat) > now.saturating_add(LEEWAY_S) {
        return Err(Refusal::NotYet);
    }
    let lasts = claims.exp.saturating_sub(claims.iat);
    if (1..=LONGEST_S).contains(&lasts) { Ok(()) } else { Err(Refusal::Claims) }
}

#[cfg(test)]
mod tests;
