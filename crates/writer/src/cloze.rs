//! Gaps: which words of a sentence are worth asking for.

use content::material::quiz::BLANK;

use crate::facts::{Fact, FactKind, Span};
use crate::lesson::Lesson;
use crate::{phrase, stems};

/// A sentence with one blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Gap {
    /// The sentence with its blank.
    pub stem: String,
    /// The missing words.
    pub answer: String,
}

/// The sentence of a definition with its term missing; `None` where the article before the blank would give the
/// answer away, or the rest of the sentence does.
pub(crate) fn of_term(lesson: &Lesson<'_>, fact: &Fact) -> Option<Gap> {
    let FactKind::Definition { term, .. } = &fact.kind else { return None };
    let answer = lesson.term(term);
    if lesson.is_topic(&answer) { None } else { gap(lesson, &fact.quote, term, &answer) }
}

/// A sentence that is no definition with one of the defined terms missing.
pub(crate) fn of_known_term(lesson: &Lesson<'_>, fact: &Fact, terms: &[&Fact]) -> Option<Gap> {
    terms.iter().find_map(|definition| {
        let FactKind::Definition { term, .. } = &definition.kind else { return None };
        let term = lesson.term(term);
        if lesson.is_topic(&term) {
            return None;
        }
        let span = find(lesson, &fact.quote, &term)?;
        gap(lesson, &fact.quote, &span, &lesson.words(&span))
    })
}

/// The sentence of a figure with the figure missing.
pub(crate) fn of_figure(lesson: &Lesson<'_>, fact: &Fact) -> Option<Gap> {
    let FactKind::Figure { value, .. } = &fact.kind else { return None };
    gap(lesson, &fact.quote, value, &lesson.words(value))
}

fn gap(lesson: &Lesson<'_>, quote: &Span, hidden: &Span, answer: &str) -> Option<Gap> {
    let text = quote.text(lesson.passages());
    let from = hidden.bytes.start.checked_sub(quote.bytes.start)?;
    let to = hidden.bytes.end.checked_sub(quote.bytes.start)?;
    let (before, after) = (text.get(..from)?, text.get(to..)?);
    let article = text::word::words(before).last().unwrap_or_default().to_lowercase();
    let in_formula = before.matches('$').count() % 2 == 1;
    let glued = before.ends_with(|c: char| c.is_alphanumeric() || c == '-')
        || after.starts_with(|c: char| c.is_alphanumeric() || c == '-');
    let told = stems::gives_away(answer, before) || stems::gives_away(answer, after);
    if matches!(article.as_str(), "a" | "an")
        || in_formula
        || glued
        || told
        || answer.contains(['$', '('])
        || text.contains("__")
    {
        return None;
    }
    let sentence = phrase::one_line(&format!("{before}{BLANK}{after}"));
    let stem = crate::facts::standing::without_connective(&sentence);
    let stem = crate::facts::standing::without_pronunciation(stem).into_owned();
    // `_____: a line of development` is an entry, no sentence
    let entry = stem.strip_prefix(BLANK).is_some_and(|rest| {
        rest.starts_with([':', ' ']) && rest.trim_start().starts_with([':', '–', '—', '-'])
    });
    let enough = !entry && stem.contains(BLANK) && text::word::count(&stem) >= 5;
    enough.then(|| Gap { stem: phrase::as_sentence(&stem), answer: answer.to_owned() })
}

/// Where a sentence names a term, in singular or plural, exactly once and not at its very beginning.
fn find(lesson: &Lesson<'_>, quote: &Span, term: &str) -> Option<Span> {
    let text = quote.text(lesson.passages());
    let wanted: Vec<String> = text::word::words(term).map(stems::of_word).collect();
    let words: Vec<_> = text::word::ranges(text).collect();
    let mut places = words.windows(wanted.len().max(1)).filter(|window| {
        window.iter().zip(&wanted).all(|(range, wanted)| stems::of_word(&text[range.clone()]) == *wanted)
    });
    let place = places.next()?;
    let (first, last) = (place.first()?, place.last()?);
    if places.next().is_some() || first.start == 0 {
        return None;
    }
    let start = quote.bytes.start;
    Some(Span { passage: quote.passage, bytes: start + first.start..start + last.end })
}
