//! Cards: the front and back that a fact of each kind makes.
//!
//! A front that names something begins with a small letter unless it begins with a name; one that asks is a sentence.

use super::Card;
use crate::facts::{Fact, FactKind, Link};
use crate::lesson::Lesson;
use crate::phrase::{as_sentence, capitalised, list_of};
use crate::question::{Asked, Split, because, is_plural_phrase};

/// Term and definition.
pub(super) fn definition<'a>(lesson: &Lesson<'_>, fact: &'a Fact) -> Option<Card<'a>> {
    let FactKind::Definition { term, definition, .. } = &fact.kind else { return None };
    Some(card(fact, lesson.term(term), &lesson.words(definition)))
}

/// A name of a manual, and what it is for.
pub(super) fn entry<'a>(lesson: &Lesson<'_>, fact: &'a Fact) -> Option<Card<'a>> {
    let FactKind::Entry { meaning, .. } = &fact.kind else { return None };
    Some(card(fact, lesson.entry_name(fact)?, &lesson.words(meaning)))
}

/// `parts of a leaf`.
pub(super) fn parts<'a>(lesson: &Lesson<'_>, fact: &'a Fact) -> Option<Card<'a>> {
    let FactKind::Parts { whole, parts } = &fact.kind else { return None };
    crate::question::parts(lesson, fact).filter(|question| question.contains("parts"))?;
    let parts: Vec<String> = parts.iter().map(|part| lesson.inside(&lesson.words(part))).collect();
    Some(card(fact, format!("parts of {}", lesson.named(whole)), &list_of(&parts)))
}

/// `speed of light in a vacuum`.
pub(super) fn quantity<'a>(lesson: &Lesson<'_>, fact: &'a Fact) -> Option<Card<'a>> {
    let FactKind::Figure { value, is_date: false } = &fact.kind else { return None };
    let (sentence, value) = (lesson.words(&fact.quote), lesson.words(value));
    let front = Split::of(lesson, &sentence, &value)?.quantity()?;
    (front.split(' ').count() <= 9).then(|| card(fact, lesson.inside(&front), &value))
}

/// A date, and what happened then; only where the passages name the date once.
pub(super) fn date<'a>(lesson: &Lesson<'_>, fact: &'a Fact) -> Option<Card<'a>> {
    let FactKind::Figure { value, is_date: true } = &fact.kind else { return None };
    let (sentence, value) = (lesson.words(&fact.quote), lesson.words(value));
    let event = Split::of(lesson, &sentence, &value)?.event()?;
    let named_once =
        lesson.passages().iter().map(|passage| passage.text.matches(value.as_str()).count()).sum::<usize>()
            == 1;
    let past = !is_plural_phrase(&value);
    (named_once && past).then(|| card(fact, capitalised(&value), &event))
}

/// `Why do leaves look green?`
pub(super) fn cause<'a>(lesson: &Lesson<'_>, fact: &'a Fact) -> Option<Card<'a>> {
    let FactKind::Cause { cause, effect, link } = &fact.kind else { return None };
    let (front, back) = match because(lesson, fact)? {
        Asked::Cause(question) => (question, lesson.words(cause)),
        Asked::Effect(question) => (question, lesson.words(effect)),
    };
    let first = text::word::words(&back).next()?.to_lowercase();
    // `When should …?` – `Placing their own files …` is no answer
    let bare = *link == Link::When && first.len() > 4 && first.ends_with("ing");
    let stands =
        !bare && !crate::english::word::is_pronoun(&first) && !crate::english::word::is_possessive(&first);
    stands.then(|| card(fact, front, &back))
}

/// `In what year was Haydn brought to Vienna?`
pub(super) fn figure<'a>(lesson: &Lesson<'_>, fact: &'a Fact) -> Option<Card<'a>> {
    let front = capitalised(&crate::question::figure(lesson, fact)?);
    Some(card(fact, front, &lesson.stated(&fact.quote)))
}

/// `What does chlorophyll absorb?`
pub(super) fn deed<'a>(lesson: &Lesson<'_>, fact: &'a Fact) -> Option<Card<'a>> {
    let (front, back) = crate::question::deed(lesson, fact)?;
    Some(card(fact, front, &back))
}

/// `How is a producer different from a consumer?`
pub(super) fn difference<'a>(lesson: &Lesson<'_>, fact: &'a Fact) -> Option<Card<'a>> {
    let front = crate::question::difference(lesson, fact)?;
    Some(card(fact, front, &lesson.stated(&fact.quote)))
}

fn card<'a>(fact: &'a Fact, term: String, definition: &str) -> Card<'a> {
    Card { fact, quote: fact.quote.clone(), term, definition: as_sentence(definition) }
}
