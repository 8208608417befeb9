//! True or false: statements of the source, and statements that one change makes certainly false.

use content::BloomLevel;
use content::material::Difficulty;
use content::material::quiz::{QuizKind, QuizOption};

use super::question::Question;
use crate::distractors;
use crate::facts::{Fact, FactKind};
use crate::lesson::Lesson;
use crate::phrase::{as_sentence, capitalised};

/// A widespread wrong belief: false.
pub(super) fn belief(lesson: &Lesson<'_>, fact: &Fact) -> Option<Question> {
    let FactKind::Misconception { belief, correction } = &fact.kind else { return None };
    let stem = as_sentence(&capitalised(&lesson.words(belief)));
    let explanation = (as_sentence(&lesson.words(correction)), correction.clone());
    let question = Question::new(QuizKind::TrueFalse, stem, "False".to_owned(), explanation);
    let mut question = judged(question).asking(BloomLevel::Understand, Difficulty::Medium);
    question.about.push(fact.quote.clone());
    Some(question)
}

/// A sentence of the source: true.
pub(super) fn statement(lesson: &Lesson<'_>, fact: &Fact) -> Option<Question> {
    let stem = lesson.stated(&fact.quote);
    let clear = fact.marked
        || !text::word::words(&stem).any(|word| {
            matches!(word, "it" | "its" | "they" | "their" | "them" | "this" | "these" | "those")
        });
    let short = text::word::count(&stem) <= 26 && clear;
    let bloom_level = if matches!(fact.kind, FactKind::Cause { .. } | FactKind::Contrast { .. }) {
        BloomLevel::Understand
    } else {
        BloomLevel::Remember
    };
    let mut question =
        Question::new(QuizKind::TrueFalse, stem.clone(), "True".to_owned(), (stem, fact.quote.clone()));
    question.cite("stem", &fact.quote);
    short.then(|| judged(question).asking(bloom_level, Difficulty::Easy))
}

/// A term with the definition of another: false.
pub(super) fn swapped(lesson: &Lesson<'_>, fact: &Fact, pool: &[&Fact]) -> Option<Question> {
    let FactKind::Definition { term, copula, .. } = &fact.kind else { return None };
    let other = pool.iter().find(|other| distractors::is_false_of(lesson, fact, other))?;
    let FactKind::Definition { definition, copula: others, .. } = &other.kind else { return None };
    // `Array is any person …`: what a list of meanings says fits no other verb
    if others != copula {
        return None;
    }
    let stem = lesson.meant(fact, term, &lesson.words(definition), copula);
    let question = Question::new(
        QuizKind::TrueFalse,
        stem,
        "False".to_owned(),
        (lesson.defined(fact), fact.quote.clone()),
    );
    Some(judged(question).asking(BloomLevel::Remember, Difficulty::Medium))
}

/// A sentence with another figure: false.
pub(super) fn misfigured(lesson: &Lesson<'_>, fact: &Fact) -> Option<Question> {
    let FactKind::Figure { value, .. } = &fact.kind else { return None };
    let right = lesson.words(value);
    let sentence = lesson.stated(&fact.quote);
    let wrong = distractors::number::wrong(lesson, fact).into_iter().next()?;
    let once = sentence.matches(right.as_str()).count() == 1 && text::word::count(&sentence) <= 26;
    let stem = sentence.replacen(right.as_str(), &wrong.words, 1);
    let question =
        Question::new(QuizKind::TrueFalse, stem, "False".to_owned(), (sentence, fact.quote.clone()));
    once.then(|| judged(question).asking(BloomLevel::Remember, Difficulty::Medium))
}

fn judged(mut question: Question) -> Question {
    let option = |text: &str| {
        let correct = question.item.answer == text;
        let feedback = if correct { "Correct." } else { "Read the explanation and compare." };
        QuizOption { text: text.to_owned(), correct, feedback: feedback.to_owned() }
    };
    question.item.options = vec![option("True"), option("False")];
    question
}
