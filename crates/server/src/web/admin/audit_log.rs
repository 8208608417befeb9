//! The audit log: read, searched, and whether its chain holds.

use std::collections::HashMap;

use askama::Template;
use auth::audit::{Actor, Kind, Record};
use auth::user::UserId;
use axum::extract::State;
use axum::response::IntoResponse;
use content::Timestamp;
use factory::accounts::admin;
use serde::Deserialize;
use store::audit::{self, Filter};

use super::PAGE;
use crate::api::admin::{Checked, walk};
use crate::app::App;
use crate::caller::Visitor;
use crate::extract::Query;
use crate::problem::Problem;
use crate::web::frame::{Frame, Viewer};
use crate::web::page::Page;

#[derive(Template)]
#[template(path = "admin/audit_log.html")]
struct AuditLog {
    frame: Frame,
    wanted: Wanted,
    kinds: &'static [Kind],
    lines: Vec<Line>,
    next: Option<String>,
    checked: Option<Checked>,
}

/// A record as the page shows it.
struct Line {
    sequence: i64,
    at: Timestamp,
    what: String,
    who: String,
    about: Option<(UserId, String)>,
    address: String,
    detail: String,
}

/// Which records are shown.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Wanted {
    event: String,
    user_id: String,
    cursor: String,
    check: String,
}

pub(in crate::web) async fn show(
    State(app): State<App>,
    Viewer { caller, frame }: Viewer,
    Visitor(visit): Visitor,
    Query(wanted): Query<Wanted>,
) -> Result<impl IntoResponse, Problem> {
    if wanted.cursor.is_empty() {
        admin::note_audit_read(&app.ctx, &visit, caller.user, "page").await?;
    }
    let checked = if wanted.check.is_empty() { None } else { Some(walk(&app).await?) };
    let filter = Filter { kind: wanted.event.parse().ok(), user: wanted.user_id.trim().parse().ok() };
    let before = wanted.cursor.parse().unwrap_or(i64::MAX);
    let mut records = audit::before(&app.ctx.db, &filter, before, PAGE + 1).await?;
    let more = records.len() > PAGE as usize;
    records.truncate(PAGE as usize);
    let next = records.last().filter(|_| more).map(|last| wanted.address(last.sequence));
    let names = names(&app, &records).await?;
    let lines = records.into_iter().map(|record| Line::of(&names, record)).collect();
    Ok(Page::ok(AuditLog { frame, wanted, kinds: Kind::ALL, lines, next, checked }))
}

impl AuditLog {
    /// Whether the chain breaks at a record.
    fn is_broken(&self, line: &Line) -> bool {
        self.checked.as_ref().is_some_and(|checked| checked.broken_at == Some(line.sequence))
    }
}

impl Wanted {
    fn address(&self, sequence: i64) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("event", &self.event).append_pair("user_id", &self.user_id);
        format!("/admin/audit-log?{}", query.append_pair("cursor", &sequence.to_string()).finish())
    }
}

impl Line {
    fn of(names: &HashMap<UserId, String>, record: Record) -> Self {
        let name = |id: &UserId| names.get(id).cloned().unwrap_or_else(|| "a deleted account".to_owned());
        let (by, who) = match record.entry.actor {
            Actor::User(id) => (Some(id), name(&id)),
            Actor::Tried(_) => (None, "somebody unknown".to_owned()),
            Actor::System => (None, "the installation".to_owned()),
        };
        let about = record.entry.subject.filter(|subject| by != Some(*subject));
        let address = record.origin.and_then(|origin| origin.address);
        Self {
            sequence: record.sequence,
            at: Timestamp(record.entry.at_ms),
            what: words(&record.entry.kind),
            who,
            about: about.map(|subject| (subject, name(&subject))),
            address: address.map(|address| address.to_string()).unwrap_or_default(),
            detail: record.entry.detail,
        }
    }
}

/// What those are called who did something or to whom it was done; the deleted are left out.
async fn names(app: &App, records: &[Record]) -> Result<HashMap<UserId, String>, Problem> {
    let mut names = HashMap::new();
    for record in records {
        let actor = if let Actor::User(id) = record.entry.actor { Some(id) } else { None };
        for id in actor.into_iter().chain(record.entry.subject) {
            if names.contains_key(&id) {
                continue;
            }
            let user = store::users::find(&app.ctx.db, id).await?.filter(|user| user.deleted_ms.is_none());
            if let Some(user) = user {
                names.insert(id, user.display_name);
            }
        }
    }
    Ok(names)
}

/// A kind of event as a person reads it.
fn words(kind: &Kind) -> String {
    kind.as_str().replace('_', " ")
}
