//! What a person sees instead of the page they asked for.

use askama::Template;

use super::faults::sentence;
use super::frame::Frame;
use super::page::Page;
use crate::problem::{FieldError, Kind, Problem};

#[derive(Template)]
#[template(path = "refusal.html")]
pub(super) struct Refusal {
    frame: Frame,
    title: &'static str,
    needs_sign_in: bool,
    detail: String,
    errors: Vec<FieldError>,
}

pub(super) fn page(frame: Frame, problem: &Problem) -> Page<Refusal> {
    let errors = if problem.errors.len() > 1 { problem.errors.clone() } else { Vec::new() };
    let needs_sign_in = problem.kind == Kind::Unauthenticated;
    let (title, detail) = (problem.kind.title(), sentence(&problem.detail));
    Page(problem.status(), Refusal { frame, title, needs_sign_in, detail, errors })
}
