//! The audit log: read, searched, and whether its chain holds.

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
    at: Timestamp,
    what: String,
    who: String,
    about: Option<UserId>,
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
    let mut lines = Vec::with_capacity(records.len());
    for record in records {
        lines.push(Line::of(&app, record).await?);
    }
    Ok(Page::ok(AuditLog { frame, wanted, kinds: Kind::ALL, lines, next, checked }))
}

impl Wanted {
    fn address(&self, sequence: i64) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("event", &self.event).append_pair("user_id", &self.user_id);
        format!("/admin/audit-log?{}", query.append_pair("cursor", &sequence.to_string()).finish())
    }
}

impl Line {
    async fn of(app: &App, record: Record) -> Result<Self, Problem> {
        let who = match record.entry.actor {
            Actor::User(id) => {
                let user = store::users::find(&app.ctx.db, id).await?;
                let name = user.map(|user| user.display_name).filter(|name| !name.is_empty());
                name.unwrap_or_else(|| "deleted account".to_owned())
            }
            Actor::Tried(_) => "somebody unknown".to_owned(),
            Actor::System => "the installation".to_owned(),
        };
        let address = record.origin.and_then(|origin| origin.address);
        Ok(Self {
            at: Timestamp(record.entry.at_ms),
            what: words(&record.entry.kind),
            who,
            about: record.entry.subject,
            address: address.map(|address| address.to_string()).unwrap_or_default(),
            detail: record.entry.detail,
        })
    }
}

/// A kind of event as a person reads it.
fn words(kind: &Kind) -> String {
    kind.as_str().replace('_', " ")
}
