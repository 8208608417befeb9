//! One attempt to sign in: what is sent along, and what has to come back.

use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use url::Url;

use crate::id::UserId;
use crate::oidc::{Provider, ReturnTo};
use crate::time::{MINUTE_MS, SECOND_MS};

/// Bytes of randomness in an attempt: state, nonce and PKCE verifier, 256 bits each.
pub const RANDOM_BYTES: usize = 96;
/// How long somebody may take at the provider.
const LIFETIME_MS: i64 = 10 * MINUTE_MS;
const MAX_CODE_BYTES: usize = 4_096;

/// What an attempt remembers; serialise it, seal it with [`SignOnAttempts`](crate::secret::Purpose::SignOnAttempts).
#[derive(Clone, Serialize, Deserialize)]
pub struct Attempt {
    issuer: String,
    state: String,
    nonce: String,
    verifier: String,
    started_ms: i64,
    return_to: ReturnTo,
    linking: Option<UserId>,
    #[serde(default)]
    anew: bool,
}

impl std::fmt::Debug for Attempt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Attempt({}, hidden)", self.issuer)
    }
}

/// The fields of the provider's answer, as the browser brought them.
#[derive(Clone, Copy, Default)]
pub struct Callback<'a> {
    /// `state`.
    pub state: Option<&'a str>,
    /// `code`.
    pub code: Option<&'a str>,
    /// `iss`.
    pub issuer: Option<&'a str>,
    /// `error`.
    pub error: Option<&'a str>,
}

/// What goes to the token endpoint, once.
#[derive(Clone, PartialEq, Eq)]
pub struct Exchange {
    /// `code`.
    pub code: String,
    /// `code_verifier`.
    pub verifier: String,
}

impl std::fmt::Debug for Exchange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Exchange(hidden)")
    }
}

/// Why a callback is not believed; in every case the attempt is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallbackRefused {
    /// It answers another attempt, perhaps another browser's.
    State,
    /// It comes from another provider than was asked.
    Issuer,
    /// It took too long.
    Expired,
    /// The provider says no, or the person did.
    Declined,
    /// It has no usable code.
    Code,
}

impl Attempt {
    /// Begins an attempt; with `linking`, somebody who is signed in adds an identity to their account.
    #[must_use]
    pub fn start(
        provider: &Provider,
        random: &[u8; RANDOM_BYTES],
        return_to: ReturnTo,
        linking: Option<UserId>,
        now_ms: i64,
    ) -> Self {
        let [state, nonce, verifier] = [0, 32, 64].map(|at| BASE64URL_NOPAD.encode(&random[at..at + 32]));
        Self {
            issuer: provider.issuer.clone(),
            state,
            nonce,
            verifier,
            started_ms: now_ms,
            return_to,
            linking,
            anew: false,
        }
    }

    /// The same, with the provider asked to have its owner sign in there anew (OpenID Connect Core §3.1.2.1).
    #[must_use]
    pub fn anew(self) -> Self {
        Self { anew: true, ..self }
    }

    /// The earliest moment, in seconds since 1970, at which the owner may have signed in at the provider; `None` where it
    /// does not matter.
    pub(super) fn signed_in_from_s(&self) -> Option<i64> {
        self.anew.then_some(self.started_ms.div_euclid(SECOND_MS))
    }

    /// Where to send the browser. `endpoint` is the provider's own, from its metadata.
    #[must_use]
    pub fn authorization_url(&self, provider: &Provider, endpoint: &Url, redirect_uri: &str) -> Url {
        let challenge = BASE64URL_NOPAD.encode(&Sha256::digest(&self.verifier));
        let mut url = endpoint.clone();
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", &provider.client_id)
            .append_pair("redirect_uri", redirect_uri)
            .append_pair("scope", "openid email profile")
            .append_pair("state", &self.state)
            .append_pair("nonce", &self.nonce)
            .append_pair("code_challenge", &challenge)
            .append_pair("code_challenge_method", "S256");
        if self.anew {
            url.query_pairs_mut().append_pair("prompt", "login").append_pair("max_age", "0");
        }
        url
    }

    /// Checks the callback that came with this attempt's cookie.
    ///
    /// # Errors
    /// [`CallbackRefused`]; forget the attempt either way.
    pub fn finish(
        &self,
        provider: &Provider,
        callback: &Callback<'_>,
        now_ms: i64,
    ) -> Result<Exchange, CallbackRefused> {
        let state = callback.state.unwrap_or_default();
        if !bool::from(state.as_bytes().ct_eq(self.state.as_bytes())) {
            return Err(CallbackRefused::State);
        }
        let age_ms = now_ms.saturating_sub(self.started_ms);
        if !(0..LIFETIME_MS).contains(&age_ms) {
            return Err(CallbackRefused::Expired);
        }
        let wrong_issuer = callback.issuer.map_or(provider.names_itself, |issuer| issuer != provider.issuer);
        if wrong_issuer || self.issuer != provider.issuer {
            return Err(CallbackRefused::Issuer);
        }
        if callback.error.is_some() {
            return Err(CallbackRefused::Declined);
        }
        match callback.code {
            Some(code) if !code.is_empty() && code.len() <= MAX_CODE_BYTES => {
                Ok(Exchange { code: code.to_owned(), verifier: self.verifier.clone() })
            }
            _ => Err(CallbackRefused::Code),
        }
    }

    /// Where the browser goes when all is done.
    #[must_use]
    pub fn return_to(&self) -> &ReturnTo {
        &self.return_to
    }

    /// Who adds an identity to their account, if this is what the attempt is for.
    #[must_use]
    pub fn linking(&self) -> Option<UserId> {
        self.linking
    }

    pub(super) fn nonce(&self) -> &str {
        &self.nonce
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::oidc::link::tests::provider;

    const NOW_MS: i64 = 1_800_000_000_000;

    fn attempt(n: u8) -> Attempt {
        let random: [u8; RANDOM_BYTES] = std::array::from_fn(|i| n.wrapping_mul(31).wrapping_add(i as u8));
        Attempt::start(&provider(), &random, ReturnTo::parse("/library"), None, NOW_MS)
    }

    fn good(attempt: &Attempt) -> Callback<'_> {
        Callback { state: Some(&attempt.state), code: Some("c0de"), ..Callback::default() }
    }

    #[test]
    fn o_01_the_browser_is_sent_with_code_flow_pkce_state_and_nonce() {
        let attempt = attempt(1);
        let endpoint = Url::parse("https://id.example/authorize?tenant=1").unwrap();
        let url = attempt.authorization_url(&provider(), &endpoint, "https://school.example/cb");
        let fields: HashMap<_, _> = url.query_pairs().into_owned().collect();
        assert_eq!(
            (fields["response_type"].as_str(), fields["code_challenge_method"].as_str()),
            ("code", "S256")
        );
        assert_eq!((fields["tenant"].as_str(), fields["state"].as_str()), ("1", attempt.state.as_str()));
        assert_eq!(fields["nonce"], attempt.nonce);
        assert!(!url.as_str().contains(&attempt.verifier));
        let exchange = attempt.finish(&provider(), &good(&attempt), NOW_MS).unwrap();
        assert_eq!(BASE64URL_NOPAD.encode(&Sha256::digest(exchange.verifier)), fields["code_challenge"]);
    }

    #[test]
    fn o_01_state_nonce_and_verifier_are_three_secrets() {
        let attempt = attempt(1);
        assert!(
            attempt.state != attempt.nonce
                && attempt.nonce != attempt.verifier
                && attempt.state != attempt.verifier
        );
        assert!([&attempt.state, &attempt.nonce, &attempt.verifier].iter().all(|secret| secret.len() == 43));
    }

    #[test]
    fn o_02_a_forged_missing_or_foreign_state_is_refused() {
        let mine = attempt(1);
        let another = attempt(2);
        for state in [None, Some(""), Some("A"), Some(another.state.as_str()), Some(&mine.state[1..])] {
            let callback = Callback { state, ..good(&mine) };
            assert_eq!(mine.finish(&provider(), &callback, NOW_MS), Err(CallbackRefused::State), "{state:?}");
        }
    }

    #[test]
    fn o_02_a_mixed_up_provider_is_refused() {
        let mine = attempt(1);
        let callback = Callback { issuer: Some("https://evil.example"), ..good(&mine) };
        assert_eq!(mine.finish(&provider(), &callback, NOW_MS), Err(CallbackRefused::Issuer));
        let strict = Provider { names_itself: true, ..provider() };
        assert_eq!(
            mine.finish(&strict, &good(&mine), NOW_MS),
            Err(CallbackRefused::Issuer),
            "silence where it should speak"
        );
        let other = Provider { issuer: "https://other.example".into(), ..provider() };
        assert_eq!(
            mine.finish(&other, &good(&mine), NOW_MS),
            Err(CallbackRefused::Issuer),
            "the callback of another route"
        );
    }

    #[test]
    fn o_02_errors_odd_codes_and_late_callbacks_end_the_attempt() {
        let mine = attempt(1);
        let finish =
            |callback: Callback<'_>, now_ms| mine.finish(&provider(), &callback, now_ms).unwrap_err();
        assert_eq!(
            finish(Callback { error: Some("access_denied"), ..good(&mine) }, NOW_MS),
            CallbackRefused::Declined
        );
        assert_eq!(finish(Callback { code: None, ..good(&mine) }, NOW_MS), CallbackRefused::Code);
        assert_eq!(finish(Callback { code: Some(""), ..good(&mine) }, NOW_MS), CallbackRefused::Code);
        let huge = "x".repeat(10_000);
        assert_eq!(finish(Callback { code: Some(&huge), ..good(&mine) }, NOW_MS), CallbackRefused::Code);
        for now_ms in [NOW_MS + LIFETIME_MS, NOW_MS - 1, i64::MAX, i64::MIN] {
            assert_eq!(finish(good(&mine), now_ms), CallbackRefused::Expired);
        }
    }

    #[test]
    fn o_03_a_return_path_that_was_tampered_with_is_checked_again() {
        let mut json = serde_json::to_value(attempt(1)).unwrap();
        json["return_to"] = "//evil.example".into();
        let read: Attempt = serde_json::from_value(json).unwrap();
        assert_eq!(read.return_to().as_str(), "/");
        assert!(
            !format!("{read:?} {:?}", read.finish(&provider(), &good(&read), NOW_MS))
                .contains(&read.verifier)
        );
    }
}
