//! Taking a quiz: questions to answer, then marks with explanations.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use content::material::quiz::{Quiz, QuizItem, QuizKind};
use content::{Body, Material, MaterialId};
use export::math;

use super::cited::Cited;
use super::form::Form;
use super::frame::{Frame, Viewer};
use super::page::Page;
use super::quiz_marks::{Mark, Marked, mark as mark_item};
use crate::app::App;
use crate::caller::Caller;
use crate::extract::Path;
use crate::problem::{Kind, Problem};

#[derive(Template)]
#[template(path = "take.html")]
struct Take {
    frame: Frame,
    id: MaterialId,
    quiz: Quiz,
}

#[derive(Template)]
#[template(path = "marked.html")]
struct Results {
    frame: Frame,
    id: MaterialId,
    title: String,
    marked: Vec<Marked>,
    right: usize,
    counted: usize,
}

pub(super) async fn show(
    State(app): State<App>,
    Viewer { caller, frame }: Viewer,
    Path(id): Path<MaterialId>,
) -> Result<Response, Problem> {
    let (quiz, _) = quiz(&app, caller, id).await?;
    Ok(Page::ok(Take { frame, id, quiz }).into_response())
}

pub(super) async fn mark(
    State(app): State<App>,
    Viewer { caller, frame }: Viewer,
    Path(id): Path<MaterialId>,
    form: Form,
) -> Result<Response, Problem> {
    let (quiz, material) = quiz(&app, caller, id).await?;
    let cited = Cited::of(&material);
    let marked: Vec<Marked> =
        quiz.items.iter().enumerate().map(|(index, item)| mark_item(index, item, &form, &cited)).collect();
    let right = marked.iter().filter(|marked| marked.mark == Mark::Right).count();
    let counted = marked.iter().filter(|marked| marked.mark != Mark::Yours).count();
    Ok(Page::ok(Results { frame, id, title: quiz.title, marked, right, counted }).into_response())
}

async fn quiz(app: &App, caller: Caller, id: MaterialId) -> Result<(Quiz, Material), Problem> {
    let kept = store::materials::find(&app.ctx.db, caller.user, id).await?;
    let material = kept.ok_or_else(|| Problem::not_found("material"))?.into_material()?;
    match material.body.clone() {
        Some(Body::Quiz(quiz)) => Ok((quiz, material)),
        _ => Err(Problem::new(Kind::Conflict, "only a finished quiz can be taken")),
    }
}

/// The right-hand sides of a matching question, in an order that gives nothing away.
pub(super) fn choices(item: &QuizItem) -> Vec<&str> {
    let mut rights: Vec<&str> = item.pairs.iter().map(|pair| pair.right.as_str()).collect();
    rights.sort_unstable();
    rights
}

/// The stem as HTML, its blank as a line to write on.
pub(super) fn stem(item: &QuizItem) -> String {
    math::html(&item.stem).replace(content::material::quiz::BLANK, "<span class=\"blank\">(blank)</span>")
}

/// How a question is answered on the page.
pub(super) fn answered_by(item: &QuizItem) -> &'static str {
    match item.kind {
        QuizKind::MultipleChoice | QuizKind::TrueFalse => "options",
        QuizKind::Matching => "pairs",
        QuizKind::Cloze | QuizKind::Numeric => "line",
        QuizKind::ShortAnswer => "text",
    }
}
