//! API keys: made, shown once, taken back.

use askama::Template;
use auth::id::ApiKeyId;
use auth::permission::ScopeSet;
use auth::sign_in::is_confirmed;
use auth::time::DAY_MS;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use content::Timestamp;
use factory::accounts::api_keys::{self, NewKey};
use factory::accounts::second_factor;
use store::Cursor;
use store::api_keys::ApiKey;

use crate::api::auth::maker;
use crate::app::App;
use crate::caller::{Caller, Visitor};
use crate::extract::Path;
use crate::problem::{Kind, Problem};
use crate::web::faults::Faults;
use crate::web::form::Form;
use crate::web::frame::{Frame, Viewer};
use crate::web::page::{Page, see};

/// As many as an account may have.
const MOST: u32 = 100;
/// How long a key may be chosen to live, in days; 0 is without end.
const LIVES: [(u16, &str); 4] = [(30, "30 days"), (90, "90 days"), (365, "a year"), (0, "until taken back")];

#[derive(Template)]
#[template(path = "account/keys.html")]
struct Keys {
    frame: Frame,
    here: &'static str,
    keys: Vec<ApiKey>,
    made: Option<String>,
    name: String,
    /// What may be ticked, and whether it is.
    scopes: Vec<(&'static str, bool)>,
    must_prove: bool,
    faults: Faults,
}

pub(in crate::web) async fn show(
    State(app): State<App>,
    viewer: Viewer,
) -> Result<impl IntoResponse, Problem> {
    if viewer.frame.has_to_enrol() {
        return Err(Problem::new(Kind::Forbidden, "set up a second factor first"));
    }
    Ok(Page::ok(page(&app, viewer).await?))
}

pub(in crate::web) async fn create(
    State(app): State<App>,
    viewer: Viewer,
    Visitor(visit): Visitor,
    form: Form,
) -> Result<Response, Problem> {
    let caller = viewer.caller;
    let proved = match form.get("code") {
        Some(code) => second_factor::verify(&app.ctx, &visit, caller.user, caller.session(), code).await,
        None => Ok(()),
    };
    let made = match (proved, wanted(&app, &form)) {
        (Ok(()), Ok(new)) => {
            api_keys::create(&app.ctx, &visit, maker(&caller), new).await.map_err(Problem::from)
        }
        (Err(error), _) => Err(error.into()),
        (_, Err(problem)) => Err(problem),
    };
    match made {
        Ok((key, _)) => {
            let made = key.map(|key| key.expose().to_owned());
            Ok(Page::ok(Keys { made, ..page(&app, viewer).await? }).into_response())
        }
        Err(problem) => {
            let (status, faults) = Faults::of(problem)?;
            let blank = page(&app, viewer).await?;
            let ticked =
                |(scope, _): &(&'static str, bool)| (*scope, form.all("scope").any(|name| name == *scope));
            let scopes = blank.scopes.iter().map(ticked).collect();
            Ok(Page(status, Keys { faults, name: form.text("name"), scopes, ..blank }).into_response())
        }
    }
}

pub(in crate::web) async fn revoke(
    State(app): State<App>,
    caller: Caller,
    Visitor(visit): Visitor,
    Path(id): Path<ApiKeyId>,
) -> Result<Response, Problem> {
    api_keys::revoke(&app.ctx, &visit, caller.user, id).await?;
    Ok(see("/account/keys"))
}

fn wanted(app: &App, form: &Form) -> Result<NewKey, Problem> {
    let scopes = form.all("scope").map(str::parse).collect::<Result<ScopeSet, auth::Error>>();
    let scopes = scopes.map_err(|_| Problem::invalid("/scopes", "there is no such permission"))?;
    if scopes.iter().next().is_none() {
        return Err(Problem::invalid("/scopes", "tick at least one thing that the key may do"));
    }
    let days = form.get("days").and_then(|days| days.parse::<u16>().ok()).filter(|days| *days > 0);
    let expires_ms = days.map(|days| app.ctx.clock.now_ms() + i64::from(days) * DAY_MS);
    Ok(NewKey { name: form.text("name"), scopes, expires_ms })
}

async fn page(app: &App, Viewer { caller, frame }: Viewer) -> Result<Keys, Problem> {
    let keys = store::api_keys::list(&app.ctx.db, caller.user, Cursor::START, MOST).await?.items;
    let scopes = ScopeSet::for_keys(caller.grant.role).shared_with(caller.grant.scopes);
    // what programs mostly need; more is for whoever asks for more
    let usual = |name: &str| name.starts_with("materials:") || name.starts_with("sources:");
    let scopes = scopes.iter().map(|scope| (scope.as_str(), usual(scope.as_str()))).collect();
    let must_prove = must_prove(app, &caller).await?;
    Ok(Keys {
        frame,
        here: "keys",
        keys,
        made: None,
        name: String::new(),
        scopes,
        must_prove,
        faults: Faults::default(),
    })
}

/// Whether a code has to be typed: a second factor is set up and was not shown lately.
async fn must_prove(app: &App, caller: &Caller) -> Result<bool, Problem> {
    if !second_factor::is_on(&app.ctx, caller.user).await? {
        return Ok(false);
    }
    let Some(id) = caller.session() else { return Ok(true) };
    let session = store::sessions::find(&app.ctx.db, id).await?;
    let now_ms = app.ctx.clock.now_ms();
    Ok(!session.is_some_and(|session| session.strong && is_confirmed(session.confirmed_ms, now_ms)))
}

/// A scope as a person reads it.
fn means(scope: &str) -> &'static str {
    match scope {
        "materials:read" => "Read materials",
        "materials:write" => "Make, change and delete materials",
        "sources:read" => "Read and search sources",
        "sources:write" => "Add and delete sources",
        "evaluations:write" => "Evaluate texts",
        "account:read" => "Read your profile",
        "admin:read" => "Read usage and the audit log",
        _ => "",
    }
}

fn last_used(key: &ApiKey) -> Option<Timestamp> {
    key.record.last_used_ms.map(Timestamp)
}

fn ends(key: &ApiKey) -> Option<Timestamp> {
    key.record.expires_ms.map(Timestamp)
}
