//! Making an account for oneself, by invitation or where everybody may.

use askama::Template;
use auth::organisation::AgeBand;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use factory::accounts::Registration;
use factory::accounts::invitations::{self, Offer};
use factory::accounts::register::{self, NewAccount};

use super::faults::Faults;
use super::form::Form;
use super::frame::Frame;
use super::join::{self, Link};
use super::notice::Notice;
use super::page::Page;
use super::sign_in;
use crate::app::App;
use crate::caller::Visitor;
use crate::extract::Query;
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "sign_up.html")]
struct SignUp {
    frame: Frame,
    typed: Typed,
    offer: Option<Offer>,
    registration: Registration,
    least_characters: usize,
    faults: Faults,
}

/// What stands in the fields.
#[derive(Debug, Default)]
struct Typed {
    name: String,
    email: String,
    age: String,
    invitation: String,
}

pub(super) async fn show(
    State(app): State<App>,
    frame: Frame,
    Query(link): Query<Link>,
) -> Result<Response, Problem> {
    invited(&app, frame, link.token).await
}

/// The form for somebody who may have brought an invitation.
pub(super) async fn invited(app: &App, frame: Frame, invitation: String) -> Result<Response, Problem> {
    let place = join::address(&invitation);
    let page = page(app, frame, Typed { invitation, ..Typed::default() }, Faults::default()).await?;
    if page.is_dead() {
        return Ok(join::dead(page.frame, &place).into_response());
    }
    Ok(Page::ok(page).into_response())
}

pub(super) async fn create(
    State(app): State<App>,
    Visitor(visit): Visitor,
    frame: Frame,
    form: Form,
) -> Result<Response, Problem> {
    let typed = Typed {
        name: form.text("name"),
        email: form.text("email"),
        age: form.text("age"),
        invitation: form.text("invitation"),
    };
    let new = NewAccount {
        email: typed.email.clone().into(),
        password: form.exact("password").into(),
        name: typed.name.clone().into(),
        age_band: age_band(&typed.age),
        invitation: Some(typed.invitation.clone()).filter(|token| !token.is_empty()).map(Into::into),
    };
    match register::register(&app.ctx, &visit, &new).await {
        Ok(()) => Ok(Page::ok(Notice {
            frame,
            title: "Look at your mail",
            text: format!(
                "If {} can be used, a letter is on its way to it. Follow its link to confirm the address, then sign in.",
                typed.email
            ),
            next: ("/sign-in".to_owned(), "Sign in"),
        })
        .into_response()),
        Err(error) => {
            let (status, faults) = Faults::of(error.into())?;
            Ok(Page(status, page(&app, frame, typed, faults).await?).into_response())
        }
    }
}

async fn page(app: &App, frame: Frame, mut typed: Typed, faults: Faults) -> Result<SignUp, Problem> {
    let config = &app.ctx.identity.config;
    let (registration, least_characters) = (config.registration, config.password_length.alone);
    let offer = invitations::offer(&app.ctx, &typed.invitation).await?;
    if let Some(email) = offer.as_ref().and_then(|offer| offer.email.clone()) {
        typed.email = email;
    }
    Ok(SignUp { frame, typed, offer, registration, least_characters, faults })
}

impl SignUp {
    /// Whether an invitation was brought that is not good.
    fn is_dead(&self) -> bool {
        self.offer.is_none() && !self.typed.invitation.is_empty()
    }

    /// Where somebody signs in who has an account, and comes back from to take the invitation with it.
    fn door(&self) -> String {
        if self.typed.invitation.is_empty() {
            return "/sign-in".to_owned();
        }
        sign_in::address(&join::address(&self.typed.invitation))
    }

    fn title(&self) -> String {
        match &self.offer {
            Some(Offer { school: Some(school), .. }) => format!("Join {school}"),
            None if self.is_dead() => join::DEAD.to_owned(),
            _ => "Make an account".to_owned(),
        }
    }
}

/// The band of a word of the form; none where somebody would rather not say.
pub(super) fn age_band(word: &str) -> Option<AgeBand> {
    match word {
        "under_13" => Some(AgeBand::Under13),
        "from_13_to_15" => Some(AgeBand::From13To15),
        "from_16_to_17" => Some(AgeBand::From16To17),
        "adult" => Some(AgeBand::Adult),
        _ => None,
    }
}
