//! Progress of a material as server-sent events.

use std::convert::Infallible;
use std::time::Duration;

use auth::user::UserId;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use content::MaterialId;
use futures_util::stream::{self, Stream, StreamExt};
use serde_json::json;
use tokio::sync::OwnedSemaphorePermit;
use tokio::sync::broadcast::Receiver;
use tokio::time::sleep;

use crate::app::App;
use crate::caller::Caller;
use crate::extract::{LastEventId, Path};
use crate::openapi::{Answers, Api, Operation, Schemas, Words};
use crate::problem::Problem;
use crate::wait::{LOOK, news};

/// How often a silent stream shows that it lives; less than proxies close silent connections after.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// When to come back while too many watch, in seconds.
const RETRY_S: u32 = 5;

pub(super) fn routes(api: Api) -> Api {
    let words = Words {
        tag: "Materials",
        summary: "Watch a material being made",
        details: "Server-sent events, each with its number as `id`: `stage` (screening, gathering, drafting, \
                  assessing, keeping), `delta`, and last `done` or `problem`. The stream ends when the material is \
                  done. After a break send the last number as `Last-Event-ID`; when nothing is left to tell, the \
                  answer is 204, at which browsers stop asking.",
        problems: &[],
    };
    api.get("/api/v1/materials/{id}/events", watch, words)
}

async fn watch(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<MaterialId>,
    LastEventId(seen): LastEventId,
) -> Result<Watched, Problem> {
    let notices = app.ctx.watchers.watch();
    let kept = super::materials::find(&app, caller, id).await?;
    let is_over = kept.status.is_final();
    if seen > 0 && is_over && store::events::since(&app.ctx.db, id, seen).await?.is_empty() {
        return Ok(Watched::Over);
    }
    let place = app.event_streams.clone().try_acquire_owned();
    let place =
        place.map_err(|_| Problem::unavailable("too many watch at the moment; try again", RETRY_S))?;
    let watcher = Watcher { app, owner: caller.user, id, seen, notices, is_over: false, _place: place };
    Ok(Watched::Stream(watcher))
}

/// One who watches.
struct Watcher {
    app: App,
    owner: UserId,
    id: MaterialId,
    /// The last event sent.
    seen: i64,
    notices: Receiver<MaterialId>,
    /// Whether everything was sent.
    is_over: bool,
    _place: OwnedSemaphorePermit,
}

impl Watcher {
    fn into_stream(self) -> impl Stream<Item = Result<Event, Infallible>> {
        stream::unfold(self, async |mut watcher| {
            let events = watcher.next().await?;
            Some((stream::iter(events.into_iter().map(Ok)), watcher))
        })
        .flatten()
    }

    /// The next events; `None` when there will be no more.
    async fn next(&mut self) -> Option<Vec<Event>> {
        while !self.is_over {
            let events = self.look().await?;
            if !events.is_empty() {
                return Some(events);
            }
            tokio::select! {
                () = news(&mut self.notices, self.id), if !self.is_over => {}
                () = sleep(LOOK) => {}
                () = self.app.shutdown.cancelled() => return None,
            }
        }
        None
    }

    /// What was not sent yet; `None` when the material or the store is gone.
    async fn look(&mut self) -> Option<Vec<Event>> {
        // the status first: what is final when read has written all its events
        let db = &self.app.ctx.db;
        let kept = store::materials::find(db, self.owner, self.id).await.ok()??;
        let events = store::events::since(db, self.id, self.seen).await.ok()?;
        self.is_over = kept.status.is_final();
        self.seen = events.last().map_or(self.seen, |event| event.seq);
        Some(events.into_iter().map(event).collect())
    }
}

fn event(event: store::events::Event) -> Event {
    // JSON has no line breaks outside strings and none unescaped within
    Event::default().id(event.seq.to_string()).event(event.kind).data(event.data.to_string())
}

/// A stream of events, or nothing more to tell.
enum Watched {
    Stream(Watcher),
    Over,
}

impl IntoResponse for Watched {
    fn into_response(self) -> Response {
        let Self::Stream(watcher) = self else { return StatusCode::NO_CONTENT.into_response() };
        let keep_alive = KeepAlive::new().interval(KEEP_ALIVE);
        let mut response = Sse::new(watcher.into_stream()).keep_alive(keep_alive).into_response();
        // tells proxies of the nginx family not to hold events back
        response.headers_mut().insert("x-accel-buffering", HeaderValue::from_static("no"));
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }
}

impl Answers for Watched {
    fn describe(operation: &mut Operation, _: &mut Schemas) {
        let schema = json!({
            "type": "object",
            "description": "One event. `data` is JSON.",
            "required": ["id", "event", "data"],
            "properties": {
                "id": { "type": "string" },
                "event": { "type": "string", "enum": ["stage", "delta", "done", "problem"] },
                "data": { "type": "string", "contentMediaType": "application/json" },
            },
        });
        operation.answer(StatusCode::OK, &["text/event-stream"], &schema, "Events as they happen.");
        operation.answer(StatusCode::NO_CONTENT, &[], &serde_json::Value::Null, "You have seen everything.");
    }
}
