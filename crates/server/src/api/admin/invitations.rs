//! Invitations to the installation.

use std::str::FromStr;

use auth::organisation::{OrganisationId, Position};
use axum::extract::State;
use content::Timestamp;
use factory::accounts::Visit;
use factory::accounts::invitations::{self, Open};
use factory::accounts::schools::{self, NewInvitation};
use schemars::JsonSchema;
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::users::RoleName;
use crate::app::App;
use crate::caller::{Caller, Visitor};
use crate::extract::{Json, Named, Once, PageQuery, Path, Query};
use crate::openapi::{Api, Words};
use crate::problem::{Kind, Problem};
use crate::reply::{Created, NoContent, Page};

pub(super) fn routes(api: Api) -> Api {
    const ALL: &str = "/api/v1/admin/invitations";
    let words = |summary, details, problems| Words { tag: "Administration", summary, details, problems };
    api.get(ALL, list, words("List open invitations", "Newest first.", &[]))
        .post(
            ALL,
            create,
            words(
                "Invite somebody",
                "The link works once, within a week; the answer shows it.",
                &[Kind::Forbidden],
            ),
        )
        .delete(
            "/api/v1/admin/invitations/{id}",
            take_back,
            words("Take an invitation back", "Its link works no more.", &[]),
        )
}

async fn list(
    State(app): State<App>,
    _: Caller,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<View>>, Problem> {
    let (from, limit) = page.place()?;
    Ok(Json(Page::of(invitations::list(&app.ctx, from, limit).await?, View::from)))
}

/// Takes back what its caller has a say over.
pub(in crate::api) async fn take_back(
    State(app): State<App>,
    caller: Caller,
    Visitor(visit): Visitor,
    Path(InvitationId(id)): Path<InvitationId>,
) -> Result<NoContent, Problem> {
    invitations::take_back(&app.ctx, &visit, caller.user, id).await?;
    Ok(NoContent)
}

/// Which invitation.
pub(crate) struct InvitationId(pub(crate) Uuid);

impl FromStr for InvitationId {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, uuid::Error> {
        text.parse().map(Self)
    }
}

impl Named for InvitationId {
    const WHAT: &'static str = "invitation";
}

async fn create(
    State(app): State<App>,
    caller: Caller,
    Visitor(visit): Visitor,
    once: Once,
    Json(new): Json<New, 64>,
) -> Result<Created<Made>, Problem> {
    let visit = Visit { once: once.of("POST /admin/invitations", &new), ..visit };
    let new = new.for_school(None);
    let made = schools::invite(&app.ctx, &visit, caller.user, new).await?;
    Ok(Made::of(&made))
}

/// Somebody who is to join.
#[derive(Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "NewInvitation")]
pub(in crate::api) struct New {
    /// The only address that may use it, which gets a letter; anybody with the link when absent.
    #[serde(default)]
    #[schemars(length(max = 254))]
    email: Option<String>,
    /// The role it gives; `student` when absent.
    #[serde(default)]
    role: Option<RoleName>,
    /// Whether it lets its bearer run the school.
    #[serde(default)]
    manager: bool,
}

impl New {
    pub(in crate::api) fn for_school(self, school: Option<OrganisationId>) -> NewInvitation {
        NewInvitation {
            email: self.email,
            role: self.role.unwrap_or(RoleName::Student).into(),
            school,
            position: if self.manager { Position::Manager } else { Position::Member },
        }
    }
}

/// An invitation that was just made.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "MadeInvitation")]
pub(in crate::api) struct Made {
    /// Its id.
    id: String,
    /// The link; it is shown this once, and `null` when the request was answered before (`Idempotency-Key`).
    link: Option<String>,
}

impl Made {
    pub(in crate::api) fn of(made: &schools::Invitation) -> Created<Self> {
        let link = made.link.as_ref().map(|link| link.expose_secret().to_owned());
        let (replayed, body) = (link.is_none(), Self { id: made.id.to_string(), link });
        Created { location: format!("/api/v1/admin/invitations/{}", made.id), body, replayed }
    }
}

/// An invitation as a list shows it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Invitation")]
pub(in crate::api) struct View {
    /// Its id.
    id: String,
    /// The only address that may use it.
    email: Option<String>,
    /// The role it gives.
    role: String,
    /// The school it leads to.
    organisation_id: Option<String>,
    /// When it was made.
    created_at: Timestamp,
    /// When it dies.
    expires_at: Timestamp,
}

impl From<Open> for View {
    fn from(open: Open) -> Self {
        let role = serde_json::json!(open.role);
        Self {
            id: open.id.to_string(),
            email: open.email,
            role: role.as_str().unwrap_or_default().to_owned(),
            organisation_id: open.school.map(|school| school.to_string()),
            created_at: Timestamp(open.created_ms),
            expires_at: Timestamp(open.expires_ms),
        }
    }
}
