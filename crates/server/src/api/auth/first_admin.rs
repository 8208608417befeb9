//! The first admin, by the link that `serve` prints.

use axum::extract::State;
use factory::accounts::first_admin;
use factory::accounts::register::NewAccount;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::caller::Visitor;
use crate::extract::Json;
use crate::openapi::{Api, Words};
use crate::problem::{Kind, Problem};
use crate::reply::Created;

pub(super) fn routes(api: Api) -> Api {
    let about = "Takes the token of the link that `factoria serve` prints while nobody has an account. The first admin \
                 takes over what the person at the machine made.";
    let words = Words {
        tag: "Sign-in",
        summary: "Make the first admin",
        details: about,
        problems: &[Kind::Forbidden],
    };
    api.post("/api/v1/auth/first-admin", create, words)
}

async fn create(
    State(app): State<App>,
    Visitor(visit): Visitor,
    Json(new): Json<New, 64>,
) -> Result<Created<Made>, Problem> {
    let account = NewAccount {
        email: new.email.into(),
        password: new.password.into(),
        name: new.name.into(),
        age_band: None,
        invitation: None,
    };
    let id = first_admin::create(&app.ctx, &visit, &new.token, &account).await?.to_string();
    Ok(Created { location: "/api/v1/users/me".to_owned(), body: Made { id }, replayed: false })
}

/// The first admin.
#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "FirstAdmin")]
struct New {
    /// The token of the link.
    token: String,
    /// The address to sign in with.
    #[schemars(length(max = 254))]
    email: String,
    /// A password of 15 characters or more.
    #[schemars(length(max = 256))]
    password: String,
    /// What to be called.
    #[schemars(length(min = 1, max = 100))]
    name: String,
}

/// An account that was made.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "MadeAccount")]
struct Made {
    /// Its id.
    id: String,
}
