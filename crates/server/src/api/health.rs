//! Whether the server lives and whether it can work.

use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use content::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;
use store::shared::Shared;
use tokio::time::timeout;

use crate::app::App;
use crate::extract::Json;
use crate::openapi::{Answers, Api, Operation, Schemas, Words};

/// How long a part may take to show that it works.
const CHECK: Duration = Duration::from_millis(1500);

pub(super) fn routes(api: Api) -> Api {
    let words = |summary, details| Words { tag: "Health", summary, details, problems: &[] };
    api.get("/health/live", live, words("Is the process alive?", "Asks nothing of any other part.")).get(
        "/health/ready",
        ready,
        words("Can it work?", "Asks every part it needs; answers within two seconds."),
    )
}

async fn live() -> Json<Live> {
    Json(Live { status: "healthy" })
}

async fn ready(State(app): State<App>) -> Ready {
    let is_stopping = app.shutdown.is_cancelled();
    let shared = &app.ctx.identity.shared;
    let (database, redis) = tokio::join!(timeout(CHECK, app.ctx.db.ping()), timeout(CHECK, shared.ping()));
    let (database, redis) = (matches!(database, Ok(Ok(()))), matches!(redis, Ok(Ok(()))));
    let is_ready = database && redis && !is_stopping;
    Ready(ReadyBody {
        status: if is_ready { "ready" } else { "not_ready" },
        checks: Checks { database, redis, llm_api: true, storage: true },
        details: Details {
            redis: if matches!(shared, Shared::Memory(_)) { "embedded" } else { "redis" },
            llm_api: "builtin",
            storage: "embedded",
            server: if is_stopping { "stopping" } else { "serving" },
        },
        timestamp: Timestamp(app.ctx.clock.now_ms()),
    })
}

/// The process is alive.
#[derive(Debug, Serialize, JsonSchema)]
struct Live {
    /// `healthy`.
    status: &'static str,
}

/// Whether the server can work.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Ready")]
struct ReadyBody {
    /// `ready` or `not_ready`.
    status: &'static str,
    /// Which parts work. One that is not configured is `true`.
    checks: Checks,
    /// How each part is provided.
    details: Details,
    /// When this was asked.
    timestamp: Timestamp,
}

/// Which parts work.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ReadyChecks")]
struct Checks {
    database: bool,
    redis: bool,
    llm_api: bool,
    storage: bool,
}

/// How each part is provided.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ReadyDetails")]
struct Details {
    redis: &'static str,
    llm_api: &'static str,
    storage: &'static str,
    /// `serving`, or `stopping` when no new work should be sent.
    server: &'static str,
}

/// 200 when everything needed works, otherwise 503.
struct Ready(ReadyBody);

impl IntoResponse for Ready {
    fn into_response(self) -> Response {
        let status = if self.0.status == "ready" { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
        let mut response = Json::<_, 1024>(self.0).into_response();
        *response.status_mut() = status;
        response
    }
}

impl Answers for Ready {
    fn describe(operation: &mut Operation, schemas: &mut Schemas) {
        let schema = schemas.output::<ReadyBody>();
        operation.answer(StatusCode::OK, &["application/json"], &schema, "Everything needed works.");
        let down = "Something needed does not work.";
        operation.answer(StatusCode::SERVICE_UNAVAILABLE, &["application/json"], &schema, down);
    }
}
