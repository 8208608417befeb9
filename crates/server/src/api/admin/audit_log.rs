//! The audit log: read, taken out, verified.

use auth::audit::{Actor, Kind as Event, Link, Record, verify};
use auth::user::UserId;
use axum::body::Body;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use content::Timestamp;
use factory::accounts::admin;
use futures_util::stream;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::audit::{self, Filter};

use crate::app::App;
use crate::caller::{Caller, Visitor};
use crate::extract::{Json, Query};
use crate::openapi::{Answers, Api, Operation, Schemas, Words};
use crate::problem::Problem;
use crate::reply::Page;

/// How many records are read at a time where all are.
const PIECE: u32 = 500;
/// The most records of a page.
const LARGEST_PAGE: u32 = 100;

pub(super) fn routes(api: Api) -> Api {
    const PLACE: &str = "/api/v1/admin/audit-log";
    let words = |summary, details| Words { tag: "Administration", summary, details, problems: &[] };
    api.get(PLACE, list, words("Read the audit log", "Newest first."))
        .get("/api/v1/admin/audit-log/export", export, words("Take the audit log out", ABOUT_EXPORT))
        .get("/api/v1/admin/audit-log/verify", check, words("Verify the audit log", ABOUT_VERIFY))
}

const ABOUT_EXPORT: &str = "One record a line, oldest first, with the hashes of the chain.";
const ABOUT_VERIFY: &str = "Walks the chain of hashes and names the first record that was changed, if any. Keep the \
`head` it answers: cutting records off the end shows only against that.";

async fn list(
    State(app): State<App>,
    caller: Caller,
    Visitor(visit): Visitor,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Page<View>>, Problem> {
    let limit = wanted.limit.unwrap_or(20);
    if !(1..=LARGEST_PAGE).contains(&limit) {
        return Err(Problem::invalid("/limit", format!("{limit} is not from 1 to {LARGEST_PAGE}")));
    }
    let cursor = wanted.cursor.as_deref().filter(|cursor| !cursor.is_empty());
    let before = match cursor.map(str::parse::<i64>) {
        None => i64::MAX,
        Some(Ok(sequence)) => sequence,
        Some(Err(_)) => {
            return Err(Problem::invalid("/cursor", "take it from `next_cursor` of the page before"));
        }
    };
    let filter = wanted.filter()?;
    if cursor.is_none() {
        admin::note_audit_read(&app.ctx, &visit, caller.user, "read").await?;
    }
    let mut records = audit::before(&app.ctx.db, &filter, before, limit + 1).await?;
    let more = records.len() > limit as usize;
    records.truncate(limit as usize);
    let next_cursor = records.last().filter(|_| more).map(|record| record.sequence.to_string());
    Ok(Json(Page { items: records.into_iter().map(View::from).collect(), next_cursor }))
}

async fn export(State(app): State<App>, caller: Caller, Visitor(visit): Visitor) -> Result<Lines, Problem> {
    admin::note_audit_read(&app.ctx, &visit, caller.user, "export").await?;
    Ok(Lines(app))
}

async fn check(State(app): State<App>, _: Caller) -> Result<Json<Checked>, Problem> {
    walk(&app).await.map(Json)
}

/// Walks the chain from its beginning.
pub(crate) async fn walk(app: &App) -> Result<Checked, Problem> {
    let (mut last, mut piece) = (audit::start(&app.ctx.db).await?, PIECE);
    loop {
        let records = match audit::after(&app.ctx.db, last.sequence, piece).await {
            // somebody made one of them unreadable: one by one, to find which
            Err(store::Error::Corrupt { .. }) if piece > 1 => {
                piece = 1;
                continue;
            }
            Err(store::Error::Corrupt { .. }) => return Ok(broken_at(last, last.sequence.saturating_add(1))),
            records => records?,
        };
        if records.is_empty() {
            return Ok(Checked::whole(last));
        }
        match verify(last, &records, None) {
            Ok(link) => last = link,
            Err(broken) => return Ok(broken_at(last, broken.sequence)),
        }
    }
}

fn broken_at(last: Link, sequence: i64) -> Checked {
    tracing::error!(sequence, "audit_log_broken");
    Checked::broken(last, sequence)
}

/// Which records a list shows.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
struct Wanted {
    /// How many records, 1 to 100; 20 when absent.
    #[schemars(range(min = 1, max = 100))]
    limit: Option<u32>,
    /// `next_cursor` of the page before.
    #[schemars(regex(pattern = "^[0-9]{0,18}$"))]
    cursor: Option<String>,
    /// Of this kind, such as `login_failed`.
    #[schemars(length(max = 40))]
    event: Option<String>,
    /// By or about this account.
    #[schemars(length(max = 40))]
    user_id: Option<String>,
}

impl Wanted {
    fn filter(&self) -> Result<Filter, Problem> {
        let filled = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        let kind = filled(&self.event).map(|name| name.parse::<Event>());
        let user = filled(&self.user_id).map(|id| id.parse::<UserId>());
        Ok(Filter {
            kind: kind
                .transpose()
                .map_err(|_| Problem::invalid("/event", "there is no such kind of event"))?,
            user: user.transpose().map_err(|_| Problem::invalid("/user_id", "is no id"))?,
        })
    }
}

/// One record.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "AuditRecord")]
struct View {
    /// Its place in the log.
    sequence: i64,
    /// When.
    at: Timestamp,
    /// What, such as `login_succeeded`.
    event: &'static str,
    /// Who did it; `null` when nobody was signed in.
    user_id: Option<String>,
    /// A keyed digest of the name that was tried, where nobody was signed in.
    tried: Option<String>,
    /// To whom it was done.
    subject_id: Option<String>,
    /// From where; `null` once erased.
    ip: Option<String>,
    /// With which program; `null` once erased.
    user_agent: Option<String>,
    /// In which request.
    request_id: String,
    /// A few words of detail.
    detail: String,
}

impl From<Record> for View {
    fn from(record: Record) -> Self {
        let (user_id, tried) = match record.entry.actor {
            Actor::User(user) => (Some(user.to_string()), None),
            Actor::Tried(name) => (None, Some(name)),
            Actor::System => (None, None),
        };
        Self {
            sequence: record.sequence,
            at: Timestamp(record.entry.at_ms),
            event: record.entry.kind.as_str(),
            user_id,
            tried,
            subject_id: record.entry.subject.map(|user| user.to_string()),
            ip: record.origin.as_ref().and_then(|origin| origin.address).map(|address| address.to_string()),
            user_agent: record.origin.map(|origin| origin.user_agent),
            request_id: record.entry.request_id,
            detail: record.entry.detail,
        }
    }
}

/// How the chain stands.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "AuditVerification")]
pub(crate) struct Checked {
    /// Whether every record is as it was written.
    intact: bool,
    /// The first record that is not; `null` when all are.
    pub(crate) broken_at: Option<i64>,
    /// The place of the last good record.
    pub(crate) sequence: i64,
    /// Its hash.
    pub(crate) head: String,
}

impl Checked {
    fn whole(last: Link) -> Self {
        Self { intact: true, broken_at: None, sequence: last.sequence, head: last.hash.into() }
    }

    fn broken(last: Link, at: i64) -> Self {
        Self { intact: false, broken_at: Some(at), ..Self::whole(last) }
    }
}

/// All records, one a line, read as they are sent.
struct Lines(App);

impl IntoResponse for Lines {
    fn into_response(self) -> Response {
        let pieces = stream::try_unfold((self.0, None::<i64>), |(app, after)| async move {
            let after = match after {
                Some(sequence) => sequence,
                None => audit::start(&app.ctx.db).await?.sequence,
            };
            let records = audit::after(&app.ctx.db, after, PIECE).await?;
            let Some(last) = records.last().map(|record| record.sequence) else { return Ok(None) };
            let mut lines = Vec::new();
            for record in &records {
                lines.extend(serde_json::to_vec(record).unwrap_or_default());
                lines.push(b'\n');
            }
            Ok::<_, store::Error>(Some((lines, (app, Some(last)))))
        });
        let headers = [
            (header::CONTENT_TYPE, "application/x-ndjson"),
            (header::CONTENT_DISPOSITION, r#"attachment; filename="audit-log.jsonl""#),
        ];
        (headers, Body::from_stream(pieces)).into_response()
    }
}

impl Answers for Lines {
    fn describe(operation: &mut Operation, _: &mut Schemas) {
        let schema = serde_json::json!({ "type": "string" });
        operation.answer(StatusCode::OK, &["application/x-ndjson"], &schema, "The records.");
    }
}
