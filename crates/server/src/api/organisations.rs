//! Schools: made by admins, run by their teachers.

use auth::organisation::{AgeBand, OrganisationId};
use auth::permission::Action;
use auth::user::UserId;
use axum::extract::State;
use content::Timestamp;
use factory::accounts::invitations::of_school;
use factory::accounts::schools::{self, NewPupil};
use factory::accounts::{Visit, admin, profile};
use schemars::JsonSchema;
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use store::organisations::Organisation;
use store::users::Filter;

use super::admin::{Invitation, InvitationMade, NewInvitation, delete, reset, take_back};
use super::auth::Band;
use super::users::View as Account;
use crate::app::App;
use crate::caller::{Caller, Visitor};
use crate::extract::{Json, Once, PageQuery, Path, Query};
use crate::openapi::{Api, Words};
use crate::problem::{Kind, Problem};
use crate::reply::{Created, NoContent, Page};

pub(super) fn routes(api: Api) -> Api {
    const ALL: &str = "/api/v1/organisations";
    let words = |summary, details, problems| Words { tag: "Schools", summary, details, problems };
    let conflict: &[Kind] = &[Kind::Conflict];
    let api = api
        .get(ALL, list, words("List schools", "All of them for admins, one's own for teachers.", &[]))
        .post(ALL, create, words("Make a school", "For admins.", conflict))
        .get("/api/v1/organisations/{id}", read, words("Read a school", "", &[]))
        .get("/api/v1/organisations/{id}/members", members, words("List its accounts", "Newest first.", &[]))
        .post(
            "/api/v1/organisations/{id}/pupils",
            add_pupil,
            words("Make a pupil's account", ABOUT_PUPIL, conflict),
        )
        .post(
            "/api/v1/organisations/{id}/invitations",
            invite,
            words("Invite to a school", ABOUT_INVITE, &[]),
        )
        .get(
            "/api/v1/organisations/{id}/invitations",
            invitations,
            words("List a school's open invitations", "Newest first, all of them.", &[]),
        )
        .delete(
            "/api/v1/organisations/invitations/{id}",
            take_back,
            words("Take an invitation back", "Its link works no more.", &[]),
        );
    let api = api
        .post(
            "/api/v1/organisations/pupils/{id}/reset-password",
            reset,
            words("Start a pupil's reset", ABOUT_RESET, &[]),
        )
        .post(
            "/api/v1/organisations/pupils/{id}/disable",
            disable,
            words("Switch a pupil's account off", "", &[]),
        )
        .post("/api/v1/organisations/pupils/{id}/enable", enable, words("Switch it on again", "", &[]));
    api.get(
        "/api/v1/organisations/pupils/{id}/export",
        export,
        words(
            "Take a pupil's data out",
            "For managers of the school, on behalf of the pupil or a parent.",
            &[],
        ),
    )
    .delete(
        "/api/v1/organisations/pupils/{id}",
        delete,
        words(
            "Delete a pupil's account",
            "For managers of the school. What the pupil made is handed to whoever answers for the school.",
            &[],
        ),
    )
}

const ABOUT_PUPIL: &str = "An account `username@school` without an address. The basis of consent is recorded, an age only \
as a band. The answer holds the link by which the pupil sets a password.";
const ABOUT_INVITE: &str = "Teachers invite students; managers invite teachers too.";
const ABOUT_RESET: &str = "Answers the link for an account without an address, to be handed over in class.";

async fn list(
    State(app): State<App>,
    caller: Caller,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<View>>, Problem> {
    if caller.must(Action::ManageUsers).is_ok() {
        let (from, limit) = page.place()?;
        let page = store::organisations::list(&app.ctx.db, from, limit).await?;
        return Ok(Json(Page::of(page, View::from)));
    }
    let own = profile::me(&app.ctx, caller.user).await?.school;
    let own = match own {
        Some((school, _)) => store::organisations::find(&app.ctx.db, school).await?,
        None => None,
    };
    Ok(Json(Page::whole(own.into_iter().map(View::from).collect())))
}

async fn create(
    State(app): State<App>,
    caller: Caller,
    Visitor(visit): Visitor,
    once: Once,
    Json(new): Json<New, 64>,
) -> Result<Created<View>, Problem> {
    caller.must(Action::ManageUsers)?;
    let visit = Visit { once: once.of("POST /organisations", &new), ..visit };
    let (made, replayed) = schools::create(&app.ctx, &visit, caller.user, &new.slug, &new.name).await?;
    let location = format!("/api/v1/organisations/{}", made.id);
    Ok(Created { location, body: View::from(made), replayed })
}

async fn read(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<OrganisationId>,
) -> Result<Json<View>, Problem> {
    Ok(Json(schools::find(&app.ctx, caller.user, id).await?.into()))
}

async fn members(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<OrganisationId>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<Account>>, Problem> {
    schools::find(&app.ctx, caller.user, id).await?;
    let (from, limit) = page.place()?;
    let filter = Filter { words: None, organisation: Some(id) };
    Account::page(&app, store::users::list(&app.ctx.db, &filter, from, limit).await?).await.map(Json)
}

async fn add_pupil(
    State(app): State<App>,
    caller: Caller,
    (Visitor(visit), once): (Visitor, Once),
    Path(id): Path<OrganisationId>,
    Json(new): Json<Pupil, 64>,
) -> Result<Created<MadePupil>, Problem> {
    let visit = Visit { once: once.of(&format!("POST /organisations/{id}/pupils"), &new), ..visit };
    let new = NewPupil {
        username: new.username,
        name: new.name,
        age_band: new.age_band.map(AgeBand::from),
        parent_consented: new.consent == Some(Consent::Parent),
    };
    let made = schools::add_pupil(&app.ctx, &visit, caller.user, id, &new).await?;
    let pupil = profile::me(&app.ctx, made.id).await?;
    let link = made.link.map(|link| link.expose_secret().to_owned());
    let body = MadePupil { id: made.id.to_string(), username: pupil.sign_in_name.unwrap_or_default(), link };
    Ok(Created { location: format!("/api/v1/organisations/{id}/members"), body, replayed: made.replayed })
}

async fn invite(
    State(app): State<App>,
    caller: Caller,
    (Visitor(visit), once): (Visitor, Once),
    Path(id): Path<OrganisationId>,
    Json(new): Json<NewInvitation, 64>,
) -> Result<Created<InvitationMade>, Problem> {
    let visit = Visit { once: once.of(&format!("POST /organisations/{id}/invitations"), &new), ..visit };
    let made = schools::invite(&app.ctx, &visit, caller.user, new.for_school(Some(id))).await?;
    Ok(InvitationMade::of(&made))
}

async fn invitations(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<OrganisationId>,
) -> Result<Json<Page<Invitation>>, Problem> {
    let open = of_school(&app.ctx, caller.user, id).await?;
    Ok(Json(Page::whole(open.into_iter().map(Invitation::from).collect())))
}

async fn disable(
    State(app): State<App>,
    caller: Caller,
    Visitor(visit): Visitor,
    Path(id): Path<UserId>,
) -> Result<NoContent, Problem> {
    admin::suspend(&app.ctx, &visit, Some(caller.user), id, true).await?;
    Ok(NoContent)
}

async fn enable(
    State(app): State<App>,
    caller: Caller,
    Visitor(visit): Visitor,
    Path(id): Path<UserId>,
) -> Result<NoContent, Problem> {
    admin::suspend(&app.ctx, &visit, Some(caller.user), id, false).await?;
    Ok(NoContent)
}

async fn export(
    State(app): State<App>,
    caller: Caller,
    Visitor(visit): Visitor,
    Path(id): Path<UserId>,
) -> Result<super::users::TakenOut, Problem> {
    Ok(super::users::TakenOut::of(admin::export(&app.ctx, &visit, caller.user, id).await?))
}

/// A school to be made.
#[derive(Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "NewOrganisation")]
struct New {
    /// What stands after the `@` of its usernames: 2 to 40 letters a-z, digits or hyphens.
    #[schemars(length(min = 2, max = 40))]
    slug: String,
    /// What it is called.
    #[schemars(length(min = 1, max = 100))]
    name: String,
}

/// A school.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Organisation")]
struct View {
    /// Its id.
    id: String,
    /// What stands after the `@` of its usernames.
    slug: String,
    /// What it is called.
    name: String,
    /// When it was made.
    created_at: Timestamp,
}

impl From<Organisation> for View {
    fn from(organisation: Organisation) -> Self {
        Self {
            id: organisation.id.to_string(),
            slug: organisation.slug,
            name: organisation.name,
            created_at: Timestamp(organisation.created_ms),
        }
    }
}

/// A pupil without an address.
#[derive(Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "NewPupil")]
struct Pupil {
    /// The half of the username before the `@`.
    #[schemars(length(min = 2, max = 32))]
    username: String,
    /// What to be called.
    #[schemars(length(min = 1, max = 100))]
    name: String,
    /// How old, as a band.
    #[serde(default)]
    age_band: Option<Band>,
    /// On whose word; the school's when absent.
    #[serde(default)]
    consent: Option<Consent>,
}

/// On whose word a pupil's account is kept.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Consent {
    /// The school acts for the parents.
    School,
    /// A parent consented.
    Parent,
}

/// A pupil's account that was just made.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "MadePupil")]
struct MadePupil {
    /// Its id.
    id: String,
    /// What to sign in with.
    username: String,
    /// The link to set a password; it works once, within an hour. `null` when the request was answered before.
    link: Option<String>,
}
