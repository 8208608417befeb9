//! Names each request, so that an answer, a log line and a person's report can be put together.

use std::sync::Arc;

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;

use crate::app::App;
use crate::middleware::Next;

/// The header that carries the id.
pub(crate) const HEADER: HeaderName = HeaderName::from_static("x-request-id");
/// The longest id that is taken from a client.
const LONGEST: usize = 128;

/// The request's id: the client's own where it is sound, else one of ours.
#[derive(Debug, Clone)]
pub(crate) struct RequestId(Arc<str>);

impl RequestId {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

pub(crate) async fn name(app: &App, mut request: Request, next: impl Next) -> Response {
    let given = request.headers().get(HEADER).and_then(sound);
    let id = given.unwrap_or_else(|| app.ctx.clock.new_id().to_string().into());
    request.extensions_mut().insert(RequestId(id.clone()));
    let mut response = next(request).await;
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(HEADER, value);
    }
    response
}

/// An id that can stand in a header and a log line.
fn sound(value: &HeaderValue) -> Option<Arc<str>> {
    let text = value.to_str().ok()?;
    let is_sound = (1..=LONGEST).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
    is_sound.then(|| text.into())
}
