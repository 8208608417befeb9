//! Questions and answers: what people ask about a topic, answered in the source's sentences.

use content::Body;
use content::material::faq::{FaqCollection, FaqItem};

use crate::cite::Citations;
use crate::facts::Fact;
use crate::lesson::Lesson;
use crate::{Draft, Request, TooLittle, inquiry, objectives};

/// How many questions make a good collection when the brief does not say.
const GOOD: usize = 12;

/// Composes questions people ask, with answers.
///
/// # Errors
/// [`TooLittle`] when fewer questions than wanted can be answered.
pub(super) fn compose(request: &Request<'_>, facts: &[Fact]) -> Result<Draft, TooLittle> {
    let lesson = Lesson::of(request, facts)?;
    let (least, most) = request.brief.items_wanted().unwrap_or((5, 15));
    let good = if request.brief.count.is_some() { most } else { GOOD.clamp(least, most) };
    let inquiries = inquiry::mixed(&lesson, least, good);
    if inquiries.len() < least {
        return Err(lesson.too_little(inquiries.len(), least, "questions"));
    }
    let mut citations = Citations::new(lesson.passages());
    let items = inquiries
        .iter()
        .enumerate()
        .map(|(index, inquiry)| FaqItem {
            question: inquiry.question.clone(),
            answer: inquiry.prose(format!("/items/{index}/answer")).finish(&mut citations),
            category: lesson.heading(inquiry.fact),
        })
        .collect();
    let title = format!("{}: questions and answers", lesson.topic());
    let body = Body::FaqCollection(FaqCollection { title, items });
    Ok(Draft { body, citations: citations.finish(), objectives: objectives::of(&lesson) })
}
