//! Style and script, compiled in.

use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use crate::problem::Problem;

const CACHED: HeaderValue = HeaderValue::from_static("public, max-age=3600");

pub(super) async fn serve(Path(name): Path<String>) -> Response {
    let (media_type, text) = match name.as_str() {
        "style.css" => ("text/css; charset=utf-8", include_str!("../../assets/style.css")),
        "app.js" => ("text/javascript; charset=utf-8", include_str!("../../assets/app.js")),
        "passkeys.js" => ("text/javascript; charset=utf-8", include_str!("../../assets/passkeys.js")),
        "icon.svg" => ("image/svg+xml", include_str!("../../assets/icon.svg")),
        _ => return Problem::not_found("file").into_response(),
    };
    let headers =
        [(header::CONTENT_TYPE, HeaderValue::from_static(media_type)), (header::CACHE_CONTROL, CACHED)];
    (headers, text).into_response()
}
