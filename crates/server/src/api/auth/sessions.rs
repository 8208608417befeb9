//! Where one is signed in, and signing out from elsewhere.

use auth::id::SessionId;
use axum::extract::State;
use content::Timestamp;
use factory::accounts::session;
use schemars::JsonSchema;
use serde::Serialize;
use store::sessions::Session;

use crate::app::App;
use crate::caller::{Caller, Visitor};
use crate::extract::{Json, PageQuery, Path, Query};
use crate::openapi::{Api, Words};
use crate::problem::Problem;
use crate::reply::{NoContent, Page};

pub(super) fn routes(api: Api) -> Api {
    const ALL: &str = "/api/v1/auth/sessions";
    let words = |summary, details| Words { tag: "Account", summary, details, problems: &[] };
    api.get(ALL, list, words("Where you are signed in", "Newest first."))
        .delete(ALL, end_others, words("Sign out everywhere else", "Every sign-in but this one ends."))
        .delete(
            "/api/v1/auth/sessions/{id}",
            end,
            words("Sign out there", "Its tokens die within two seconds."),
        )
}

async fn list(
    State(app): State<App>,
    caller: Caller,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<View>>, Problem> {
    let (from, limit) = page.place()?;
    let now_ms = app.ctx.clock.now_ms();
    let page = store::sessions::list(&app.ctx.db, caller.user, now_ms, from, limit).await?;
    Ok(Json(Page::of(page, |session| View::of(session, &caller))))
}

async fn end(
    State(app): State<App>,
    caller: Caller,
    Visitor(visit): Visitor,
    Path(id): Path<SessionId>,
) -> Result<NoContent, Problem> {
    session::revoke(&app.ctx, &visit, caller.user, id).await?;
    Ok(NoContent)
}

async fn end_others(
    State(app): State<App>,
    caller: Caller,
    Visitor(visit): Visitor,
) -> Result<NoContent, Problem> {
    session::revoke_all(&app.ctx, &visit, caller.user, caller.session()).await?;
    Ok(NoContent)
}

/// A sign-in that lives.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Session")]
struct View {
    /// Its id.
    id: String,
    /// The browser or program, as it describes itself; `null` once erased.
    device: Option<String>,
    /// Where it was last used from; `null` once erased.
    ip: Option<String>,
    /// When it began.
    created_at: Timestamp,
    /// When it was last used, to the minute; for programs, when it last renewed its tokens.
    last_seen_at: Timestamp,
    /// Whether it is the one of this request.
    current: bool,
}

impl View {
    fn of(session: Session, caller: &Caller) -> Self {
        Self {
            id: session.id.to_string(),
            device: session.user_agent,
            ip: session.address,
            created_at: Timestamp(session.created_ms),
            last_seen_at: Timestamp(session.last_seen_ms),
            current: caller.session() == Some(session.id),
        }
    }
}
