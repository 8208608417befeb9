//! What a person sees instead of the page they asked for.

use askama::Template;

use super::page::Page;
use crate::problem::{FieldError, Problem};

#[derive(Template)]
#[template(path = "refusal.html")]
pub(super) struct Refusal {
    title: &'static str,
    detail: String,
    errors: Vec<FieldError>,
}

pub(super) fn page(problem: &Problem) -> Page<Refusal> {
    let errors = if problem.errors.len() > 1 { problem.errors.clone() } else { Vec::new() };
    Page(problem.status(), Refusal { title: problem.kind.title(), detail: problem.detail.clone(), errors })
}
