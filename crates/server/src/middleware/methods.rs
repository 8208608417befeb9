//! Answers what no route answers: `OPTIONS`, other methods, addresses that are not there.

use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::middleware::Next;
use crate::problem::{Kind, Problem};

pub(crate) async fn answer(request: Request, next: impl Next) -> Response {
    let is_options = request.method() == Method::OPTIONS;
    let response = next(request).await;
    // a problem of a handler has a kind already
    if response.status() != StatusCode::METHOD_NOT_ALLOWED || response.extensions().get::<Problem>().is_some()
    {
        return response;
    }
    let known =
        response.headers().get(header::ALLOW).and_then(|allow| allow.to_str().ok()).unwrap_or_default();
    let methods =
        if known.is_empty() { "OPTIONS".to_owned() } else { format!("{},OPTIONS", known.replace(' ', "")) };
    let allow =
        HeaderValue::try_from(methods.replace(',', ", ")).unwrap_or(HeaderValue::from_static("OPTIONS"));
    if is_options {
        return (StatusCode::NO_CONTENT, [(header::ALLOW, allow)]).into_response();
    }
    let detail = "this address does not know the method; `Allow` names those it knows";
    Problem::new(Kind::MethodNotAllowed, detail).with(header::ALLOW, allow).into_response()
}

/// Where nothing is.
pub(crate) async fn nowhere() -> Problem {
    Problem::new(Kind::NotFound, "there is nothing at this address; see /docs")
}
