//! Invitations, for whoever has been given one: looked at, and taken with an account one has.

use auth::organisation::Position;
use axum::extract::State;
use factory::accounts::invitations::{self, Offer};
use factory::accounts::joining::{self, Joined, Look};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Renewed;
use crate::api::admin::RoleName;
use crate::app::App;
use crate::caller::{Caller, Visitor};
use crate::extract::Json;
use crate::openapi::{Api, Words};
use crate::problem::{Kind, Problem};

pub(super) fn routes(api: Api) -> Api {
    let words = |summary, details, problems| Words { tag: "Sign-in", summary, details, problems };
    api.post(
        "/api/v1/auth/invitations/look",
        look,
        words("Look at an invitation", ABOUT_LOOK, &[Kind::NotFound]),
    )
    .post(
        "/api/v1/auth/invitations/accept",
        accept,
        words("Take an invitation", ABOUT, &[Kind::Conflict]),
    )
}

const ABOUT_LOOK: &str = "Takes the token of its link. For whoever is signed in it tells too whether their account can take \
it; looking spends nothing.";
const ABOUT: &str = "Gives the account that is signed in the role and the school of the invitation; it needs a sign-in \
within the last ten minutes. One that is bound to an address is for the account that has it, confirmed. It is spent by \
success alone. Tokens keep what they were granted: sign in again for what the new role adds. Without an account, send the \
token to `/auth/register`.";

async fn look(
    State(app): State<App>,
    caller: Option<Caller>,
    Json(given): Json<Given, 64>,
) -> Result<Json<View>, Problem> {
    let nothing = || Problem::not_found("invitation; it was used, taken back, or is too old");
    let view = match caller {
        Some(caller) => {
            let who = (caller.user, caller.session());
            joining::look(&app.ctx, who, &given.token).await?.map(View::from)
        }
        None => invitations::offer(&app.ctx, &given.token).await?.map(View::from),
    };
    view.map(Json).ok_or_else(nothing)
}

async fn accept(
    State(app): State<App>,
    caller: Caller,
    Visitor(visit): Visitor,
    Json(given): Json<Given, 64>,
) -> Result<Renewed<Json<Membership>>, Problem> {
    let who = (caller.user, caller.session());
    let joined = joining::accept(&app.ctx, &visit, who, &given.token).await?;
    Renewed::with(&app, &caller, Json(Membership::from(joined))).await
}

/// An invitation that somebody was given.
#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "GivenInvitation")]
struct Given {
    /// The token of its link.
    token: String,
}

/// What an invitation offers.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "InvitationOffer")]
struct View {
    /// The role it gives.
    role: RoleName,
    /// What the school is called that it leads to.
    organisation: Option<String>,
    /// The only address that may use it.
    email: Option<String>,
    /// Why the account that is signed in cannot take it; `null` where it can, or where nobody is signed in.
    in_the_way: Option<String>,
    /// Whether whoever is signed in has to sign in again before they take it.
    sign_in_again: bool,
}

impl From<Offer> for View {
    fn from(offer: Offer) -> Self {
        Self {
            role: offer.role.into(),
            organisation: offer.school,
            email: offer.email,
            in_the_way: None,
            sign_in_again: false,
        }
    }
}

impl From<Look> for View {
    fn from(look: Look) -> Self {
        Self { in_the_way: look.in_the_way, sign_in_again: look.is_stale, ..Self::from(look.offer) }
    }
}

/// What somebody is who took an invitation.
#[derive(Serialize, JsonSchema)]
struct Membership {
    /// Their role.
    role: RoleName,
    /// Their school, if they have one.
    organisation_id: Option<String>,
    /// What it is called.
    organisation: Option<String>,
    /// Whether they run it.
    manager: bool,
}

impl From<Joined> for Membership {
    fn from(joined: Joined) -> Self {
        let (id, name) = joined.school.unzip();
        Self {
            role: joined.role.into(),
            organisation_id: id.map(|id| id.to_string()),
            organisation: name,
            manager: joined.position == Some(Position::Manager),
        }
    }
}
