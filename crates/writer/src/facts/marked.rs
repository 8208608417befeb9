//! Facts that an author marked: read as if a finder had found them.

use content::{Mark, MarkKind, Passage};

use super::cause::Link;
use super::{FactKind, Span};
use crate::sentence::Sentence;

/// The marks that stand inside one sentence.
pub(super) struct Marks<'a> {
    marks: Vec<&'a Mark>,
    passage: usize,
    text: &'a str,
}

impl<'a> Marks<'a> {
    pub(super) fn of(sentence: &Sentence<'a>, passages: &'a [Passage]) -> Self {
        let passage = sentence.span.passage;
        let bytes = &sentence.span.bytes;
        let (marks, text) = passages.get(passage).map_or((Vec::new(), ""), |passage| {
            let inside = |mark: &&Mark| {
                bytes.start <= mark.start
                    && mark.start < mark.end
                    && mark.end <= bytes.end
                    && passage.text.get(mark.start..mark.end).is_some()
            };
            (passage.marks.iter().filter(inside).collect(), passage.text.as_str())
        });
        Self { marks, passage, text }
    }

    pub(super) fn all(&self, kind: MarkKind) -> impl Iterator<Item = Span> + '_ {
        self.marks.iter().filter(move |mark| mark.kind == kind).map(|mark| self.span(mark))
    }

    fn span(&self, mark: &Mark) -> Span {
        let words = &self.text[mark.start..mark.end];
        let start = mark.start + words.len() - words.trim_start().len();
        let end = mark.end - (words.len() - words.trim_end().len());
        Span { passage: self.passage, bytes: start..end.max(start) }
    }

    fn between(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or_default()
    }
}

/// The marked facts of one sentence, but for steps and misconceptions, which span several.
pub(super) fn find(sentence: &Sentence<'_>, marks: &Marks<'_>) -> Vec<FactKind> {
    let mut kinds = definitions(marks);
    kinds.extend(cause(marks));
    kinds.extend(marks.all(MarkKind::Contrast).map(|_| super::contrast::kind_of(sentence)));
    kinds.extend(parts(marks));
    kinds.extend(marks.all(MarkKind::Figure).map(|value| {
        let is_date = super::figure::is_date(marks.between(value.bytes.start, value.bytes.end));
        FactKind::Figure { value, is_date }
    }));
    kinds
}

/// Each marked term with the nearest definition that no other term has taken.
fn definitions(marks: &Marks<'_>) -> Vec<FactKind> {
    let mut open: Vec<Span> = marks.all(MarkKind::Definition).collect();
    let mut found = Vec::new();
    for term in marks.all(MarkKind::Term) {
        let distance = |span: &Span| span.bytes.start.abs_diff(term.bytes.start);
        let Some(nearest) = (0..open.len()).min_by_key(|&index| distance(&open[index])) else { break };
        let definition = open.remove(nearest);
        let copula = copula(marks, &term, &definition);
        found.push(FactKind::Definition { term, definition, copula });
    }
    found
}

/// The words that join term and definition, without what does not belong to the verb.
fn copula(marks: &Marks<'_>, term: &Span, definition: &Span) -> String {
    let joint = if term.bytes.start < definition.bytes.start {
        marks.between(term.bytes.end, definition.bytes.start)
    } else {
        marks.between(definition.bytes.end, term.bytes.start)
    };
    let words: Vec<&str> = text::word::words(joint)
        .filter(|word| !matches!(word.to_lowercase().as_str(), "a" | "an" | "the" | "which" | "that" | "who"))
        .collect();
    if words.is_empty() { "is".to_owned() } else { words.join(" ") }
}

fn cause(marks: &Marks<'_>) -> Option<FactKind> {
    let cause = marks.all(MarkKind::Cause).next()?;
    let effect = marks.all(MarkKind::Effect).next()?;
    let joint = if cause.bytes.start < effect.bytes.start {
        // "When [cause], [effect]", "[cause], so [effect]": either the first word or the words between tell
        let first = marks.between(cause.bytes.start, cause.bytes.end);
        let opening = marks.text.get(..cause.bytes.start).unwrap_or_default();
        let before = opening.trim_end().rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        Link::of(before).or_else(|| text::word::words(first).next().and_then(Link::of)).or_else(|| {
            text::word::words(marks.between(cause.bytes.end, effect.bytes.start)).find_map(Link::of)
        })
    } else {
        text::word::words(marks.between(effect.bytes.end, cause.bytes.start)).find_map(Link::of).or_else(
            || text::word::words(marks.between(cause.bytes.start, cause.bytes.end)).next().and_then(Link::of),
        )
    };
    let link = joint.unwrap_or(Link::Because);
    let cause = super::cause::without_link_word(marks.text, cause);
    Some(FactKind::Cause { cause, effect, link })
}

fn parts(marks: &Marks<'_>) -> Option<FactKind> {
    let whole = marks.all(MarkKind::Whole).next()?;
    let parts: Vec<Span> = marks.all(MarkKind::Part).collect();
    (parts.len() >= 2).then_some(FactKind::Parts { whole, parts })
}
