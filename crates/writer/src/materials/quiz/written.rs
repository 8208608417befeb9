//! Answers in the learner's own hand: short answers, numbers, gaps.

use content::BloomLevel;
use content::material::Difficulty;
use content::material::quiz::{QuizKind, leading_number};

use super::question::Question;
use crate::cloze::{self, Gap};
use crate::facts::{Fact, FactKind};
use crate::inquiry::{Inquiry, Sort};
use crate::lesson::Lesson;
use crate::phrase::as_sentence;

/// `Why do leaves look green?`, `How is a producer different from a consumer?`
pub(super) fn short(lesson: &Lesson<'_>, inquiry: &Inquiry<'_>) -> Option<Question> {
    let (sentence, quote) = inquiry.answer.first()?.clone();
    let answer = match (&inquiry.fact.kind, inquiry.sort) {
        (FactKind::Definition { definition, .. }, _) => as_sentence(&lesson.words(definition)),
        (FactKind::Cause { cause, .. }, _) if inquiry.question.starts_with("Why") => {
            let cause = lesson.words(cause);
            as_sentence(&format!("Because {}", lesson.inside(&cause)))
        }
        _ => sentence.clone(),
    };
    let difficulty = if inquiry.sort == Sort::Meaning { Difficulty::Medium } else { Difficulty::Hard };
    let mut question =
        Question::new(QuizKind::ShortAnswer, inquiry.question.clone(), answer, (sentence, quote.clone()));
    question.cite("answer", &quote);
    Some(question.asking(inquiry.bloom_level, difficulty))
}

/// A question whose answer is a number.
pub(super) fn numeric(lesson: &Lesson<'_>, fact: &Fact) -> Option<Question> {
    let FactKind::Figure { value, .. } = &fact.kind else { return None };
    let stem = crate::question::figure(lesson, fact)?;
    let answer = lesson.words(value);
    let single = answer.chars().filter(|c| !matches!(c, ',' | '.')).collect::<String>();
    let runs = single.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).count();
    if leading_number(&answer).is_none() || runs != 1 {
        return None;
    }
    let mut question =
        Question::new(QuizKind::Numeric, stem, answer, (lesson.stated(&fact.quote), fact.quote.clone()));
    question.cite("answer", &fact.quote);
    Some(question.asking(BloomLevel::Remember, Difficulty::Hard))
}

/// A sentence with a term missing: best a comparison or a cause, else the term's own definition.
pub(super) fn term_gap(lesson: &Lesson<'_>, fact: &Fact, terms: &[&Fact]) -> Option<Question> {
    match fact.kind {
        FactKind::Definition { .. } => gapped(lesson, fact, cloze::of_term(lesson, fact)?),
        _ => gapped(lesson, fact, cloze::of_known_term(lesson, fact, terms)?),
    }
}

/// A sentence with its figure missing.
pub(super) fn figure_gap(lesson: &Lesson<'_>, fact: &Fact) -> Option<Question> {
    gapped(lesson, fact, cloze::of_figure(lesson, fact)?)
}

fn gapped(lesson: &Lesson<'_>, fact: &Fact, gap: Gap) -> Option<Question> {
    if text::word::count(&gap.stem) > 30 {
        return None;
    }
    let difficulty = crate::difficulty::of(lesson, &gap.answer, true);
    let bloom_level = if matches!(fact.kind, FactKind::Contrast { .. }) {
        BloomLevel::Understand
    } else {
        BloomLevel::Remember
    };
    let mut question = Question::new(
        QuizKind::Cloze,
        gap.stem,
        gap.answer,
        (lesson.stated(&fact.quote), fact.quote.clone()),
    );
    question.cite("stem", &fact.quote);
    Some(question.asking(bloom_level, difficulty))
}
