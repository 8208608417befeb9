//! The pages: rendered on the server, usable without script.
//!
//! One page a file, its template beside it under `templates/`. A page is a view of the same use cases as the API.

use axum::Router;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::Method;
use axum::middleware::{Next, from_fn_with_state as with};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use crate::app::App;
use crate::problem::{Kind, Problem};

mod account;
mod admin;
mod asset;
mod cited;
mod create;
mod device;
mod edit;
mod faults;
mod first_admin;
mod form;
mod form_token;
mod frame;
mod home;
mod join;
mod material;
mod materials;
mod moment;
mod new_password;
mod notice;
mod page;
mod quiz_marks;
mod refusal;
mod sign_in;
mod sign_up;
mod source;
mod sources;
mod stages;
mod take;
mod verify_email;

use frame::Frame;

/// Every page.
pub(crate) fn routes(app: App) -> Router<App> {
    materials_and_sources()
        .merge(the_door())
        .merge(ones_account())
        .merge(other_people())
        // the last layer sees a request first and its answer last
        .layer(with(app.clone(), form_token::lift))
        .layer(with(app, problem_as_page))
        .route("/assets/{name}", get(asset::serve))
}

fn materials_and_sources() -> Router<App> {
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
}

/// What anybody may see.
fn the_door() -> Router<App> {
    Router::new()
        .route("/sign-in", get(sign_in::show).post(sign_in::begin))
        .route("/sign-in/code", post(sign_in::finish))
        .route("/sign-out", post(sign_in::out))
        .route("/sign-up", get(sign_up::show).post(sign_up::create))
        .route("/join", get(join::show).post(join::accept))
        .route("/forgot-password", get(new_password::ask).post(new_password::forgot))
        .route("/reset-password", get(new_password::show).post(new_password::set))
        .route("/verify-email", get(verify_email::show).post(verify_email::confirm))
        .route("/verify-email/again", post(verify_email::again))
        .route("/first-admin", get(first_admin::show).post(first_admin::create))
}

fn ones_account() -> Router<App> {
    use account::{data, keys, passkeys, password, sessions, sign_ons, two_step};
    Router::new()
        .route("/account", get(account::show).post(account::rename))
        .route("/account/email", post(account::move_address))
        .route("/account/password", get(password::show).post(password::change))
        .route("/account/two-step", get(two_step::show))
        .route("/account/two-step/start", post(two_step::start))
        .route("/account/two-step/verify", post(two_step::verify))
        .route("/account/two-step/codes", post(two_step::new_codes))
        .route("/account/two-step/off", post(two_step::switch_off))
        .route("/account/passkeys", get(passkeys::show))
        .route("/account/passkeys/{id}/rename", post(passkeys::rename))
        .route("/account/passkeys/{id}/remove", post(passkeys::remove))
        .route("/account/sign-ons", get(sign_ons::show))
        .route("/account/sign-ons/{id}/unlink", post(sign_ons::unlink))
        .route("/account/sessions", get(sessions::show))
        .route("/account/sessions/end-others", post(sessions::end_others))
        .route("/account/sessions/{id}/end", post(sessions::end))
        .route("/account/keys", get(keys::show).post(keys::create))
        .route("/account/keys/{id}/revoke", post(keys::revoke))
        .route("/account/data", get(data::show))
        .route("/account/delete", post(data::delete))
}

fn other_people() -> Router<App> {
    use admin::{audit_log, invitations, people, person, schools};
    Router::new()
        .route("/admin/users", get(people::show).post(people::create))
        .route("/admin/users/{id}", get(person::show))
        .route("/admin/users/{id}/role", post(person::set_role))
        .route("/admin/users/{id}/off", post(person::switch_off))
        .route("/admin/users/{id}/on", post(person::switch_on))
        .route("/admin/users/{id}/reset", post(person::reset))
        .route("/admin/users/{id}/delete", post(person::delete))
        .route("/admin/invitations", get(invitations::show).post(invitations::create))
        .route("/admin/invitations/{id}/take-back", post(invitations::take_back))
        .route("/admin/audit-log", get(audit_log::show))
        .route("/organisations", get(schools::list).post(schools::create))
        .route("/organisations/{id}", get(schools::show))
        .route("/organisations/{id}/pupils", post(schools::add_pupil))
        .route("/organisations/{id}/invitations", post(schools::invite))
        .route("/organisations/invitations/{id}/take-back", post(schools::take_back))
        .route("/organisations/pupils/{id}/reset", post(schools::reset))
        .route("/organisations/pupils/{id}/off", post(schools::switch_off))
        .route("/organisations/pupils/{id}/on", post(schools::switch_on))
}

/// Shows people whom a browser is leading through single sign-on a page when it goes wrong; programs get the problem.
pub(crate) async fn led_through(app: State<App>, request: Request, next: Next) -> Response {
    let navigates = request.headers().get("sec-fetch-mode").is_some_and(|mode| mode == "navigate");
    if navigates && request.uri().path().starts_with(SIGN_ON) {
        return problem_as_page(app, request, next).await;
    }
    next.run(request).await
}

/// Where browsers leave for identity providers and come back.
const SIGN_ON: &str = "/api/v1/auth/oidc/";

/// Shows a problem as a page, since a person looks at it; whoever has to sign in is taken to where they can.
async fn problem_as_page(State(app): State<App>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let place = parts.uri.path_and_query().map_or("/", |place| place.as_str()).to_owned();
    let is_read = matches!(parts.method, Method::GET | Method::HEAD);
    let mut response = next.run(Request::from_parts(parts.clone(), body)).await;
    let Some(problem) = response.extensions_mut().remove::<Problem>() else { return response };
    if problem.kind == Kind::Unauthenticated && is_read {
        return page::see(&sign_in::address(&place));
    }
    let frame = match Frame::from_request_parts(&mut parts, &app).await {
        Ok(frame) => frame,
        Err(never) => match never {},
    };
    if problem.kind == Kind::Forbidden && is_read && frame.has_to_enrol() {
        return page::see("/account/two-step");
    }
    let mut page = refusal::page(frame, &problem).into_response();
    // when to try again, cookies to forget
    for (name, value) in response.headers() {
        page.headers_mut().append(name, value.clone());
    }
    page
}
