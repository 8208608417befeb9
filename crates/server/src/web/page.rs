//! A page as it is sent.

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::problem::broken;

/// What a page may load: itself, its style and script. Nothing inline, nothing from elsewhere.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; \
     form-action 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
);

/// A page to be rendered.
pub(super) struct Page<T>(pub(super) StatusCode, pub(super) T);

impl<T: Template> Page<T> {
    /// A page that was found.
    pub(super) fn ok(template: T) -> Self {
        Self(StatusCode::OK, template)
    }
}

impl<T: Template> IntoResponse for Page<T> {
    fn into_response(self) -> Response {
        let html = match self.1.render() {
            Ok(html) => html,
            Err(error) => return broken(&error).into_response(),
        };
        let headers = [
            (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
            (header::CONTENT_SECURITY_POLICY, POLICY),
            // with `no-referrer` a browser would not say either that a form comes from this site
            (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
        ];
        (self.0, headers, html).into_response()
    }
}

/// Sends the browser to another page after a change.
pub(super) fn see(place: &str) -> Response {
    let location = HeaderValue::from_str(place).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response()
}
