//! What every page shows around its own: who is signed in, and the token that its forms send back.

use std::convert::Infallible;

use auth::permission::Action;
use auth::user::Role;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use factory::accounts::credential::By;
use factory::accounts::session;

use super::form_token::FIELD;
use crate::app::App;
use crate::caller::Caller;
use crate::problem::Problem;

/// What stands around a page.
#[derive(Debug, Default)]
pub(super) struct Frame {
    /// Who is signed in.
    pub(super) who: Option<Who>,
    /// Whether nobody signs in here yet.
    pub(super) is_personal: bool,
    csrf_token: String,
}

/// Somebody who is signed in, as pages show them.
#[derive(Debug)]
pub(super) struct Who {
    /// What they want to be called.
    pub(super) name: String,
    /// Whether they may look after a school.
    pub(super) teaches: bool,
    /// Whether they run the installation.
    pub(super) administers: bool,
    /// Whether all they may do is to set up a second factor.
    pub(super) has_to_enrol: bool,
}

/// Somebody who may see a page, and what stands around it.
pub(super) struct Viewer {
    /// Who.
    pub(super) caller: Caller,
    /// What stands around.
    pub(super) frame: Frame,
}

impl Frame {
    /// The field that a form begins with, as HTML; nothing where no one is signed in.
    pub(super) fn token(&self) -> String {
        if self.csrf_token.is_empty() {
            return String::new();
        }
        // the token is of letters, digits, `-` and `_`
        format!("<input type=\"hidden\" name=\"{FIELD}\" value=\"{}\">", self.csrf_token)
    }

    /// Whether the way to materials and sources is open.
    pub(super) fn may_work(&self) -> bool {
        self.is_personal || self.who.as_ref().is_some_and(|who| !who.has_to_enrol)
    }

    /// Whether all that whoever is signed in may do is to set up a second factor.
    pub(super) fn has_to_enrol(&self) -> bool {
        self.who.as_ref().is_some_and(|who| who.has_to_enrol)
    }

    async fn around(app: &App, caller: Option<&Caller>) -> Result<Self, Problem> {
        let is_personal = app.ctx.identity.is_personal();
        let Some(caller) = caller.filter(|caller| caller.by != By::Machine) else {
            return Ok(Self { is_personal, ..Self::default() });
        };
        let csrf_token = match caller.by {
            By::Browser(_, digest) => session::csrf_token(&app.ctx, &digest)?,
            _ => String::new(),
        };
        let user = store::users::find(&app.ctx.db, caller.user).await?;
        let who = Who {
            name: user.map(|user| user.display_name).unwrap_or_default(),
            teaches: caller.grant.may(Action::ManagePupils).is_ok(),
            administers: caller.grant.role == Role::Admin && caller.grant.may(Action::ManageUsers).is_ok(),
            has_to_enrol: caller.grant.may(Action::ReadMaterials).is_err(),
        };
        Ok(Self { who: Some(who), is_personal, csrf_token })
    }
}

impl FromRequestParts<App> for Frame {
    type Rejection = Infallible;

    /// For pages that anybody may see; a session that is not good is none.
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let found = <Option<Caller> as FromRequestParts<App>>::from_request_parts(parts, app).await;
        let caller = found.unwrap_or_default();
        Ok(Self::around(app, caller.as_ref()).await.unwrap_or_default())
    }
}

impl FromRequestParts<App> for Viewer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let caller = <Caller as FromRequestParts<App>>::from_request_parts(parts, app).await?;
        let frame = Frame::around(app, Some(&caller)).await?;
        Ok(Self { caller, frame })
    }
}
