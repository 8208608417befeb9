//! Discussion questions: before, during and after reading, from recalling to making something new.

use content::Body;
use content::material::reading_questions::{ReadingGuideQuestions, ReadingQuestion, ReadingStage};

use crate::cite::{Citations, Prose};
use crate::facts::{Fact, Span};
use crate::inquiry::{self, Sort};
use crate::lesson::Lesson;
use crate::select::Seen;
use crate::{Draft, Request, TooLittle, objectives};
use content::BloomLevel;

mod after;
mod before;

/// How many questions make a good guide when the brief does not say.
const GOOD: usize = 10;

/// A question with the sentences of its sample answer.
struct Asked {
    stage: ReadingStage,
    question: String,
    bloom_level: BloomLevel,
    answer: Vec<(String, Span)>,
}

/// Composes discussion questions.
///
/// # Errors
/// [`TooLittle`] when fewer questions than wanted can be answered from the sources.
pub(super) fn compose(request: &Request<'_>, facts: &[Fact]) -> Result<Draft, TooLittle> {
    let lesson = Lesson::of(request, facts)?;
    let (least, most) = request.brief.items_wanted().unwrap_or((5, 15));
    let good = if request.brief.count.is_some() { most } else { GOOD.clamp(least, most) };
    let asked = staged(&lesson, good);
    if asked.len() < least {
        return Err(lesson.too_little(asked.len(), least, "questions"));
    }
    let mut citations = Citations::new(lesson.passages());
    let questions =
        asked.into_iter().enumerate().map(|(index, asked)| written(index, asked, &mut citations)).collect();
    let title = format!("{}: discussion questions", lesson.topic());
    let body = Body::ReadingGuideQuestions(ReadingGuideQuestions { title, questions });
    Ok(Draft { body, citations: citations.finish(), objectives: objectives::of(&lesson) })
}

/// At most `wanted` questions: about a third before and a third after, the rest while reading.
fn staged(lesson: &Lesson<'_>, wanted: usize) -> Vec<Asked> {
    let edge = (wanted * 3 / 10).max(1);
    let mut stage = Stage { used: Vec::new(), seen: Seen::default() };
    let mut questions = stage.take(before::questions(lesson), edge);
    let after = stage.take(after::questions(lesson), edge);
    let middle = wanted.saturating_sub(questions.len() + after.len());
    questions.extend(stage.take(during(lesson), middle));
    questions.extend(after);
    let missing = wanted.saturating_sub(questions.len());
    let more: Vec<Asked> = before::questions(lesson).into_iter().chain(after::questions(lesson)).collect();
    questions.extend(stage.take(more, missing));
    questions.sort_by_key(|asked| {
        let place = asked.answer.first().map(|(_, quote)| lesson.place_of(quote));
        (asked.stage, place.filter(|_| asked.stage == ReadingStage::During))
    });
    questions
}

/// Questions to keep readers with the text: the telling kinds in turn.
fn during(lesson: &Lesson<'_>) -> Vec<Asked> {
    const TURNS: [Sort; 6] =
        [Sort::Cause, Sort::Difference, Sort::Parts, Sort::Cause, Sort::Steps, Sort::Figure];
    let mut left = inquiry::all(lesson);
    left.retain(|inquiry| inquiry.sort != Sort::Belief);
    let mut found = Vec::new();
    for sort in TURNS.iter().cycle().take(TURNS.len() * 4) {
        if let Some(at) = left.iter().position(|inquiry| inquiry.sort == *sort) {
            found.push(left.remove(at));
        }
    }
    found.append(&mut left);
    found
        .into_iter()
        .map(|inquiry| Asked {
            stage: ReadingStage::During,
            question: inquiry.question,
            bloom_level: inquiry.bloom_level,
            answer: inquiry.answer,
        })
        .collect()
}

/// What was asked already.
struct Stage {
    used: Vec<Span>,
    seen: Seen,
}

impl Stage {
    /// The first `wanted` that ask something new about sentences no other question rests on.
    fn take(&mut self, questions: Vec<Asked>, wanted: usize) -> Vec<Asked> {
        let mut taken = Vec::new();
        for asked in questions {
            let used = |quote: &Span| self.used.iter().any(|used| used.overlaps(quote));
            let first_used = asked.answer.first().is_none_or(|(_, quote)| used(quote));
            if taken.len() < wanted && !first_used && self.seen.is_new(&asked.question, 0.7) {
                self.used.extend(asked.answer.iter().map(|(_, quote)| quote.clone()));
                taken.push(asked);
            }
        }
        taken
    }
}

fn written(index: usize, asked: Asked, citations: &mut Citations<'_>) -> ReadingQuestion {
    let mut answer = Prose::new(format!("/questions/{index}/sample_answer"));
    for (sentence, quote) in &asked.answer {
        answer.say(sentence, quote);
    }
    ReadingQuestion {
        question: asked.question,
        stage: asked.stage,
        bloom_level: asked.bloom_level,
        sample_answer: answer.finish(citations),
    }
}
