//! Asking for a material.

use std::time::Duration;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use content::brief::BUILT_IN_ENGINE;
use content::{Brief, ContentType, Finding, GradeLevel, NewBrief, SourceId};
use serde::Deserialize;
use store::Cursor;
use store::sources::SourceSummary;

use super::form::Form;
use super::frame::{Frame, Viewer};
use super::page::{Page, see};
use crate::app::App;
use crate::extract::Query;
use crate::problem::{Kind, Problem};
use crate::wait;

/// How long the browser waits for what takes milliseconds, before it is shown the stages.
const WAIT: Duration = Duration::from_millis(900);
/// The most of one's own sources that can be chosen from on the page.
const SOURCES: u32 = 100;

#[derive(Template)]
#[template(path = "create.html")]
struct Create {
    frame: Frame,
    types: [ContentType; 10],
    levels: [GradeLevel; 6],
    sources: Vec<SourceSummary>,
    engines: Vec<Choice>,
    asked: Asked,
    findings: Vec<Finding>,
}

/// An engine that can be chosen.
struct Choice {
    name: String,
    label: String,
    is_default: bool,
}

/// What stands in the fields.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    content_type: String,
    topic: String,
    grade_level: String,
    count: String,
    minutes: String,
    objectives: String,
    requirements: String,
    engine: String,
    grounding: String,
    #[serde(skip)]
    sources: Vec<String>,
}

impl Asked {
    fn chose(&self, id: &SourceId) -> bool {
        let id = id.to_string();
        self.sources.contains(&id)
    }

    fn wants(&self, engine: &Choice) -> bool {
        if self.engine.is_empty() { engine.is_default } else { self.engine == engine.name }
    }

    fn finding<'a>(&self, findings: &'a [Finding], pointer: &str) -> Option<&'a str> {
        findings
            .iter()
            .find(|finding| finding.pointer.starts_with(pointer))
            .map(|finding| finding.detail.as_str())
    }
}

pub(super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    Ok(Page::ok(page(&app, viewer, asked, Vec::new()).await?).into_response())
}

pub(super) async fn create(State(app): State<App>, viewer: Viewer, form: Form) -> Result<Response, Problem> {
    let asked = asked(&form);
    let outcome = match brief(&asked) {
        Ok(brief) => {
            factory::request::request(&app.ctx, viewer.caller.user, brief, None).await.map_err(Problem::from)
        }
        Err(findings) => return refused(&app, viewer, asked, findings).await,
    };
    match outcome {
        Ok(id) => {
            wait::until_done(&app, viewer.caller.user, id, WAIT).await?;
            Ok(see(&format!("/materials/{id}")))
        }
        Err(problem) if problem.kind == Kind::Invalid => {
            let findings = problem.errors.iter().map(|error| Finding::new("", &error.pointer, &error.detail));
            refused(&app, viewer, asked, findings.collect()).await
        }
        Err(problem) => Err(problem),
    }
}

async fn refused(
    app: &App,
    viewer: Viewer,
    asked: Asked,
    findings: Vec<Finding>,
) -> Result<Response, Problem> {
    let page = page(app, viewer, asked, findings).await?;
    Ok(Page(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn page(app: &App, viewer: Viewer, asked: Asked, findings: Vec<Finding>) -> Result<Create, Problem> {
    let Viewer { caller, frame } = viewer;
    let sources = store::sources::list(&app.ctx.db, caller.user, false, Cursor::START, SOURCES).await?.items;
    let engines = engines(&app.ctx);
    let (types, levels) = (ContentType::ALL, GradeLevel::ALL);
    Ok(Create { frame, types, levels, sources, engines, asked, findings })
}

/// The engines to choose from; none when there is only one.
fn engines(ctx: &factory::Ctx) -> Vec<Choice> {
    let models = factory::engine::offered(ctx);
    if models.is_empty() {
        return Vec::new();
    }
    let default = factory::engine::default_name(ctx);
    let built_in = (BUILT_IN_ENGINE.to_owned(), "the built-in writer, free and without a network".to_owned());
    let models = models.into_iter().map(|(name, card)| {
        let label = match card.price {
            Some(price) => format!("{name} (${} in, ${} out a million tokens)", price.input, price.output),
            None => format!("{name} (price unknown)"),
        };
        (name, label)
    });
    let choice = |(name, label): (String, String)| Choice { is_default: name == default, name, label };
    std::iter::once(built_in).chain(models).map(choice).collect()
}

fn asked(form: &Form) -> Asked {
    let field = |name: &str| form.get(name).unwrap_or_default().to_owned();
    Asked {
        content_type: field("content_type"),
        topic: field("topic"),
        grade_level: field("grade_level"),
        count: field("count"),
        minutes: field("minutes"),
        objectives: field("objectives"),
        requirements: field("requirements"),
        engine: field("engine"),
        grounding: field("grounding"),
        sources: form.all("source").map(ToOwned::to_owned).collect(),
    }
}

fn brief(asked: &Asked) -> Result<Brief, Vec<Finding>> {
    let mut findings = Vec::new();
    let mut number = |pointer: &str, text: &str| match text {
        "" => None,
        _ => text
            .parse::<u32>()
            .inspect_err(|_| findings.push(Finding::new("not_a_number", pointer, "write a whole number")))
            .ok(),
    };
    let (count, minutes) = (number("/count", &asked.count), number("/minutes", &asked.minutes));
    let ids: Vec<SourceId> = asked.sources.iter().filter_map(|id| id.parse().ok()).collect();
    let objectives: Vec<String> =
        asked.objectives.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
    let filled = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let new = NewBrief {
        content_type: asked.content_type.clone(),
        topic: asked.topic.clone(),
        grade_level: Some(asked.grade_level.clone()).filter(|level| !level.is_empty()),
        learning_objectives: Some(objectives),
        source_ids: Some(ids),
        count,
        minutes,
        requirements: filled(&asked.requirements),
        engine: filled(&asked.engine),
        grounding: filled(&asked.grounding),
        ..NewBrief::default()
    };
    match Brief::try_from(new) {
        Ok(brief) if findings.is_empty() => Ok(brief),
        Ok(_) => Err(findings),
        Err(wrong) => Err(findings.into_iter().chain(wrong).collect()),
    }
}
