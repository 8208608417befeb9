//! Every route and every layer, on one screen.

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state as with};
use axum::routing::get;
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
    // a service of its own, so that the layers see whole answers, `Allow` included
    Router::new()
        .fallback_service(routes(app.clone()))
        // the last layer sees a request first and its answer last
        .layer(from_fn(methods::answer))
        .layer(with(app.clone(), bounds::hold))
        .layer(with(app.clone(), guard::check))
        .layer(from_fn(panics::catch))
        .layer(from_fn(problem::render))
        .layer(from_fn(leftover::read))
        .layer(CompressionLayer::new().gzip(true).compress_when(worth_packing()))
        .layer(with(app.clone(), cors::share))
        .layer(from_fn(access_log::log))
        .layer(with(app.clone(), security_headers::add))
        .layer(with(app, request_id::name))
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
        .with_state(app)
}
