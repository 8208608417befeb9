//! The pages: rendered on the server, usable without script.
//!
//! One page a file, its template beside it under `templates/`. A page is a view of the same use cases as the API.

use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use crate::app::App;
use crate::problem::Problem;

mod asset;
mod cited;
mod create;
mod edit;
mod form;
mod home;
mod material;
mod materials;
mod math;
mod page;
mod quiz_marks;
mod refusal;
mod source;
mod sources;
mod stages;
mod take;

/// Every page.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/", get(home::show))
        .route("/materials", get(materials::show).post(create::create))
        .route("/materials/new", get(create::show))
        .route("/materials/{id}", get(material::show))
        .route("/materials/{id}/edit", get(edit::show).post(edit::save))
        .route("/materials/{id}/take", get(take::show).post(take::mark))
        .route("/materials/{id}/delete", post(material::delete))
        .route("/materials/{id}/regenerate", post(material::regenerate))
        .route("/materials/{id}/approve", post(material::approve))
        .route("/materials/{id}/cancel", post(material::cancel))
        .route("/sources", get(sources::show))
        .route("/sources/text", post(sources::add_text))
        .route("/sources/file", post(sources::add_file))
        .route("/sources/url", post(sources::add_url))
        .route("/sources/{id}", get(source::show))
        .route("/sources/{id}/delete", post(source::delete))
        .layer(from_fn(problem_as_page))
        .route("/assets/{name}", get(asset::serve))
}

/// Shows a problem as a page, since a person looks at it.
async fn problem_as_page(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    match response.extensions_mut().remove::<Problem>() {
        Some(problem) => refusal::page(&problem).into_response(),
        None => response,
    }
}
