//! Carries the token of a form to the header where it is looked for.
//!
//! Forms cannot send headers. Each of ours begins with the token instead, so that it can be read off the first bytes of
//! the body: before anybody is let in, nothing more of a body is held.

use auth::csrf;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use bytes::BytesMut;
use futures_util::{StreamExt, stream};
use http_body_util::BodyExt;
use tokio::time::timeout;

use crate::app::App;
use crate::problem::{Kind, Problem};

/// The field's name.
pub(super) const FIELD: &str = "csrf_token";
/// A form's first field ends within so many bytes, the head of a part included.
const FIRST_BYTES: usize = 512;

pub(super) async fn lift(State(app): State<App>, request: Request, next: Next) -> Response {
    if *request.method() != Method::POST || request.headers().contains_key(csrf::HEADER) {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let Ok(begun) = timeout(app.config.body_pause, beginning(body)).await else {
        return Problem::new(Kind::Timeout, "the form took too long to arrive").into_response();
    };
    let Ok((first, body)) = begun else {
        return Problem::new(Kind::Malformed, "the form ended before it was complete").into_response();
    };
    if let Some(token) = token(&first).and_then(|token| HeaderValue::from_bytes(token).ok()) {
        parts.headers.insert(HeaderName::from_static(csrf::HEADER), token);
    }
    next.run(Request::from_parts(parts, body)).await
}

/// The first bytes of a body, and the whole of it.
async fn beginning(mut body: Body) -> Result<(Bytes, Body), axum::Error> {
    let mut first = BytesMut::new();
    while first.len() < FIRST_BYTES {
        match body.frame().await.transpose()? {
            Some(frame) => first.extend_from_slice(&frame.into_data().unwrap_or_default()),
            None => break,
        }
    }
    let first = first.freeze();
    let whole = stream::iter([Ok(first.clone())]).chain(body.into_data_stream());
    Ok((first, Body::from_stream(whole)))
}

/// The value of the first field, where it is the token.
fn token(first: &[u8]) -> Option<&[u8]> {
    let line = format!("{FIELD}=");
    if let Some(rest) = first.strip_prefix(line.as_bytes()) {
        return rest.split(|byte| *byte == b'&').next();
    }
    let head = format!("name=\"{FIELD}\"\r\n\r\n");
    let at = first.windows(head.len()).position(|window| window == head.as_bytes())?;
    let rest = &first[at + head.len()..];
    let end = rest.windows(2).position(|window| window == b"\r\n")?;
    Some(&rest[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_is_read_where_a_form_begins_with_it() {
        assert_eq!(token(b"csrf_token=Ab-_9&topic=x"), Some(b"Ab-_9".as_slice()));
        assert_eq!(token(b"csrf_token=Ab-_9"), Some(b"Ab-_9".as_slice()));
        assert_eq!(token(b"topic=x&csrf_token=Ab"), None);
        let part = b"--b\r\nContent-Disposition: form-data; name=\"csrf_token\"\r\n\r\nAb\r\n--b\r\n";
        assert_eq!(token(part), Some(b"Ab".as_slice()));
        assert_eq!(token(b"--b\r\nContent-Disposition: form-data; name=\"csrf_token\"\r\n\r\nAb"), None);
        assert_eq!(token(b""), None);
    }

    #[tokio::test]
    async fn the_body_stays_whole() {
        let text = "x".repeat(3 * FIRST_BYTES);
        let pieces: Vec<Result<String, std::io::Error>> = text
            .as_bytes()
            .chunks(100)
            .map(|piece| Ok(String::from_utf8_lossy(piece).into_owned()))
            .collect();
        let (first, body) = beginning(Body::from_stream(stream::iter(pieces))).await.unwrap();
        assert!((FIRST_BYTES..FIRST_BYTES + 100).contains(&first.len()));
        assert_eq!(body.collect().await.unwrap().to_bytes(), text.as_bytes());
    }
}
