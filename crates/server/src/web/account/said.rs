//! What just happened on a page of an account, told once by the address that a change leads back to.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::app::App;

/// Names in addresses, and what they say.
const SAID: [(&str, &str); 11] = [
    ("first", "You are the first admin. From now on everybody signs in here."),
    ("name", "Your name is changed."),
    ("letter", "A letter is on its way to the new address. It counts once you follow its link."),
    ("confirmed", "Your address is confirmed."),
    ("joined", "You took the invitation. Your account has what it gives from now on."),
    ("password", "Your password is changed. Everywhere else you are signed out."),
    ("on", "Two-step sign-in is on. From now on you sign in with password and code."),
    ("off", "Two-step sign-in is off."),
    ("added", "The passkey is added. You can sign in with it from now on."),
    ("removed", "The passkey is removed. It opens your account no more."),
    ("unlinked", "The single sign-on is taken away. It opens your account no more."),
];

/// What a page says above everything else, if anything.
pub(in crate::web) struct Said(pub(in crate::web) Option<&'static str>);

impl FromRequestParts<App> for Said {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Infallible> {
        let query = parts.uri.query().unwrap_or_default();
        let mut named = form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name == "said");
        let word = named.next().map(|(_, word)| word);
        let found = SAID.iter().find(|(name, _)| word.as_deref() == Some(*name));
        Ok(Self(found.map(|(_, sentence)| *sentence)))
    }
}
