//! What a browser keeps while its owner is at the identity provider, and while a second factor is asked for.

use std::convert::Infallible;

use auth::opaque::Opaque;
use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use data_encoding::BASE64URL_NOPAD;

use crate::app::App;
use crate::openapi::{Operation, Schemas, Takes};

/// The sealed attempt.
const ATTEMPT: &str = "__Host-sign-on";
/// The half-finished sign-in.
const PENDING: &str = "__Host-mfa";
/// How long somebody may take at the provider, in seconds: as long as an attempt is believed.
const ATTEMPT_S: u32 = 600;
/// How long a half-finished sign-in lives, in seconds.
const PENDING_S: u32 = 300;

/// What the browser brought back.
#[derive(Debug, Default)]
pub(in crate::api::auth) struct Kept {
    /// The sealed attempt.
    pub(super) attempt: Option<Vec<u8>>,
    /// The half-finished sign-in.
    pub(in crate::api::auth) pending: Option<String>,
}

impl FromRequestParts<App> for Kept {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Infallible> {
        let lines = parts.headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
        let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        let mut kept = Self::default();
        for (name, value) in pairs {
            match name {
                ATTEMPT => kept.attempt = BASE64URL_NOPAD.decode(value.as_bytes()).ok(),
                PENDING => kept.pending = Some(value.to_owned()),
                _ => {}
            }
        }
        Ok(kept)
    }
}

impl Takes for Kept {
    fn describe(_: &mut Operation, _: &mut Schemas) {}
}

/// The `Set-Cookie` value that keeps an attempt. `Lax`: the provider sends the browser back from another site.
pub(super) fn keep_attempt(sealed: &[u8]) -> String {
    kept(ATTEMPT, &BASE64URL_NOPAD.encode(sealed), ATTEMPT_S)
}

/// The `Set-Cookie` value that forgets it.
pub(super) fn forget_attempt() -> String {
    kept(ATTEMPT, "", 0)
}

/// The `Set-Cookie` value that keeps a half-finished sign-in.
pub(super) fn keep_pending(pending: &Opaque) -> String {
    kept(PENDING, pending.expose(), PENDING_S)
}

fn kept(name: &str, value: &str, seconds: u32) -> String {
    format!("{name}={value}; Path=/; Max-Age={seconds}; Secure; HttpOnly; SameSite=Lax")
}
