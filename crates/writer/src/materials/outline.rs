//! Outline: a course in sections.

use crate::facts::Fact;
use crate::lesson::Lesson;
use crate::{Draft, Request, TooLittle};

/// Composes an outline.
///
/// # Errors
/// [`TooLittle`] when the facts do not carry it.
pub(super) fn compose(request: &Request<'_>, facts: &[Fact]) -> Result<Draft, TooLittle> {
    let lesson = Lesson::of(request, facts)?;
    Err(lesson.too_little(0, 1, "sections"))
}
