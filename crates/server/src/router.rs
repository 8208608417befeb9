//! Every route and every layer, on one screen.

use axum::Router;
use axum::extract::Request;
use axum::middleware::{from_fn, from_fn_with_state as with};
use axum::response::Response;
use axum::routing::get;
use tower::ServiceExt;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate, SizeAbove};

use crate::app::App;
use crate::middleware::{
    access_log, bounds, cors, guard, leftover, methods, panics, request_id, security_headers,
};
use crate::{api, openapi, problem, web};

/// From how many bytes on an answer is worth packing: below, it fits a packet and packing costs more than all the rest.
const PACKED_FROM: u16 = 1024;

/// The whole server as one service.
pub fn router(app: App) -> Router {
    let routes = routes(app.clone());
    Router::new().fallback(move |request| answer(app, routes, request))
}

/// What happens to every request: the last line sees it first and its answer last.
///
/// These are plain functions and not layers of the router: a layer copies all that lies beneath it for each request.
async fn answer(app: App, routes: Router, request: Request) -> Response {
    let app = &app;
    let next = async |request| routes.oneshot(request).await.unwrap_or_else(|never| match never {});
    let next = async |request| methods::answer(request, next).await;
    let next = async |request| bounds::hold(app, request, next).await;
    let next = async |request| guard::check(app, request, next).await;
    let next = async |request| panics::catch(request, next).await;
    let next = async |request| problem::render(request, next).await;
    let next = async |request| leftover::read(request, next).await;
    let next = async |request| cors::share(app, request, next).await;
    let next = async |request| access_log::log(request, next).await;
    let next = async |request| security_headers::add(app, request, next).await;
    request_id::name(app, request, next).await
}

fn worth_packing() -> impl Predicate {
    DefaultPredicate::new().and(SizeAbove::new(PACKED_FROM))
}

fn routes(app: App) -> Router {
    let (api, _) = api::routes().into_parts();
    Router::new()
        .merge(api.layer(with(app.clone(), web::led_through)))
        .merge(web::routes(app.clone()))
        .route("/openapi.json", get(openapi::page::document))
        .route("/docs", get(openapi::page::page))
        .route("/docs/style.css", get(openapi::page::style))
        .fallback(methods::nowhere)
        .layer(from_fn(access_log::note_route))
        .layer(CompressionLayer::new().gzip(true).compress_when(worth_packing()))
        .with_state(app)
}
