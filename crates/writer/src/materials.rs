//! One content type a file: facts in, a body with its citations out.

use content::ContentType;

use crate::facts::Fact;
use crate::{Draft, Request, TooLittle};

mod faq;
mod flashcards;
mod lesson_plan;
mod one_pager;
mod outline;
mod podcast_script;
mod quiz;
mod reading;
mod reading_questions;
mod study_guide;

/// Composes the type that the brief asks for.
///
/// # Errors
/// [`TooLittle`] when the facts do not carry the type's least number of items or sections.
pub(crate) fn compose(request: &Request<'_>, facts: &[Fact]) -> Result<Draft, TooLittle> {
    match request.brief.content_type {
        ContentType::MasterContentOutline => outline::compose(request, facts),
        ContentType::StudyGuide => study_guide::compose(request, facts),
        ContentType::OnePagerSummary => one_pager::compose(request, facts),
        ContentType::DetailedReadingMaterial => reading::compose(request, facts),
        ContentType::Flashcards => flashcards::compose(request, facts),
        ContentType::Quiz => quiz::compose(request, facts),
        ContentType::FaqCollection => faq::compose(request, facts),
        ContentType::ReadingGuideQuestions => reading_questions::compose(request, facts),
        ContentType::PodcastScript => podcast_script::compose(request, facts),
        ContentType::LessonPlan => lesson_plan::compose(request, facts),
    }
}
