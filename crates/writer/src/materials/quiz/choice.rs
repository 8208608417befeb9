//! Multiple choice: the term of a definition, the definition of a term, the cause of an effect, a figure.

use content::BloomLevel;
use content::material::quiz::QuizKind;

use super::question::{Question, WrongOption};
use crate::difficulty;
use crate::distractors::{self, LEAST};
use crate::english::word::{is_possessive, is_pronoun};
use crate::facts::{Fact, FactKind, Link};
use crate::lesson::Lesson;
use crate::phrase::{as_sentence, capitalised};
use crate::question::{Asked, because, what_is};
use crate::stems;

/// `Which term fits this definition?`
pub(super) fn term(lesson: &Lesson<'_>, fact: &Fact, pool: &[&Fact], position: usize) -> Option<Question> {
    let FactKind::Definition { term, definition, .. } = &fact.kind else { return None };
    let answer = lesson.term(term);
    let definition = as_sentence(&lesson.words(definition));
    if stems::gives_away(&answer, &definition) || lesson.is_topic(&answer) {
        return None;
    }
    let wrong = meanings(lesson, &distractors::terms(lesson, fact, pool), |fact| term_of(lesson, fact))?;
    let proper = lesson.is_proper(text::word::words(&answer).next()?);
    let asked =
        if proper { "Which name or term fits this description?" } else { "Which term fits this definition?" };
    let stem = format!("{asked} “{definition}”");
    let difficulty = difficulty::of(lesson, &answer, true);
    let question = Question::new(
        QuizKind::MultipleChoice,
        stem,
        answer,
        (lesson.stated(&fact.quote), fact.quote.clone()),
    );
    Some(question.asking(BloomLevel::Remember, difficulty).with_options(wrong, position))
}

/// `What is a stoma?`
pub(super) fn definition(
    lesson: &Lesson<'_>,
    fact: &Fact,
    pool: &[&Fact],
    position: usize,
) -> Option<Question> {
    let FactKind::Definition { term, definition, .. } = &fact.kind else { return None };
    let stem = what_is(lesson, fact)?;
    let answer = as_sentence(&lesson.words(definition));
    if stems::gives_away(&lesson.term(term), &answer) {
        return None;
    }
    let wrong =
        meanings(lesson, &distractors::definitions(lesson, fact, pool), |fact| definition_of(lesson, fact))?;
    let difficulty = difficulty::of(lesson, &lesson.term(term), true);
    let question = Question::new(
        QuizKind::MultipleChoice,
        stem,
        answer,
        (lesson.stated(&fact.quote), fact.quote.clone()),
    );
    Some(question.asking(BloomLevel::Remember, difficulty).with_options(wrong, position))
}

/// `Why do leaves look green?`
pub(super) fn cause(lesson: &Lesson<'_>, fact: &Fact, pool: &[&Fact], position: usize) -> Option<Question> {
    let asked = because(lesson, fact)?;
    let of_cause = matches!(asked, Asked::Cause(_));
    let (Asked::Cause(stem) | Asked::Effect(stem)) = asked;
    let right = clause(lesson, fact, of_cause)?;
    let others: Vec<(String, &Fact)> = pool
        .iter()
        .filter(|other| {
            !other.quote.overlaps(&fact.quote) && is_of_kind(other, fact) && !may_be_true(lesson, fact, other)
        })
        .filter_map(|other| Some((clause(lesson, other, of_cause)?, *other)))
        .collect();
    let wrong = distractors::clauses(&stem, &right, &others);
    if wrong.len() < LEAST {
        return None;
    }
    let wrong = wrong.into_iter().map(|(text, fact)| told(lesson, text, fact)).collect();
    let question = Question::new(
        QuizKind::MultipleChoice,
        stem,
        right,
        (lesson.stated(&fact.quote), fact.quote.clone()),
    );
    Some(
        question
            .asking(BloomLevel::Understand, content::material::Difficulty::Medium)
            .with_options(wrong, position),
    )
}

/// Whether two causes are joined alike: what holds in one case only is not set beside what always holds.
fn is_of_kind(one: &Fact, other: &Fact) -> bool {
    let conditional = |fact: &Fact| matches!(fact.kind, FactKind::Cause { link: Link::When, .. });
    conditional(one) == conditional(other)
}

/// Whether the cause or effect of another fact may be right for this one too: the two speak of nearly the same case.
fn may_be_true(lesson: &Lesson<'_>, fact: &Fact, other: &Fact) -> bool {
    let sides = |fact: &Fact| match &fact.kind {
        FactKind::Cause { cause, effect, .. } => {
            [stems::of(&lesson.words(cause)), stems::of(&lesson.words(effect))]
        }
        _ => Default::default(),
    };
    let (one, other) = (sides(fact), sides(other));
    one.iter().zip(&other).any(|(one, other)| stems::containment(one, other) >= 0.5)
}

/// `How many chloroplasts can one leaf cell hold?`
pub(super) fn figure(lesson: &Lesson<'_>, fact: &Fact, position: usize) -> Option<Question> {
    let FactKind::Figure { value, .. } = &fact.kind else { return None };
    let stem = crate::question::figure(lesson, fact).or_else(|| completion(lesson, fact))?;
    let wrong = distractors::number::wrong(lesson, fact);
    if wrong.len() < LEAST {
        return None;
    }
    let wrong = wrong
        .into_iter()
        .map(|wrong| match wrong.fact {
            Some(other) => told(lesson, wrong.words, other),
            None => WrongOption {
                text: wrong.words,
                feedback: "Check this number against the text.".to_owned(),
                quote: None,
            },
        })
        .collect();
    let answer = lesson.words(value);
    let question = Question::new(
        QuizKind::MultipleChoice,
        stem,
        answer,
        (lesson.stated(&fact.quote), fact.quote.clone()),
    );
    Some(
        question
            .asking(BloomLevel::Remember, content::material::Difficulty::Medium)
            .with_options(wrong, position),
    )
}

/// `Which figure completes this sentence? “…”`
fn completion(lesson: &Lesson<'_>, fact: &Fact) -> Option<String> {
    let gap = crate::cloze::of_figure(lesson, fact)?;
    let FactKind::Figure { is_date, .. } = &fact.kind else { return None };
    let asked = if *is_date { "date" } else { "figure" };
    Some(format!("Which {asked} completes this sentence? “{}”", gap.stem))
}

/// Wrong options made of other definitions, each told what it really is.
fn meanings(
    lesson: &Lesson<'_>,
    facts: &[&Fact],
    text: impl Fn(&Fact) -> Option<String>,
) -> Option<Vec<WrongOption>> {
    let wrong: Vec<WrongOption> = facts
        .iter()
        .filter_map(|fact| {
            Some(WrongOption {
                text: text(fact)?,
                feedback: lesson.defined(fact),
                quote: Some(fact.quote.clone()),
            })
        })
        .collect();
    (wrong.len() >= LEAST).then_some(wrong)
}

fn told(lesson: &Lesson<'_>, text: String, fact: &Fact) -> WrongOption {
    WrongOption { text, feedback: lesson.stated(&fact.quote), quote: Some(fact.quote.clone()) }
}

fn term_of(lesson: &Lesson<'_>, fact: &Fact) -> Option<String> {
    let FactKind::Definition { term, .. } = &fact.kind else { return None };
    Some(lesson.term(term))
}

fn definition_of(lesson: &Lesson<'_>, fact: &Fact) -> Option<String> {
    let FactKind::Definition { definition, .. } = &fact.kind else { return None };
    Some(as_sentence(&lesson.words(definition)))
}

/// The cause or the effect of a fact as an option: a clause that names its own subject.
fn clause(lesson: &Lesson<'_>, fact: &Fact, of_cause: bool) -> Option<String> {
    let FactKind::Cause { cause, effect, .. } = &fact.kind else { return None };
    let words = lesson.words(if of_cause { cause } else { effect });
    let first = text::word::words(&words).next()?.to_lowercase();
    // an option stands alone: nothing in it may speak of what only the rest of its sentence names
    let told = text::word::words(&words)
        .any(|word| matches!(word, "they" | "them" | "their" | "he" | "his" | "she" | "her" | "it"));
    let named = !is_pronoun(&first) && !is_possessive(&first) && !told;
    (named && crate::english::clause::parse(&words).is_some()).then(|| as_sentence(&capitalised(&words)))
}
