//! Where one is signed in, and signing out there.

use askama::Template;
use auth::id::SessionId;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use content::Timestamp;
use factory::accounts::session;
use store::Cursor;
use store::sessions::Session;

use crate::app::App;
use crate::caller::{Caller, Visitor};
use crate::extract::Path;
use crate::problem::Problem;
use crate::web::device;
use crate::web::frame::{Frame, Viewer};
use crate::web::page::{Page, see};

/// More sign-ins than a person has.
const MOST: u32 = 100;

#[derive(Template)]
#[template(path = "account/sessions.html")]
struct Sessions {
    frame: Frame,
    here: &'static str,
    sessions: Vec<Shown>,
}

/// A sign-in as the page shows it.
struct Shown {
    id: SessionId,
    device: String,
    address: String,
    began: Timestamp,
    seen: Timestamp,
    is_this: bool,
}

pub(in crate::web) async fn show(
    State(app): State<App>,
    Viewer { caller, frame }: Viewer,
) -> Result<impl IntoResponse, Problem> {
    let now_ms = app.ctx.clock.now_ms();
    let page = store::sessions::list(&app.ctx.db, caller.user, now_ms, Cursor::START, MOST).await?;
    let shown = |session: Session| Shown {
        id: session.id,
        device: device::name(session.user_agent.as_deref().unwrap_or_default()),
        address: session.address.unwrap_or_default(),
        began: Timestamp(session.created_ms),
        seen: Timestamp(session.last_seen_ms),
        is_this: caller.session() == Some(session.id),
    };
    let sessions = page.items.into_iter().map(shown).collect();
    Ok(Page::ok(Sessions { frame, here: "sessions", sessions }))
}

pub(in crate::web) async fn end(
    State(app): State<App>,
    caller: Caller,
    Visitor(visit): Visitor,
    Path(id): Path<SessionId>,
) -> Result<Response, Problem> {
    session::revoke(&app.ctx, &visit, caller.user, id).await?;
    Ok(see("/account/sessions"))
}

pub(in crate::web) async fn end_others(
    State(app): State<App>,
    caller: Caller,
    Visitor(visit): Visitor,
) -> Result<Response, Problem> {
    session::revoke_all(&app.ctx, &visit, caller.user, caller.session()).await?;
    Ok(see("/account/sessions"))
}
