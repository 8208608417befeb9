//! Making an account for oneself.

use auth::organisation::AgeBand;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use factory::accounts::Visit;
use factory::accounts::register::{self, NewAccount};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::caller::Visitor;
use crate::extract::{Json, Once};
use crate::openapi::{Answers, Api, Operation, Schemas, Words};
use crate::problem::{Kind, Problem};
use crate::reply::NoContent;

pub(super) fn routes(api: Api) -> Api {
    let words = |summary, details, problems| Words { tag: "Sign-in", summary, details, problems };
    api.post("/api/v1/auth/register", create, words("Make an account", ABOUT, &[Kind::Forbidden]))
        .post("/api/v1/auth/verify-email", verify, words("Confirm an address", ABOUT_VERIFY, &[]))
        .post(
            "/api/v1/auth/verify-email/resend",
            resend,
            words(
                "Send the confirmation again",
                "Answers the same whether or not there is such an account.",
                &[],
            ),
        )
}

const ABOUT: &str = "Open to everybody, to invited people or to nobody, as `auth.registration` says. Answers the same \
whether or not the address has an account; its owner gets a letter.";
const ABOUT_VERIFY: &str = "Takes the token of the link in the letter; it works once.";

async fn create(
    State(app): State<App>,
    Visitor(visit): Visitor,
    once: Once,
    Json(new): Json<New, 64>,
) -> Result<Registered, Problem> {
    let visit = Visit { once: once.of("POST /auth/register", &new), ..visit };
    let account = NewAccount {
        email: new.email.into(),
        password: new.password.into(),
        name: new.name.into(),
        age_band: new.age_band.map(AgeBand::from),
        invitation: new.invitation.map(Into::into),
    };
    register::register(&app.ctx, &visit, &account).await?;
    Ok(Registered)
}

async fn verify(
    State(app): State<App>,
    Visitor(visit): Visitor,
    Json(given): Json<Link, 64>,
) -> Result<NoContent, Problem> {
    register::verify_email(&app.ctx, &visit, &given.token).await?;
    Ok(NoContent)
}

async fn resend(
    State(app): State<App>,
    Visitor(visit): Visitor,
    Json(to): Json<To, 64>,
) -> Result<Registered, Problem> {
    register::verify_again(&app.ctx, &visit, &to.email).await?;
    Ok(Registered)
}

/// Somebody who wants an account. Fields that are not named here have no effect.
#[derive(Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "NewAccount")]
struct New {
    /// The address to sign in with.
    #[schemars(length(max = 254))]
    email: String,
    /// A password of 15 characters or more; any characters.
    // never part of the digest that tells repeated requests: it would be a quick hash of the password
    #[serde(skip_serializing)]
    #[schemars(length(max = 256))]
    password: String,
    /// What to be called.
    #[schemars(length(min = 1, max = 100))]
    name: String,
    /// How old, as coarsely as the law allows; a birth date is never asked for.
    #[serde(default)]
    age_band: Option<Band>,
    /// The token of an invitation.
    #[serde(default)]
    invitation: Option<String>,
}

/// How old somebody is.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "AgeBand")]
pub(in crate::api) enum Band {
    /// Twelve or younger.
    Under13,
    /// Thirteen to fifteen.
    From13To15,
    /// Sixteen or seventeen.
    From16To17,
    /// Eighteen or older.
    Adult,
}

impl From<Band> for AgeBand {
    fn from(band: Band) -> Self {
        match band {
            Band::Under13 => Self::Under13,
            Band::From13To15 => Self::From13To15,
            Band::From16To17 => Self::From16To17,
            Band::Adult => Self::Adult,
        }
    }
}

/// The token of a link.
#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "LinkToken")]
struct Link {
    /// The token.
    token: String,
}

/// An address.
#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "Address")]
pub(super) struct To {
    /// The address.
    pub(super) email: String,
}

/// 202, the same whatever happened.
pub(super) struct Registered;

/// What is said to everybody.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "LetterSent")]
struct Said {
    /// `accepted`.
    status: &'static str,
    /// For people.
    detail: &'static str,
}

impl IntoResponse for Registered {
    fn into_response(self) -> Response {
        let detail = "if the address can be used, a letter is on its way to it";
        let mut response = Json::<_, 1024>(Said { status: "accepted", detail }).into_response();
        *response.status_mut() = StatusCode::ACCEPTED;
        response
    }
}

impl Answers for Registered {
    fn describe(operation: &mut Operation, schemas: &mut Schemas) {
        let schema = schemas.output::<Said>();
        operation.answer(StatusCode::ACCEPTED, &["application/json"], &schema, "Said to everybody alike.");
    }
}
